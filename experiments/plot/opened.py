"""From the folder of a result to what figures are drawn from. A further kind of folder is a further reader in `READERS`."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from concertacion.analysis.checksums import CHECKSUMS, COPY, check_whole
from concertacion.analysis.claims.claim import Claim
from concertacion.analysis.claims.shares import effective
from concertacion.analysis.formatting import counted
from concertacion.analysis.plot.memory import table_of_sweep
from concertacion.analysis.plot.request import ARM, Request
from concertacion.analysis.plot.sources import Runs, Table
from concertacion.analysis.record.drawing import read_points, resampled
from concertacion.analysis.record.facts import WEIGHT, WEIGHTS
from concertacion.experiments.ensemble.runs import CONTROL
from concertacion.experiments.output.output_dir import MANIFEST
from concertacion.experiments.plot.runs import opened_arms
from concertacion.sim.declare import InputError, Prior
from concertacion.sim.parameters import DECLARED

Manifest = Mapping[str, Any]
BELIEF, WEIGHTED = "belief", "weighted"
BELIEFS = {"prior": "prior", WEIGHTED: WEIGHT}  # a belief on parameters -> the column that says what a point counts
SUPPORTS = {
    "greater": "above {0:g}", "possible": "above {0:g} somewhere", "non-monotone": "above {0:g}", "less": "below −{0:g}",
    "negligible": "within ±{0:g}",
}  # fmt: skip


class Reader(NamedTuple):
    """A kind of folder: the file that marks it, and what reads it."""

    mark: str
    read: Callable[[Path, Request], Runs | Table]


def opened(folder: Path, request: Request) -> Runs | Table:
    """What a folder holds, as far as the request needs it.

    Raises
    ------
    InputError
        If it is no folder of a result that can be drawn, or one of its files is not as it was written.
    """
    if not folder.is_dir():
        raise InputError(f"from={folder}: there is no such folder; name the folder of a result")
    for reader in READERS:
        if any(folder.glob(reader.mark)):
            return reader.read(folder, request)
    raise InputError(f"from={folder}: holds no run, sweep, comparison, sensitivity analysis, test of claims or record")


def _manifest(folder: Path) -> Manifest:
    """What the folder says of itself (InputError without)."""
    if (folder / CHECKSUMS).is_file():
        check_whole(folder, [MANIFEST])
    try:
        return dict(json.loads((folder / MANIFEST).read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise InputError(f"{folder / MANIFEST}: cannot be read; it says what the folder holds, so {COPY}") from error


def _run(folder: Path, request: Request) -> Runs:
    manifest = _manifest(folder)
    if request.against:
        raise InputError(f"against={request.against}: {_no_arms(manifest)}")
    return opened_arms(folder, {str(manifest.get("scenario", "run")): folder / "results.nc"}, manifest)


def _no_arms(manifest: Manifest) -> str:
    """That a run has nothing to be told against in its folder, and the command of the comparison that has."""
    command, scenario = shlex.split(str(manifest.get("command", ""))), str(manifest.get("scenario"))
    if scenario == CONTROL or not command:
        return "the folder holds one run without a control; draw from the folder of experiment=compare"
    dropped = ("scenario=", "experiment=", "baseline=")
    kept = [argument for argument in command[1:] if not argument.startswith(dropped)]
    compared = shlex.join([command[0], "experiment=compare", f"arms=[{CONTROL},{scenario}]", *kept])
    return f"the folder keeps the runs of {scenario} alone; draw from a comparison: {compared} out=compared"


def _comparison(folder: Path, request: Request) -> Runs:
    manifest = _manifest(folder)
    names = [str(arm["name"]) for arm in manifest.get("arms", ())]
    asked = request.select.get(ARM, names)
    wanted = [name for name in names if name in asked or name == request.against] if {*asked} & {*names} else names
    return opened_arms(folder, {name: folder / "arms" / f"{name}.nc" for name in wanted}, manifest)


def _sweep(folder: Path, request: Request) -> Table:
    manifest = _manifest(folder)
    about = f"{counted(int(manifest['points']), 'point')}, {counted(int(manifest['replicates']), 'run')} at each"
    return table_of_sweep(folder, request, about)


def _sensitivity(folder: Path, request: Request) -> Table:
    from concertacion.analysis.figures.ranking import SAID
    from concertacion.analysis.sensitivity.indices import METHODS

    check_whole(folder, ["indices.parquet"])
    indices = pd.read_parquet(folder / "indices.parquet")
    method = str(_manifest(folder)["method"])
    measure = METHODS[method].main
    indices = indices[(indices["method"] == method) & (indices["measure"] == measure)]
    table = _sweep(folder / "sweep", request)
    return table._replace(indices=indices, measure=SAID.get(measure, measure))


def _claims(folder: Path, request: Request) -> Table:
    from concertacion.analysis.claims.ledger import open_ledger

    ledger = open_ledger(folder)
    tested = {name: entry.claim for name, entry in ledger.tested.items()}
    points = pd.DataFrame(ledger.points)
    rows = points.assign(**{name: ledger.effects(name).effect for name in tested})
    return Table(
        rows, tuple(tested), tuple(ledger.points), {name: {"units": "effect"} for name in tested}, each="point",
        limits={name: (0.0, claim.main.smallest, -claim.main.smallest) for name, claim in tested.items()},
        said={name: _claimed(claim) for name, claim in tested.items()},
    )  # fmt: skip


def _weights(folder: Path, request: Request) -> Table:
    """Parameters at points drawn by a belief: the weights of the record, and, if asked for, what points count under the prior."""
    points = read_points(folder, "from")
    priors = {name: entry for name, entry in DECLARED.items() if isinstance(entry, Prior) and name in points}
    asked = request.by == BELIEF or BELIEF in request.select
    beliefs = BELIEFS if asked else {WEIGHTED: BELIEFS[WEIGHTED]}
    parts = {name: points.iloc[drawn(points[column].to_numpy())] for name, column in beliefs.items()}
    rows = pd.concat([part.assign(**{BELIEF: name}) for name, part in parts.items()], ignore_index=True)
    labels = {name: {"units": prior.unit, "long_name": prior.meaning} for name, prior in priors.items()}
    about = f"drawn from {len(points):,} in proportion to their weights, as many as these are worth"
    return Table(rows[[BELIEF, *priors]], tuple(priors), (BELIEF,), labels, each="point", about=about)


def drawn(weight: np.ndarray, most: int = 1_000) -> np.ndarray:
    """Positions drawn in proportion to weights, as many as points of equal weight would say as much as these, int64[count]."""
    count = min(most, max(1, round(effective(weight))))
    return resampled(weight, count, 0.5)


def _claimed(claim: Claim) -> str:
    """What a claim says, and which effects support it."""
    support = f"{SUPPORTS[claim.main.shape].format(claim.main.smallest)} supports the claim"
    return f"{claim.sentence.rstrip('.')}. Dotted: 0 and ±{claim.main.smallest:g}, the smallest effect that counts; {support}."


READERS = (
    Reader("arms/*.nc", _comparison),
    Reader("results.nc", _run),
    Reader("indices.parquet", _sensitivity),
    Reader("ledger.json", _claims),
    Reader(WEIGHTS, _weights),
    Reader("points.parquet", _sweep),
)
