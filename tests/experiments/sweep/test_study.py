"""What a study runs: the numbers of the model itself, whatever part is asked for, and failures that stop nothing."""

import pickle

import numpy as np
import pytest

from concertacion.experiments.chunks.block import joined
from concertacion.experiments.parameters import parameter_defaults
from concertacion.experiments.sweep import setups, study
from concertacion.experiments.sweep.axes import listed, ranged
from concertacion.experiments.sweep.study import Study, evaluate
from concertacion.sim.agent_runs import end_shared_processes
from concertacion.sim.ensembles import ensemble
from concertacion.sim.outcomes.requests import STANDARD
from concertacion.sim.parameters import make_parameters
from concertacion.sim.scenario import make_scenario
from concertacion.sim.world import load_world

WORLD = {"name": "southeast_asia", "tables": "southeast_asia", "folder": None, "countries": None, "overrides": None}
BASELINE = {"name": "baseline", "parameters": [], "events": []}
HALF = {"name": "half", "parameters": [{"from": "+2", "set": {"insulation": 0.5}}], "events": []}
SETTINGS = {
    "world": WORLD, "scenario": BASELINE, "parameters": parameter_defaults(), "start": 2000, "years": 2, "mode": "free",
    "until": None, "engine": "kernel", "country_class": None, "time_limit": 60,
}  # fmt: skip
AXES = (ranged("insulation", 0, 1), listed("channels", ("exclusive", "joint")), listed("scenario", ("half", "baseline")),
        listed("start", (2000, 2004)))  # fmt: skip
POINTS = np.array([[0.1, 0, 1, 0], [0.5, 1, 0, 0], [0.9, 0, 0, 1], [0.2, 1, 0, 0], [0.7, 0, 0, 0]])
STUDY = Study(SETTINGS, AXES, POINTS, 3, 7, True, STANDARD, {"scenario": {"half": HALF, "baseline": BASELINE}})
SIMPLE = STUDY._replace(axes=AXES[:1], points=POINTS[:, :1])


def moved(study, **settings):
    return study._replace(settings={**study.settings, **settings})


@pytest.fixture(scope="module")
def whole():
    return evaluate(STUDY, 0, STUDY.runs)


def summary(start, parameters, scenario, runs=3, outcomes=STANDARD):
    world = load_world("southeast_asia", start=start, years=2)
    return ensemble(world, make_parameters(parameters), make_scenario(scenario), runs, 7, keep="summary", outcomes=outcomes)


def same(one, other):
    return np.array_equal(one, other, equal_nan=True)


def test_every_run_is_the_model_s_own_to_the_bit(whole):
    """Also where a point's value is the scenario's own, which leaves the run without a second window."""
    expected = [
        summary(2000, {"insulation": 0.1, "channels": "exclusive"}, BASELINE),
        summary(2000, {"insulation": 0.5, "channels": "joint"}, HALF),
        summary(2004, {"insulation": 0.9, "channels": "exclusive"}, HALF),
        summary(2000, {"insulation": 0.2, "channels": "joint"}, HALF),
        summary(2000, {"insulation": 0.7, "channels": "exclusive"}, HALF),
    ]
    wanted = np.array([[float(one[name][r]) for name in STANDARD] for one in expected for r in range(3)])
    assert np.array_equal(whole.values, wanted, equal_nan=True) and len(np.unique(wanted[:, 0])) > 6
    assert whole.point.tolist() == [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4] and whole.reason == [""] * 15
    assert whole.replicate.tolist() == whole.run.tolist() == [0, 1, 2] * 5


@pytest.mark.parametrize("sizes", [(5, 1, 9), (1,) * 15, (14, 1)])
def test_any_part_in_any_process_gives_the_same_rows(sizes, whole):
    firsts = np.cumsum((0, *sizes[:-1])).tolist()
    parts = [evaluate(pickle.loads(pickle.dumps(STUDY)), first, size) for first, size in zip(firsts, sizes, strict=True)]
    again = joined(parts)
    assert all(same(a, b) for a, b in zip(again[:4], whole[:4], strict=True)) and again.reason == whole.reason


def test_luck_is_common_to_all_points_or_each_run_s_own():
    twice = SIMPLE._replace(points=np.full((2, 1), 0.3))
    common, own = (evaluate(twice._replace(common_random_numbers=same), 0, 6) for same in (True, False))
    assert same(common.values[:3], common.values[3:]) and same(common.values[:3], own.values[:3])
    assert own.run.tolist() == [0, 1, 2, 3, 4, 5] and len(np.unique(own.values[:, 0])) == 6
    expected = summary(2000, {"insulation": 0.3}, BASELINE, 6)
    assert same(own.values[3:], np.column_stack([expected[name][3:] for name in STANDARD]))


def test_outcomes_are_those_asked_for_in_that_order(whole):
    some = evaluate(STUDY._replace(outcomes=("attendance", "delivered")), 0, 15)
    assert same(some.values, whole.values[:, [STANDARD.index("attendance"), 0]])


def test_worlds_are_made_once(monkeypatch):
    made = []
    monkeypatch.setattr(
        setups, "world_of", lambda *arguments: made.append(arguments) or load_world("southeast_asia", start=arguments[1], years=2)
    )
    for cache in (setups._world, setups.load_setup):
        cache.cache_clear()
    for first in range(0, 14, 2):
        evaluate(STUDY, first, 2)
    assert [start for _, start, *_ in made] == [2000, 2004]
    for cache in (setups._world, setups.load_setup):
        cache.cache_clear()


def test_initial_conditions_are_an_axis():
    name = "world.overrides.governments.VNM.approval"
    varied = SIMPLE._replace(axes=(ranged(name, 0, 1),), points=np.array([[0.1], [0.9]]))
    world = load_world("southeast_asia", years=2, overrides={"governments.VNM.approval": 0.9})
    expected = ensemble(world, runs=3, seed=7, keep="summary")
    assert np.array_equal(evaluate(varied, 3, 3).values[:, 0], expected["delivered"])
    assert not same(evaluate(varied, 0, 3).values, evaluate(varied, 3, 3).values)


def test_modes_are_an_axis():
    varied = moved(SIMPLE, start=2005)._replace(axes=(listed("mode", ("pinned", "free")),), points=np.array([[0.0], [1.0]]))
    world = load_world("southeast_asia", start=2005, years=2)
    expected = ensemble(world, runs=3, seed=7, mode="pinned", keep="summary")
    assert same(evaluate(varied, 0, 3).values, np.column_stack([expected[name] for name in STANDARD]))


def test_a_status_of_the_kernel_is_a_reason_and_the_others_go_on(monkeypatch):
    real = study.run_batch

    def run_batch(group, measures, points, runs, *others):
        status, values = real(group, measures, points, runs, *others)
        return np.where(runs == 1, 1, status), values

    monkeypatch.setattr(study, "run_batch", run_batch)
    block = evaluate(SIMPLE, 0, 6)
    assert block.reason == ["", "a number that is not finite", ""] * 2 and block.failed == 2
    assert np.isfinite(block.values[[0, 2, 3, 5], 0]).all()


def test_a_point_whose_world_cannot_be_made_is_a_reason_and_the_others_go_on():
    axes = (listed("start", (2000, 2090)),)
    block = evaluate(SIMPLE._replace(axes=axes, points=np.array([[1.0], [0.0]])), 0, 6)
    assert (
        all("start=2090: southeast_asia can start in" in reason for reason in block.reason[:3]) and block.reason[3:] == [""] * 3
    )
    assert np.isnan(block.values[:3]).all() and np.isfinite(block.values[3:, 0]).all()


def test_agents_give_the_kernel_s_numbers():
    short = moved(STUDY, years=1)._replace(points=POINTS[:2], replicates=1)
    agents = evaluate(moved(short, engine="mesa"), 0, 2)
    assert same(agents.values, evaluate(short, 0, 2).values) and agents.reason == ["", ""]


FUSSY = """
import os
from concertacion.sim.model import Country

class Fussy(Country):
    def choose(self, domain, utilities, available):
        if self.code == "VNM" and self.model.quarter == 1:
            if self.model.p.insulation > 0.9:
                raise RuntimeError("no choice of " + self.code + "\\n  is left")
            if self.model.p.insulation > 0.4:
                os._exit(3)
            while self.model.p.insulation > 0.1:
                pass
        return super().choose(domain, utilities, available)
"""


def test_what_a_class_of_the_users_does_is_a_reason_and_the_others_go_on(tmp_path, monkeypatch):
    (tmp_path / "fussy_of_sweeps.py").write_text(FUSSY)
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    mine = moved(SIMPLE, years=1, settle=0, engine="mesa", country_class="fussy_of_sweeps.Fussy")
    mine = mine._replace(points=np.array([[1.0], [0.5], [0.0], [0.2]]), replicates=1)
    usual = evaluate(moved(mine, engine="kernel", country_class=None)._replace(trajectories=("price",)), 2, 1)
    monkeypatch.setenv("NUMBA_DISABLE_JIT", "1")  # for the processes of the agents: all that is compiled here is compiled by now
    block, slow = evaluate(mine, 0, 3), evaluate(moved(mine, time_limit=1), 3, 1)
    end_shared_processes()
    fussy = "country_class=fussy_of_sweeps.Fussy"
    assert [*block.reason, *slow.reason] == [
        f"own class: {fussy} raised RuntimeError: no choice of VNM is left, for VNM in 2000Q2 (fussy_of_sweeps.py, line 9)",
        f"process ended: {fussy} ended its process (exit code 3)",
        "",
        f"time limit: {fussy}: no end after time_limit=1 seconds; raise it if the class is only slow",
    ]
    np.testing.assert_allclose(block.values[2], usual.values[0], rtol=1e-9)
    assert np.isnan(block.values[:2]).all() and np.isnan(slow.values).all()


def test_costly_outcomes_are_those_of_the_record(whole):
    names = ("fragmentation", "delivered")
    block = evaluate(STUDY._replace(outcomes=names), 3, 3)
    expected = summary(2000, {"insulation": 0.5, "channels": "joint"}, HALF, outcomes=names)
    assert np.array_equal(block.values, np.column_stack([expected[name] for name in names]))
    assert np.array_equal(block.values[:, 1], whole.values[3:6, 0])


def test_trajectories_are_kept_by_name_in_the_order_of_the_rows(whole):
    points = POINTS[[0, 3, 1]]
    block = evaluate(STUDY._replace(points=points, trajectories=("took_part", "price")), 1, 7)
    assert set(block.kept.data_vars) == {"took_part", "price"} and block.kept.sizes["run"] == 7
    assert block.kept["point"].values.tolist() == [0, 0, 1, 1, 1, 2, 2] and block.kept["run"].values.tolist() == [
        1,
        2,
        0,
        1,
        2,
        0,
        1,
    ]
    took_part = whole.values[:, STANDARD.index("participation.technical")]
    share = block.kept["took_part"].sel(channel="technical").astype("float64").mean(("quarter", "domain", "country"))
    assert np.allclose(share[:2], took_part[1:3]) and np.allclose(share[5:], took_part[3:5])
