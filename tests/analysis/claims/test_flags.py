"""Flags, channels, parts, applicability and treatment checks, by planted cases with known answers."""

from __future__ import annotations

import math

import numpy as np
import pytest
from tests.analysis.claims.planted import claim, runs, samples, space, with_channels

from concertacion.analysis.claims.built_in import correlated, left_of
from concertacion.analysis.claims.channels import grid_of, unevenness, weights_of
from concertacion.analysis.claims.flips import excess_of_applying
from concertacion.analysis.claims.judging import judge
from concertacion.analysis.claims.record import IN_CONFLICT
from concertacion.analysis.claims.samples import Runs
from concertacion.analysis.claims.shares import CONTRADICTS, INAPPLICABLE, SUPPORTS, UNDECIDED, Share
from concertacion.analysis.claims.thresholds import THRESHOLDS
from concertacion.analysis.wording.assumed import HARDLY, sign_text
from concertacion.analysis.wording.rules import may_rest_on, rests_on
from concertacion.analysis.wording.sentences import weights_text
from concertacion.analysis.wording.summary import flags

QUICK = THRESHOLDS._replace(scales=(1.0,), halvings=1, shuffles=0)
OPEN = {"expected": "open", "why": "two signs"}
EVERYWHERE = np.ones(256, dtype=bool)


def flagged(made, **of_claim):
    return flags(judge(claim(**of_claim), made, QUICK), claim(**of_claim))


def test_restates_what_needs_no_feedback_and_has_the_declared_sign():
    assert "restates" in flagged(samples(lambda p: 0.6, frozen_share=1.0))
    assert "restates" not in flagged(samples(lambda p: 0.6, frozen_share=0.5))  # half of it comes through feedback
    assert "restates" not in flagged(samples(lambda p: 0.6, frozen_share=1.0), sign=OPEN)
    other = samples(lambda p: np.where(p["p1"] < 0.8, 0.6, -0.6), frozen_share=1.0)  # a fifth with the other sign
    assert "restates" not in flagged(other)


def test_rests_on_one_parameter_that_can_have_one_sign_only():
    assert flagged(samples(lambda p: 0.6, alone_share=0.0, without_share=0.5)) == ["one-signed", "rests on p0"]
    assert "rests on p0" not in flagged(samples(lambda p: 0.6, alone_share=0.4))
    assert "rests on p0" not in flagged(samples(lambda p: 0.6, alone_share=-0.9))  # it is not gone, but the other way
    lost = samples(lambda p: 0.6, alone_share=1.0, without_share=0.0)  # `signed` takes it away, but can have either sign
    assert flagged(lost) == ["one-signed"]


def test_rests_on_takes_the_whole_interval():
    """A tenth of the effect is left, but of so few points with so much noise that all of it may be."""
    sure = judge(claim(), samples(lambda p: 0.6, alone_share=0.1), QUICK)
    assert sure.found.built_in.rests_on == ("p0",) and sure.found.built_in.alone["p0"].high < 0.2
    made = samples(lambda p: 0.6, alone_share=0.1)
    noisy = {name: values + np.random.default_rng(n).normal(0, 9, values.shape) for n, (name, values) in enumerate(
        made.alone["p0"].values.items())}  # fmt: skip
    open_one = judge(claim(), made._replace(alone={**made.alone, "p0": Runs(noisy)}), QUICK).found.built_in
    assert open_one.alone["p0"].low < 0.2 < open_one.alone["p0"].high and open_one.rests_on == ()


def test_a_ledger_of_the_former_rule_is_read_by_the_present_one():
    """Stored flags by the point estimate alone: shown if the interval bears them out, else told as not decided."""
    judged = judge(claim(), samples(lambda p: 0.6, alone_share=0.0), QUICK)
    name = "attend_turmoil"  # at least 0, and switched off at 0
    former = judged.found.built_in._replace(rests_on=(name,))
    ends = {"rests": (0.0, 0.19), "open": (-0.1, 0.2), "turns?": (-0.3, 0.1), "free": (0.2, 0.4), "turned": (-0.9, -0.2)}
    told = {}
    for kind, (low, high) in ends.items():
        alone = {name: Share(0.1, low, high)}
        one = judged._replace(findings=judged.found._replace(built_in=former._replace(alone=alone)))
        told[kind] = rests_on(one, claim()), may_rest_on(one, claim())
    nothing, unsure = ([], []), ([], [name])
    assert told == {"rests": ([name], []), "open": unsure, "turns?": unsure, "free": nothing, "turned": nothing}
    treated = claim(arms={"off": {}, "on": {"parameters": [{"from": 8, "set": {name: 0.5}}]}})
    rests = judged._replace(findings=judged.found._replace(built_in=former._replace(alone={name: Share(0.0, 0.0, 0.0)})))
    assert rests_on(rests, claim()) == [name] and rests_on(rests, treated) == may_rest_on(rests, treated) == []


def test_an_open_sign_is_measured_against_the_claim():
    """A fifth of the points rises: against a claim of a fall that is the other way, for one of a rise it is support."""
    made = samples(lambda p: np.where(p["p1"] < 0.2, 0.5, -0.5))
    rise, fall = (judge(claim(shape, sign=OPEN), made, QUICK) for shape in ("greater", "less"))
    assert (rise.found.sign.sign, fall.found.sign.sign) == ("+", "-")
    assert rise.found.sign.against.share == rise.main.shares[CONTRADICTS].share == pytest.approx(0.8, abs=0.06)
    assert fall.found.sign.against.share == fall.main.shares[CONTRADICTS].share == pytest.approx(0.2, abs=0.06)
    former = rise._replace(findings=rise.found._replace(sign=fall.found.sign))  # of the more frequent sign, as once stored
    for judged in (rise, former):
        assert sign_text(claim(sign=OPEN), judged).startswith("Yes. The equations leave the sign open")
        assert f"{rise.main.shares[CONTRADICTS].share:.1%} of the points are decided against" in sign_text(
            claim(sign=OPEN), judged
        )
    one = claim("greater", sign=OPEN)
    whole = judge(one, samples(lambda p: 0.5), QUICK)
    stored = whole._replace(findings=whole.found._replace(sign=whole.found.sign._replace(one_signed=True)))
    assert HARDLY in sign_text(one, stored) and "one-signed" not in flags(stored, one)


def test_not_by_its_mechanisms():
    assert "not by its mechanisms" in flagged(samples(lambda p: 0.6, without_share=1.0))
    assert "not by its mechanisms" not in flagged(samples(lambda p: 0.6, without_share=0.7))


def test_one_signed_unless_points_are_decided_against_the_sign():
    assert "one-signed" in flagged(samples(lambda p: 0.5 * (p["p1"] > 0.5)))
    both = samples(lambda p: np.where(p["p1"] < 0.9, 0.5, -0.5))
    assert "one-signed" not in flagged(both)
    assert "one-signed" not in flagged(samples(lambda p: -0.5))  # declared +, and never so
    assert "one-signed" not in flagged(samples(lambda p: 0.5), sign=OPEN)  # the equations allow the other sign
    assert "one-signed" not in flagged(samples(lambda p: 0.0, replicates=16))  # nothing is decided


def test_what_is_left_of_an_effect():
    whole, third = (runs(share * np.full(256, 0.6), 8, seed) for share, seed in ((1.0, 1), (1 / 3, 2)))
    left = left_of(claim().main, whole, third, EVERYWHERE, THRESHOLDS)
    assert left.low < 1 / 3 < left.high and left.share == pytest.approx(1 / 3, abs=0.02)
    assert math.isnan(left_of(claim().main, whole, third, ~EVERYWHERE, THRESHOLDS).share)
    same = left_of(claim(smallest=0.01).main, runs(np.zeros(256), 8, 3), runs(np.zeros(256), 8, 3), EVERYWHERE, THRESHOLDS)
    assert math.isnan(same.share) or same.share == pytest.approx(1.0)  # of noise alone nothing is made up


def test_points_chosen_for_their_noise_lose_nothing():
    """Effects that are mostly noise: measured where they were chosen, a fifth of them would seem lost."""
    noisy = Runs({name: values + np.random.default_rng(n).normal(0, 0.6, values.shape) for n, (name, values) in enumerate(
        runs(np.full(256, 0.3), 4, 1).values.items())})  # fmt: skip
    again = Runs({name: values + np.random.default_rng(9 + n).normal(0, 0.6, values.shape) for n, (name, values) in enumerate(
        runs(np.full(256, 0.3), 4, 2).values.items())})  # fmt: skip
    assert left_of(claim().main, noisy, again, EVERYWHERE, THRESHOLDS).share == pytest.approx(1.0, abs=0.15)


def test_the_parameters_that_go_most_with_an_effect():
    rng = np.random.default_rng(1)
    points = {f"p{n}": rng.random(200) for n in range(20)}
    size = np.where(points["p3"] > 0.9, np.nan, points["p4"] ** 3 + 0.3 * points["p5"])
    assert correlated(size, points, points, 2) == ["p4", "p5"]
    assert correlated(np.zeros(200), points, points, 2) == []


TWO = ("technical", "summit")


def test_a_total_settles_nothing_while_a_channel_goes_the_other_way():
    split = with_channels(samples(lambda p: 0.0), {"technical": lambda p: 0.9, "summit": lambda p: -0.3})
    judged = judge(claim(channels=TWO), split, QUICK)
    assert judged.verdict == "mixed (channels disagree)"
    told = judged.found.channels
    assert told["technical"].verdict == "robust" and told["summit"].verdict == "contradicted"
    assert told["technical"].default.effect == pytest.approx(0.9, abs=0.1)
    assert judge(claim("less", channels=TWO), split, QUICK).verdict == "mixed (channels disagree)"
    alike = with_channels(samples(lambda p: 0.0), {"technical": lambda p: 0.9, "summit": lambda p: 0.3})
    assert judge(claim(channels=TWO), alike, QUICK).verdict == "robust"
    few = with_channels(
        samples(lambda p: 0.0), {"technical": lambda p: 0.9, "summit": lambda p: np.where(p["p1"] < 0.4, -0.3, 0.3)}
    )
    assert judge(claim(channels=TWO), few, QUICK).verdict == "robust"  # the other way at two fifths only


def test_the_weights_at_which_a_total_turns():
    """technical +.9, summit -.3: positive while technical counts at least a third as much, w .25 of both."""
    split = with_channels(samples(lambda p: 0.0), {"technical": lambda p: 0.9, "summit": lambda p: -0.3})
    made = claim(channels=TWO, smallest=0.05)
    found = weights_of(made, made.main, split.space, EVERYWHERE)
    assert found.turn == {"technical": 0.2, "summit": 0.8}
    assert found.positive == pytest.approx(8 / 11)  # 0.3 and more of 0, 0.1 .. 1: at 0.3 it is 0.06
    alike = with_channels(samples(lambda p: 0.0), {"technical": lambda p: 0.9, "summit": lambda p: 0.3})
    assert weights_of(made, made.main, alike.space, EVERYWHERE) == (1.0, {}, 1.0)
    falls = claim("less", channels=TWO, smallest=0.05)
    fallen = weights_of(falls, falls.main, split.space, EVERYWHERE)
    assert fallen.claimed == pytest.approx(3 / 11) and fallen.positive == found.positive  # at 0, 0.1 and 0.2 it is below
    assert weights_text(fallen, falls.main).startswith(
        "The median effect lies below \u22120.050 at 27% of the weightings. Its sign c"
    )
    assert weights_text(found._replace(turn={}), made.main).endswith("at 73% of the weightings. Its sign never changes.")
    former = fallen._replace(claimed=math.nan)
    assert weights_text(former, falls.main).startswith("Its sign changes:") and "73%" in weights_text(former, made.main)
    assert weights_of(claim(), claim().main, alike.space, EVERYWHERE) is None


def test_the_grid_of_weights():
    assert len(grid_of(("a", "b", "c"))) == 66 and all(sum(one.values()) == pytest.approx(1) for one in grid_of(("a", "b")))
    assert unevenness({"a": 0.5, "b": 0.5}) < unevenness({"a": 0.4, "b": 0.6}) < unevenness({"a": 0.0, "b": 1.0})


def test_shares_are_of_the_points_at_which_a_claim_applies():
    made = samples(lambda p: np.where(p["p2"] < 0.7, 0.5, -0.5))
    level = {("off", "y"): np.repeat(1 - made.points["p2"][:, None], 8, axis=1)}
    made = made._replace(space=Runs({**made.space.values, **level}))
    where = {"measures": {"x": "delivered", "y": "norms"}, "applies": "off.y > 0.3 and off.x >= -9"}
    judged = judge(claim(**where, control="off"), made, QUICK)
    assert judged.verdict == "robust" and judged.main.shares[SUPPORTS].share == 1.0
    assert judged.found.applicable.share == pytest.approx(0.7, abs=0.06)
    assert judged.found.everywhere[SUPPORTS].share == pytest.approx(judged.found.applicable.share, abs=0.01)
    assert judged.found.everywhere[INAPPLICABLE].share == pytest.approx(1 - judged.found.applicable.share)
    assert judge(claim(**(where | {"applies": "off.y > 0.6"})), made, QUICK).verdict == "seldom applies"


def test_parts_are_told_apart_and_move_no_verdict():
    other = {"name": "falls", "claim": False, "effect": "off.x - on.x", "shape": "greater", "type": "share", "status": "inferred"}
    judged = judge(claim(others=[other]), samples(lambda p: 0.5), QUICK)
    assert judged.verdict == "robust" and judged.found.parts["falls"].verdict == "contradicted"
    assert judged.found.parts["falls"].shares[CONTRADICTS].share > 0.95
    assert judged.found.parts["falls"].default.effect == pytest.approx(-0.5, abs=0.05)


def test_a_treatment_takes_where_it_moves_its_measure():
    assert judge(claim(), samples(lambda p: 0.5), QUICK).found.treatment.takes
    half = judge(claim(), samples(lambda p: 0.5 * (p["p1"] > 0.5)), QUICK)
    assert not half.found.treatment.takes and half.found.treatment.share.share == pytest.approx(0.5, abs=0.1)
    assert "arms differ too rarely" in flags(half, claim())
    unmeasured = judge(claim(treatment={"why": "no such record"}), samples(lambda p: 0.5), QUICK)
    assert unmeasured.found.treatment is None and "arms differ too rarely" not in flags(unmeasured, claim())


def test_a_check_run_is_told_beside():
    made = samples(lambda p: 0.5)
    first = {name: values[:1] for name, values in made.default.values.items()}
    less = runs(np.full(33, -0.5), 32, 7)
    check = Runs({name: np.vstack([first[name], less.values[name][1:]]) for name in less.values})
    found = judge(claim(), made._replace(check=check), QUICK, period=(2012, 12)).found.check
    assert found.told.verdict == "contradicted" and found.told.default.effect == pytest.approx(0.5, abs=0.1)
    vetoed = judge(claim("less"), made._replace(check=check), QUICK, record=IN_CONFLICT, period=(2012, 12)).found.check
    assert vetoed.told.verdict == "mixed"  # the effect falls in the check run, but the record speaks against it
    none = judge(claim(), made._replace(no_check="no such forum"), QUICK, period=(2012, 12)).found.check
    assert none.told is None and none.reason == "no such forum"
    assert judge(claim(), made, QUICK).found.check is None


def test_undecided_is_not_inapplicable():
    noise = judge(claim(smallest=0.2), samples(lambda p: 0.2, replicates=4), QUICK)
    assert noise.found.applicable.share == 1.0 and noise.main.shares[UNDECIDED].share > 0.3


def test_a_rule_that_says_where_a_claim_applies_is_the_bar_of_a_flip_rule():
    rng, there = np.random.default_rng(1), space(600)
    applies = rng.random(600) < np.where(there["p7"] > 0.5, 0.95, 0.3)
    supports = np.where(there["p7"] > 0.5, SUPPORTS, "no effect")
    told_apart = excess_of_applying(np.where(applies, supports, INAPPLICABLE), there, THRESHOLDS)
    assert told_apart > 5  # it holds where it applies best
    other = np.where(there["p3"] > 0.5, SUPPORTS, "no effect")
    assert excess_of_applying(np.where(applies, other, INAPPLICABLE), there, THRESHOLDS) < 2
    assert excess_of_applying(supports, there, THRESHOLDS) == 0.0


def test_a_share_left_counts_with_its_interval_only():
    effect = np.full(256, 0.2)
    effect[:3] = 3.0  # three of 32 points carry most of the effect
    left = np.where(np.arange(32) < 3, effect[:32], 0.0)
    made, loose = samples(lambda p: effect)._replace(without=runs(left, 8, 5)), QUICK._replace(left=0.5)
    share = left_of(claim().main, made.space, made.without, EVERYWHERE, THRESHOLDS)
    assert 0.5 < share.share < 0.8 and share.low < 0.3
    raised = [flags(judge(claim(), made, one), claim()) for one in (loose, loose._replace(least_left=0.0))]
    assert ["not by its mechanisms" in one for one in raised] == [False, True]
