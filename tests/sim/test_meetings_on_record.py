"""The count of meetings that is held against the record's: of members, at forums of presidents."""

import numpy as np
import pytest

from concertacion.sim.ensembles import ensemble
from concertacion.sim.state import HELD
from concertacion.sim.world import load_world
from tests.sim.meetings_on_record import seen

MEMBER, GUEST = 1, 2


@pytest.fixture(scope="module")
def world():
    return load_world("latin_america", countries="celac_33", start=1995, years=1)


@pytest.mark.parametrize(
    ("forum", "third", "counts"), [("MERCOSUR", MEMBER, 1), ("MERCOSUR", GUEST, 0), ("PAHO", MEMBER, 0), ("LAIA", MEMBER, 0)]
)
def test_a_meeting_of_two_members_and_a_third(world, forum, third, counts):
    run = ensemble(world, runs=1, workers=1).transpose("run", "quarter", "forum", "country", ...)
    for name, none in (("forum_attended", 0), ("forum_meeting", 0), ("forum_host", -1)):
        run[name][:] = none
    m = world.forums.index(forum)
    run["forum_meeting"][0, 0, m] = HELD
    for code, how in (("ARG", MEMBER), ("BRA", MEMBER), ("CHL", third)):
        run["forum_attended"][0, 0, m, world.countries.index(code)] = how
    assert np.sum(seen(run, world)) == counts
