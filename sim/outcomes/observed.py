"""Meetings as an observer of presidents' journeys sees them: who of a group of countries travels, and who stays at home.

The requested countries are the group. A meeting is seen if `TRAVELLERS` or more of its presidents came to it from abroad as
members; a seat is that of a member in the group who does not host. The facts of a record are told by these very functions.
"""

from __future__ import annotations

import math

from concertacion.sim.compiled import compiled
from concertacion.sim.outcomes.declaration import outcome
from concertacion.sim.outcomes.delivery import INFINITE
from concertacion.sim.outcomes.summits import MEMBER, SEATS, length
from concertacion.sim.state import HELD

TRAVELLERS = 3.0
FAR = 0.5  # distance to the mean of the members from which a government is far from them
AHEAD = 4  # quarters before a change of leader that count as its eve
ENOUGH = 10.0  # seats from which the attendance of a country is compared with that of others
OF_SEATS = ("seat", *SEATS)
SEEN = "over meetings to which three or more presidents of the countries travelled as members"


@compiled
def is_seen(forums, t, f, q, m):
    """Whether the meeting was held and enough presidents of the group travelled to it."""
    if q.forums[m, f] == 0.0 or forums.meeting[t, f] != HELD:
        return False
    travelled = 0.0
    for i in range(q.countries.shape[1]):
        if forums.attended[t, f, i] == MEMBER and forums.host[t, f] != i:
            travelled += q.countries[m, i]
    return travelled >= TRAVELLERS


@compiled
def is_seat(forums, t, f, i, q, m):
    """Whether a country of the group is free to travel to the meeting as a member."""
    return q.countries[m, i] > 0.0 and forums.member[t, f, i] > 0 and forums.host[t, f] != i


@compiled
def number_seen(forums, q, m):
    """Number of meetings seen."""
    count = 0.0
    for t in range(q.first[m], q.last[m]):
        for f in range(forums.meeting.shape[1]):
            count += 1.0 if is_seen(forums, t, f, q, m) else 0.0
    return count


@compiled
def share_seated(forums, q, m):
    """Share of the seats seen that were taken; of one country alone where one is named."""
    came, seats = 0.0, 0.0
    for t in range(q.first[m], q.last[m]):
        for f in range(forums.meeting.shape[1]):
            if is_seen(forums, t, f, q, m):
                for i in range(q.countries.shape[1]):
                    if is_seat(forums, t, f, i, q, m) and (q.which[m] == 0 or q.which[m] == i + 1):
                        came += 1.0 if forums.attended[t, f, i] == MEMBER else 0.0
                        seats += 1.0
    return came / seats if seats > 0.0 else math.nan


@compiled
def centre_of_members(forums, ideology, t, f, q, m):
    """Mean ideology of the members of the forum in the group."""
    size, total = 0.0, 0.0
    for i in range(ideology.shape[1]):
        if q.countries[m, i] > 0.0 and forums.member[t, f, i] > 0:
            size += 1.0
            total += ideology[t, i]
    return total / size


@compiled
def changes_soon(new_leader, t, i, end):
    """Whether a new leader takes office in one of the next quarters before an end, after which nothing is known."""
    new = 0
    for later in range(t + 1, min(t + 1 + AHEAD, end)):
        new += new_leader[later, i]
    return new > 0


@compiled
def difference_seated(forums, ideology, new_leader, by_distance, q, m):
    """Share taken of the seats of governments far from the members' mean, or before a change of leader, less that of others."""
    came, seats, came_else, seats_else = 0.0, 0.0, 0.0, 0.0
    for t in range(q.first[m], q.last[m]):
        for f in range(forums.meeting.shape[1]):
            if is_seen(forums, t, f, q, m):
                centre = centre_of_members(forums, ideology, t, f, q, m)
                for i in range(q.countries.shape[1]):
                    if is_seat(forums, t, f, i, q, m):
                        taken = 1.0 if forums.attended[t, f, i] == MEMBER else 0.0
                        if abs(ideology[t, i] - centre) >= FAR if by_distance else changes_soon(new_leader, t, i, q.last[m]):
                            came += taken
                            seats += 1.0
                        else:
                            came_else += taken
                            seats_else += 1.0
    return came / seats - came_else / seats_else if seats > 0.0 and seats_else > 0.0 else math.nan


@compiled
def spread_seated(forums, q, m):
    """Standard deviation over countries of the share of their seats that they took."""
    number, mean, square = 0.0, 0.0, 0.0
    for i in range(q.countries.shape[1]):
        came, seats = 0.0, 0.0
        for t in range(q.first[m], q.last[m]):
            for f in range(forums.meeting.shape[1]):
                if is_seat(forums, t, f, i, q, m) and is_seen(forums, t, f, q, m):
                    came += 1.0 if forums.attended[t, f, i] == MEMBER else 0.0
                    seats += 1.0
        if seats >= ENOUGH:
            number += 1.0
            mean += came / seats
            square += (came / seats) * (came / seats)
    return math.sqrt(max(0.0, square / number - (mean / number) * (mean / number))) if number > 1.0 else math.nan


@outcome("a year", 0, INFINITE, f"4/T times the number of (t,m), {SEEN}", SEATS)
def observed_meetings(forums, q, m):
    """Meetings that an observer of the journeys of the countries' presidents sees."""
    return number_seen(forums, q, m) / length(q, m)


@outcome("share", 0, 1, f"sum of attended / sum of member, hosts left out, {SEEN}", OF_SEATS)
def observed_attendance(forums, q, m):
    """Share of the countries' seats at observed meetings that were taken, or of one country's (seat-CODE)."""
    return share_seated(forums, q, m)


@outcome("share", -1, 1, f"observed_attendance with |x_i - mean of members' x| >= 0.5, less that below, {SEEN}", SEATS)
def observed_distance(countries, forums, q, m):
    """How much more often governments far from the members' mean come to observed meetings than the others."""
    return difference_seated(forums, countries.ideology, countries.new_leader, True, q, m)


@outcome("share", -1, 1, f"observed_attendance with a new leader of i in t+1..t+4 of the window, less the others', {SEEN}", SEATS)
def observed_eve(countries, forums, q, m):
    """How much more often presidents come to observed meetings in the year before a new one takes office than at other times."""
    return difference_seated(forums, countries.ideology, countries.new_leader, False, q, m)


@outcome("share", 0, 0.5, f"standard deviation over i with ten seats or more of observed_attendance of i, {SEEN}", SEATS)
def observed_spread(forums, q, m):
    """How far the countries differ in their attendance at observed meetings."""
    return spread_seated(forums, q, m)
