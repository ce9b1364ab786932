"""Agendas: the issues that a meeting has room for, and the toxic one that is bracketed until trust is back."""

from __future__ import annotations

from concertacion.sim.compiled import compiled
from concertacion.sim.draws import BRACKET, NOBODY, uniform
from concertacion.sim.mechanisms.arithmetic import NONE, dot, total
from concertacion.sim.mechanisms.weighing import issue_toxicity

CLOSED = -1.0  # what an issue that is not open to debate counts; no salience is negative


@compiled
def burning(toxicity, heat, crisis):
    """How badly an issue burns in a forum: theta (1 + heat * crisis), crisis how far a political crisis is about it."""
    return toxicity * (1.0 + heat * crisis)


@compiled
def toxic_issue(m, p, domains, circles, meetings):
    """The issue of forum m that burns worst, -1 if it has none."""
    worst = -1.0
    toxic = NONE
    for k in range(domains.crisis.size):
        if circles.scope[m, k] > 0.0:
            burns = burning(issue_toxicity(k, p, domains), meetings.heat[m], domains.crisis[k])
            if burns > worst:
                worst = burns
                toxic = k
    return toxic


@compiled
def trust_within(m, ties, circles):
    """Mean trust among those who sit in forum m, a share."""
    trust = 0.0
    members = circles.members[m]
    for i in range(members.size):
        if members[i] > 0.0:
            trust += dot(members, ties.trust[i]) - ties.trust[i, i]
    sitting = total(members)
    return trust / max(1.0, sitting * (sitting - 1.0))


@compiled
def bracket(m, p, address, key, domains, ties, circles, meetings):
    """With probability `bracketing`, the toxic issue of forum m is kept off its agenda while trust is below `trust_back`.

    With an issue of the crisis bracketed, the meeting is not hot. Source: Merke et al. 2021, third proposal (brackets on toxic
    issues until institutions regain trust).
    """
    if uniform(address, BRACKET, key, NOBODY) >= p.bracketing or trust_within(m, ties, circles) >= p.trust_back:
        return
    meetings.toxic[m] = toxic_issue(m, p, domains, circles, meetings)
    if meetings.toxic[m] >= 0 and domains.crisis[meetings.toxic[m]] > 0.0:
        meetings.heat[m] = 0.0


@compiled
def open_to_debate(m, k, circles, meetings):
    """Whether issue k may be on the agenda of forum m: in its scope and not bracketed."""
    return circles.scope[m, k] > 0.0 and meetings.toxic[m] != k


@compiled
def set_agenda(m, p, circles, stakes, meetings, scratch):
    """The agenda of a meeting of forum m: of the issues open to debate, those that matter most to those who came, as far as room
    goes (agenda_room, as a whole number). Of two that matter alike, the first comes first.
    """
    room, matters = int(p.agenda_room), scratch.matters
    for k in range(matters.size):
        opens = open_to_debate(m, k, circles, meetings)
        matters[k] = dot(meetings.attending[m], stakes.salience[k]) if opens else CLOSED
    for k in range(matters.size):
        ahead = 0
        for other in range(matters.size):
            ahead += int(matters[other] > matters[k] or (matters[other] == matters[k] and other < k))
        meetings.agenda[m, k] = 1.0 if matters[k] > CLOSED and ahead < room else 0.0
