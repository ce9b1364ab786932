"""From which year another region can start, and to which its leaders can be followed."""

from __future__ import annotations

import warnings

import pytest
from tests.experiments.region.west_africa import edit

from concertacion import load_world
from concertacion.sim.declare import Implausible, InputError
from concertacion.sim.modes import pinned_quarters


def test_another_region_is_told_its_first_year(region):
    edit(region, "governments", "2000-04-01", "2010-04-01")
    with pytest.raises(InputError, match=r"begins 2010-04-01; add what was in force before; .* cannot start in any other year"):
        load_world(folder=region, start=2010, years=1)
    edit(region, "governments", "2010-04-01", "2010-03-31")
    with pytest.raises(InputError, match=r"start=2000: west_africa can start in 2010; write start=2010 \(.*no row for BEN gdp"):
        load_world(folder=region, start=2000, years=1)


def test_a_replay_beyond_the_last_row_of_the_leaders_says_so(written):
    world = load_world(folder=written, start=2010, years=5)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert (pinned_quarters(world, "replay", 2010), pinned_quarters(world, "free", None)) == (4, 0)
    with pytest.warns(Implausible) as caught:
        assert pinned_quarters(world, "replay", 2014) == pinned_quarters(world, "pinned", None) == 20
    sentence = (
        "west_africa/governments.csv has no row after 2010-02-09; mode={} keeps whoever governed then in office to the end "
        "of 2014 (and 1 more); add the rows since, or write {}"
    )
    assert [str(warning.message) for warning in caught] == [
        sentence.format("replay", "until=2010"),
        sentence.format("pinned", "years=1"),
    ]


def test_a_country_whose_leaders_end_before_the_others_is_named(region):
    edit(region, "governments", "Jonathan,2010-02-09,,", "Jonathan,2010-02-09,2014-01-01,")
    with (region / "governments.csv").open("a", encoding="utf-8") as file:
        file.write("NGA,Another,2014-01-01,,0.1,0.3,0.3,election,coded,,own\n")
    silences = dict(reversed(load_world(folder=region, start=2010, years=5).silences))
    assert silences[2015] == "governments.csv has no row of BEN that tells who governs after 2006-04-06"
