"""Following the record: while forums are pinned, the tables say which are alive, when they meet and who belongs to them."""

from __future__ import annotations

from concertacion.sim.compiled import compiled
from concertacion.sim.mechanisms.founding import NEW_LIFE
from concertacion.sim.mechanisms.membership import leave, sit
from concertacion.sim.state import ACTIVE, DORMANT, FULL, OUTSIDE, UNUSED


@compiled
def quarters_to_meeting(row, last, following, until, interval, countdown):
    """Quarters from `row` to the next statutory meeting: to the one on record, `following`, if it comes before `until`, when the
    forum leaves the record; else interval after the `last` on record; else, where that has passed, `countdown` as it is.

    Nothing on record from `until` on is looked at. Source: meetings.csv, intervals of organisations.csv.
    """
    if following < until:
        return following - row
    return last + interval - row if last + interval > row else countdown


@compiled
def follow_forums(p, row, exogenous, setting, forums, circles):
    """Phase 7 (model), while forums follow the record: which are alive at the end of the quarter, when they meet, and how
    countries are linked.

    A forum that begins or wakes meets next quarter, and so does one whose meeting was put off. Who comes to a meeting, what it
    decides and what is carried out is simulated all the same.
    """
    for m in range(forums.status.size):
        recorded = exogenous.forum_status[row, m]
        if recorded == ACTIVE and forums.status[m] != ACTIVE:
            forums.countdown[m] = 1.0
            forums.silent_for[m], forums.failed[m] = 0.0, 0.0
            forums.vitality[m] = NEW_LIFE if forums.status[m] == UNUSED else p.revival_life
        elif forums.failed[m] == 0.0:
            forums.countdown[m] = quarters_to_meeting(
                row, exogenous.last_meeting[row, m], exogenous.next_meeting[row, m], setting.forums_until[0], forums.interval[m],
                forums.countdown[m],
            )  # fmt: skip
        forums.dormant_for[m] = forums.dormant_for[m] + 1.0 if recorded == DORMANT else 0.0
        forums.status[m] = recorded
        moved = False
        for i in range(setting.keys.size):
            moved |= follow_link(m, i, exogenous.link[row, m, i], circles)
        if moved:
            sit(m, circles)


@compiled
def follow_link(m, i, recorded, circles):
    """Country i is linked to forum m as the record says, `state.MEMBERSHIP`; one that is suspended keeps its link. Says whether
    that is new.
    """
    link, away = min(recorded, FULL), 1.0 if recorded > FULL else 0.0
    if circles.link[m, i] == link and min(1.0, circles.suspended[m, i]) == away:
        return False
    if link == OUTSIDE:
        leave(m, i, circles)
    circles.link[m, i], circles.suspended[m, i] = link, away
    return True
