"""docs/free-runs.md and its figure: runs that are free from 1995 and from 2000, beside the record to 2012.

`python -m concertacion.experiments.pages.free_runs` writes both. Every parameter is at its default.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from concertacion.analysis import runs_that_went_well
from concertacion.analysis.figures import METADATA
from concertacion.experiments.output.files import write_bytes
from concertacion.experiments.output.manifest import DOCS
from concertacion.experiments.output.tables import markdown_table
from concertacion.experiments.pages.answers import answered
from concertacion.experiments.pages.on_record import FIRST, LAST, LEFT_OUT, meetings_on_record, thirty_three
from concertacion.experiments.phases import OUTCOMES, compile_model
from concertacion.sim.ensembles import ensemble

PAGE = DOCS / "free-runs.md"
FIGURE = Path("figures") / "free-runs.png"
STARTS = (FIRST, 2000)
FORUMS = "not-technical.not-LAIA"
ON_RECORD = f"{FORUMS}.not-EU_LAC"  # which the world of a free run does not know
GOVERNMENTS = "latin_america_20"
MEETINGS = "Observed meetings in the year"
BY_YEAR = {
    "Mean ideology": f"level.ideology.{GOVERNMENTS}@{{year}}Q1:{{year}}Q4",
    "Dispersion of ideology": f"spread.ideology.{GOVERNMENTS}@{{year}}Q1:{{year}}Q4",
    "Forums founded so far": f"founded.{FORUMS}@{{start}}Q1:{{year}}Q4",
    MEETINGS: f"observed_meetings.south_america.{FORUMS}@{{year}}Q1:{{year}}Q4",
}
IDEOLOGY = "ideology,\n-1 left to 1 right"
UNITS = dict(zip(BY_YEAR, (IDEOLOGY, "standard deviation\nof ideology", "forums", "meetings"), strict=True))
WAVES = {
    "Swing of the mean ideology": f"ideology_swing.{GOVERNMENTS}",
    "Governments that move together": f"synchrony.{GOVERNMENTS}",
    "Correlation of ideology with that four years later": f"ideology_persistence.{GOVERNMENTS}",
}
TEXT = """# Free runs beside the record

Written by `python -m concertacion.experiments.pages.free_runs`; do not edit by hand. {runs} runs from each start, seed {seed},
every parameter at its default, the thirty-three states. Politics and forums are free from the first quarter on.
[outcomes.md](outcomes.md) defines the series.

Each run starts from the region as it was. Shocks are drawn at random. Centres and volatility of ideology were set from
governments up to 2012, so the rows on ideology are no test: the long-run centre of each country is the mean of its governments
from 1985 to the end of 2012, and `swing` and `ideology_volatility` were set from governments from 1995 to 2012.
The readiness of presidents to travel was set from their attendance to 2012, so meetings are a weak test; foundings are a
real one.

Waves to the left come at different times in different runs, so the band of the mean hides them; the second table measures them
run by run. The thin lines of the figure are single runs.

![Runs that are free, and the record]({figure})

*Bands: 90 % of {runs} runs; blue: their median; thin: three single runs; orange: the record.*

For each series by year: in how many years the record lies within the band of 90 % of the runs; and the value in the last year, on
record and in the runs (median and 90 %).

{by_year}
{outside}

Of whole runs: the record, and the median and 90 % of the runs.

{waves}
{outside_whole}

The record of meetings holds what an observer of the twelve South American presidents saw; forums founded on record are those that
[tables.md](tables.md) names. The model founds forums of its own, at other times.
"""


class FreeRuns(NamedTuple):
    """Free runs and the record, from one start."""

    series: dict[str, tuple[np.ndarray, pd.Series]]  # by title: (run, year); the record by year
    waves: dict[str, tuple[np.ndarray, float]]  # by title: (run,); the record


def simulated(start: int, runs: int, seed: int, workers: int) -> FreeRuns:
    """Free runs from a start, and the record of the same years."""
    years = list(range(start, LAST + 1))
    asked = {title: [text.format(start=start, year=year) for year in years] for title, text in BY_YEAR.items()}
    names = [*(name for each in asked.values() for name in each), *WAVES.values()]
    free = runs_that_went_well(
        ensemble(thirty_three(start), runs=runs, seed=seed, keep="summary", workers=workers, outcomes=names)
    )
    on_record = {name: name.replace(FORUMS, ON_RECORD) for name in names}
    past = ensemble(
        thirty_three(start, forums="record"), runs=1, seed=seed, mode="replay", until=LAST, keep="summary", workers=1,
        outcomes=list(on_record.values()),
    )  # fmt: skip
    record = {title: np.array([float(past[on_record[name]].values[0]) for name in each]) for title, each in asked.items()}
    record[MEETINGS] = meetings(years)
    return FreeRuns(
        {
            title: (np.stack([free[name].values for name in each], axis=1), pd.Series(record[title], index=years))
            for title, each in asked.items()
        },
        {title: (free[name].values, float(past[name].values[0])) for title, name in WAVES.items()},
    )


def meetings(years: list[int]) -> np.ndarray:
    """Meetings to which three or more of the observed presidents travelled as members, by year."""
    met = meetings_on_record()
    return met[~met["organisation"].isin(LEFT_OUT)].groupby("year").size().reindex(years, fill_value=0).to_numpy(float)


def page(all_told: Mapping[int, FreeRuns], runs: int, seed: int) -> str:
    """The whole page."""
    by_year = [[title, *(cell for each in all_told.values() for cell in _years(*each.series[title]))] for title in BY_YEAR]
    waves = [[title, *(cell for each in all_told.values() for cell in _cells(*each.waves[title]))] for title in WAVES]
    heads = [f"free from {start}" for start in all_told]
    return TEXT.format(
        runs=runs, seed=seed, figure=FIGURE,
        by_year=markdown_table(["By year", *_columns(heads, "years inside", f"record {LAST}", f"runs {LAST}")], by_year),
        outside=_outside(all_told), outside_whole=_outside_whole(all_told),
        waves=markdown_table(["Of a run", *_columns(heads, "record", "runs")], waves),
    )  # fmt: skip


def _outside(all_told: Mapping[int, FreeRuns]) -> str:
    """The series of which the last year of the record lies outside, in a sentence."""
    last = {
        start: {title: (runs[:, -1], float(record.iloc[-1])) for title, (runs, record) in each.series.items()}
        for start, each in all_told.items()
    }
    named = beyond(last)
    if not named:
        return f"In {LAST} the record lies within the band of 90 % of the runs in every series."
    return f"In {LAST} the record lies outside the band of 90 % of the runs in these: {'; '.join(named)}."


def _outside_whole(all_told: Mapping[int, FreeRuns]) -> str:
    """The statistics of whole runs of which the record lies outside, in a sentence."""
    named = beyond({start: each.waves for start, each in all_told.items()})
    return f"Outside that band lies the record of: {'; '.join(named)}." if named else "The record lies within all of these bands."


def beyond(told: Mapping[int, Mapping[str, tuple[np.ndarray, float]]]) -> list[str]:
    """Of (runs, record) by start and title: those whose record lies outside 90 % of the runs, in words."""
    named = []
    for start, each in told.items():
        for title, (runs, record) in each.items():
            low, high = np.nanquantile(runs, (0.05, 0.95))
            if not low <= record <= high:
                side = "above" if record > high else "below"
                named.append(f"{title.lower()}, {side} it in runs from {start} ({record:.2f} against {low:.2f} to {high:.2f})")
    return named


def _columns(heads: Sequence[str], *names: str) -> list[str]:
    return [f"{name}, {head}" for head in heads for name in names]


def _years(runs: np.ndarray, record: pd.Series) -> tuple[str, str, str]:
    low, high = np.nanquantile(runs, (0.05, 0.95), axis=0)
    inside = int(((low <= record) & (record <= high)).sum())
    return f"{inside} of {len(record)}", *_cells(runs[:, -1], float(record.iloc[-1]))


def _cells(runs: np.ndarray, record: float) -> tuple[str, str]:
    low, middle, high = np.nanquantile(runs, (0.05, 0.5, 0.95))
    return f"{record:.2f}", f"{middle:.2f} [{low:.2f}, {high:.2f}]"


def main(arguments: Sequence[str] | None = None) -> None:
    """Write page and figure; the options are for trials."""
    from concertacion.analysis.figures.free_runs import free_runs

    parser = argparse.ArgumentParser(
        prog="python -m concertacion.experiments.pages.free_runs", description="Write docs/free-runs.md."
    )
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument("--out", type=Path, default=PAGE)
    options = parser.parse_args(arguments)
    compile_model(OUTCOMES)
    all_told = {start: simulated(start, options.runs, options.seed, options.workers) for start in STARTS}
    series = {title: {start: each.series[title] for start, each in all_told.items()} for title in BY_YEAR}
    free_runs(series, UNITS).savefig(content := BytesIO(), format="png", metadata=METADATA["png"], dpi=200)
    (options.out.parent / FIGURE).parent.mkdir(exist_ok=True)
    write_bytes(options.out.parent / FIGURE, content.getvalue())
    write_bytes(options.out, page(all_told, options.runs, options.seed).encode())


if __name__ == "__main__":
    raise SystemExit(answered(main))
