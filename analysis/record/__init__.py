"""The record: facts of the past, as an observer of presidents' journeys saw them (sim/data/latin_america/record.csv)."""

from __future__ import annotations

from importlib.resources import files

import pandas as pd

from concertacion.analysis.observation import Estimate


def recorded_facts() -> dict[str, Estimate]:
    """The facts by name; an error that the table leaves empty is NaN."""
    with files("concertacion.sim").joinpath("data", "latin_america", "record.csv").open(encoding="utf-8") as file:
        table = pd.read_csv(file).set_index("fact")[["value", "standard_error", "n"]]
    return {str(fact): Estimate(float(value), float(error), int(n)) for fact, value, error, n in table.itertuples()}
