"""The two engines give the same bits, whatever the order of activation, the threads and the company of other runs."""

from __future__ import annotations

from typing import get_type_hints

import numpy as np
import pytest
import xarray as xr

from concertacion.sim import ensembles
from concertacion.sim.declare import InputError, Variant, declared
from concertacion.sim.ensembles import ensemble, simulate
from concertacion.sim.model import CooperationModel, Country
from concertacion.sim.outcomes.requests import STANDARD
from concertacion.sim.parameters import DECLARED, Parameters
from concertacion.sim.record import Record
from concertacion.sim.results import reduced
from concertacion.sim.runs import compile_run
from concertacion.sim.scenario import Scenario
from concertacion.sim.world import load_world
from tests.sim.runs_helpers import arrays, differing, kernel_record

THEMES = get_type_hints(Record)
UPHEAVAL = Scenario(
    name="upheaval",
    parameters=({"from": "+2", "to": "+6", "set": {"insulation": 0.5, "aid": 0.7, "isolation": 0.8, "subnational": 0.6}},),
    events=(
        {"from": "+1", "variable": "crisis", "countries": "largest-2", "set": 0.9},
        {"from": "+3", "to": "+5", "variable": "turmoil", "countries": "share-0.33", "add": 0.6},
        {"from": "+4", "variable": "ideology", "countries": "all", "add": -0.5},
    ),
)


@pytest.fixture(scope="module")
def two_years():
    """Long enough for all of the upheaval to happen and to be felt."""
    return load_world("southeast_asia", start=2000, years=2, spare_forums=6)


@pytest.fixture(scope="module")
def one_year():
    """The quarters in which it begins, for half of the region."""
    half = ["IDN", "MYS", "PHL", "SGP", "THA"]
    return load_world("southeast_asia", half, start=2000, years=1, spare_forums=6)


def any_point(number):
    """Point, seed, run and scenario of that number: a quarter of the values lie at an end of their range."""
    chooser = np.random.default_rng(number)
    ends = [(0.0, 1.0) if isinstance(d, Variant) else (d.low, d.high) for d in DECLARED.values()]
    low, high = np.array(ends).T
    form = np.array([isinstance(d, Variant) for d in DECLARED.values()])
    inside = np.where(form, chooser.integers(0, 2, len(ends)), chooser.uniform(low, high))
    at_end = chooser.uniform(size=len(ends)) < 0.25
    values = np.where(at_end, np.where(chooser.integers(0, 2, len(ends)) > 0, high, low), inside)
    point = Parameters(*values.tolist())
    return point, int(chooser.integers(0, 2**63)), int(chooser.integers(0, 10**6)), UPHEAVAL if chooser.integers(0, 2) else None


def assert_bounded(record: Record) -> None:
    """Every recorded number is finite and within what its unit says."""
    ranges = {"share": (0.0, 1.0), "-1..1": (-1.0, 1.0), "0/1": (0, 1)}
    values = arrays(record)
    for theme, owner in THEMES.items():
        for name, field in declared(owner).items():
            array = values[f"{theme}.{name}"]
            assert np.isfinite(array).all(), name
            if field.unit in ranges and array.size:
                low, high = ranges[field.unit]
                assert array.min() >= low and array.max() <= high, (name, array.min(), array.max())
    alive = record.forums.status > 0
    for model in (record.forums.economic_model, record.forums.political_model):
        np.testing.assert_allclose(model.sum(-1)[alive], 1.0, atol=1e-5)


def test_any_point_is_bounded(southeast_asia):
    for number in range(300):
        point, seed, run, scenario = any_point(number)
        assert_bounded(kernel_record(compile_run(southeast_asia, point, scenario), seed, run))


def test_any_point_is_the_same_in_both_engines(one_year, two_years):
    for number in range(200):
        point, seed, run, scenario = any_point(number)
        world = two_years if number < 50 else one_year
        record = kernel_record(compile_run(world, point, scenario), seed, run)
        model = CooperationModel(world, point, scenario, seed, run, country_class=Dutiful if number % 2 else Country)
        assert differing(record, model.run()) == [], number


@pytest.mark.parametrize(("mode", "until"), [("free", None), ("pinned", None), ("replay", 2002)])
def test_modes_agree_on_latin_america(latin_america, mode, until):
    ready = compile_run(latin_america, mode=mode, until=until)
    model = CooperationModel(latin_america, mode=mode, until=until)
    assert differing(kernel_record(ready), model.run()) == []


def test_engines_agree_where_forums_follow_the_record():
    """UNASUR begins in the second quarter of the run, and meetings are due as on record."""
    world = load_world("latin_america", "south_america", start=2008, years=1, forums="record", settle=4)
    assert differing(kernel_record(compile_run(world, mode="pinned")), CooperationModel(world, mode="pinned").run()) == []


def test_shuffled_activation_touches_no_number(southeast_asia):
    """Mesa's own generator orders the agents: another order, the same record."""
    one, other = CooperationModel(southeast_asia), CooperationModel(southeast_asia)
    other.random.seed(99)
    assert differing(one.run(), other.run()) == []


def test_a_run_is_the_same_alone_in_company_and_on_any_number_of_threads(southeast_asia):
    alone = ensemble(southeast_asia, runs=1, workers=1)
    many = ensemble(southeast_asia, runs=23, workers=1)
    threads = ensemble(southeast_asia, runs=23, workers=4)
    assert threads.identical(many)
    assert many.isel(run=[0]).identical(alone)
    assert not many.isel(run=0, drop=True).equals(many.isel(run=1, drop=True))


def test_mesa_ensembles_equal_the_kernels(southeast_asia):
    kernel = ensemble(southeast_asia, runs=3)
    assert ensemble(southeast_asia, runs=3, engine="mesa", workers=1).identical(kernel)
    assert ensemble(southeast_asia, runs=3, engine="mesa", workers=2).identical(kernel)


class Dutiful(Country):
    """Overrides both decisions without changing them."""

    def choose(self, domain, utilities, available):
        return super().choose(domain, utilities, available)

    def attendance_chance(self, forum, chance):
        return super().attendance_chance(forum, chance)


class Hermit(Country):
    """Never works with anybody."""

    def choose(self, domain, utilities, available):
        return 0, 0


def test_a_wrapped_choice_changes_nothing_and_another_choice_does(southeast_asia):
    usual = CooperationModel(southeast_asia).run()
    assert differing(usual, CooperationModel(southeast_asia, country_class=Dutiful).run()) == []
    hermits = CooperationModel(southeast_asia, country_class=Hermit).run()
    assert hermits.issues.took_part.sum() == 0
    assert usual.issues.took_part.sum() > 0


def test_the_data_collector_reports_the_record(southeast_asia):
    model = CooperationModel(southeast_asia)
    model.run()
    table = model.datacollector.get_model_vars_dataframe()
    np.testing.assert_allclose(table["technical"], model.record.issues.took_part[:, 0].mean((1, 2)))
    agents = model.datacollector.get_agenttype_vars_dataframe(Country)
    assert len(agents) == southeast_asia.quarters * len(southeast_asia.countries)


def test_summaries_are_the_records_reduced(southeast_asia):
    names = (*STANDARD, "fragmentation", "level.turmoil", "influence.USA", "together.neighbours@+4:")
    summary = ensemble(southeast_asia, runs=4, keep="summary", outcomes=names)
    saved = reduced(ensemble(southeast_asia, runs=4), southeast_asia, names)
    for name in names:
        np.testing.assert_array_equal(saved.sel(outcome=name), summary[name], err_msg=name)


def test_a_run_is_made_again_alone(southeast_asia):
    many = ensemble(southeast_asia, runs=4)
    xr.testing.assert_identical(simulate(southeast_asia, run=3), many.isel(run=3, drop=True))
    assert ensemble(southeast_asia, runs=2, first=2)["run"].values.tolist() == [2, 3]
    with pytest.raises(InputError, match="run=-1: runs are numbered from 0"):
        simulate(southeast_asia, run=-1)


def test_a_summary_of_a_run_that_failed_is_no_number(southeast_asia, monkeypatch):
    real = ensembles.agent_runs
    monkeypatch.setattr(ensembles, "agent_runs", lambda *given: ((1, record) for _, record in real(*given)))
    summary = ensemble(southeast_asia, runs=1, engine="mesa", keep="summary")
    assert summary["status"].values.tolist() == [1] and all(np.isnan(summary[name].values).all() for name in STANDARD)
