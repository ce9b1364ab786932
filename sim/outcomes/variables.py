"""Country variables of the record by their position among those that are numbers."""

from __future__ import annotations

from concertacion.sim.compiled import merged
from concertacion.sim.declare import declared
from concertacion.sim.record import STORED_AS, CountryRecord

VARIABLES = tuple(name for name, field in declared(CountryRecord).items() if field.unit not in STORED_AS)
(IDEOLOGY, POPULISM, SOVEREIGNTISM, APPROVAL, GROWTH, TURMOIL, CRIME, DEMOCRACY, CAPACITY, ALIGNMENT, STANDARD, MIGRANTS, CRISIS,
 TRUST) = (VARIABLES.index(name) for name in (
    "ideology", "populism", "sovereigntism", "approval", "growth", "turmoil", "crime", "democracy", "capacity", "alignment",
    "standard", "migrants", "crisis", "trust"))  # fmt: skip


@merged
def variable(countries, which):
    """The recorded variable (quarter, country) at that position of `VARIABLES`."""
    if which == IDEOLOGY:
        return countries.ideology
    if which == POPULISM:
        return countries.populism
    if which == SOVEREIGNTISM:
        return countries.sovereigntism
    if which == APPROVAL:
        return countries.approval
    if which == GROWTH:
        return countries.growth
    if which == TURMOIL:
        return countries.turmoil
    if which == CRIME:
        return countries.crime
    if which == DEMOCRACY:
        return countries.democracy
    if which == CAPACITY:
        return countries.capacity
    if which == ALIGNMENT:
        return countries.alignment
    if which == STANDARD:
        return countries.standard
    if which == MIGRANTS:
        return countries.migrants
    if which == CRISIS:
        return countries.crisis
    if which == TRUST:
        return countries.trust
    return countries.democracy_fall
