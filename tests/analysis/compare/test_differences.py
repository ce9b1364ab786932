"""Paired differences have the interval of the paired t test; what a reader is told follows from it."""

import numpy as np
import pytest
from scipy.stats import ttest_rel
from xarray import DataArray, Dataset

from concertacion.analysis.compare.differences import COLUMNS, differences, paired
from concertacion.analysis.compare.words import by_chance, decimals, lines_of, sentences
from concertacion.analysis.formatting import FEW_RUNS
from concertacion.sim.declare import InputError

OUTCOMES = ["attendance", "delivered", "died", "founded"]


def arm(values, status=None):
    """An arm with these outcomes (run, outcome)."""
    outcomes = DataArray(values, {"outcome": OUTCOMES}, ("run", "outcome"))
    return Dataset({"outcomes": outcomes, "status": ("run", np.zeros(len(values), int) if status is None else status)})


@pytest.fixture
def arms():
    """Thirty runs: one outcome is raised by 0.1 and noise, one is noise, one is the same, one is undefined in one run."""
    rng = np.random.default_rng(3)
    control = rng.normal(0.5, 0.2, (30, 4))
    treated = control + rng.normal(0, 0.02, (30, 4)) + [0.1, 0, 0, 0]
    treated[:, 2], treated[4, 3] = control[:, 2], np.nan
    return {"plain": arm(control), "shock": arm(treated)}


def test_the_interval_is_that_of_the_paired_t_test(arms):
    control, treated = (arms[name]["outcomes"].values[:, 0] for name in arms)
    one, known = paired(control, treated), ttest_rel(treated, control).confidence_interval(0.95)
    assert (one.low, one.high) == pytest.approx((known.low, known.high), abs=1e-12)
    # By hand: differences 1..20 have the mean 10.5 and s = 5.9161; t(0.975, 19) = 2.0930, so 10.5 -+ 2.0930 x 5.9161 / sqrt(20).
    by_hand = paired(np.zeros(20), np.arange(1.0, 21.0))
    assert (by_hand.difference, by_hand.low, by_hand.high) == pytest.approx((10.5, 7.7312, 13.2688), abs=1e-4)


def test_a_row_for_each_outcome_and_arm(arms):
    table = differences({**arms, "again": arms["shock"]})
    assert tuple(table.columns) == COLUMNS == tuple(["outcome", "arm", "control", "treated", "difference", "low", "high", "runs"])
    assert list(table["arm"]) == ["shock", "again"] * 4 and list(table["outcome"])[::2] == OUTCOMES
    assert list(table["runs"])[::2] == [30, 30, 30, 29]
    row = table.iloc[0]
    assert row.treated - row.control == pytest.approx(row.difference) and row.low < 0.1 < row.high


def test_below_twenty_runs_there_is_no_interval(arms):
    few = {name: each.isel(run=slice(FEW_RUNS - 1)) for name, each in arms.items()}
    table = differences(few)
    assert table[["low", "high"]].isna().all().all() and (table["runs"] >= FEW_RUNS - 2).all()
    assert table.to_csv(index=False).splitlines()[1].endswith(",,,19")
    (said,) = sentences(lines_of(table, {}), "shock", "plain", FEW_RUNS - 1)
    assert "nothing can be said of chance" in said


def test_a_run_that_failed_in_one_arm_counts_in_none(arms):
    status = np.zeros(30, int)
    status[:5] = 1
    failed = {"plain": arms["plain"], "shock": arm(arms["shock"]["outcomes"].values, status)}
    assert list(differences(failed)["runs"]) == [25, 25, 25, 25]
    with pytest.raises(InputError, match="none of the 30 runs went well in every arm"):
        differences({"plain": arms["plain"], "shock": arm(arms["shock"]["outcomes"].values, np.ones(30, int))})


def test_words_say_what_differs_and_what_does_not(arms):
    lines = lines_of(differences(arms), {})
    assert [(line.sign, line.same) for line in lines] == [(1, False), (0, False), (0, True), (0, False)]
    first, higher, unclear, same = sentences(lines, "shock", "plain", 30)
    assert first == (
        "1 of 4 outcomes differs between shock and plain, over 30 runs: the 95% interval of the difference excludes zero."
    )
    assert higher == f"Higher under shock: attendance ({lines[0].difference} points)." and lines[0].difference.startswith("+")
    assert "delivered cooperation and forums founded" in unclear and same == "The same in every run: forums that died."
    assert lines[0].control.endswith("%") and lines[2].difference == "0" and lines[2].interval == "0 to 0"


def test_every_outcome_is_in_a_sentence(arms):
    values = arms["shock"]["outcomes"].values.copy()
    values[FEW_RUNS - 2 :, 0] = np.nan
    said = sentences(lines_of(differences({"plain": arms["plain"], "shock": arm(values)}), {}), "shock", "plain", 30)
    assert "Defined in too few runs to say: attendance." in said


def test_digits_follow_the_interval():
    assert [decimals(size) for size in (0.0865, 0.5, 3.2, 25.0, 0.0, float("nan"))] == [3, 2, 1, 0, 1, 1]
    assert "about 2 of 30" in by_chance(30) and "by chance" not in by_chance(4)
