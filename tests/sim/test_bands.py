"""Nothing is degenerate at the default: the table of `tests.sim.bands` in small."""

import pytest

from concertacion.sim.parameters import Parameters
from concertacion.sim.world import load_world
from tests.sim.bands import numbers, outside

SLEEP = {"went_dormant", "revived"}  # no forum of presidents slept before 2012
LIVES = {*SLEEP, "died"}  # where few are founded, none is absorbed


@pytest.mark.parametrize(
    ("region", "mode", "start", "years", "rare"),
    [
        ("latin_america", "free", 2020, 24, set()),
        ("latin_america", "pinned", 1995, 24, SLEEP),
        ("southeast_asia", "free", 1995, 24, LIVES),
        ("southeast_asia", "pinned", 2000, 24, LIVES),
    ],
)
def test_nothing_is_degenerate(region, mode, start, years, rare):
    found = numbers(load_world(region, start=start, years=years), mode, runs=6)
    assert set(outside(found)) <= rare, found


def test_presidents_who_never_leave_are_out_of_the_bands(southeast_asia):
    found = numbers(southeast_asia, "free", 2, Parameters()._replace(attend_base=-9.0))
    assert "attendance" in outside(found)  # hosts alone
