"""How far a result was put in, in sentences: whether it could come out otherwise, and what is left without a mechanism."""

from __future__ import annotations

import math
from collections.abc import Iterator

from concertacion.analysis.claims.claim import Claim
from concertacion.analysis.claims.judgement import Judgement
from concertacion.analysis.claims.shares import CONTRADICTS, SUPPORTS
from concertacion.analysis.claims.thresholds import THRESHOLDS
from concertacion.analysis.formatting import listed
from concertacion.analysis.wording.parameters import Named, plain
from concertacion.analysis.wording.rules import ends_text, left_text, may_rest_on, rests_on

SIGNS = {"+": "positive", "-": "negative"}
HARDLY = "Here hardly a point went the other way, though the equations allow it."
OTHERWISE = {"negligible": "show an effect, which the claim denies"}  # of all other shapes:
AGAINST = "are decided against the direction that the claim names"


def one_signed(claim: Claim, judgement: Judgement) -> bool:
    """Whether the sign was put in: never where the equations leave it open, or where more points go against the claim than for
    it, also in ledgers that were judged otherwise.
    """
    shares = judgement.main.shares
    implied = claim.sign.expected != "open" and judgement.found.sign.one_signed
    return implied and shares[SUPPORTS].share >= shares[CONTRADICTS].share


def sign_text(claim: Claim, judgement: Judgement) -> str:
    """Whether the claim can come out against the sign that the equations imply, or, if they imply none, against itself."""
    sign, declared = judgement.found.sign, claim.sign
    why = declared.why.strip().removesuffix(".")
    if declared.expected == "open":
        return _of_open_sign(claim, judgement, why)
    implied = f"The equations imply a {SIGNS[declared.expected]} effect ({why})."
    if not sign.sign:
        return f"{implied} No point is decided either way."
    if sign.one_signed:
        return f"Hardly (one-signed). {implied} {sign.against.share:.1%} of the points are decided the other way."
    return (
        f"Yes. The mechanisms named make the effect {SIGNS[declared.expected]} ({why}), but others can outweigh them: "
        f"{sign.against.share:.1%} of the points are decided the other way."
    )


def _of_open_sign(claim: Claim, judgement: Judgement, why: str) -> str:
    """Counted against the claim's own direction: a ledger may hold the share against the more frequent sign."""
    words, shares = f"The equations leave the sign open ({why}).", judgement.main.shares
    support, against = shares[SUPPORTS], shares[CONTRADICTS]
    if not judgement.found.sign.sign:
        return f"{words} No point is decided either way."
    hardly = support.share > 0.0 and against.low < THRESHOLDS.one_signed
    told = f"{against.share:.1%} of the points {OTHERWISE.get(claim.main.shape, AGAINST)}."
    return f"{words} {HARDLY} {told}" if hardly else f"Yes. {words} {told}"


def assumed_texts(claim: Claim, judgement: Judgement, named: Named = plain) -> Iterator[str]:
    """What is left of the effect after each change, and the warnings that follow."""
    built_in = judgement.found.built_in
    if not math.isnan(built_in.frozen.share):
        yield (
            f"With all else held as in the arm {claim.control}, so that nothing feeds back, the effect is "
            f"{left_text(built_in.frozen)} of what it is otherwise."
        )
    if built_in.restates:
        yield "It restates an assumption: the effect needs no feedback and has the declared sign nearly always."
    off = [name for name in claim.direct if name not in claim.sets]
    tried = any(name in built_in.alone for name in claim.sets)  # in earlier ledgers, where nothing was treated then
    if off and not tried and not math.isnan(built_in.without.share):
        yield f"Without the mechanisms that the claim names ({listed(off)}), {left_text(built_in.without)} of the effect is left."
    for name in rests_on(judgement, claim):
        left = left_text(built_in.alone[name])
        yield f"It rests on {named(name)}, which can push one way only: without it {left} is left."
    if open_ones := may_rest_on(judgement, claim):
        each = listed([f"without {named(name)} {ends_text(built_in.alone[name])} is left" for name in open_ones])
        one = "this one" if len(open_ones) == 1 else "one of these"
        yield f"Whether it rests on {one} is open: {each} ({THRESHOLDS.gone:.0%} is the limit)."
    if built_in.not_by_its_mechanisms:
        yield "So the effect does not come by the mechanisms that the claim names."
