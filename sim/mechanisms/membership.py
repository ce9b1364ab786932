"""Membership: who is linked to a forum and how, and who sits there for now."""

from __future__ import annotations

from concertacion.sim.compiled import compiled
from concertacion.sim.state import FULL, OUTSIDE


@compiled
def sit(m, circles):
    """Rewrite who sits in forum m, full members who are not suspended, after any change of a link or a suspension."""
    circles.size[m] = 0.0  # its overlap with others is worked out anew
    for i in range(circles.members.shape[1]):
        circles.members[m, i] = 1.0 if circles.link[m, i] == FULL and circles.suspended[m, i] <= 0.0 else 0.0


@compiled
def seat_all(circles):
    """Phase 1 (model): rewrite who sits in every forum, after events."""
    for m in range(circles.size.size):
        sit(m, circles)


@compiled
def may_come(m, i, circles):
    """Whether country i may come to a meeting of forum m: a member, or an associate as its guest, that is not suspended."""
    return circles.link[m, i] > OUTSIDE and circles.suspended[m, i] <= 0.0


@compiled
def full_members(m, circles):
    """How many countries are full members of forum m, suspended or not."""
    count = 0.0
    for i in range(circles.link.shape[1]):
        count += 1.0 if circles.link[m, i] == FULL else 0.0
    return count


@compiled
def suspend(m, i, quarters, circles):
    """Forum m suspends country i for that many quarters: it keeps its link and its pledges, and does not sit."""
    circles.suspended[m, i] = quarters
    sit(m, circles)


@compiled
def serve_suspensions(circles):
    """A quarter of every suspension is over; whoever has served it sits again."""
    for m in range(circles.suspended.shape[0]):
        for i in range(circles.suspended.shape[1]):
            if circles.suspended[m, i] > 0.0:
                circles.suspended[m, i] = max(0.0, circles.suspended[m, i] - 1.0)
                if circles.suspended[m, i] == 0.0:
                    sit(m, circles)


@compiled
def leave(m, i, circles):
    """Country i is no longer linked to forum m, and drops what it pledged there."""
    circles.link[m, i] = OUTSIDE
    circles.suspended[m, i] = 0.0
    circles.pledged[m, :, i] = 0.0
    circles.implemented[m, :, i] = 0.0
    sit(m, circles)


@compiled
def join(m, i, circles):
    """Country i becomes a full member of forum m."""
    circles.link[m, i] = FULL
    sit(m, circles)
