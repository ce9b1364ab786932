"""The results of a sensitivity sweep as two tables: indices of parameters, and the noise and sufficiency of the sample."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from xarray import Dataset

from concertacion.analysis.sensitivity.convergence import check
from concertacion.analysis.sensitivity.indices import METHODS, indices, ranked, sample_of, well
from concertacion.analysis.sensitivity.noise import noise
from concertacion.sim.declare import InputError


class SensitivityResults(NamedTuple):
    """`indices`: a row an outcome, measure and parameter (or pair), with value, low, high and, of the ranking measure, first_half
    and second_half. `checks`: a row an outcome, with the columns of `analysis.sensitivity.convergence.Check`.
    """

    method: str
    indices: pd.DataFrame
    checks: pd.DataFrame
    undefined: tuple[str, ...] = ()  # a sentence for each outcome that has no row in either, for want of points with a value

    @property
    def outcomes(self) -> list[str]:
        """The outcomes, in the order of the settings."""
        return list(self.checks["outcome"])

    def top(self, outcome: str, count: int = 10) -> pd.DataFrame:
        """The strongest parameters of an outcome: the rows of the measure that ranks."""
        one = self.indices[self.indices["outcome"] == outcome]
        return ranked(one, METHODS[self.method].main).head(count)


def has_common_numbers(dataset: Dataset) -> bool:
    """Whether every point was run with the same run numbers of the same seeds, that is with the same random numbers."""
    return all(bool((dataset[name].values == dataset[name].values[0]).all()) for name in ("run", "seed") if name in dataset)


def results_of(
    dataset: Dataset,
    method: str,
    outcomes: Sequence[str],
    seed: int = 1,
    threshold: float | None = None,
    resamples: int | None = None,
) -> SensitivityResults:
    """Indices and checks of these outcomes of a sweep (`analysis.sweeps.open_sweep`), as far as they are defined.

    Raises
    ------
    InputError
        If all of them are defined at too few points.
    """
    tables, checks, undefined = [], [], []
    for outcome in outcomes:
        try:
            sample, left_out = well(sample_of(dataset, outcome), outcome)
        except InputError as fault:
            undefined.append(str(fault))
            continue
        table = indices(method, sample, seed, resamples)
        of_runs = noise(dataset[outcome].values, has_common_numbers(dataset))
        checked, halves = check(method, sample, table, of_runs, left_out, seed, threshold)
        ranks = table["measure"] == METHODS[method].main
        for name in halves:
            table[name] = np.where(ranks, table["parameter"].map(halves[name]), np.nan)
        table.insert(0, "outcome", outcome)
        tables.append(table)
        checks.append({"outcome": outcome, **checked._asdict()})
    if not tables:
        more = f"; nor have the {len(undefined) - 1} others" if len(undefined) > 1 else ""
        raise InputError(f"{undefined[0]}{more}")
    return SensitivityResults(method, pd.concat(tables, ignore_index=True), pd.DataFrame(checks), tuple(undefined))


def strongest(results: SensitivityResults, count: int) -> list[str]:
    """The parameters among the `count` strongest of any outcome, by their best rank."""
    best: dict[str, int] = {}
    for outcome in results.outcomes:
        for rank, name in enumerate(results.top(outcome, count)["parameter"]):
            best[name] = min(rank, best.get(name, rank))
    return sorted(best, key=lambda name: best[name])
