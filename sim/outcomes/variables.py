"""Recorded variables of countries that are numbers, chosen by their position in `VARIABLES`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from concertacion.sim.compiled import merged
from concertacion.sim.declare import declared
from concertacion.sim.outcomes.declaration import selecting
from concertacion.sim.record import STORED_AS, CountryRecord

VARIABLES = tuple(name for name, field in declared(CountryRecord).items() if field.unit not in STORED_AS)


def _array(position: int) -> Callable[..., Any]:
    """A compiled function that takes the array at a position out of the record of countries."""

    def array(countries):
        return countries[position]

    return merged(array)


# (position in VARIABLES, record of countries) -> the variable (quarter, country)
variable = selecting(
    [_array(CountryRecord._fields.index(name)) for name in VARIABLES], "countries", ["countries"] * len(VARIABLES)
)
