"""Verdicts in words: what each means, and what the points of the space say that a verdict is made of."""

from __future__ import annotations

import math

from concertacion.analysis.claims.judgement import Judgement, Shares
from concertacion.analysis.claims.ledger import Sizes
from concertacion.analysis.claims.shares import CLASSES, CONTRADICTS, NO_EFFECT, SUPPORTS, UNDECIDED
from concertacion.analysis.claims.thresholds import THRESHOLDS, Thresholds
from concertacion.analysis.claims.verdict import (
    CHANNELS_DISAGREE,
    CONDITIONAL,
    CONTRADICTED,
    MIXED,
    NOTHING,
    ROBUST,
    SELDOM,
    UNTESTABLE,
)

CLOSE = " (close)"
SAY = {SUPPORTS: "support", CONTRADICTS: "contradict", NO_EFFECT: "show no effect", UNDECIDED: "are undecided"}
POINTS = {  # with what a point that says so shows
    SUPPORTS: "the effect lies in the claimed direction, beyond the threshold, with its whole interval",
    CONTRADICTS: "it lies beyond the threshold the other way",
    NO_EFFECT: "it lies between the two thresholds: too small to matter",
    UNDECIDED: "its interval crosses a threshold: random noise is too large to tell, and more runs would tell",
}
MOSTLY = {SUPPORTS: "leaning for", CONTRADICTS: "leaning against", NO_EFFECT: "mostly no effect", UNDECIDED: "mostly undecided"}


TENDENCIES = (
    "Words behind *mixed* tell what it is made of: mostly undecided or mostly no effect (more than half of the points); both "
    "ways (both sides have points, neither twice as many as the other); leaning for or leaning against (one side has)."
)


def meanings(thresholds: Thresholds = THRESHOLDS) -> dict[str, str]:
    """Verdict -> when it is given, in the order in which they are tried: the first that applies is the verdict."""
    majority, half = f"{thresholds.majority:.0%}", f"{thresholds.channel:.0%}"
    return {
        UNTESTABLE: "the model has no counterpart for what the claim speaks of.",
        SELDOM: f"the condition under which the claim says anything is met at under {thresholds.applicable:.0%} of the points.",
        ROBUST: f"at least {majority} of the points support it, under either form of every mechanism on which scholars disagree.",
        CONTRADICTED: f"at least {majority} of the points contradict it.",
        CHANNELS_DISAGREE: "the total is robust or contradicted, but one of its channels goes the other way at more than "
        f"{half} of the points.",
        NOTHING: f"at {majority} of the points or more the effect is too small to matter.",
        CONDITIONAL: f"no such majority, but a rule about at most {thresholds.parameters} parameters tells where it holds, and "
        "is right on points that it was not made from.",
        MIXED: f"no {majority} of the points agree, and no rule tells where it holds. That is not the same as half true: see the "
        "shares.",
    }


def possible(thresholds: Thresholds = THRESHOLDS) -> dict[str, str]:
    """The meanings that differ for a claim that something can happen."""
    region = f"{thresholds.region:.0%}"
    return {
        ROBUST: f"surely more than {region} of the points show what the claim says can happen, under "
        "every form of each mechanism.",
        NOTHING: f"surely fewer than {region} of the points show what the claim says can happen, whatever the others show.",
        MIXED: f"whether more than {region} of the points show what the claim says can happen is not sure, or depends on the "
        "form of a mechanism.",
    }


def definition(verdict: str, shape: str = "", thresholds: Thresholds = THRESHOLDS) -> str:
    """When a verdict is given on a claim of a shape, with a capital letter."""
    words = meanings(thresholds) | (possible(thresholds) if shape == "possible" else {})
    return words[verdict][0].upper() + words[verdict][1:]


def verdict_text(judgement: Judgement, changed: bool = False) -> str:
    """The verdict; of a mixed one, its tendency; marked if it is a close one."""
    close = CLOSE if judgement.close or changed else ""
    return f"{judgement.verdict}{tendency(judgement)}{close}"


def tendency(judgement: Judgement) -> str:
    """The points of a mixed verdict: ': mostly undecided', ': both ways', ': leaning for'; empty for other verdicts."""
    if judgement.verdict != MIXED:
        return ""
    shares = {kind: judgement.main.shares[kind].share for kind in CLASSES}
    if shares[UNDECIDED] > 0.5 or shares[NO_EFFECT] > 0.5:
        return f": {MOSTLY[max(UNDECIDED, NO_EFFECT, key=lambda kind: shares[kind])]}"
    if min(shares[SUPPORTS], shares[CONTRADICTS]) >= max(shares[SUPPORTS], shares[CONTRADICTS]) / 2:
        return ": both ways"
    return f": {MOSTLY[max(SUPPORTS, CONTRADICTS, key=lambda kind: shares[kind])]}"


def made_of(shares: Shares, ends: bool = False) -> str:
    """What the points show, the most first: '53% support, 47% are undecided'; with the interval of each where asked."""
    known = {kind: shares[kind] for kind in CLASSES if kind in shares and not math.isnan(shares[kind].share)}
    ordered = sorted(known, key=lambda kind: -known[kind].share)
    named = [
        f"{known[kind].share:.0%}{f' ({known[kind].low:.0%} to {known[kind].high:.0%})' if ends else ''} {SAY[kind]}"
        for kind in ordered
        if round(100 * known[kind].share) or kind == SUPPORTS
    ]
    return ", ".join(named) if named else "no point to tell from"


def points_applying(judgement: Judgement, sizes: Sizes) -> int:
    """At how many points the claim applies: those that its shares are of."""
    return round(judgement.found.applicable.share * sizes.points)
