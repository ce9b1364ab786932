"""The judging of claims by planted cases: what is known beforehand must come out."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from tests.analysis.claims.planted import claim, runs, samples

from concertacion.analysis.claims import judging
from concertacion.analysis.claims.effects import effects_of
from concertacion.analysis.claims.judging import judge
from concertacion.analysis.claims.ledger import claims_sha256
from concertacion.analysis.claims.record import IN_CONFLICT
from concertacion.analysis.claims.rules import rule_text
from concertacion.analysis.claims.shares import SUPPORTS
from concertacion.analysis.claims.thresholds import THRESHOLDS


def test_true_by_a_margin():
    judged = judge(claim(), samples(lambda p: 0.5))
    assert judged.verdict == "robust" and not judged.close
    assert judged.found.default.low < 0.5 < judged.found.default.high
    assert judged.main.shares[SUPPORTS].share > 0.95 and judged.main.bend > 4


def test_the_record_speaks_against_it():
    assert judge(claim(), samples(lambda p: 0.5), record=IN_CONFLICT).verdict == "mixed"


@pytest.mark.parametrize(("shape", "verdict"), [("greater", "contradicted"), ("less", "robust")])
def test_false_one_way_is_true_the_other(shape, verdict):
    assert judge(claim(shape), samples(lambda p: -0.5)).verdict == verdict


def test_no_effect():
    assert judge(claim(), samples(lambda p: 0.0, replicates=16)).verdict == "no effect"


def test_below_the_smallest_effect_of_interest():
    judged = judge(claim(smallest=0.3), samples(lambda p: 0.15, replicates=16))
    assert judged.verdict == judged.scales[2.0].verdict == "no effect"
    assert judged.scales[0.5].verdict != "no effect"


def test_no_trend():
    assert judge(claim("negligible", 0.2), samples(lambda p: 0.0, replicates=16)).verdict == "robust"
    assert judge(claim("negligible", 0.2), samples(lambda p: 0.6)).verdict == "contradicted"


@pytest.mark.parametrize("threshold", [0.4, 0.65])
def test_true_beyond_a_threshold_only(threshold):
    judged = judge(claim(), samples(lambda p: 0.6 * (p["p7"] > threshold), points=400))
    (box,) = judged.main.flip.rule
    assert judged.verdict == "conditional"
    assert [limit.parameter for limit in box] == ["p7"], rule_text((box,))
    assert abs(box[0].low - threshold) < 0.1 * threshold
    assert judged.main.flip.recurrence["p7"] > 0.9


def test_true_in_one_structural_variant_only():
    judged = judge(claim(), samples(lambda p: 0.6 * (p["form"] == "other")))
    assert judged.verdict == "conditional"
    assert rule_text(judged.main.flip.rule) == "form other"
    assert judged.main.by_form["form"]["one"][SUPPORTS].share == 0.0


def test_nearly_everywhere_but_in_one_form_is_not_robust():
    judged = judge(claim(), samples(lambda p: 0.6 * ((p["form"] == "other") | (p["p1"] > 0.3)), points=400))
    assert judged.main.shares[SUPPORTS].share > 0.8 and judged.verdict != "robust"


def test_non_monotone():
    hump = claim(
        "non-monotone", arms={"few": {}, "some": {}, "many": {}}, effect="min(some.x - few.x, some.x - many.x)", control="few",
        treatment={"measure": "x", "arm": "some", "type": "position"},
    )  # fmt: skip
    both, one = samples(lambda p: 0.5), samples(lambda p: 0.5)
    for made, last in ((both, "off"), (one, "on")):
        for each in (made.default, made.space, made.frozen, made.without):
            x = each.values
            each.values.update({("few", "x"): x["off", "x"], ("some", "x"): x["on", "x"], ("many", "x"): x[last, "x"]})
    assert judge(hump, both._replace(alone={})).verdict == "robust"
    assert judge(hump, one._replace(alone={})).verdict == "no effect"


def test_possibility():
    seldom = samples(lambda p: 0.6 * (p["p3"] > 0.8), points=400)
    assert judge(claim("possible"), seldom).verdict == "robust"
    assert judge(claim("possible"), samples(lambda p: 0.0, points=400)).verdict == "no effect"
    assert judge(claim(), seldom).verdict != "robust"


def test_few_null_claims_come_out_as_anything(monkeypatch):
    monkeypatch.setattr(judging, "resamples", lambda *_: ())  # takes most of the time, and changes no verdict
    alone = THRESHOLDS._replace(scales=(1.0,))
    null = (samples(lambda p: 0.0, points=64, replicates=6, seed=seed, common=False) for seed in range(200))
    verdicts = Counter(judge(claim(smallest=0.2), one, alone).verdict for one in null)
    assert sum(often for verdict, often in verdicts.items() if verdict not in ("no effect", "mixed")) <= 16, verdicts


def test_null_effects_at_a_point_differ_from_nought_one_time_in_twenty():
    effects = [effects_of(claim().main.effect, runs(np.zeros(1), 24, seed + 1, common=False)) for seed in range(200)]
    assert sum(not one.low[0] < 0.0 < one.high[0] for one in effects) <= 16


def test_untestable_says_so():
    assert judge(claim(untestable="no such thing"), None).verdict == "untestable here"


def test_the_hash_moves_with_claims_and_thresholds():
    plain = claims_sha256([claim()])
    assert plain == claims_sha256([claim()])
    assert plain != claims_sha256([claim(smallest=0.2)])
    assert plain != claims_sha256([claim()], THRESHOLDS._replace(majority=0.7))
