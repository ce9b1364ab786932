"""Summary measures against values worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest
from xarray import Dataset

from concertacion.analysis.outcomes import (
    OUTCOMES,
    all_outcomes,
    delivered_by_channel_and_domain,
    representative_run,
    with_outcomes,
)


@pytest.fixture
def tiny(nothing_happens) -> Dataset:
    return nothing_happens.copy(deep=True)


def value(dataset: Dataset, name: str) -> float:
    return float(OUTCOMES[name].measure(dataset)[0])


def test_a_quiet_region_has_no_cooperation_and_undefined_ratios(tiny):
    for name in ("technical_share", "minilateral_share", "summit_share", "delivered_total", "meetings_held", "founded"):
        assert value(tiny, name) == 0
    for name in ("put_off_share", "attendance", "agreed_share", "alternation"):
        assert np.isnan(value(tiny, name))


@pytest.mark.parametrize(
    ("channel", "name"), [("technical", "technical_share"), ("minilateral", "minilateral_share"), ("summit", "summit_share")]
)
def test_working_share_counts_country_domains(tiny, channel, name):
    tiny["took_part"].loc[{"channel": channel, "domain": "health", "country": "ARG"}] = 1
    assert value(tiny, name) == pytest.approx(1 / 14)  # one of seven domains in one of two countries


def test_delivered_sums_channels_and_averages_the_rest(tiny):
    tiny["delivered"].loc[{"channel": "technical", "domain": "trade"}] = 0.4
    tiny["delivered"].loc[{"channel": "summit", "domain": "trade", "country": "BRA"}] = 0.2
    assert value(tiny, "delivered_total") == pytest.approx((0.4 + 0.1) / 7)
    cells = delivered_by_channel_and_domain(tiny)
    assert float(cells.sel(channel="technical", domain="trade")[0]) == pytest.approx(0.4)
    assert float(cells.sel(channel="summit", domain="trade")[0]) == pytest.approx(0.1)


def test_meetings(tiny):
    meeting = tiny["forum_meeting"]
    meeting[0, 0, 0], meeting[0, 1, 0], meeting[0, 2, 1] = 1, 1, 2
    tiny["forum_member"][0, :, 0] = 1
    tiny["forum_attended"][0, 0, 0] = 1
    tiny["forum_attended"][0, 1, 0, 0] = 1
    tiny["forum_on_agenda"][0, :, 0], tiny["forum_agreed"][0, 0, 0] = 3, 2
    assert value(tiny, "meetings_held") == 2  # in one year
    assert value(tiny, "put_off_share") == pytest.approx(1 / 3)
    assert value(tiny, "attendance") == pytest.approx(3 / 4)
    assert value(tiny, "agreed_share") == pytest.approx(2 / 6)  # what is on the agenda of no meeting does not count


def test_forum_lives(tiny):
    status = tiny["forum_status"]
    status[0, :, 0] = [1, 2, 1, 2]  # dormant twice, revived once
    status[0, :, 1] = [1, 2, 3, 3]  # dormant, died
    status[0, :, 2] = [0, 0, 1, 1]  # founded
    told = {"went_dormant": 3, "revived": 1, "died": 1, "founded": 1, "active_at_end": 1}
    assert {name: value(tiny, name) for name in told} == told


def test_governments(tiny):
    tiny["ideology"][0, :, 0] = [-0.5, 0.5, 0.6, 0.6]
    tiny["new_leader"][0, 1, 0] = tiny["new_leader"][0, 2, 0] = 1
    assert value(tiny, "changes_of_government") == pytest.approx(10.0)  # two in two country-years
    assert value(tiny, "alternation") == pytest.approx(0.5)


@pytest.mark.parametrize("name", OUTCOMES)
def test_every_outcome_is_one_labelled_number_a_run(results, name):
    measured = OUTCOMES[name].measure(results)
    assert measured.dims == ("run",)
    assert measured.name == name
    assert measured.attrs["units"] and measured.attrs["long_name"]
    assert OUTCOMES[name].unit in ("share", "index", "rate", "count")
    if OUTCOMES[name].unit == "share":
        assert float(measured.min()) >= 0 and float(measured.max()) <= 1


@pytest.mark.parametrize("name", OUTCOMES)
def test_order_of_countries_and_forums_does_not_matter(results, name):
    turned = results.isel(country=slice(None, None, -1), forum=slice(None, None, -1))
    np.testing.assert_allclose(OUTCOMES[name].measure(turned), OUTCOMES[name].measure(results), rtol=1e-12)


def test_outcomes_are_read_where_they_were_computed(results):
    marked = with_outcomes(results).assign(technical_share=results["run"] * 0.0)
    assert float(all_outcomes(marked)["technical_share"].max()) == 0


def test_representative_run_is_the_nearest_to_the_medians():
    outcomes = Dataset(
        {"a": ("run", [0.0, 1.0, 2.0, 3.0, 9.0]), "b": ("run", [5.0, 1.0, 2.0, 3.0, 0.0]), "same": ("run", [1.0] * 5)}
    )
    assert representative_run(outcomes) == 2
    assert representative_run(outcomes.isel(run=[0])) == 0
