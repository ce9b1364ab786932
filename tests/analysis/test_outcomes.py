"""The main outcomes as reports show them."""

from __future__ import annotations

import numpy as np
import pytest
from xarray import Dataset

from concertacion.analysis.outcomes import MAIN, delivered_by_channel_and_domain, main_outcomes, representative_run
from concertacion.sim.declare import InputError


def test_delivered_by_channel_and_domain_is_a_mean_over_countries_and_quarters(nothing_happens):
    tiny = nothing_happens.copy(deep=True)
    tiny["delivered"].loc[{"channel": "technical", "domain": "trade"}] = 0.4
    tiny["delivered"].loc[{"channel": "summit", "domain": "trade", "country": "BRA"}] = 0.2
    cells = delivered_by_channel_and_domain(tiny)
    assert float(cells.sel(channel="technical", domain="trade")[0]) == pytest.approx(0.4)
    assert float(cells.sel(channel="summit", domain="trade")[0]) == pytest.approx(0.1)


def test_main_outcomes_are_those_carried_by_name_and_fit_the_way_they_are_shown(results):
    outcomes = main_outcomes(results)
    assert list(outcomes) == list(MAIN)
    working = results["took_part"].sel(channel="summit").mean(("quarter", "domain", "country"))
    np.testing.assert_allclose(outcomes["participation.summit"], working)
    moved = (results["forum_status"][:, :-1].values == 1) & (results["forum_status"][:, 1:].values == 2)
    np.testing.assert_array_equal(outcomes["went_dormant"], moved.sum((1, 2)))
    for name, shown in MAIN.items():
        assert outcomes[name].dims == ("run",) and shown.unit in ("share", "index", "rate", "count")
        if shown.unit == "share":
            assert float(outcomes[name].min()) >= 0 and float(outcomes[name].max()) <= 1, name
        if shown.unit == "count":
            assert (outcomes[name] == outcomes[name].round()).all(), name


def test_results_without_outcomes_are_refused(results):
    with pytest.raises(InputError, match=r"no outcome 'participation\.technical' beside the record"):
        main_outcomes(results.drop_vars("outcomes"))
    with pytest.raises(InputError, match="no outcome 'attendance'"):
        main_outcomes(results.sel(outcome=[name for name in MAIN if name != "attendance"]))


def test_representative_run_is_the_nearest_to_the_medians():
    outcomes = Dataset(
        {"a": ("run", [0.0, 1.0, 2.0, 3.0, 9.0]), "b": ("run", [5.0, 1.0, 2.0, 3.0, 0.0]), "same": ("run", [1.0] * 5)}
    )
    assert representative_run(outcomes) == 2
    assert representative_run(outcomes.isel(run=[0])) == 0
