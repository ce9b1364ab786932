"""The two engines give the same bits, whatever the order of activation, the threads and the company of other runs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from concertacion.sim.declare import Variant, declared
from concertacion.sim.ensembles import ensemble
from concertacion.sim.model import CooperationModel, Country
from concertacion.sim.outcomes.asking import STANDARD
from concertacion.sim.parameters import DECLARED, Parameters
from concertacion.sim.record import CountryRecord, ForumRecord, IssueRecord, Record, RegionRecord
from concertacion.sim.results import reduced
from concertacion.sim.runs import compile_run
from concertacion.sim.scenario import Scenario
from tests.sim.runs_helpers import arrays, differing, kernel_record

THEMES = {"countries": CountryRecord, "forums": ForumRecord, "issues": IssueRecord, "region": RegionRecord}
UPHEAVAL = Scenario(
    name="upheaval",
    parameters=({"from": "+2", "to": "+6", "set": {"insulation": 0.5, "aid": 0.7, "isolation": 0.8, "subnational": 0.6}},),
    events=(
        {"from": "+1", "variable": "crisis", "countries": "largest-2", "set": 0.9},
        {"from": "+3", "to": "+5", "variable": "turmoil", "countries": "share-0.33", "add": 0.6},
        {"from": "+4", "variable": "ideology", "countries": "all", "add": -0.5},
    ),
)


def any_value(declaration):
    """Any value of the declared range, its ends included."""
    if isinstance(declaration, Variant):
        return st.sampled_from((0.0, 1.0))
    return st.one_of(st.sampled_from((declaration.low, declaration.high)), st.floats(declaration.low, declaration.high))


points = st.fixed_dictionaries({name: any_value(declaration) for name, declaration in DECLARED.items()}).map(
    lambda values: Parameters(**values)
)


def assert_bounded(record: Record) -> None:
    """Every recorded number is finite and within what its unit says."""
    ranges = {"share": (0.0, 1.0), "-1..1": (-1.0, 1.0), "0/1": (0, 1)}
    values = arrays(record)
    for theme, owner in THEMES.items():
        for name, field in declared(owner).items():
            array = values[f"{theme}.{name}"]
            assert np.isfinite(array).all(), name
            if field.unit in ranges:
                low, high = ranges[field.unit]
                assert array.min() >= low and array.max() <= high, (name, array.min(), array.max())
    alive = record.forums.status > 0
    for model in (record.forums.economic_model, record.forums.political_model):
        np.testing.assert_allclose(model.sum(-1)[alive], 1.0, atol=1e-5)


@settings(max_examples=200, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(point=points, seed=st.integers(0, 2**63 - 1), run=st.integers(0, 10**6), upheaval=st.booleans())
def test_any_point_is_bounded_and_the_same_in_both_engines(southeast_asia, point, seed, run, upheaval):
    scenario = UPHEAVAL if upheaval else None
    record = kernel_record(compile_run(southeast_asia, point, scenario), seed, run)
    assert_bounded(record)
    model = CooperationModel(southeast_asia, point, scenario, seed, run)
    assert differing(record, model.run()) == []


@pytest.mark.parametrize(("mode", "until"), [("free", None), ("pinned", None), ("replay", 2002)])
def test_modes_agree_on_latin_america(latin_america, mode, until):
    ready = compile_run(latin_america, mode=mode, until=until)
    model = CooperationModel(latin_america, mode=mode, until=until)
    assert differing(kernel_record(ready), model.run()) == []


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
    """Overrides the choice without changing it."""

    def choose(self, domain, utilities, available):
        return super().choose(domain, utilities, available)


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
