"""Rivals in words: how often each holds, what that comes to, and which parameters tell them apart."""

from __future__ import annotations

from concertacion.analysis.claims.rivals import NONE, SEVERAL, Map
from concertacion.analysis.claims.shares import Share
from concertacion.analysis.claims.thresholds import THRESHOLDS
from concertacion.analysis.formatting import listed
from concertacion.analysis.wording.parameters import Named, glossed, plain

RARE, PREVAILS = THRESHOLDS.region, 3.0  # a share; how many times as often as the next


def percent(share: Share) -> str:
    """A share with its interval."""
    return f"{share.share:.0%} ({share.low:.0%} to {share.high:.0%})"


def holding(chart: Map) -> str:
    """How often each holds."""
    each = [f"{name} holds at {percent(share)}" for name, share in chart.holds.items()]
    several, none = (percent(chart.shares[kind]) for kind in (SEVERAL, NONE))
    return f"Of {chart.points:,} points {listed(each)}; several at once at {several}, none at {none}."


def conclusion(chart: Map) -> str:
    """What the dispute comes to in this model, from the shares alone."""
    nowhere = chart.shares[NONE].share
    return _dispute(chart) + (f" At most points ({nowhere:.0%}) none of them holds." if nowhere > 0.5 else "")


def _dispute(chart: Map) -> str:
    alone = sorted(chart.claims, key=lambda name: -chart.shares[name].share)
    (first, second), shares = alone[:2], {name: share.share for name, share in chart.shares.items()}
    one = sum(shares[name] for name in alone)
    if max(share.share for share in chart.holds.values()) < RARE:
        return f"The model takes no side: none of them holds at {RARE:.0%} of the space or more."
    if shares[SEVERAL] >= one:
        return "They are no rivals here: where one of them holds, mostly another does too."
    surely = chart.shares[first].low > chart.shares[second].high
    if surely and shares[first] >= PREVAILS * shares[second]:
        return (
            f"{first} prevails: it holds alone at {shares[first]:.0%} of the space, {second}, the next, at {shares[second]:.0%}."
        )
    if surely:
        return f"{first} holds alone more often than any other, but {second} does at {shares[second]:.0%} of the space."
    return (
        f"The dispute is open: {first} holds alone at {shares[first]:.0%} and {second} at {shares[second]:.0%} of the space, "
        f"which {chart.points:,} points do not tell apart."
    )


def apart(chart: Map, named: Named = plain) -> str:
    """Which parameters tell the points where they hold from the others, if any does."""
    strong = [name for name, far in zip(chart.parameters, chart.distances, strict=True) if far > chart.chance]
    if not strong:
        return f"No parameter by itself tells where they hold, as far as {chart.points:,} points can show it."
    which = listed([glossed(name, named) for name in strong])
    most = "decides most" if len(strong) == 1 else "decide most"
    map_missing = "" if chart.fine else f" {chart.points:,} points are too few for a map over both; a full test draws one."
    return f"Where they hold, {which} {most}.{map_missing}"


def paragraph(chart: Map, named: Named = plain) -> str:
    """All of it: the conclusion first."""
    return f"{conclusion(chart)} {holding(chart)} {apart(chart, named)}"
