"""The state of each country at the start: its government, its society and its position towards others."""

from __future__ import annotations

import numpy as np

from concertacion.sim.inputs import Politics, Structure
from concertacion.sim.state import DOMAINS, Governments, Leanings, Societies, Standing
from concertacion.sim.worlds.calendar import YEARS_OF_DOUBT, centre, office, pending_election, rules, terms_served
from concertacion.sim.worlds.columns import INDICATORS
from concertacion.sim.worlds.coverage import powers_with_rows
from concertacion.sim.worlds.exogenous import MOST_ARRIVING, hosted
from concertacion.sim.worlds.lookup import at_year, filled, full_grid
from concertacion.sim.worlds.selection import Selection

WITHOUT_TRADITION = 0.5  # autonomy where no tradition is coded (assumed)
HOMICIDE_SCALE = 25.0  # homicides per 100,000 at which crime reaches 1 - 1/e (assumed)


def indicators(selection: Selection) -> dict[str, np.ndarray]:
    """Each indicator in the start year, float64[country].

    Raises
    ------
    InputError
        If one is missing for a chosen country.
    """
    table = selection.frames["indicators"]
    axes = {"variable": tuple(INDICATORS), "iso3": selection.countries}
    now = table[table["year"] == selection.start]
    values = full_grid(now, axes, "value", selection.file("indicators"), f" in {selection.start}")
    return dict(zip(INDICATORS, values, strict=True))


def expected_growth(selection: Selection, growth: np.ndarray) -> np.ndarray:
    """Growth that people expect, % a year, float64[country]: the mean of the five years before, else `growth`."""
    table = selection.frames["indicators"]
    past = table[(table["variable"] == "growth") & table["year"].between(selection.start - 5, selection.start - 1)]
    mean = past.groupby("iso3")["value"].mean().reindex(selection.countries).to_numpy(float)
    return np.where(np.isnan(mean), growth, mean)


def societies(selection: Selection, sizes: dict[str, int]) -> Societies:
    """Indicators of the start year."""
    now = indicators(selection)
    return filled(
        Societies, sizes, aspiration=expected_growth(selection, now["growth"]) / 100, crime=crime_of(now["homicide"]),
        inequality=now["inequality"], fiscal_stress=now["fiscal_stress"], democracy=now["democracy"],
        democracy_memory=now["democracy"], capacity=now["capacity"],
    )  # fmt: skip


def crime_of(homicide: np.ndarray) -> np.ndarray:
    """Organised crime, a share: 1 - exp(-homicides per 100,000 / 25). Assumed."""
    return 1.0 - np.exp(-homicide / HOMICIDE_SCALE)


def structure(selection: Selection, sizes: dict[str, int], leanings: Leanings) -> Structure:
    """Weight and exposure in the start year; long-run levels are those of the start (assumed), that of populism its centre."""
    now = indicators(selection)
    return filled(
        Structure, sizes, weight=now["gdp"] / now["gdp"].sum(), commodity_exposure=now["commodity_exposure"],
        crime_centre=crime_of(now["homicide"]), democracy_centre=now["democracy"], capacity_centre=now["capacity"],
        usual_populism=leanings.populism_centre,
    )  # fmt: skip


def governments(selection: Selection, sizes: dict[str, int]) -> Governments:
    """Governments in office at the end of the start quarter.

    Clocks start one quarter earlier, because each quarter begins by moving them on by one.
    """
    now = np.array([selection.first_quarter])
    table, held = selection.frames["governments"], office(selection, now)
    row = held.rows[0]
    traits = {name: table[name].to_numpy(float)[row] for name in ("ideology", "populism", "sovereigntism")}
    return filled(
        Governments, sizes, **traits, approval=indicators(selection)["approval"], time_in_office=now - held.began(row) - 1,
        time_to_election=pending_election(selection, held), terms_served=terms_served(selection, held),
    )  # fmt: skip


def politics(selection: Selection, sizes: dict[str, int]) -> Politics:
    """Legal terms in the start quarter."""
    length, limit = rules(selection, np.array([selection.first_quarter]))
    return filled(Politics, sizes, term_length=length[0], term_limit=limit[0])


def leanings(selection: Selection, sizes: dict[str, int]) -> Leanings:
    """The centres around which politics swings."""
    return filled(
        Leanings, sizes,
        ideology_centre=centre(selection, "ideology", YEARS_OF_DOUBT), populism_centre=centre(selection, "populism"),
        sovereigntism_centre=centre(selection, "sovereigntism"),
    )  # fmt: skip


def dependence(selection: Selection) -> np.ndarray:
    """Dependence on the powers at the start, float64[power, country]: interpolated between years, else of the nearest year.

    Nobody depends on a power that has no row.
    """
    now = at_year(selection.frames["dependence"], ["iso3", "power"], "value", selection.start)
    bearing = powers_with_rows(selection.frames, selection.powers)
    values = np.zeros((len(selection.powers), len(selection.countries)))
    rows = [selection.powers.index(power) for power in bearing]
    axes = {"power": bearing, "iso3": selection.countries}
    values[rows] = full_grid(now, axes, "value", selection.file("dependence"))
    return values


def autonomy(selection: Selection) -> np.ndarray:
    """The tradition of autonomy of each country, float64[country]; 0.5 for all without the table (assumed).

    Raises
    ------
    InputError
        If the table lacks a chosen country.
    """
    table = selection.frames["traditions"].assign(trait="autonomy")
    if table.empty:
        return np.full(len(selection.countries), WITHOUT_TRADITION)
    axes = {"trait": ("autonomy",), "iso3": selection.countries}
    return full_grid(table, axes, "autonomy", selection.file("traditions"))[0]


def interests(selection: Selection) -> np.ndarray:
    """Material interests, float64[domain, country]."""
    axes = {"domain": DOMAINS, "iso3": selection.countries}
    return full_grid(selection.frames["interests"], axes, "position", selection.file("interests"))


def standing(selection: Selection, sizes: dict[str, int], governments: Governments, leanings: Leanings) -> Standing:
    """The tradition of autonomy, and positions of countries computed from other tables:

    alignment = dependence on the first power less that on the second;
    migrants = displaced people hosted a year before, as a share of absorptive capacity; cities and provinces lean against the
    government, by half of its distance from the country's centre (assumed); rising leaders' ties abroad = 0.3 (assumed).
    """
    towards = dependence(selection)
    apart = towards[0] - (towards[1] if len(towards) > 1 else 0.0)
    centre_of = leanings.ideology_centre
    return filled(
        Standing, sizes, autonomy=autonomy(selection), alignment=np.clip(apart, -1.0, 1.0),
        migrants=np.minimum(hosted(selection, np.array([selection.start - 1]))[0], MOST_ARRIVING),
        city_ideology=np.clip(centre_of - 0.5 * (governments.ideology - centre_of), -1.0, 1.0), rising_ties=0.3, addressed=1.0,
    )  # fmt: skip
