"""Verdicts in words: what each means, and what the points of the space say that a verdict is made of."""

from __future__ import annotations

import math
from collections.abc import Sequence

from concertacion.analysis.claims.judgement import Judgement, Shares
from concertacion.analysis.claims.ledger import Sizes
from concertacion.analysis.claims.shares import CLASSES, CONTRADICTS, NO_EFFECT, SUPPORTS, UNDECIDED
from concertacion.analysis.claims.thresholds import THRESHOLDS
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
from concertacion.analysis.formatting import listed

CLOSE = " (close)"
SAY = {SUPPORTS: "support", CONTRADICTS: "contradict", NO_EFFECT: "show no effect", UNDECIDED: "are undecided"}
CAN = {SUPPORTS: "show it", CONTRADICTS: "show the opposite"}  # of a claim that something can happen, instead of these
BESIDE = "are undecided at the pairs run for the claim"  # of a part or a channel, for which alone no pairs are run
POINTS = {  # with what a point that says so shows
    SUPPORTS: "the effect lies in the claimed direction, beyond the threshold, with its whole interval",
    CONTRADICTS: "the whole interval lies beyond the threshold on the other side",
    NO_EFFECT: "the whole interval lies between the two thresholds: too small to matter",
    UNDECIDED: "the interval crosses a threshold, so that only more runs would decide, or the effect is not defined there",
}
LEANING_FOR, LEANING_AGAINST, BOTH_WAYS = "leaning for", "leaning against", "both ways"
MOSTLY_NOTHING, MOSTLY_UNDECIDED, SILENT = "mostly no effect", "mostly undecided", "mostly no effect or undecided"
TENDENCIES = (
    "The words behind *mixed* say what it is made of: mostly no effect, mostly undecided, or mostly both taken together, where "
    "that is more than half of the points; otherwise leaning for or leaning against, where one side has more than twice the "
    "points of the other, and both ways, where neither has. So more than a third of the points support a claim that is leaning "
    "for."
)


def meanings() -> dict[str, str]:
    """Verdict -> when it is given, in the order in which they are tried: the first that applies is the verdict."""
    majority, half = f"{THRESHOLDS.majority:.0%}", f"{THRESHOLDS.channel:.0%}"
    return {
        UNTESTABLE: "the model has no counterpart for what the claim speaks of.",
        SELDOM: f"the condition under which the claim applies is met at under {THRESHOLDS.applicable:.0%} of the points.",
        ROBUST: f"at least {majority} of the points support it, under either form of each of the four mechanisms that have two.",
        CONTRADICTED: f"at least {majority} of the points contradict it.",
        CHANNELS_DISAGREE: "the total is robust or contradicted, but one of its channels goes the other way at more than "
        f"{half} of the points.",
        NOTHING: f"at {majority} of the points or more the effect is too small to matter.",
        CONDITIONAL: f"a rule on at most {THRESHOLDS.parameters} parameters says where it holds: among decided points held out "
        f"when the rule was found, at least {THRESHOLDS.density:.0%} of those it covers support the claim, and it covers at "
        f"least {THRESHOLDS.coverage:.0%} of those that support it.",
        MIXED: "none of the above; no rule says where it holds. That is not the same as half true: see the shares.",
    }


def possible() -> dict[str, str]:
    """The meanings that differ for a claim that something can happen."""
    region, half = f"{THRESHOLDS.region:.0%}", f"{THRESHOLDS.channel:.0%}"
    return {
        ROBUST: f"surely more than {region} of the points show what the claim says can happen, under "
        "every form of each mechanism.",
        CHANNELS_DISAGREE: f"surely more than {region} of the points show what the claim says can happen, but in one channel "
        f"more than {half} show the opposite.",
        NOTHING: f"surely fewer than {region} of the points show what the claim says can happen, whatever the others show.",
        MIXED: f"whether more than {region} of the points show what the claim says can happen is not sure, or depends on the "
        "form of a mechanism.",
    }


def definition(verdict: str, shape: str = "") -> str:
    """When a verdict is given on a claim of a shape, with a capital letter."""
    words = meanings() | (possible() if shape == "possible" else {})
    return words[verdict][0].upper() + words[verdict][1:]


def why(judgement: Judgement, shape: str) -> str:
    """When a verdict is given, in words that hold of this claim: a mixed one may have a majority, and miss *robust* by a form."""
    if judgement.verdict != MIXED or shape == "possible":
        return definition(judgement.verdict, shape)
    if judgement.main.shares[SUPPORTS].share < THRESHOLDS.majority:
        return (
            f"Fewer than {THRESHOLDS.majority:.0%} of the points support it, contradict it or show no effect, and no rule says "
            "where it holds."
        )
    return _but(judgement)


def why_here(judgement: Judgement, shape: str) -> str:
    """What the definition of its verdict leaves open of a claim: the channel that disagrees, the form that lacks a majority."""
    shares = judgement.main.shares
    if judgement.verdict == CHANNELS_DISAGREE:
        holds = shape == "possible" or shares[SUPPORTS].share > shares[CONTRADICTS].share
        other = CONTRADICTS if holds else SUPPORTS
        share, channel = max((told.shares[other].share, name) for name, told in judgement.found.channels.items())
        say = (CAN if shape == "possible" else SAY)[other]
        return f"In the {channel} channel alone {share:.0%} of the points {say}."
    majority = judgement.verdict == MIXED and shares[SUPPORTS].share >= THRESHOLDS.majority
    return _but(judgement) if majority and shape != "possible" else ""


def _but(judgement: Judgement) -> str:
    """Why a majority that supports does not make a claim robust."""
    short = [f"{variant} = {form}: {_below(share)}" for variant, form, share in _short(judgement)]
    but = [
        *([f"not under every form of every mechanism ({', '.join(short)})"] if short else []),
        *(["the record disagrees"] if judgement.found.record == "in conflict" else []),
    ]
    return f"At least {THRESHOLDS.majority:.0%} of the points support it, but {' and '.join(but)}."


def _short(judgement: Judgement) -> list[tuple[str, str, float]]:
    """The forms of variants under which no majority supports, with the share that does."""
    each = [
        (variant, form, shares[SUPPORTS].share)
        for variant, forms in judgement.main.by_form.items()
        for form, shares in forms.items()
    ]
    return [one for one in each if not one[2] >= THRESHOLDS.majority]  # NaN, of no points, is no majority either


def _below(share: float) -> str:
    """A share below the majority, with the digits that show it."""
    if math.isnan(share):
        return "no points"
    rounded = f"{share:.0%}"
    return f"{share:.1%}" if rounded == f"{THRESHOLDS.majority:.0%}" else rounded


def verdict_text(judgement: Judgement, changed: bool = False) -> str:
    """The verdict; of a mixed one, its tendency; marked if it is a close one."""
    close = CLOSE if judgement.close or changed else ""
    return f"{judgement.verdict}{tendency(judgement)}{close}"


def tendency(judgement: Judgement) -> str:
    """The points of a mixed verdict: ': mostly undecided', ': both ways', ': leaning for'; empty for other verdicts."""
    return f": {made_mostly_of(judgement.main.shares)}" if judgement.verdict == MIXED else ""


def made_mostly_of(shares: Shares) -> str:
    """What points show that agree on nothing: what more than half of them show, or which side they lean to."""
    support, against, nothing, undecided = (shares[kind].share for kind in (SUPPORTS, CONTRADICTS, NO_EFFECT, UNDECIDED))
    if nothing + undecided > 0.5:
        return MOSTLY_NOTHING if nothing > 0.5 else MOSTLY_UNDECIDED if undecided > 0.5 else SILENT
    if min(support, against) >= max(support, against) / 2:
        return BOTH_WAYS
    return LEANING_FOR if support > against else LEANING_AGAINST


def made_of(shares: Shares, ends: bool = False, beside: bool = False, shape: str = "") -> str:
    """What the points show, the most first: '53% support, 47% are undecided'; with the interval of each where asked.

    `beside`: of a part or a channel, which has only the pairs that the claim itself needed. `shape`: of the part.
    """
    say = SAY | (CAN if shape == "possible" else {}) | ({UNDECIDED: BESIDE} if beside else {})
    known = {kind: shares[kind] for kind in CLASSES if kind in shares and not math.isnan(shares[kind].share)}
    ordered = sorted(known, key=lambda kind: -known[kind].share)
    named = [
        f"{known[kind].share:.0%}{f' ({known[kind].low:.0%} to {known[kind].high:.0%})' if ends else ''} {say[kind]}"
        for kind in ordered
        if round(100 * known[kind].share) or kind == SUPPORTS
    ]
    return ", ".join(named) if named else "no points"


def tally(what: str, names: Sequence[str]) -> str:
    """'Close: 2 (A and B).' or 'Close: none.', with a capital letter."""
    count = f"{len(names)} ({listed(names)})" if names else "none"
    return f"{what[0].upper()}{what[1:]}: {count}."


def points_applying(judgement: Judgement, sizes: Sizes) -> int:
    """At how many points the claim applies: those that its shares are of."""
    return round(judgement.found.applicable.share * sizes.points)
