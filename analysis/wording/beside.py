"""What is told beside a verdict: other statements of a passage, channels and their weights, the claim run from another start."""

from __future__ import annotations

import math
import re

from concertacion.analysis.claims.channels import Weights
from concertacion.analysis.claims.claim import Claim, Part
from concertacion.analysis.claims.judgement import Check, VerdictByShares
from concertacion.analysis.formatting import listed
from concertacion.analysis.wording.amounts import amount, demand, interval
from concertacion.analysis.wording.verdicts import made_of

BEYOND = "no quarter of the run"
NO_FORUM = re.compile(r"no forum '(\w+)'|(\w+) \(on record .*\) is no forum|organisations\.(\w+): not a forum")


def capital(text: str) -> str:
    """Text with a capital letter, all others as they are."""
    return text[:1].upper() + text[1:]


def words_of(part: Part) -> str:
    """The name of a part, as words."""
    return part.name.replace("_", " ")


def lead_of(part: Part) -> str:
    """What leads a statement beside a claim: its name, and that it is our reading where it is not the text's."""
    return f"Measured beside it{', our reading' if part.status == 'inferred' else ''}: {words_of(part)}"


def judged_text(claim: Claim) -> str:
    """Which statement of a passage the verdict is on, where the passage makes others."""
    beside = listed([words_of(part) for part in claim.others])
    are = "is" if len(claim.others) == 1 else "are"
    return f"{capital(words_of(claim.main))}; {beside} {are} measured beside it." if claim.others else ""


def told_text(told: VerdictByShares, part: Part, beside: bool = True) -> str:
    """What a part, a channel or a check shows, by shares alone; `beside`: at the pairs that the claim itself needed."""
    ends = interval(told.default, part)
    default = f"{amount(told.default.effect, part)}{f' ({ends})' if ends else ''}"
    verdict = "" if part.shape == "possible" else f"{capital(told.verdict)}: "
    return f"{verdict}{made_of(told.shares, beside=beside, shape=part.shape)}; at the default point {default}."


def beside_text(part: Part, told: VerdictByShares) -> str:
    """Another statement of the passage: its effect, its threshold, and what is found."""
    return f"{part.effect.text}, {'shown' if part.shape == 'possible' else 'supports'} {demand(part)}. {told_text(told, part)}"


def weights_text(weights: Weights, part: Part) -> str:
    """At how many weightings of the channels the median effect lies where the claim says, and at which its sign changes."""
    claimed = weights.positive if math.isnan(weights.claimed) and part.shape in ("greater", "possible") else weights.claimed
    where = "" if math.isnan(claimed) else f"The median effect lies {_bare(part)} at {claimed:.0%} of the weightings. "
    if not weights.turn:
        return f"{where}Its sign never changes."
    named = listed([f"{channel} {weight:g}" for channel, weight in weights.turn.items()])
    return f"{where}Its sign changes: of the weightings with the other sign, the nearest to equal weights is {named}."


def _bare(part: Part) -> str:
    """Where the effect must lie, of all points together."""
    return demand(part).partition(",")[0]


def check_text(check: Check, part: Part) -> str:
    """The claim run from the shared start."""
    words = f"From {check.start} for {check.years} years"
    if check.told:
        return f"{words}. {told_text(check.told, part, beside=False)}"
    return f"{words} it cannot be run: {reason_text(check.reason)}."


def reason_text(reason: str) -> str:
    """Why a claim cannot be run from another start, without the address in its file."""
    if BEYOND in reason:
        return "the run ends before the quarters that it measures"
    forum = NO_FORUM.search(reason)
    return f"{next(filter(None, forum.groups()))} is no forum then" if forum else reason.partition("; valid")[0]
