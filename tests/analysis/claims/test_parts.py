"""The parts of judging, against values worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import ks_2samp, t
from tests.analysis.claims.planted import claim, space

from concertacion.analysis.claims.bar import decided_at
from concertacion.analysis.claims.effects import Effects, effects_of
from concertacion.analysis.claims.flips import NO_FLIP, Scores, benchmark, flip_rule, holds, scores_of
from concertacion.analysis.claims.formula import make_formula
from concertacion.analysis.claims.judgement import AtScale
from concertacion.analysis.claims.record import against_record
from concertacion.analysis.claims.rule_search import cart_rule, distance, prim_box
from concertacion.analysis.claims.rules import Limit, fewest, inside, margin, rule_text, score
from concertacion.analysis.claims.samples import Runs
from concertacion.analysis.claims.shares import SUPPORTS, bend, classify, share_of
from concertacion.analysis.claims.thresholds import THRESHOLDS
from concertacion.analysis.claims.verdict import resamples
from concertacion.analysis.observation import Estimate

FORMULA = make_formula("on.x / off.x - 1", {"on": {}, "off": {}}, {"x": ""}, "here")


def test_effect_of_means_and_not_mean_of_effects():
    runs = Runs({("on", "x"): np.array([[2.0, 4.0]]), ("off", "x"): np.array([[1.0, 3.0]])})
    assert effects_of(FORMULA, runs).effect == pytest.approx([0.5])  # 3 / 2 - 1, not the mean of 1 and 1/3


def test_runs_that_failed_are_left_out():
    runs = Runs({("on", "x"): np.array([[2.0, np.nan, 4.0]]), ("off", "x"): np.array([[2.0, 9.0, np.nan]])})
    assert effects_of(FORMULA, runs).effect == pytest.approx([3 / 5.5 - 1])


def test_one_replicate_has_no_interval_and_nothing_over_nothing_no_effect():
    one = effects_of(FORMULA, Runs({("on", "x"): np.array([[2.0]]), ("off", "x"): np.array([[1.0]])}))
    none = effects_of(FORMULA, Runs({("on", "x"): np.zeros((1, 3)), ("off", "x"): np.zeros((1, 3))}))
    assert one.effect == [1.0] and np.isnan(one.low[0])
    assert np.isnan(none.effect[0])


def test_pairs_that_are_not_known_are_no_pairs():
    """Of eight pairs five are known: the interval is that of five, Student's t with four degrees of freedom."""
    off, apart = np.arange(8.0), np.array([0.1, 0.4, 0.2, 0.9, 0.3, 0.0, 0.0, 0.0])
    lost = np.where(np.arange(8) < 5, 0.0, np.nan)
    difference = make_formula("on.x - off.x", {"on": {}, "off": {}}, {"x": ""}, "")
    some = effects_of(difference, Runs({("on", "x"): (off + apart + lost)[None], ("off", "x"): (off + lost)[None, ::1]}))
    half = t.ppf(0.975, 4) * apart[:5].std(ddof=1) / np.sqrt(5)
    middle = apart[:5].mean()
    assert [float(one[0]) for one in some] == pytest.approx([middle, middle - half, middle + half])
    mixed_up = Runs(
        {
            ("on", "x"): (off + apart + lost)[None, [0, 5, 1, 6, 2, 7, 3, 4]],
            ("off", "x"): (off + lost)[None, [0, 5, 1, 6, 2, 7, 3, 4]],
        }
    )
    assert [float(one[0]) for one in effects_of(difference, mixed_up)] == pytest.approx([float(one[0]) for one in some])
    one = np.where(np.arange(8) < 1, 0.0, np.nan)
    alone = effects_of(difference, Runs({("on", "x"): (off + apart)[None], ("off", "x"): (off + one)[None]}))
    assert np.isfinite(alone.effect[0]) and np.isnan(alone.low[0])  # of the control a single run is known


def test_an_interval_covers_the_truth_nineteen_times_in_twenty():
    rng = np.random.default_rng(1)
    off = rng.normal(1.0, 0.2, (2000, 8))
    measured = effects_of(make_formula("on.x - off.x", {"on": {}, "off": {}}, {"x": ""}, ""), Runs(
        {("on", "x"): off + 0.3 + rng.normal(0, 0.1, off.shape), ("off", "x"): off}
    ))  # fmt: skip
    assert 0.91 < ((measured.low < 0.3) & (measured.high > 0.3)).mean() < 0.97


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        ("greater", ["supports", "contradicts", "no effect", "undecided", "undecided"]),
        ("less", ["contradicts", "supports", "no effect", "undecided", "undecided"]),
        ("negligible", ["contradicts", "contradicts", "supports", "undecided", "undecided"]),
    ],
)
def test_class_of_a_point(shape, expected):
    low, high = np.array([0.2, -0.4, -0.05, 0.05, np.nan]), np.array([0.4, -0.2, 0.05, 0.2, np.nan])
    assert classify(Effects(low, low, high), 0.1, shape).tolist() == expected


def test_wilson_interval():
    share = share_of(np.array(["supports"] * 8 + ["undecided"] * 2), "supports")
    assert share == pytest.approx((0.8, 0.4902, 0.9433), abs=1e-4)


def test_how_far_the_prior_must_be_bent():
    assert bend(0.5) == 1.0 and bend(0.8) == pytest.approx(2.0) and bend(1.0) == math.inf


POINTS = {"a": np.array([0.1, 0.4, 0.6, 0.9]), "v": np.array(["x", "y", "x", "y"])}


def test_rules():
    rule = ((Limit("a", 0.5),), (Limit("v", forms=("y",)), Limit("a", high=0.5)))
    assert inside(rule, POINTS).tolist() == [False, True, True, True]
    assert score(rule, POINTS, np.array([True, True, True, False])) == pytest.approx((2 / 3, 2 / 3))
    assert rule_text(rule) == "a > 0.5, or v y and a < 0.5"


def test_margin_is_the_worse_of_density_and_coverage_from_its_threshold_to_one():
    supports, needed = np.array([True, True, True, False]), THRESHOLDS._replace(density=0.6, coverage=0.5)
    at = {"a": np.arange(4.0)}
    assert margin(((Limit("a", high=0.5),),), at, supports, needed) == pytest.approx((1 / 3 - 0.5) / 0.5)  # too few
    assert margin(((Limit("a", high=1.5),),), at, supports, needed) == pytest.approx((2 / 3 - 0.5) / 0.5)
    assert margin(((Limit("a", high=2.5),),), at, supports, needed) == pytest.approx(1.0)
    assert margin(((),), at, supports, needed) == pytest.approx((0.75 - 0.6) / 0.4)  # all, one of which does not support
    assert margin((), at, supports, needed) == -math.inf


def test_the_search_finds_the_rule_that_the_thresholds_need():
    there = space(2000, 3)
    often = np.where(there["p1"] > 0.8, 0.95, np.where(there["p1"] > 0.5, 0.6, 0.1))  # the upper half is right in 0.74
    supports = np.random.default_rng(4).random(2000) < often
    needed = THRESHOLDS._replace(density=0.85, coverage=0.4)
    box = prim_box(there, supports, ["p1", "p2", "p3"], needed)
    dense = score((box,), there, supports)
    assert dense.density > 0.85 and dense.coverage > 0.4 and box[0].low == pytest.approx(0.8, abs=0.06)
    wide = prim_box(there, supports, ["p1", "p2", "p3"], needed._replace(density=0.6, coverage=0.8))
    assert wide[0].low == pytest.approx(0.5, abs=0.06)


def test_a_limit_that_adds_nothing_goes():
    box = (Limit("a", 0.5), Limit("v", forms=("x", "y")))
    assert fewest(box, POINTS, np.array([False, False, True, True]), THRESHOLDS) == (Limit("a", 0.5),)


def test_a_rule_must_add_more_than_chance_does_over_all_claims():
    flips = [NO_FLIP._replace(shuffled_excess=(0.0, 0.1)), NO_FLIP._replace(shuffled_excess=(0.2, 0.3))]
    chance = benchmark(flips, THRESHOLDS)
    assert chance == pytest.approx(np.quantile([0.0, 0.1, 0.2, 0.3], 0.95))
    good = Scores(density=0.9, coverage=0.6, excess=0.35)
    assert holds(good, chance, THRESHOLDS)
    assert not holds(good._replace(excess=0.25), chance, THRESHOLDS)
    assert not holds(good._replace(density=0.7), chance, THRESHOLDS)
    assert not holds(good._replace(coverage=0.4), chance, THRESHOLDS)
    assert not holds(NO_FLIP.scores, chance, THRESHOLDS)
    assert benchmark([NO_FLIP], THRESHOLDS) == 0.0


def test_scores_on_points_not_seen():
    unseen = np.array([1.0, 0.5, 0.5, 0.0, math.nan])  # named by all, half and none of the rules; undecided
    supports = np.array([True, True, False, True, False])
    # two of four points drawn blindly, three of which support: 0.75 on average, with a variance of 0.75 * 0.25 / 2 * 2 / 3
    assert scores_of(unseen, supports) == pytest.approx((1.5 / 2, 1.5 / 3, 0.0))
    assert scores_of(np.array([1.0, 1.0, 0.0, 0.0]), supports[:4]).excess == pytest.approx(0.25 / 0.25)
    assert scores_of(np.ones(5), supports).excess == 0.0  # a rule that names all points adds nothing
    assert all(math.isnan(value) for value in scores_of(np.full(5, math.nan), supports))


def test_a_box_is_no_narrower_than_it_is_worth():
    there = space(1000, 1)
    right = np.random.default_rng(2).random(1000) < 0.9  # a tenth of the points say the opposite, wherever they lie
    box = prim_box(there, (there["p7"] > 0.4) == right, ["p7", "p1", "p2"], THRESHOLDS)
    assert rule_text((box,)).startswith("p7 > ") and box[0].low == pytest.approx(0.4, abs=0.04)


def test_a_tree_names_no_cut_between_what_is_alike():
    there = space(400, 1)
    often = np.random.default_rng(5).random(400) < np.where(there["p1"] > 0.4, 0.9, 0.05)
    ((limit,),) = cart_rule(there, often, ["p1", "p2", "p3"], THRESHOLDS.peel)  # the tree itself cuts the upper part again
    assert limit.parameter == "p1" and limit.low == pytest.approx(0.4, abs=0.02) and math.isinf(limit.high)


@pytest.mark.parametrize("levels", [5, 1000])  # with ties, and hardly any
def test_how_far_apart_a_parameter_is(levels):
    rng = np.random.default_rng(levels)
    values, supports = rng.integers(0, levels, 300) / levels, rng.random(300) < 0.4
    expected = ks_2samp(values[supports], values[~supports], method="asymp").statistic
    assert distance(values, supports) == pytest.approx(expected, abs=1e-12)


def test_a_rule_scores_on_unseen_halves_as_it_does_on_fresh_points():
    def planted(seed):
        there = space(800, seed)
        right = np.random.default_rng(seed + 9).random(800) < 0.9
        return there, np.where((there["p7"] > 0.4) == right, SUPPORTS, "no effect")

    (there, classes), (fresh, other) = planted(1), planted(2)
    flip, unseen = flip_rule(classes, there, THRESHOLDS)
    again = score(flip.rule, fresh, other == SUPPORTS)
    assert flip.scores[:2] == pytest.approx(again, abs=0.06) and flip.recurrence["p7"] == 1.0
    assert np.isfinite(unseen).all()


def test_resamples_draw_points_anew_and_one_halving():
    known, drawn = np.array([1.0, 1.0, 1.0, 0.0]), list(resamples(4, 5, number=4000))
    by_points = np.mean([known[at].mean() >= 0.75 for at, _ in drawn])
    assert by_points == pytest.approx(0.75**4 + 4 * 0.75**3 * 0.25, abs=0.02)  # three or four of four draws
    assert np.mean([0 in rounds for _, rounds in drawn]) == pytest.approx(1 / 5, abs=0.02)


def test_a_bar_decides_what_shares_leave_open_and_how_often_resamples_agree():
    """A rule that reaches 3; in resamples it reaches 1, 2 and 4, one has no good rule, and shares settle another."""
    good = NO_FLIP._replace(rule=((Limit("a", 0.5),),), scores=Scores(0.9, 0.6, 3.0))
    reach = (1.0, 2.0, 4.0, -math.inf, math.nan)
    at = AtScale("mixed", {}, {}, 1.0, good, False, 0.8, applying=0.5, resampled=reach)
    told = {bar: decided_at(at, bar, THRESHOLDS) for bar in (0.0, 1.5, 3.5)}
    assert {bar: one.verdict for bar, one in told.items()} == {0.0: "conditional", 1.5: "conditional", 3.5: "mixed"}
    assert [one.resample_agreement for one in told.values()] == pytest.approx([3 / 5, 2 / 5, 3 / 5])
    assert decided_at(told[3.5], 0.0, THRESHOLDS) == told[0.0]  # whatever bar it was taken by before
    assert decided_at(at._replace(applying=3.2), 0.0, THRESHOLDS).verdict == "mixed"  # it says where the claim applies
    settled = at._replace(verdict="robust")
    assert decided_at(settled, 0.0, THRESHOLDS) == settled
    former = at._replace(verdict="conditional", applying=math.nan)
    assert decided_at(former, 9.0, THRESHOLDS) == former


@pytest.mark.parametrize(
    ("value", "error", "answer"),
    [(-0.5, 0.1, "consistent"), (0.5, 0.1, "in conflict"), (-0.1, 0.1, "silent"), (-9.0, math.nan, "silent")],
)
def test_the_record_takes_a_side_where_its_interval_does(value, error, answer):
    expects = claim(record={"fact": "slope", "shape": "less", "than": 0})
    assert against_record(expects, {"slope": Estimate(value, error, 9)}) == answer
    assert against_record(claim(), {}) == "silent"
