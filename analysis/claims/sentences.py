"""All that is found of a claim, in sentences for its page."""

from __future__ import annotations

import math
from collections.abc import Iterator

from concertacion.analysis.claims.channels import Weights
from concertacion.analysis.claims.claim import Claim, Part, Treatment
from concertacion.analysis.claims.effects import Effect
from concertacion.analysis.claims.judgement import Check, Findings, Told
from concertacion.analysis.claims.ledger import Entry
from concertacion.analysis.claims.shares import CONTRADICTS, SUPPORTS, Share
from concertacion.analysis.claims.treatments import Moved
from concertacion.analysis.claims.types import TYPES
from concertacion.analysis.formatting import listed

SHAPES = {
    "greater": "above +{0:g}", "less": "below -{0:g}", "negligible": "within \u00b1{0:g}", "possible": "above +{0:g} somewhere",
    "non-monotone": "above +{0:g}, for a rise and a fall",
}  # fmt: skip
SIGNS = {"+": "above nothing", "-": "below nothing"}


def sentences_of(entry: Entry) -> list[str]:
    """The findings on a claim that was tested, in the order in which a reader asks for them."""
    claim, found = entry.claim, entry.judgement.found
    return [
        period_text(claim),
        part_text(claim.main),
        f"Applies where {claim.applies.text}: at {found.applicable.share:.0%} of all points." if claim.applies.text else "",
        treatment_text(claim.treatment, found.treatment),
        sign_text(claim, found),
        *(f"In the {channel} channel alone: {told_text(told)}" for channel, told in found.channels.items()),
        weights_text(found.weights) if found.weights else "",
        *(f"Part {part.name} ({part.status}): {part_text(part)} {told_text(found.parts[part.name])}" for part in claim.others),
        *built_in_texts(claim, found),
        check_text(found.check) if found.check else "",
        f"Against the record: {found.record}.",
        claim.note,
    ]


def number(value: float) -> str:
    """Three digits with a sign; `not defined` if there is none."""
    return "not defined" if math.isnan(value) else f"{value:+.3g}"


def interval(effect: Effect) -> str:
    """The ends of an interval; empty if there are none."""
    return "" if math.isnan(effect.low) else f"{number(effect.low)} to {number(effect.high)}"


def period_text(claim: Claim) -> str:
    """When, where and with which politics the claim is run, as far as its file says."""
    words = {"from": claim.start, "for": claim.years and f"{claim.years} years", "in": claim.world, "with politics": claim.mode}
    given = [f"{name} {value}" for name, value in words.items() if value]
    return f"Run {' '.join(given)}." if given else ""


def part_text(part: Part) -> str:
    """The effect, and where it must lie to support the part."""
    size = part.reason or f"That is the smallest effect of interest of its type ({part.type}: {TYPES[part.type].meaning})."
    return f"Effect: {part.effect.text}. It supports {SHAPES[part.shape].format(part.smallest)}. {size}"


def told_text(told: Told) -> str:
    """A verdict by shares alone."""
    shares = " and ".join(f"{told.shares[kind].share:.0%} {kind}" for kind in (SUPPORTS, CONTRADICTS))
    ends = interval(told.default)
    return f"{told.verdict}; {shares}; at the default {number(told.default.effect)}{f' ({ends})' if ends else ''}."


def treatment_text(treatment: Treatment | None, moved: Moved | None) -> str:
    """Whether the arms change what they are meant to change."""
    if treatment is None:
        return ""
    if moved is None:
        return f"Its treatment cannot be checked: {treatment.why}"
    words = "Its treatment takes" if moved.takes else "Its treatment does not take"
    least = f"{treatment.smallest:g}{' of it' if treatment.relative else ''}"
    return (
        f"{words}: {treatment.measure} is {moved.arm:.3g} in {treatment.arm} and {moved.against:.3g} in {treatment.against} on "
        f"average, and differs by at least {least} at {moved.share.share:.0%} of the points."
    )


def sign_text(claim: Claim, found: Findings) -> str:
    """The declared sign, and whether the claim can come out against it."""
    sign, declared = found.sign, claim.sign.expected
    words = f"Declared sign: {declared} ({claim.sign.why.removesuffix('.')})."
    if not sign.sign:
        return f"{words} No point is decided either way."
    most = "" if claim.sign.expected != "open" else f" Most points are decided {SIGNS[sign.sign]}."
    label = ", so the claim is one-signed" if sign.one_signed else ""
    return f"{words}{most} {sign.against.share:.1%} of the points are decided the other way{label}."


def weights_text(weights: Weights) -> str:
    """At which weights of the channels the total turns."""
    positive = f"The total is positive at {weights.positive:.0%} of all weights of its channels"
    if not weights.turn:
        return f"{positive}, and turns at none."
    named = listed([f"{channel} {weight:g}" for channel, weight in weights.turn.items()])
    return f"{positive}; its sign turns, nearest to equal weights, at {named}."


def built_in_texts(claim: Claim, found: Findings) -> Iterator[str]:
    """What is left of the effect after each change, and the flags."""
    built_in = found.built_in
    if not math.isnan(built_in.frozen.share):
        yield f"With feedbacks frozen at the arm {claim.control}, {left_text(built_in.frozen)} of the effect is left."
    if not math.isnan(built_in.without.share):
        yield f"Without all mechanisms that the file names, {left_text(built_in.without)} is left."
    yield from (flag for flag in flag_texts(found))


def flag_texts(found: Findings) -> list[str]:
    """The flags, a sentence each."""
    built_in, texts = found.built_in, []
    if built_in.restates:
        texts.append("It restates an assumption: the effect needs no feedback and has the declared sign nearly always.")
    texts += [
        f"It rests on {name}, which has one sign only: without it {left_text(built_in.alone[name])} is left."
        for name in built_in.rests_on
    ]
    if built_in.not_by_its_mechanisms:
        texts.append("The effect does not come by the mechanisms that the file names.")
    return texts


def left_text(share: Share) -> str:
    """A share with its interval."""
    return f"{share.share:.0%} ({share.low:.0%} to {share.high:.0%})"


def check_text(check: Check) -> str:
    """The claim run from the shared start."""
    words = f"Run from {check.start} for {check.years} years"
    return f"{words}: {told_text(check.told)}" if check.told else f"{words}: cannot be, for {check.reason}."
