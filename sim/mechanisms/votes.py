"""Votes: one state, one vote, by each organisation's own rule. A member consents to a proposal that is near enough."""

from __future__ import annotations

import math

from concertacion.sim.compiled import compiled, inlined
from concertacion.sim.mechanisms.arithmetic import dot, heads, largest
from concertacion.sim.mechanisms.contamination import division_on
from concertacion.sim.mechanisms.weighing import issue_toxicity

ROUNDING = 1e-12  # two thirds of nine are six, whatever the last bit says (bound)


@inlined
def brake_on(toxicity, depth, agreement_difficulty, depth_protection):
    """How steeply distance makes consent less likely: gamma theta (1 - psi delta), not negative."""
    return agreement_difficulty * toxicity * (1.0 - depth_protection * depth)


@inlined
def agreement_probability(toxicity, depth, spread, agreement_difficulty, depth_protection, floor_spread):
    """A = exp(-gamma theta (1 - psi delta) (D0 + d)) in (0, 1]: d is the least distance within which enough members stand.

    It is the probability that `radius` reaches d. With psi < 1 and D0 > 0 neither depth nor agreement of positions makes success
    certain. Source: form assumed, after Briceño-Ruiz 2018 (lowest common denominator; "A new cycle": a minority's veto).
    """
    return math.exp(-brake_on(toxicity, depth, agreement_difficulty, depth_protection) * (floor_spread + spread))


@inlined
def radius(u, toxicity, depth, agreement_difficulty, depth_protection, floor_spread):
    """How far from a proposal a member may stand and still consent: rho = -ln(u) / (gamma theta (1 - psi delta)) - D0.

    One uniform draw u for an item: all who vote share the mood of the meeting. Infinite where nothing makes consent harder.
    """
    brake = brake_on(toxicity, depth, agreement_difficulty, depth_protection)
    return -math.log(u) / brake - floor_spread if brake > 0.0 else math.inf


@inlined
def objection(distance, brand, off_brand, split, brand_dissent, brand_turn):
    """Distance of a member from a proposal: |y - y*| + brand_dissent S max(0, |x - B| - brand_turn) + what crises add.

    Source: Merke et al. 2021, "The Troubled Politics" (a forum with a tilt does not carry those of another colour).
    """
    return distance + brand_dissent * brand * max(0.0, off_brand - brand_turn) + split


@compiled
def votes_needed(threshold, number):
    """Votes that carry a proposal among `number`: the least count whose share reaches the threshold."""
    return math.ceil(threshold * number - ROUNDING)


@inlined
def votes(v, m, circles, meetings):
    """Whether voter v, a country or after them a power, votes at the meeting of forum m: who came, and powers with a seat."""
    size = circles.members.shape[1]
    return meetings.attending[m, v] > 0.0 if v < size else circles.seats[m, v - size] > 0.0


@compiled
def proposal(m, k, p, circles, powers, stakes, meetings):
    """What meeting m votes on in issue k: the mean of the positions at the table, or its host's. A power stands where its
    ideology is.
    """
    if p.proposal_by > 0.5:
        return stakes.position[k, meetings.host[m]]
    number, stands = heads(meetings.attending[m]), dot(meetings.attending[m], stakes.position[k])
    for q in range(powers.ideology.size):
        if circles.seats[m, q] > 0.0:
            number += 1.0
            stands += powers.ideology[q]
    return stands / max(1.0, number)


@compiled
def weigh_proposal(m, k, p, domains, governments, forums, circles, powers, stakes, meetings, scratch):
    """Into `scratch.objections`, how far each who may vote at meeting m is, or would be, from the proposal on issue k."""
    size, position, objections = governments.ideology.size, stakes.position[k], scratch.objections
    middle = proposal(m, k, p, circles, powers, stakes, meetings)
    split = division_on(meetings.heat[m], domains.crisis[k], p.contamination, p.contamination_spill)
    brand, colour = forums.brand_strength[m], forums.brand_position[m]
    for i in range(size):
        off_brand = abs(governments.ideology[i] - colour)
        objections[i] = objection(abs(position[i] - middle), brand, off_brand, split, p.brand_dissent, p.brand_turn)
    for q in range(powers.ideology.size):
        off_brand, far = abs(powers.ideology[q] - colour), abs(powers.ideology[q] - middle)
        objections[size + q] = objection(far, brand, off_brand, split, p.brand_dissent, p.brand_turn)


@compiled
def spread_of(m, forums, circles, meetings, scratch):
    """The least distance from the proposal within which enough members stand to carry it. Moves those of the objections that
    belong to voters to the front.
    """
    objections, number = scratch.objections, 0
    for v in range(objections.size):
        if votes(v, m, circles, meetings):
            objections[number] = objections[v]
            number += 1
    if number == 0:
        return 0.0
    needed = max(1, votes_needed(forums.threshold[m], number))
    return largest(objections[:number]) if needed == number else smallest(needed, objections[:number])


@compiled
def smallest(count, values):
    """The largest of the `count` smallest values, which it sorts."""
    for number in range(values.size):
        value, place = values[number], number
        while place > 0 and values[place - 1] > value:
            values[place] = values[place - 1]
            place -= 1
        values[place] = value
    return values[count - 1]


@compiled
def odds_of_agreement(m, k, p, domains, governments, forums, circles, powers, stakes, meetings, scratch):
    """Probability that the meeting of forum m agrees on issue k, and into `meetings.spread` the distance on which it depends."""
    weigh_proposal(m, k, p, domains, governments, forums, circles, powers, stakes, meetings, scratch)
    meetings.spread[m, k] = spread_of(m, forums, circles, meetings, scratch)
    return agreement_probability(
        issue_toxicity(k, p, domains), forums.depth[m], meetings.spread[m, k], p.agreement_difficulty, p.depth_protection,
        p.floor_spread,
    )  # fmt: skip


@compiled
def quarrel_over(m, k, within, p, domains, ties, fortunes, meetings, scratch):
    """A proposal has failed: each country beyond the radius has blocked it, and it and those who consented lose trust in each
    other, in proportion to the toxicity of the issue.
    """
    kept = 1.0 - p.quarrel * issue_toxicity(k, p, domains)
    attending = meetings.attending[m]
    for i in range(attending.size):
        if attending[i] > 0.0:
            blocks, trust = scratch.objections[i] > within, ties.trust[i]
            fortunes.vetoes[i] += 1.0 if blocks else 0.0
            for j in range(attending.size):
                trust[j] *= kept if attending[j] > 0.0 and (scratch.objections[j] > within) != blocks else 1.0
