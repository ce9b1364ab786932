"""Rivals in words: how often each holds, what that comes to, and which parameters decide between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from concertacion.analysis.claims.claim import Claim
from concertacion.analysis.claims.ledger import Ledger
from concertacion.analysis.claims.rivals import NONE, SEVERAL, Map, map_of, patterns
from concertacion.analysis.claims.shares import SUPPORTS, Share, share_of
from concertacion.analysis.claims.thresholds import THRESHOLDS
from concertacion.analysis.formatting import listed
from concertacion.analysis.wording.parameters import Named, plain

NO_SIDE, NO_RIVALS, OPEN = "no side", "no rivals", "open"  # ends of a dispute without a claim ahead
PREVAILING, FAR_AHEAD, AHEAD = "prevails", "far ahead", "ahead"  # and with one
RARE, PREVAILS, FAR = THRESHOLDS.region, 0.5, 3.0  # two shares; how many times as often as the next
TITLE = "Claims declared as rivals"
INTRODUCTION = (
    "The file of a claim names its rivals; a group holds all claims linked in this way, directly or through others. Claims of "
    "one paper that do not oppose each other form one side, which holds where any of them does. Maps have a panel per claim."
)


def percent(share: Share) -> str:
    """A share with its interval."""
    return f"{share.share:.0%} ({share.low:.0%} to {share.high:.0%})"


def points_of(chart: Map) -> str:
    """How many points, and what they are worth where they do not count alike."""
    return f"{chart.points:,} weighted points, worth {chart.effective:,.0f}," if chart.weighted else f"{chart.points:,} points,"


def ground(chart: Map) -> str:
    """Of what shares are."""
    return "the weight" if chart.weighted else "the space"


def holding(chart: Map) -> str:
    """How often each holds."""
    each = [f"{name} holds at {percent(share)}" for name, share in chart.holds.items()]
    several, none = (percent(chart.shares[kind]) for kind in (SEVERAL, NONE))
    return (
        f"Of all {points_of(chart)} whether or not a claim applies there, {listed(each)}; several at once at {several}, none at "
        f"{none}."
    )


def conclusion(chart: Map) -> str:
    """What the dispute comes to in this model, from the shares alone."""
    said = [*_nowhere(chart), _dispute(chart)]
    return " ".join(said if end(chart)[1] else reversed(said))


def _nowhere(chart: Map) -> list[str]:
    """That none holds at most points, if it is so."""
    nowhere, most = chart.shares[NONE].share, "Under most of the weight" if chart.weighted else "At most points"
    none = "neither" if len(chart.claims) == 2 else "none of them"
    return [f"{most} ({nowhere:.0%}) {none} holds."] if nowhere > 0.5 else []


def sides(claims: Mapping[str, Claim]) -> list[tuple[str, ...]]:
    """Claims of a group, by id, that stand together: of one paper, and none a rival of another."""
    found: list[tuple[str, ...]] = []
    for name in claims:
        for at, side in enumerate(found):
            if all(_allied(claims, name, other) for other in side):
                found[at] = (*side, name)
                break
        else:
            found.append((name,))
    return found


def _allied(claims: Mapping[str, Claim], one: str, other: str) -> bool:
    same_paper = claims[one].paper == claims[other].paper
    return same_paper and other not in claims[one].rivals and one not in claims[other].rivals


def maps_of(ledger: Ledger, group: Sequence[str]) -> list[tuple[Ledger, Map]]:
    """The points and the map of a group of rivals over the space, and those of the weighted points if there are any."""
    grounds = [one for one in (ledger, ledger.under_weights) if one is not None]
    return [(one, map_of(one, group)) for one in grounds]


def of_sides(ledger: Ledger, chart: Map) -> Map:
    """The chart of claims with its sides in their place: where any claim of a side holds. Cells remain those of the claims."""
    found = sides({name: ledger.entries[name].claim for name in chart.claims})
    if len(found) == len(chart.claims):
        return chart
    each = {" or ".join(side): np.any([ledger.classes(name) == SUPPORTS for name in side], axis=0) for side in found}
    pattern, counts = patterns(each), ledger.counts
    return chart._replace(
        claims=tuple(each),
        holds={side: share_of(np.where(held, SUPPORTS, ""), SUPPORTS, weights=counts) for side, held in each.items()},
        shares={kind: share_of(pattern, kind, weights=counts) for kind in (*each, SEVERAL, NONE)},
    )


def several_by_side(ledger: Ledger, chart: Map) -> Map:
    """The chart of claims where `several` counts sides, as the texts do: what its bars show."""
    return chart._replace(shares={**chart.shares, SEVERAL: of_sides(ledger, chart).shares[SEVERAL]})


def allies(claims: Mapping[str, Claim]) -> str:
    """How claims of a group, by id, can stand side by side: of one paper and no rivals, or saying only what can happen."""
    can = [name for name, claim in claims.items() if claim.main.shape == "possible"]
    said = [f"{listed(list(side))} come from one paper and are not rivals: one side." for side in sides(claims) if len(side) > 1]
    if can:
        say = "says" if len(can) == 1 else "say"
        said.append(f"{listed(can)} {say} only that something can happen; holding at few points does not refute that.")
    return " ".join(said)


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
    if shares[first] < FAR * shares[second]:
        return AHEAD, first
    return (PREVAILING if chart.shares[first].low > PREVAILS else FAR_AHEAD), first


def _ahead(chart: Map) -> tuple[str, str]:
    """The two claims that hold alone most often."""
    first, second, *_ = sorted(chart.claims, key=lambda name: -chart.shares[name].share)
    return first, second


def _dispute(chart: Map) -> str:
    (how, _), (first, second), of = end(chart), _ahead(chart), ground(chart)
    one, other = (f"{chart.shares[name].share:.0%}" for name in (first, second))
    return {
        NO_SIDE: f"The model takes no side: none of them holds at {RARE:.0%} of {of} or more.",
        NO_RIVALS: "They are not rivals here: where one side holds, another mostly does too.",
        PREVAILING: f"{first} prevails: it holds alone at {one} of {of}; {second}, the next, does at {other}.",
        FAR_AHEAD: f"{first} is ahead where any holds: it holds alone at {one} of {of}; {second}, the next, does at {other}.",
        AHEAD: f"{first} holds alone more often than any other, but {second} does at {other} of {of}.",
        OPEN: f"The dispute is open: {first} holds alone at {one} and {second} at {other} of {of}, shares that "
        f"{chart.effective:,.0f} points cannot tell apart.",
    }[how]


def apart(chart: Map, named: Named = plain) -> str:
    """Which parameters decide where they hold, if any does."""
    strong = [name for name, far in zip(chart.parameters, chart.distances, strict=True) if far > chart.chance]
    if not strong:
        return f"With {chart.effective:,.0f} points, no single parameter is seen to decide where they hold."
    which = listed([named(name) for name in strong])
    map_missing = "" if chart.fine else f" {chart.effective:,.0f} points are too few for a map over both; a full test draws one."
    return f"Where each holds depends most on {which}.{map_missing}"


def paragraph(chart: Map, named: Named = plain) -> str:
    """All of it: the conclusion first."""
    return f"{conclusion(chart)} {holding(chart)} {apart(chart, named)}"


def beside(chart: Map, weighted: Map, named: Named = plain) -> str:
    """How the dispute ends under the weights of a record, and whether that is another end than over the space."""
    ends = end(chart), end(weighted)
    if ends[0] != ends[1] and ends[0][1] == ends[1][1] and {how for how, _ in ends} == {PREVAILING, FAR_AHEAD}:
        return f"The same claim is ahead under the weights of the record. {paragraph(weighted, named)}"
    if ends[0] != ends[1]:
        return f"The dispute ends differently under the weights of the record. {paragraph(weighted, named)}"
    alike = "The dispute ends the same way under the weights of the record."
    if ends[1][0] != NO_RIVALS:
        return f"{alike} {paragraph(weighted, named)}"
    return " ".join([alike, *_nowhere(weighted), holding(weighted), apart(weighted, named)])  # no need to say that twice
