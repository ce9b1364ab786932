"""Planted truths: records that the model itself has made at known points, and what the search then says of these points.

python -m tests.record.planted [truths=50] [points=2000] [wave_points=250] [waves=10] [replicates=6] [years=18] [toy=true]
prints coverage of 90 % intervals, uniformity of ranks, widths of the parameters that were expected to move, and how often a fact
that is wrong by four standard deviations is named. It takes hours on two cores; toy=true does it with a model of six lines.

All truths share the screen; each has waves of its own.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.stats import kstest

from concertacion.analysis.record.exploring import Found, Size, explore
from concertacion.analysis.record.facts import discrepancies
from concertacion.analysis.record.implausibility import Against
from concertacion.analysis.record.results import chance_of, least_chance
from concertacion.analysis.record.sample import to_unit
from concertacion.analysis.record.weighting import quantiles
from concertacion.experiments.chunks.executors import where_of
from concertacion.experiments.compose import composed_config
from concertacion.experiments.record.command import axes_for
from concertacion.experiments.record.reading import read_facts, recorded, table_of
from concertacion.experiments.record.runs import Task, rows_of
from concertacion.experiments.settings.kinds import settings_of
from concertacion.experiments.settings.record import RecordSettings
from concertacion.experiments.sweep.study import evaluate, settings_of_runs
from tests.record import toy

INTERVAL, COVERED, WIDTH, NAMED, FALSE, SHIFT = (0.05, 0.95), (0.85, 0.95), 0.8, 0.8, 0.1, 4.0
USUAL = {"truths": 50, "points": 2000, "wave_points": 250, "waves": 10, "replicates": 6, "years": 18, "workers": 2}
Model = Callable[[int, np.ndarray], np.ndarray]  # (seed of the runs, shares of the prior) -> values (points, runs, facts)


class Planted(NamedTuple):
    """What the search said of truths, by truth and parameter that was expected to move."""

    inside: np.ndarray  # bool: the truth in the 90 % interval
    rank: np.ndarray  # share of the weight below the truth
    width: np.ndarray  # of the interval, over the prior's
    posterior: np.ndarray  # bool (truth,): enough effective points and a light tail
    named: np.ndarray  # bool (truth,): the wrong fact, and no other before it
    false: np.ndarray  # bool (truth,): any fact, of a record with no wrong one

    def lines(self) -> list[str]:
        """Each result beside what it has to be."""
        covered, ranks = self.inside.mean(), kstest(self.rank.reshape(-1), "uniform").pvalue
        return [
            f"{len(self.rank)} truths x {self.rank.shape[1]} parameters expected to move; "
            f"{self.posterior.mean():.0%} are posteriors",
            f"coverage of 90 % intervals {covered:.0%}: {_said(COVERED[0] <= covered <= COVERED[1])} "
            f"({COVERED[0]:.0%} to {COVERED[1]:.0%})",
            f"ranks uniform, p = {ranks:.2f}: {_said(ranks > 0.01)}",
            f"median width {np.median(self.width):.2f} of the prior's: {_said(np.median(self.width) <= WIDTH)} (at most {WIDTH})",
            f"wrong fact named in {self.named.mean():.0%}: {_said(self.named.mean() >= NAMED)} (at least {NAMED:.0%})",
            f"false alarms in {self.false.mean():.0%}: {_said(self.false.mean() <= FALSE)} (at most {FALSE:.0%})",
        ]


def planted(model: Model, axes: int, spread: np.ndarray, size: Size, truths: int) -> Planted:
    """Plant truths drawn from the prior, and search for each, once as it is and once with one fact wrong."""
    generator = np.random.default_rng(size.seed)
    screen = model(0, _screen_points(size, axes))
    rows, wrong = [], []
    for number in range(truths):
        truth = generator.random(axes)
        past = model(1_000_000 + number, truth[None])[0, 0] + generator.multivariate_normal(np.zeros(len(spread)), spread)
        found = _searched(model, screen, axes, Against(past, spread), size, 1000 * (number + 1))
        expected = found.screen.strong
        unit, weights = to_unit(found.sample.latent), found.weights.weights
        ends = np.array([quantiles(unit[:, axis], weights, INTERVAL) for axis in expected])
        ranks = [float(weights[unit[:, axis] < truth[axis]].sum()) for axis in expected]
        rows.append(((ends[:, 0] <= truth[expected]) & (truth[expected] <= ends[:, 1]), ranks, np.diff(ends)[:, 0] / 0.9,
                     found.weights.is_posterior, bool(_named(found))))  # fmt: skip
        shifted, fact = past.copy(), int(generator.integers(len(past)))
        noise = found.sample.variance[found.weights.weights.argmax(), fact]
        shifted[fact] += SHIFT * np.sqrt(noise + spread[fact, fact])
        again = _searched(model, screen, axes, Against(shifted, spread), size, 1000 * (number + 1))
        wrong.append(_named(again)[:1] == [fact])
        print(f"truth {number + 1}: {found.waves[-1].sentence}", flush=True)
    inside, rank, width, posterior, false = (np.array(column) for column in zip(*rows, strict=True))
    return Planted(inside, rank, width, posterior, np.array(wrong), false)


def _searched(model: Model, screen: np.ndarray, axes: int, against: Against, size: Size, first: int) -> Found:
    """The search of one record; the runs of the screen are those of all, the waves are its own."""
    return explore(lambda wave, unit: screen if wave == 0 else model(first + wave, unit), axes, against, size)


def _screen_points(size: Size, axes: int) -> np.ndarray:
    """The points of the screen, as `explore` draws them."""
    return to_unit(np.random.default_rng(size.seed).standard_normal((size.points, axes)))


def _named(found: Found) -> list[int]:
    """Facts at odds with the others, the most unlikely first."""
    chances = [chance_of(found, fact) for fact in range(len(found.against.record))]
    least = least_chance(found)
    return [int(fact) for fact in np.argsort(chances) if chances[fact] < least]


def of_the_project(options: dict[str, int]) -> tuple[Model, int, np.ndarray, list[str]]:
    """The model with the facts that weigh: runs, number of axes, covariance of error and discrepancy, names of axes."""
    config = composed_config(["experiment=record", f"years={options['years']}", f"replicates={options['replicates']}"])
    settings = settings_of(config)
    assert isinstance(settings, RecordSettings)
    axes = axes_for(settings, config)
    facts = [f for f in recorded(read_facts(), table_of(settings.world), settings.start, settings.years) if f.weighs]
    task = Task(
        settings_of_runs(config), axes, facts, options["replicates"], settings.seed, "", Path(), where_of({"name": "threads"}, 1),
        True, "",
    )  # fmt: skip
    return partial(_runs, task, options["workers"]), len(axes), discrepancies(facts), [axis.name for axis in axes]


def _runs(task: Task, workers: int, wave: int, unit: np.ndarray) -> np.ndarray:
    """Runs of points in memory, on threads."""
    from concurrent.futures import ThreadPoolExecutor

    study = task.study(wave, unit)
    size = task.replicates * len(task.modes) * max(1, -(-len(unit) // (4 * workers)))
    starts = range(0, study.runs, size)
    with ThreadPoolExecutor(workers) as threads:
        blocks = threads.map(lambda first: evaluate(study, first, min(size, study.runs - first)).values, starts)
        return rows_of(task, np.concatenate(list(blocks)))


def _said(well: bool) -> str:
    return "yes" if well else "NO"


def main(arguments: Sequence[str]) -> int:
    """Print the results; 1 if one is not as it has to be."""
    given = dict(argument.split("=") for argument in arguments)
    is_toy = given.pop("toy", "false") == "true"
    options = {**USUAL, **{name: int(value) for name, value in given.items()}}
    size = Size(options["points"], options["wave_points"], options["waves"], 1)
    if is_toy:
        model, axes, spread = _toy, toy.AXES, toy.SPREAD
    else:
        model, axes, spread, _ = of_the_project(options)
    lines = planted(model, axes, spread, size, options["truths"]).lines()
    print("\n".join(lines))
    return int(any("NO" in line for line in lines))


def _toy(wave: int, unit: np.ndarray) -> np.ndarray:
    return toy.run(unit, np.random.default_rng([5, wave]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
