"""Agendas: the issues that a meeting has room for, and the toxic ones that are bracketed until trust is back."""

from __future__ import annotations

from concertacion.sim.compiled import compiled, inlined
from concertacion.sim.draws import BRACKET, uniform
from concertacion.sim.mechanisms.arithmetic import dot, share
from concertacion.sim.mechanisms.weighing import issue_toxicity

CLOSED = -1.0  # what an issue that is not open to debate counts; no salience is negative


@inlined
def burning(toxicity, heat, crisis):
    """How badly an issue burns in a forum: theta (1 + heat * crisis), crisis how far a political crisis is about it."""
    return toxicity * (1.0 + heat * crisis)


@inlined
def chance_of_brackets(burns, deliverable, bracketing):
    """Probability that an issue is kept off an agenda: bracketing * max(0, burning - kappa), kappa what can be done about it.

    Source: Merke et al. 2021, third proposal (begin with "less controversial and more actionable issues").
    """
    return share(bracketing * max(0.0, burns - deliverable))


@compiled
def bracket(m, p, address, key, domains, forums, circles, meetings):
    """The toxic issues of forum m are kept off its agenda, each by its own chance, until the forum has regained public trust:
    while its life is below `trust_back`. A meeting is as hot as the crisis is about the issues that are left.

    Source: Merke et al. 2021, third proposal (brackets on toxic issues "until regional institutions regain a minimum of public
    trust").
    """
    heat = meetings.heat[m]
    for k in range(domains.crisis.size):
        meetings.bracketed[m, k] = 0.0
        if p.bracketing > 0.0 and forums.vitality[m] < p.trust_back and circles.scope[m, k] > 0.0:
            burns = burning(issue_toxicity(k, p, domains), heat, domains.crisis[k])
            if uniform(address, BRACKET, key, k) < chance_of_brackets(burns, domains.deliverability[k], p.bracketing):
                meetings.bracketed[m, k] = 1.0
                meetings.heat[m] = min(meetings.heat[m], heat * (1.0 - domains.crisis[k]))


@compiled
def open_to_debate(m, k, circles, meetings):
    """Whether issue k may be on the agenda of forum m: in its scope and not bracketed."""
    return circles.scope[m, k] > 0.0 and meetings.bracketed[m, k] == 0.0


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
