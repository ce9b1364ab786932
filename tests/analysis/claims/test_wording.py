"""Verdicts, effects and rules in words: units and directions, what a mixed verdict is made of, glosses of parameters."""

from __future__ import annotations

import numpy as np
import pytest
from tests.analysis.claims.planted import claim, samples

from concertacion.analysis.claims.claim_file import SHAPES
from concertacion.analysis.claims.effects import Effect
from concertacion.analysis.claims.judging import judge
from concertacion.analysis.claims.ledger import Entry, Frozen, Provenance, Sizes
from concertacion.analysis.claims.rules import Limit
from concertacion.analysis.claims.thresholds import THRESHOLDS
from concertacion.analysis.claims.verdict import VERDICTS
from concertacion.analysis.wording import amounts, parameters
from concertacion.analysis.wording.sentences import lines_of
from concertacion.analysis.wording.summary import quick
from concertacion.analysis.wording.verdicts import definition, made_of, meanings, tendency
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
    assert half.verdict == "mixed" and tendency(half) == ": leaning for"
    assert made_of(half.main.shares).split(", ")[0].endswith("% support") and "show no effect" in made_of(half.main.shares)
    lines = dict(lines_of(Entry(claim(), half), PROVENANCE))
    assert lines["Verdict"].startswith("Mixed: leaning for. No 80% of the points") and "256" in lines["What the points show"]
    assert {"Source", "Effect", "At the default point", "Holds where", "How firm"} <= set(lines)


def test_rules_name_parameters_with_meaning_and_range():
    rule = ((Limit("purge", 0.4),), (Limit("channels", forms=("exclusive",)),))
    said = parameters.rule_in_words(rule, lambda name: f"<{name}>")
    assert (
        said.startswith(f"<purge> ({DECLARED['purge'].meaning}; from {DECLARED['purge'].low:g} to ")
        and " is above 0.4, or " in said
    )
    assert said.endswith(" is exclusive") and parameters.glossed("unknown") == "unknown"


def test_quick_tests_say_so_and_full_ones_do_not():
    assert "64 points" in quick(SIZES._replace(points=64), 1024) and quick(SIZES._replace(points=1024), 1024) == ""
