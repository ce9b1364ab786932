"""When a scenario acts: the stretches of a run that figures mark on their time axes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from xarray import Dataset

from concertacion.sim.quarters import span

ACTS = "acts"


def stretches(scenario: Mapping[str, Any], start: int, quarters: int) -> np.ndarray:
    """The stretches in which a scenario (its config) acts, in years, float64 (stretch, 2): from their beginning to their end.

    Windows and events that follow one another or overlap are one stretch; what lies outside the run is cut off.
    """
    acts = np.zeros(quarters, dtype=bool)
    for key, open_end in (("parameters", True), ("events", False)):
        for entry in scenario.get(key) or ():
            acts[span(entry, key, start, quarters, open_end)] = True
    edges = np.flatnonzero(np.diff(acts, prepend=False, append=False))
    return start + edges.reshape(-1, 2) / 4


def with_marks(dataset: Dataset, scenario: Mapping[str, Any]) -> Dataset:
    """The results of a run with the stretches in which its scenario acts, as the variable `acts` (stretch, end)."""
    first = str(dataset["quarter"].values[0])
    return dataset.assign({ACTS: (("stretch", "end"), stretches(scenario, int(first[:4]), dataset.sizes["quarter"]))})


def marks_of(dataset: Dataset) -> np.ndarray:
    """The stretches that `with_marks` has added, float64 (stretch, 2); none otherwise."""
    return dataset[ACTS].values if ACTS in dataset else np.zeros((0, 2))


def quarter_name(moment: float) -> str:
    """A moment in years as the quarter that begins then: 2019.75 -> '2019Q4'."""
    return f"{int(moment)}Q{int(moment % 1 * 4) + 1}"


def in_words(marks: np.ndarray) -> str:
    """The stretches as a reader says them: 'in 2019Q4 and from 2020Q1 to 2021Q2'."""
    names = [(quarter_name(first), quarter_name(end - 0.25)) for first, end in marks]
    parts = [f"in {first}" if first == last else f"from {first} to {last}" for first, last in names]
    return ", ".join(parts[:-1]) + " and " + parts[-1] if len(parts) > 1 else "".join(parts)
