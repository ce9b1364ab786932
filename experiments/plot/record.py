"""What is on record of a world's past, under the names that runs record it by."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import xarray as xr
from xarray import Dataset

from concertacion.sim.declare import InputError, declared
from concertacion.sim.record import CountryRecord, RegionRecord
from concertacion.sim.results import attributes_of
from concertacion.sim.world import World, quarter_labels
from concertacion.sim.worlds.columns import INDICATORS, POSTURE
from concertacion.sim.worlds.initial import crime_of
from concertacion.sim.worlds.lookup import grid
from concertacion.sim.worlds.relations import trade_shares
from concertacion.sim.worlds.selection import Selection, world_folder
from concertacion.sim.worlds.tables import read_tables

RENAMED = {"leader_new": "new_leader"}  # in the series of a world -> in the record of a run
SEEN = ("observed", "derived")  # bases of indicators that are facts; the others fill gaps
UNITS = {"growth": lambda percent: percent / 100, "homicide": crime_of}  # indicators that the model holds in another unit
HELD = {"homicide": "crime"}  # and under another name


def record_of(world: World, folder: Path | None = None) -> Dataset:
    """(quarter, ...) to the end of the record: series of the world, indicators of countries and their trade within the region.

    `folder` has the tables of a world of one's own; without it only those that come with the package are read.
    """
    series, known = world.exogenous, world.recorded_quarters
    postures = {name: series.power_posture[:, :, place] for place, name in enumerate(POSTURE)}
    past = postures | {RENAMED.get(name, name): getattr(series, name) for name in series._fields}  # powers have an ideology too
    fields = {**declared(CountryRecord), **declared(RegionRecord)}
    variables: dict[str, Any] = {
        name: (fields[name].dims.split(","), past[name][:known], attributes_of(fields[name], past[name].dtype))
        for name in fields
        if name in past and past[name].shape == tuple(_length(world, dim) for dim in fields[name].dims.split(","))
    }
    for name, values in yearly(world, folder).items():
        if name in fields and name not in variables and np.isfinite(values).any():
            by_quarter = np.repeat(values, 4, axis=0)[:known]
            variables[name] = (("quarter", "country"), by_quarter, attributes_of(fields[name], by_quarter.dtype))
    labels = {"quarter": quarter_labels(world)[:known], "country": list(world.countries), "power": list(world.powers)}
    return xr.Dataset(variables, labels)


def _length(world: World, dim: str) -> int:
    return {"quarter": world.quarters, "country": len(world.countries), "power": len(world.powers)}[dim]


def yearly(world: World, folder: Path | None) -> Mapping[str, np.ndarray]:
    """What the tables say of each year and country of a run, float64 (year, country), NaN where nothing was seen."""
    try:
        frames = read_tables(world_folder(world.name, folder), trusted=folder is None).frames
    except InputError:  # a world of one's own, in memory: nobody knows where its tables are
        return {}
    years = world.start + np.arange(-(-world.quarters // 4))
    table = frames["indicators"]
    seen = table[table["basis"].isin(SEEN)]
    values = grid(seen, {"variable": tuple(INDICATORS), "year": years, "iso3": world.countries}, "value", fill=np.nan)
    told = {HELD.get(name, name): UNITS.get(name, np.asarray)(one) for name, one in zip(INDICATORS, values, strict=True)}
    traded = frames["trade"]["year"]
    shares = [
        trade_shares(Selection("", frames, world.countries, world.powers, int(year), 4)).sum(axis=1)
        if traded.min() <= year <= traded.max()
        else np.full(len(world.countries), np.nan)
        for year in years
    ]
    return told | {"trade": np.array(shares)}
