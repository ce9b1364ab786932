"""The recorded series of a world, by quarter from the start; runs with pinned politics read them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from concertacion.sim.declare import InputError
from concertacion.sim.inputs import Exogenous
from concertacion.sim.state import DOMAINS
from concertacion.sim.worlds.calendar import election_clock, office
from concertacion.sim.worlds.columns import POSTURE
from concertacion.sim.worlds.lookup import filled, full_grid, grid, in_force, quarter_label, quarter_of
from concertacion.sim.worlds.selection import Selection

ABSORBED_SHARE = 0.02  # hosting this share of the population, times the state's capacity, stands at 1 (assumed)
MOST_ARRIVING = 3.0  # times what a country absorbs, at the start and arriving in a quarter (bound, assumed)


def record_end(selection: Selection) -> int:
    """The last quarter on record (counted from the year 0): the last one with a commodity price."""
    series = selection.frames["series"]
    return int((series["year"] * 4 + series["quarter"] - 1).max())


def price(selection: Selection, quarters: np.ndarray) -> np.ndarray:
    """The commodity price, float64[quarter]; the last value continues.

    Raises
    ------
    InputError
        If a quarter on record is missing.
    """
    series = selection.frames["series"]
    known = dict(zip((series["year"] * 4 + series["quarter"] - 1).astype(int), series["value"], strict=True))
    wanted = np.minimum(quarters, record_end(selection)).tolist()
    for quarter in wanted:
        if quarter not in known:
            raise InputError(f"{selection.file('series')}: no commodity_price for {quarter_label(quarter)}; give every quarter")
    return np.array([known[quarter] for quarter in wanted])


def shocks(selection: Selection, quarters: np.ndarray) -> np.ndarray:
    """Shocks that arrive, float64[quarter, domain, country]."""
    table = selection.frames["shocks"]
    table = table.assign(when=(table["year"] * 4 + table["quarter"] - 1).astype(int))
    return grid(table, {"when": quarters, "domain": DOMAINS, "iso3": selection.countries}, "size", fill=0.0)


def crises(selection: Selection, quarters: np.ndarray) -> np.ndarray:
    """Intensity of crises, float64[quarter, country]: that of the most intense crisis under way in the quarter."""
    table = selection.frames["crises"]
    intensity = np.zeros((len(quarters), len(selection.countries)))
    begins, ends = quarter_of(table["from"]), quarter_of(table["to"])
    for begin, end, country, strength in zip(begins, ends, table["country"], table["intensity"], strict=True):
        if country in selection.countries:
            column = intensity[:, selection.countries.index(country)]
            burning = (quarters >= begin) & (quarters <= end)
            column[burning] = np.maximum(column[burning], strength)
    return intensity


def absorption(selection: Selection) -> np.ndarray:
    """Persons (thousands) that a country absorbs at its size and capacity of the start, float64[country]: stands at 1.

    Capacity counts from 0.05 on (bound, assumed).
    """
    table = selection.frames["indicators"]
    table = table[table["year"] == selection.start]
    axes = {"variable": ("population", "capacity"), "iso3": selection.countries}
    population, capacity = full_grid(table, axes, "value", selection.file("indicators"), f" in {selection.start}")
    return 1000.0 * population * ABSORBED_SHARE * np.maximum(capacity, 0.05)


def hosted(selection: Selection, years: np.ndarray) -> np.ndarray:
    """Displaced people hosted at the end of each year, as a share of absorptive capacity, float64[year, country].

    The last year of the table continues. Its first year is also used for the year before it, so that people who were already
    there do not seem to arrive all at once. Earlier years have none.
    """
    table = selection.frames["displacement"]
    stock = table[table["origin"] != table["host"]].groupby(["host", "year"])["persons"].sum().reset_index()
    if len(stock):
        first, last = stock["year"].min(), stock["year"].max()
        years = np.where(years == first - 1, first, np.minimum(years, last))
    # `grid` needs each year once; repeated years (beyond the table) are filled in afterwards
    axis, where = np.unique(years, return_inverse=True)
    return grid(stock, {"year": axis, "host": selection.countries}, "persons", fill=0.0)[where] / absorption(selection)


def arrivals(selection: Selection, quarters: np.ndarray) -> np.ndarray:
    """Displaced arrivals, as a share of absorptive capacity, float64[quarter, country]: a fourth of the year's increase."""
    year = quarters // 4
    stock = hosted(selection, np.arange(selection.start - 1, year[-1] + 1))
    increase = np.clip(np.diff(stock, axis=0), 0.0, None)
    return np.minimum(increase[year - selection.start] / 4.0, MOST_ARRIVING)


def posture(selection: Selection, quarters: np.ndarray) -> np.ndarray:
    """Posture of the powers, float64[quarter, power, posture], in the order of `columns.POSTURE`."""
    table = selection.frames["administrations"]
    rows = in_force(table, "power", selection.powers, quarters, selection.file("administrations"))
    return table[list(POSTURE)].to_numpy(float)[rows]


def recorded_series(selection: Selection, sizes: dict[str, int], forums: Mapping[str, np.ndarray]) -> Exogenous:
    """All series from the start quarter, those of forums as given. Beyond the record the last level continues and nothing new
    arrives.

    The initial state is that of the end of the start quarter. The first row therefore has no new leader and no shock: the state
    already includes them.
    """
    quarters = np.arange(selection.quarters) + selection.first_quarter
    governments, held = selection.frames["governments"], office(selection, quarters)
    tenure = held.tenure[held.rows]
    new = np.diff(tenure, axis=0, prepend=tenure[:1]) != 0
    arriving = shocks(selection, quarters)
    arriving[0] = 0.0
    traits = {name: governments[name].to_numpy(float)[held.rows] for name in ("ideology", "populism", "sovereigntism")}
    return filled(
        Exogenous, sizes, price=price(selection, quarters), leader_new=new, time_to_election=election_clock(selection, quarters),
        shocks=arriving, arrivals=arrivals(selection, quarters), crisis=crises(selection, quarters),
        power_posture=posture(selection, quarters), **forums, **traits,
    )  # fmt: skip
