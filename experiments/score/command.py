"""`experiment=score`: from a checked config and a table of observations to scores, differences, calibration and report."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from concertacion.analysis.formatting import counted
from concertacion.analysis.score.kinds import Kind
from concertacion.analysis.score.scores import scored
from concertacion.analysis.score.words import sentences
from concertacion.experiments.effective import stored
from concertacion.experiments.ensemble.command import provenance_of
from concertacion.experiments.inputs import folder_of, world_of
from concertacion.experiments.job import Job
from concertacion.experiments.output.files import write_bytes
from concertacion.experiments.output.formats import add_tables
from concertacion.experiments.output.output_dir import begin, new_output_dir
from concertacion.experiments.output.progress import Progress
from concertacion.experiments.output.stored import seal
from concertacion.experiments.output.tables import terminal_table
from concertacion.experiments.phases import FIGURES, say
from concertacion.experiments.score import models
from concertacion.experiments.score.predictions import Predicted, knowing, predictions
from concertacion.experiments.score.reading import read_table
from concertacion.experiments.score.record import OBSERVED, Record, record_of
from concertacion.experiments.score.runs import Counts, Draws, runs_knowing
from concertacion.experiments.score.silence import UNKNOWN, reasons
from concertacion.experiments.score.tables import printed, tables_of
from concertacion.experiments.settings.declaration import cut
from concertacion.experiments.settings.score import ScoreSettings
from concertacion.sim.declare import InputError, nearest
from concertacion.sim.world import World

DRAWN = 4  # predictors in a figure


def run(job: Job[ScoreSettings]) -> Path:
    """Score the table of the settings, write the folder, print the scores; returns the folder.

    Raises
    ------
    InputError
        If the table, the record or the weights are wrong, or the model can speak of no row; nothing is created then.
    """
    settings, output_dir = job.settings, job.output_dir
    if settings.data is None:
        raise InputError("data=FILE is missing: name a table of attendance, meetings, visits or travel (docs/score.md)")
    kind, rows = read_table(settings.data, f"data={cut(str(settings.data))}")
    last = settings.start + settings.years - 1
    record = record_of(kind, settings.world, settings.start, last)
    in_reach = rows[reasons(rows, record, settings.start, None, last) == ""]
    draws = draws_of(job, knowing(in_reach, last).unique().tolist())
    _refuse_silence(rows, record, settings, last)
    provenance = provenance_of(settings, job.inputs, job.config, job.arguments, job.digest) | digests(settings, kind)
    with new_output_dir(output_dir, job.digest) as folder:
        begin(folder, stored(job.config), provenance)
        said = _fill(folder, job, rows, record, draws, provenance)
    print(f"{said}\n\nResult: {output_dir}\nRead:   {output_dir / 'report.html'}")
    return output_dir


def draws_of(job: Job[ScoreSettings], eves: Iterable[int]) -> dict[int, dict[str, Draws]]:
    """The versions of the model that the settings ask for, by the year to whose end they know the record."""
    settings, parameters, draws = job.settings, job.inputs.parameters, dict[int, dict[str, Draws]]()
    for known in eves:
        draws[known] = {models.MODEL: models.at(parameters, settings.replicates)}
        if settings.weights is not None:
            draws[known][models.WEIGHTED] = models.weighted(
                settings.weights, parameters, settings.replicates, 1, settings.seed, known
            )
    return draws


def digests(settings: ScoreSettings, kind: Kind) -> dict[str, str]:
    """SHA-256 of what is read and not kept: the table, the record beside it, and the weights."""
    assert settings.data is not None
    read = {"data_sha256": settings.data, "observed_sha256": folder_of(settings.world) / OBSERVED / f"{kind.name}.csv"}
    if settings.weights is not None:
        read["weights_sha256"] = settings.weights / models.WEIGHTS
    return {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in read.items()}


def _refuse_silence(rows: pd.DataFrame, record: Record, settings: ScoreSettings, last: int) -> None:
    """Refuse a table of whose rows none can be scored, before anything runs."""
    silent, hint = reasons(rows, record, settings.start, None, last), ""
    for known, ahead in rows[silent == ""].groupby(knowing(rows, last)):
        world = _world(settings, int(ahead["year"].max()))
        silent[ahead.index] = reasons(ahead, record, settings.start, world, int(known))
        if (silent[ahead.index] == "").any():
            return
        row = silent.index[0]
        if row in ahead.index and UNKNOWN in silent[row]:
            names = {"organisation": world.forums} | dict.fromkeys(("country", "visitor", "visited"), world.countries)
            name = next(name for name in record.kind.texts if rows.loc[row, name] not in names[name])
            hint = f"; {nearest(rows.loc[row, name], names[name])}"
    row = silent.index[0]
    raise InputError(f"data={cut(str(settings.data))}: no row can be scored; row {row}: {silent[row]}{hint}")


def _world(settings: ScoreSettings, year: int) -> World:
    """The world from the start to the end of a year."""
    return world_of(settings.world, settings.start, year + 1 - settings.start, settings.forums, settings.settle)


def predicted(job: Job[ScoreSettings], rows: pd.DataFrame, record: Record, draws: Mapping[int, Mapping[str, Draws]]) -> Predicted:
    """The predictions of every predictor, with progress."""
    settings = job.settings
    last = settings.start + settings.years - 1
    total = sum(len(runs) for versions in draws.values() for each in versions.values() for _, runs in each)
    progress = Progress(total)
    say(f"running {counted(total, 'run')}, to the year before each row and on")

    def runner(known: int, world: World) -> dict[str, Counts]:
        told = {}
        for name, each in draws[known].items():
            told[name] = runs_knowing(
                known, world, each, job.inputs.scenario, settings.seed, settings.workers, record.observers,
                progress.after(progress.done),
            )  # fmt: skip
        return told

    with progress:
        return predictions(rows, record, settings.start, last, lambda year: _world(settings, year), runner)


def _fill(
    folder: Path, job: Job[ScoreSettings], rows: pd.DataFrame, record: Record, draws: Mapping[int, Mapping[str, Draws]],
    provenance: Mapping[str, Any],
) -> str:  # fmt: skip
    """Run, score, draw and write; returns what the command prints."""
    job.compile_model()
    found = predicted(job, rows, record, draws)
    if found.rows.empty:
        row = found.silent.index[0]
        raise InputError(f"data={cut(str(job.settings.data))}: no row can be scored; row {row}: {found.silent[row]}")
    say(FIGURES)
    from concertacion.analysis.reports.score import save_calibration, score_page

    scores, differences = scores_of(record.kind, found)
    unscored = pd.DataFrame({"row": found.silent.index, "reason": found.silent.to_numpy()}).sort_values("row")
    figures = [
        save_calibration(record.kind, outcome, shown(scores, outcome, found), found.rows[outcome].to_numpy(), folder / "figures")
        for outcome in record.kind.outcomes
    ]
    for name, frame in (("scores", scores), ("differences", differences), ("unscored", unscored)):
        write_bytes(folder / f"{name}.csv", frame.to_csv(index=False, lineterminator="\n", float_format="%.6g").encode())
    add_tables(folder, job.settings.tables, lambda: tables_of(scores, differences, unscored))
    table = printed(scores)
    page = score_page(
        record.kind, scores, differences, unscored, table, found.models, figures, folder / "figures", provenance
    )  # fmt: skip
    write_bytes(folder / "report.html", page.encode())
    seal(folder)
    told = sentences(scores, differences, found.models)
    silent = f"{counted(len(unscored), 'row')} not scored: unscored.csv says why" if len(unscored) else "every row was scored"
    head = f"{record.kind.name}: {counted(len(found.rows), 'row')} scored, low is good; {silent}"
    return "\n".join([head, "", terminal_table(tuple(table.columns), table.to_numpy().tolist(), words=1), "", *told])


def scores_of(kind: Kind, found: Predicted) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Scores and paired differences of all outcomes."""
    events = found.rows[list(kind.event)].astype(str).agg("|".join, axis=1).to_numpy()
    parts = [
        scored(kind, outcome, found.chances[outcome], found.rows[outcome].to_numpy(), events, found.models)
        for outcome in kind.outcomes
    ]
    scores, differences = (pd.concat(each, ignore_index=True) for each in zip(*parts, strict=True))
    return scores, differences


def shown(scores: pd.DataFrame, outcome: str, found: Predicted) -> dict[str, np.ndarray]:
    """The predictions that the figure shows: those of the model, then the best of the others."""
    others = scores[~scores["predictor"].isin(found.models) & scores["predictor"].isin(list(found.chances[outcome]))]
    best = others.sort_values("value", kind="stable")["predictor"].drop_duplicates().tolist()
    names = [*found.models, *best][:DRAWN]
    return {name: found.chances[outcome][name] for name in names}
