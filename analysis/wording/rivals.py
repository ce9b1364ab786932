"""Rivals in words: how often each holds, what that comes to, and which parameters tell them apart."""

from __future__ import annotations

from concertacion.analysis.claims.rivals import NONE, SEVERAL, Map
from concertacion.analysis.claims.shares import Share
from concertacion.analysis.claims.thresholds import THRESHOLDS
from concertacion.analysis.formatting import listed
from concertacion.analysis.wording.parameters import Named, glossed, plain

NO_SIDE, NO_RIVALS, PREVAILING, AHEAD, OPEN = "no side", "no rivals", "prevails", "ahead", "open"  # ends of a dispute
RARE, PREVAILS = THRESHOLDS.region, 3.0  # a share; how many times as often as the next


def percent(share: Share) -> str:
    """A share with its interval."""
    return f"{share.share:.0%} ({share.low:.0%} to {share.high:.0%})"


def points_of(chart: Map) -> str:
    """How many points, and what they are worth where they do not count alike."""
    return f"{chart.points:,} weighted points, worth {chart.effective:,.0f}," if chart.weighted else f"{chart.points:,} points"


def ground(chart: Map) -> str:
    """Of what shares are."""
    return "the weight" if chart.weighted else "the space"


def holding(chart: Map) -> str:
    """How often each holds."""
    each = [f"{name} holds at {percent(share)}" for name, share in chart.holds.items()]
    several, none = (percent(chart.shares[kind]) for kind in (SEVERAL, NONE))
    return f"Of {points_of(chart)} {listed(each)}; several at once at {several}, none at {none}."


def conclusion(chart: Map) -> str:
    """What the dispute comes to in this model, from the shares alone."""
    nowhere, most = chart.shares[NONE].share, "Under most of the weight" if chart.weighted else "At most points"
    return _dispute(chart) + (f" {most} ({nowhere:.0%}) none of them holds." if nowhere > 0.5 else "")


def end(chart: Map) -> tuple[str, str]:
    """How a dispute ends, and the claim that is ahead, if one is."""
    first, second = _ahead(chart)
    shares = {name: share.share for name, share in chart.shares.items()}
    if max(share.share for share in chart.holds.values()) < RARE:
        return NO_SIDE, ""
    if shares[SEVERAL] >= sum(shares[name] for name in chart.claims):
        return NO_RIVALS, ""
    if chart.shares[first].low <= chart.shares[second].high:
        return OPEN, ""
    return (PREVAILING if shares[first] >= PREVAILS * shares[second] else AHEAD), first


def _ahead(chart: Map) -> tuple[str, str]:
    """The two claims that hold alone most often."""
    first, second, *_ = sorted(chart.claims, key=lambda name: -chart.shares[name].share)
    return first, second


def _dispute(chart: Map) -> str:
    (how, _), (first, second), of = end(chart), _ahead(chart), ground(chart)
    one, other = (f"{chart.shares[name].share:.0%}" for name in (first, second))
    return {
        NO_SIDE: f"The model takes no side: none of them holds at {RARE:.0%} of {of} or more.",
        NO_RIVALS: "They are no rivals here: where one of them holds, mostly another does too.",
        PREVAILING: f"{first} prevails: it holds alone at {one} of {of}, {second}, the next, at {other}.",
        AHEAD: f"{first} holds alone more often than any other, but {second} does at {other} of {of}.",
        OPEN: f"The dispute is open: {first} holds alone at {one} and {second} at {other} of {of}, which "
        f"{chart.effective:,.0f} points do not tell apart.",
    }[how]


def apart(chart: Map, named: Named = plain) -> str:
    """Which parameters tell the points where they hold from the others, if any does."""
    strong = [name for name, far in zip(chart.parameters, chart.distances, strict=True) if far > chart.chance]
    if not strong:
        return f"No parameter by itself tells where they hold, as far as {chart.effective:,.0f} points can show it."
    which = listed([glossed(name, named) for name in strong])
    most = "decides most" if len(strong) == 1 else "decide most"
    map_missing = "" if chart.fine else f" {chart.effective:,.0f} points are too few for a map over both; a full test draws one."
    return f"Where they hold, {which} {most}.{map_missing}"


def paragraph(chart: Map, named: Named = plain) -> str:
    """All of it: the conclusion first."""
    return f"{conclusion(chart)} {holding(chart)} {apart(chart, named)}"


def beside(chart: Map, weighted: Map, named: Named = plain) -> str:
    """How the dispute ends under the weights of a record, and whether that is another end than over the space."""
    same = "It ends alike" if end(chart) == end(weighted) else "It ends otherwise"
    return f"{same} under the weights of the record. {paragraph(weighted, named)}"
