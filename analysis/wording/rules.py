"""Where a claim holds, in words, and whether that is more than the sign of one parameter."""

from __future__ import annotations

import math
from typing import NamedTuple

from concertacion.analysis.claims.built_in import is_gone
from concertacion.analysis.claims.claim import Claim
from concertacion.analysis.claims.judgement import Judgement
from concertacion.analysis.claims.ledger import Ledger
from concertacion.analysis.claims.rules import inside
from concertacion.analysis.claims.shares import INAPPLICABLE, SUPPORTS, UNDECIDED, Share
from concertacion.analysis.claims.thresholds import THRESHOLDS
from concertacion.analysis.claims.verdict import CONDITIONAL, MIXED
from concertacion.analysis.wording.parameters import Named, divides_signs, one_sided, plain, rule_in_words

FAR = 10.0  # times the effect
WIDE = 2.0  # likewise: an interval that cannot tell all of the effect from none of it, or from its opposite (assumed)
NO_RULE = "No rule on parameters separates the points where it holds from the others."
NOT_SOUGHT = "No rule was sought: the shares settle the verdict."


class Within(NamedTuple):
    """What all points show that a rule names and at which the claim applies, undecided ones included."""

    points: int
    support: float  # share of these
    undecided: float  # likewise


def within(ledger: Ledger, name: str) -> Within | None:
    """What the points show that the rule of a claim names; None without a rule, or if it names none."""
    rule = ledger.entries[name].judgement.rule
    classes = ledger.classes(name)
    named = classes[inside(rule, ledger.points) & (classes != INAPPLICABLE)] if rule else classes[:0]
    if not named.size:
        return None
    return Within(named.size, float((named == SUPPORTS).mean()), float((named == UNDECIDED).mean()))


def where_text(judgement: Judgement, named: Named = plain, found: Within | None = None) -> str:
    """The rule that says where it holds, with how good it is on unseen points, and what all points show that it names."""
    flip = judgement.main.flip
    if not flip.rule:
        return NO_RULE if judgement.main.verdict == MIXED else NOT_SOUGHT
    words = rule_in_words(judgement.rule, named)
    scores = (
        f"Of the held-out decided points that it covers, {flip.scores.density:.0%} support the claim, and it covers "
        f"{flip.scores.coverage:.0%} of all that do."
    )
    if not judgement.main.rule_holds:
        return f"No rule is good enough. The best one found: {words}. {scores}"
    everywhere = (
        f" Of all {found.points:,} points that it covers, {found.support:.0%} support it and {found.undecided:.0%} are undecided."
        if found is not None and found.undecided
        else ""
    )
    signs = [
        f" That is little more than the sign of {named(name)}, without which {left_text(judgement.found.built_in.alone[name])} "
        "of the effect is left."
        for name in signs_taken(judgement)
    ]
    return "".join([f"{words[:1].upper()}{words[1:]}. {scores}", everywhere, *signs])


def signs_taken(judgement: Judgement) -> list[str]:
    """Parameters of open sign whose sign a conditional verdict repeats.

    The rule has a limit near the value that switches the parameter off, and without the parameter the effect is gone.
    """
    if judgement.verdict != CONDITIONAL:
        return []
    alone = judgement.found.built_in.alone
    limits = [limit for box in judgement.rule for limit in box if limit.parameter in alone]
    taken = [one.parameter for one in limits if divides_signs(one) and is_gone(alone[one.parameter], THRESHOLDS)]
    return list(dict.fromkeys(taken))


def rests_on(judgement: Judgement, claim: Claim) -> list[str]:
    """Parameters of one sign without which the effect is gone, with the whole interval of what is left.

    Ledgers that were judged before, with one end of the interval and for what the claim's arms set, are read by the same rule.
    """
    built_in = judgement.found.built_in
    return [name for name in built_in.rests_on if name not in claim.sets and is_gone(built_in.alone[name], THRESHOLDS)]


def may_rest_on(judgement: Judgement, claim: Claim) -> list[str]:
    """Parameters of one sign of which the data do not show whether the effect rests on them."""
    left = {name: share for name, share in judgement.found.built_in.alone.items() if name not in claim.sets and one_sided(name)}
    return [name for name, share in left.items() if _may_be_gone(share) and not is_gone(share, THRESHOLDS)]


def _may_be_gone(left: Share) -> bool:
    """Whether the interval of what is left reaches to where nothing to speak of is."""
    return left.low < THRESHOLDS.gone and left.high > -THRESHOLDS.gone


def left_text(share: Share) -> str:
    """A share with its interval; where that is wider than `WIDE`, the interval alone, for the share says nothing then."""
    if share.high - share.low > WIDE:
        return f"an unknown part ({ends_text(share)})"
    return f"{share.share:z.0%} ({ends_text(share)})".replace("-", "\u2212")


def ends_text(share: Share) -> str:
    """The ends of its interval alone; how far beyond ten times the effect one lies says nothing more."""
    return f"{_end(share.low)} to {_end(share.high)}".replace("-", "\u2212")


def _end(value: float) -> str:
    return f"{value:z.0%}" if abs(value) <= FAR else f"{'over' if value > 0 else 'under'} {math.copysign(FAR, value):.0%}"
