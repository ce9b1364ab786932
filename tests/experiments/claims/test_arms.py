"""Arms on the runner of sweeps: the same random numbers, any cut, any executor."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest
from tests.analysis.claims.planted import claim

from concertacion.experiments.chunks.executors import Where
from concertacion.experiments.chunks.runner import sweep
from concertacion.experiments.chunks.store import open_store
from concertacion.experiments.claims.arms import MOST_PAIRS, Arms, FrozenAt, evaluate_arms, study_of
from concertacion.experiments.claims.sweeps import direct_of, off_of
from concertacion.experiments.output.progress import Progress
from concertacion.experiments.sweep import runs
from concertacion.experiments.sweep.axes import ranged
from concertacion.experiments.sweep.study import evaluate
from concertacion.sim.batches import Bench


def test_what_is_switched_off_is_each_direct_mechanism_all_of_them_and_what_goes_with_the_effect():
    points = {name: np.random.default_rng(n).random(50) for n, name in enumerate(("a", "b", "c", "d"))}
    effect = points["c"] - 0.1 * points["d"]
    made = claim()._replace(direct=("a", "b"))
    assert off_of(made, effect, points, ["a", "c", "d"]) == [("a",), ("b",), ("c",), ("d",), ("a", "b")]
    assert off_of(made._replace(direct=()), effect, points, ["c"]) == [("c",)]
    assert off_of(made._replace(direct=("a",)), np.full(50, np.nan), points, ["c"]) == [("a",)]


def test_what_an_arm_sets_is_not_switched_off():
    """It is the treatment: at neutral all arms are one, and nothing could be left of any effect."""
    points = {name: np.random.default_rng(n).random(50) for n, name in enumerate("abcde")}
    set_by = {"off": {}, "one": {"set": {"a": 1}}, "two": {"parameters": [{"set": {"c": 1}}]}, "three": {"scenario": "tried"}}
    made = claim()._replace(direct=("a", "b"), arms=set_by, common={"set": {"e": 1}})
    scenarios = {"tried": {"parameters": [{"set": {"d": 1}}], "events": []}}
    assert off_of(made, points["c"], points, ["c", "d", "e"], scenarios) == [("b",), ("e",)]
    assert direct_of(made, scenarios) == ("b",)  # all of them, and what samples call `without`


def settings(**sets):
    """The base run of one year, with parameters set throughout."""
    windows = [{"from": "+0", "set": sets}] if sets else []
    return {
        "world": {"name": "latin_america_20", "tables": "latin_america", "countries": ["ARG", "BRA", "CHL"]},
        "scenario": {"name": "arm", "parameters": windows, "events": []}, "parameters": {}, "start": 2012, "years": 1,
        "mode": "free", "until": None, "engine": "kernel", "country_class": None, "time_limit": 60,
    }  # fmt: skip


ARMS = Arms(
    (settings(), settings(), settings(channel_value=0.0), settings(faith_floor=0.3)),
    (None, None, None, FrozenAt(settings(), ())),
    (("delivered",), ("delivered", "norms"), ("delivered.technical",), ("delivered",)),
    ("delivered", "norms", "delivered.technical"), (ranged("rationality", 0, 10),), np.array([[1.0], [4.0]]), 3, 1,
)  # fmt: skip


def test_arms_share_random_numbers_and_fill_their_own_columns():
    block = evaluate_arms(ARMS, 0, ARMS.runs)
    delivered, norms, technical = (block.values[:, column].reshape(4, 6) for column in range(3))
    assert (delivered[0] == delivered[1]).all() and np.isnan(delivered[2]).all()
    assert np.isfinite(norms[1]).all() and np.isnan(norms[[0, 2]]).all()
    assert np.isfinite(technical[2]).all()
    assert (delivered[3] == delivered[0]).all()  # frozen at the first: what works through the state alone is gone
    assert block.point.tolist() == [*np.repeat(range(8), 3)]
    assert block.run.tolist() == [*range(3), *range(MOST_PAIRS, MOST_PAIRS + 3)] * 4


def test_what_direct_mechanisms_remember_is_not_frozen():
    kept = ARMS._replace(controls=(None, None, None, FrozenAt(settings(), ("learning_rate",))))
    frozen, kept = (evaluate_arms(arms, 18, 6).values[:, 0] for arms in (ARMS, kept))
    assert (frozen != kept).any()


def test_a_further_round_goes_on_with_the_random_numbers_of_each_point():
    further = ARMS._replace(at=((1,), (), (0,), ()), first_pair=3, replicates=2)
    block = evaluate_arms(further, 0, further.runs)
    assert block.point.tolist() == [0, 0, 1, 1]  # tasks
    assert block.run.tolist() == [MOST_PAIRS + 3, MOST_PAIRS + 4, 3, 4]
    parts = [evaluate_arms(further, first, 2) for first in (0, 2)]
    assert np.array_equal(np.concatenate([part.values for part in parts]), block.values, equal_nan=True)
    larger = evaluate_arms(ARMS._replace(replicates=5), 0, 30)  # the same pairs, run at once
    assert (block.values[:2, 0] == larger.values[8:10, 0]).all() and (block.values[2:, 2] == larger.values[23:25, 2]).all()


def test_arms_that_differ_by_levers_or_in_later_windows_settle_once_at_each_point(monkeypatch):
    later = settings()
    later["scenario"]["parameters"] = [{"from": "+2", "set": {"channel_value": 0.0}}]
    four = (settings(), settings(technical_support=0.4), later, settings(channel_value=0.0))
    arms = ARMS._replace(settings=four, controls=(None,) * 4, outcomes=(ARMS.columns,) * 4)
    alone = [evaluate(study_of(arms, arm)._replace(share_starts=False), 0, 6).values for arm in range(4)]
    settled, settle = [], Bench.start
    monkeypatch.setattr(runs, "_starts", {})
    monkeypatch.setattr(Bench, "start", lambda bench, table: settled.append(table) or settle(bench, table))
    together = evaluate_arms(arms, 0, arms.runs).values.reshape(4, 6, 3)
    assert np.array_equal(together, alone)
    assert len(settled) == 2 * 2  # two points, of those three and of the fourth


@pytest.mark.parametrize("size", [1, 4, 7])
def test_any_cut_gives_the_same_numbers(size):
    whole = evaluate_arms(ARMS, 0, ARMS.runs)
    parts = [evaluate_arms(ARMS, first, min(size, ARMS.runs - first)) for first in range(0, ARMS.runs, size)]
    assert np.array_equal(np.concatenate([part.values for part in parts]), whole.values, equal_nan=True)


@pytest.mark.parametrize(("name", "workers"), [("threads", 2), ("processes", 1)])  # a process takes seconds to import
def test_any_executor_gives_the_same_table(tmp_path, name, workers):
    with open_store(tmp_path / name, {"axes": []}, ARMS.runs, 5, ARMS.columns) as store:
        sweep(store, partial(evaluate_arms, ARMS), Where(name, workers), Progress(ARMS.runs, quiet=True))
    with open_store(tmp_path / "one", {"axes": []}, ARMS.runs, 5, ARMS.columns) as store:
        sweep(store, partial(evaluate_arms, ARMS), Where("threads", 1), Progress(ARMS.runs, quiet=True))
    shards = sorted(path.name for path in (tmp_path / "one" / "shards").iterdir())
    assert all((tmp_path / name / "shards" / s).read_bytes() == (tmp_path / "one" / "shards" / s).read_bytes() for s in shards)
