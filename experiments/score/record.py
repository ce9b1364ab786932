"""The record of a world, to which baselines are fitted: the four tables in the folder `observed` of its tables."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from concertacion.analysis.score.kinds import KINDS, Kind
from concertacion.experiments.inputs import folder_of
from concertacion.experiments.score.reading import read_table
from concertacion.sim.declare import InputError
from concertacion.sim.worlds.tables import read_tables

OBSERVED = "observed"
TERMS = ["contiguous", "km", "visitor_gdp", "visited_gdp"]  # of gravity
SIZE = ["country_gdp"]  # of journeys


class Record(NamedTuple):
    """What is on record of a kind, and what it takes to predict it."""

    kind: Kind
    rows: pd.DataFrame  # seats that cannot be scored are left out
    observers: frozenset[str]  # the countries whose presidents' journeys are seen; empty: all
    pairs: pd.DataFrame  # visitor, visited, contiguous, km
    gdp: pd.DataFrame  # iso3, year, value

    def before(self, year: int) -> pd.DataFrame:
        """The rows of the years before."""
        return self.rows[self.rows["year"] < year]


def record_of(kind: Kind, world: Mapping[str, Any], first: int, last: int) -> Record:
    """The record of a world, from its config, over the years that are known.

    Raises
    ------
    InputError
        If the world has no such table, it is broken or another one, or holds no rows of these years.
    """
    folder = folder_of(world)
    path, file = folder / OBSERVED / f"{kind.name}.csv", f"{folder.name}/{OBSERVED}/{kind.name}.csv"
    rows = scorable(_recorded(path, file, kind))
    rows = rows[rows["year"].between(first, last)]
    if rows.empty:
        raise InputError(f"{file}: has no rows from {first} to {last}; baselines need some; choose other start and years")
    frames = read_tables(folder).frames
    return Record(kind, rows, observers(folder), distances(frames["geography"]), gdp_of(frames["indicators"]))


def _recorded(path: Path, file: str, kind: Kind) -> pd.DataFrame:
    if not path.is_file():
        raise InputError(
            f"{file}: does not exist, so that there is no record of {kind.name} to fit baselines to; tables of your own may hold "
            f"one, with {','.join(kind.columns)}"
        )
    found, rows = read_table(path, file)
    if found.name != kind.name:
        raise InputError(f"{file}: is a table of {found.name}; a table of {kind.name} has {','.join(kind.columns)}")
    return rows


def scorable(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows without hosts, who do not travel, and guests, who have no seat."""
    marks = [name for name in KINDS["attendance"].optional if name in rows]
    return rows[(rows[marks] == 0).all(axis=1)]


def observers(folder: Path) -> frozenset[str]:
    """The countries that the record of attendance observes; where there is none, all."""
    path = folder / OBSERVED / "attendance.csv"
    return frozenset(read_table(path, path.name)[1]["country"]) if path.is_file() else frozenset()


def distances(geography: pd.DataFrame) -> pd.DataFrame:
    """Border and distance (thousand km) of each directed pair."""
    sides = geography[["a", "b", "contiguous", "distance_km"]]
    both = pd.concat([sides.set_axis(["visitor", "visited", "contiguous", "km"], axis=1),
                      sides.set_axis(["visited", "visitor", "contiguous", "km"], axis=1)])  # fmt: skip
    return both.assign(km=both["km"] / 1000.0)


def gdp_of(indicators: pd.DataFrame) -> pd.DataFrame:
    """GDP by country and year, billion current USD."""
    return indicators.loc[indicators["variable"] == "gdp", ["iso3", "year", "value"]]


def with_terms(rows: pd.DataFrame, record: Record, year: int) -> pd.DataFrame:
    """Rows with the terms of gravity as they are known before a year; sizes are logarithms of mean GDP over the years before."""
    first = int(record.rows["year"].min())
    known = record.gdp[record.gdp["year"].between(first, year - 1)]
    size = np.log(known.groupby("iso3")["value"].mean())
    told = rows
    if "visitor" in rows:
        told = rows.merge(record.pairs, on=["visitor", "visited"], how="left").set_index(rows.index)
    told = told.assign(**{f"{name}_gdp": told[name].map(size) for name in record.kind.texts if name != "organisation"})
    return told.fillna(told.mean(numeric_only=True)).fillna(0.0)
