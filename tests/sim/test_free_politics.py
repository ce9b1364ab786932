"""Free politics are like the record's: four of five numbers lie within nine tenths of the runs."""

import numpy as np
import pytest

from concertacion.sim.compiled import JIT
from tests.sim.five_numbers import five, told_by_record, told_by_runs, until_2012


def test_the_five_numbers_of_two_countries():
    ideology = np.array([[0.5, -0.5]] * 16 + [[-0.5, 0.5]] * 16)
    new_leader = np.zeros((32, 2))
    new_leader[16] = 1
    told = five(ideology, new_leader)
    assert told == pytest.approx(
        {"mean": 0.0, "dispersion": 0.5, "persistence": -1.0, "synchrony": 0.0, "turnover": 40 / 31}, abs=1e-12
    )


def test_countries_that_turn_together_are_in_step():
    ideology = np.repeat(np.array([0.5, -0.5]), 16)[:, None] + np.array([0.1, -0.1])
    assert five(ideology, np.zeros((32, 2)))["synchrony"] == pytest.approx(1.0)


def test_the_record_of_latin_america():
    told = told_by_record(until_2012(1995))
    assert told["mean"] == pytest.approx(0.08, abs=0.005) and told["dispersion"] == pytest.approx(0.515, abs=0.005)
    assert told["persistence"] == pytest.approx(0.136, abs=0.01) and told["synchrony"] == pytest.approx(0.223, abs=0.01)
    assert told["turnover"] == pytest.approx(2.085, abs=0.05)


@pytest.mark.skipif(not JIT, reason="a hundred runs of eighteen years take too long without compiling")
@pytest.mark.parametrize("start", [1995, 2000])
def test_free_politics_are_like_the_record(start):
    world = until_2012(start)
    record, runs = told_by_record(world), told_by_runs(world)
    within = {name for name, value in record.items() if np.quantile(runs[name], 0.05) <= value <= np.quantile(runs[name], 0.95)}
    assert len(within) >= 4, within
