"""Verdicts, effects and rules in words: units and directions, what a mixed verdict is made of, glosses of parameters."""

from __future__ import annotations

import numpy as np
import pytest
from tests.analysis.claims.planted import claim, samples

from concertacion.analysis.claims.claim_file import SHAPES
from concertacion.analysis.claims.effects import Effect
from concertacion.analysis.claims.judging import examine, judge
from concertacion.analysis.claims.ledger import Frozen, Provenance, Sizes, ledger_of
from concertacion.analysis.claims.rules import Limit
from concertacion.analysis.claims.shares import CLASSES, SUPPORTS, Share
from concertacion.analysis.claims.thresholds import THRESHOLDS
from concertacion.analysis.claims.verdict import VERDICTS
from concertacion.analysis.wording import amounts, parameters
from concertacion.analysis.wording.rules import signs_taken, where_text
from concertacion.analysis.wording.sentences import lines_of
from concertacion.analysis.wording.summary import flags, quick
from concertacion.analysis.wording.verdicts import definition, made_mostly_of, made_of, meanings, tendency, why, why_here
from concertacion.sim.parameters import DECLARED

QUICK = THRESHOLDS._replace(scales=(1.0,), halvings=1, shuffles=0)
SIZES = Sizes(256, 256, 8, 8, 32, 8)
PROVENANCE = Provenance("", "", "claims", "", Frozen("", ()), THRESHOLDS, "quick", SIZES, 1, "world", 2012, 12, None, "", {})


def part(kind="relative-total", shape="less", smallest=0.03):
    return claim().main._replace(type=kind, shape=shape, smallest=smallest)


@pytest.mark.parametrize(
    ("kind", "value", "told"),
    [("relative-total", -0.175, "−18%"), ("share", 0.05, "+5.0 points"), ("model", -0.0669, "−0.067"),
     ("relative-rate", -3e-5, "0%"), ("relative-total", float("nan"), "not defined"), ("relative-level", 0.00604, "+0.60%")],
)  # fmt: skip
def test_effects_have_their_unit_and_sign(kind, value, told):
    assert amounts.amount(value, part(kind)) == told


def test_every_effect_says_where_it_supports_and_what_it_is():
    assert amounts.demand(part()) == "below −3.0%" and amounts.contradiction(part()) == "above +3.0%"
    assert amounts.demand(part(shape="negligible")) == "between −3.0% and +3.0%"
    assert {shape for shape in SHAPES if amounts.demand(part(shape=shape))} == set(SHAPES)
    effects = {
        (-0.1, -0.05): "supports",
        (0.04, 0.09): "contradicts",
        (-0.02, 0.01): "too small to matter",
        (-0.1, 0.0): "undecided",
    }
    told = {ends: amounts.reading(Effect(float(np.mean(ends)), *ends), part()) for ends in effects}
    assert told == effects


def test_every_verdict_has_a_meaning():
    assert set(meanings()) == set(VERDICTS) and "5%" in definition("robust", "possible") and "80%" in definition("robust", "less")


def test_mixed_says_what_it_is_made_of():
    half = judge(claim(), samples(lambda p: np.where(p["p7"] > 0.35, 0.6, 0.0)), QUICK._replace(candidates=1, fewest=1000))
    assert half.verdict == "mixed" and tendency(half) == ": leaning for" and half.main.shares[SUPPORTS].share > 0.5
    assert made_of(half.main.shares).split(", ")[0].endswith("% support") and "show no effect" in made_of(half.main.shares)
    examined = examine(claim(), samples(lambda p: np.where(p["p7"] > 0.35, 0.6, 0.0)), QUICK)
    lines = dict(lines_of(ledger_of(PROVENANCE, [examined], [half]), claim().id))
    assert lines["Verdict"] == "Mixed: leaning for." and "256" in lines["What the points show"]
    assert why(half, "greater").startswith("Fewer than 80% of the points support it") and why_here(half, "greater") == ""
    assert {"Source", "Effect", "At the default point", "Holds where", "How firm"} <= set(lines)


def test_no_mixed_claim_leans_for_without_a_third_of_the_points():
    """Over all shares in steps of a tenth: a word for each, and never one that the shares do not bear out."""
    tenths = [(s, c, n, 10 - s - c - n) for s in range(11) for c in range(11 - s) for n in range(11 - s - c)]
    for s, c, n, u in tenths:
        shares = {kind: Share(tenth / 10, 0, 1) for kind, tenth in zip(CLASSES, (s, c, n, u), strict=True)}
        word = made_mostly_of(shares)
        if word == "leaning for":
            assert s > 2 * c and 3 * s > 10 and s + c >= 5, (s, c, n, u)
        elif word == "leaning against":
            assert c > 2 * s and 3 * c > 10 and s + c >= 5, (s, c, n, u)
        elif word == "both ways":
            assert min(s, c) * 2 >= max(s, c) and s + c >= 5, (s, c, n, u)
        else:
            most = {"mostly no effect": n, "mostly undecided": u, "mostly no effect or undecided": n + u}[word]
            assert most > 5, (s, c, n, u)
    words = {made_mostly_of(dict(zip(CLASSES, [Share(x, 0, 1) for x in one], strict=True))) for one in (
        (0.03, 0.0, 0.49, 0.48), (0.1, 0.04, 0.48, 0.39), (0.41, 0.0, 0.33, 0.26))}  # fmt: skip
    assert words == {"mostly no effect or undecided"}


def test_a_majority_that_one_form_lacks_is_told_so():
    made = samples(lambda p: np.where((p["form"] == "one") & (p["p7"] > 0.65), 0.0, 0.6))
    found = judge(claim(), made, QUICK._replace(candidates=1, fewest=1000))
    share = found.main.by_form["form"]["one"][SUPPORTS].share
    assert found.verdict == "mixed" and found.main.shares[SUPPORTS].share >= 0.8 > share
    assert (
        why(found, "greater")
        == why_here(found, "greater")
        == (f"At least 80% of the points support it, but not under every form of every mechanism (form = one: {share:.0%}).")
    )


@pytest.mark.parametrize(
    ("low", "left", "wide", "raised"),
    [
        (0.008, 0.0, 0.1, True),
        (0.05, 0.0, 0.1, False),
        (0.008, 0.5, 0.1, False),
        (0.008, float("nan"), 0.1, False),
        (0.008, 0.0, 0.3, False),
    ],
)
def test_a_verdict_that_takes_the_sign_of_one_parameter_says_so(low, left, wide, raised):
    """Of `isolation_hardening`, -0.1 to 0.1: a limit near nothing, and surely no effect left without it."""
    whole = judge(claim(), samples(lambda p: 0.6), QUICK)
    name = "isolation_hardening"
    main = whole.main._replace(flip=whole.main.flip._replace(rule=((Limit(name, low),),)), rule_holds=True)
    built_in = whole.found.built_in._replace(alone={**whole.found.built_in.alone, name: Share(left, left - wide, left + wide)})
    judged = whole._replace(verdict="conditional", scales={1.0: main}, findings=whole.found._replace(built_in=built_in))
    assert (f"takes the sign of {name}" in flags(judged, claim())) == raised
    assert ("little more than the sign of isolation_hardening" in where_text(judged)) == raised
    assert not signs_taken(judged._replace(verdict="robust"))


def test_rules_name_parameters_with_meaning_and_range():
    rule = ((Limit("purge", 0.4),), (Limit("channels", forms=("exclusive",)),))
    assert parameters.rule_in_words(rule) == "purge is above 0.4, or channels is exclusive"
    once = parameters.glossed_once(lambda name: f"<{name}>")
    said = parameters.rule_in_words(rule, once)
    assert said.startswith(f"<purge> ({DECLARED['purge'].meaning}; from {DECLARED['purge'].low:g} to ")
    assert parameters.rule_in_words(rule, once) == "<purge> is above 0.4, or <channels> is exclusive"  # told once
    assert parameters.glossed("unknown") == "unknown"


def test_quick_tests_say_so_and_full_ones_do_not():
    assert "64 points" in quick(SIZES._replace(points=64), 1024) and quick(SIZES._replace(points=1024), 1024) == ""
