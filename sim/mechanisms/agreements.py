"""Agreements: what a meeting is likely to agree on, what its members pledge, and how pledges are carried out."""

from __future__ import annotations

import math

from concertacion.sim.compiled import compiled
from concertacion.sim.draws import AGREEMENT, uniform
from concertacion.sim.mechanisms.arithmetic import dot, heads, reach, share, toward
from concertacion.sim.mechanisms.channels import COMMIT
from concertacion.sim.mechanisms.patrons import paid_to, programmes_paid
from concertacion.sim.mechanisms.shaping import SOCIAL, equity
from concertacion.sim.mechanisms.votes import odds_of_agreement, quarrel_over, radius, weigh_proposal
from concertacion.sim.mechanisms.weighing import issue_toxicity
from concertacion.sim.state import ACTIVE, DORMANT, HELD, SUMMIT


@compiled
def sit_down(attending, number, distances, distance):
    """Mean ideological distance of each country to the others of the `number` who attend, into `distance`."""
    distance[:] = 0.0
    for j in range(attending.size):
        if attending[j] > 0.0:
            apart = distances[j]
            for i in range(attending.size):
                distance[i] += apart[i]
    for i in range(attending.size):
        distance[i] /= max(1.0, number - attending[i])


@compiled
def open_agendas(
    p, governments, societies, issues, domains, forums, circles, powers, outlook, pairs, stakes, meetings, scratch,
):  # fmt: skip
    """Phase 5 (model): for each domain on the agenda of each meeting held, the odds of agreement and the capacity expected to be
    committed.

    expected = sum_j m_j b_j r_j / sum_j m_j over those who came: m heft, b capacity, r the commitment expected of j.
    """
    for m in range(forums.status.size):
        if meetings.meeting[m] != HELD:
            continue
        attending = meetings.attending[m]
        sit_down(attending, heads(attending), pairs.distance, meetings.distance[m])
        heft = dot(attending, outlook.heft)
        for k in range(domains.salience.size):
            if meetings.agenda[m, k] == 0.0:
                continue
            expected = 0.0
            for i in range(attending.size):
                expected += attending[i] * (outlook.heft[i] * societies.capacity[i] * issues.summit_faith[k, i])
            meetings.expected[m, k] = expected / heft if heft > 0.0 else 0.0
            meetings.agreement[m, k] = odds_of_agreement(
                m, k, p, domains, governments, forums, circles, powers, stakes, meetings, scratch
            )


@compiled
def lapse_with_governments(p, forums, circles, outlook):
    """Phase 6 (model): governments that took office this quarter do not keep all that their predecessors pledged; what they
    pledge themselves comes after.
    """
    for i in range(outlook.turn.size):
        if outlook.turn[i] == 0.0:
            continue
        for m in range(forums.status.size):
            if forums.status[m] == ACTIVE or forums.status[m] == DORMANT:
                kept = pledge_kept(outlook.turn[i], forums.depth[m], p.turnover_lapse, p.depth_protection)
                for k in range(circles.pledged.shape[1]):
                    circles.pledged[m, k, i] *= kept


@compiled
def agree(
    p, address, setting, governments, domains, forums, circles, powers, choices, ties, pairs, stakes, fortunes, meetings, scratch,
):  # fmt: skip
    """Phase 6 (model): a meeting votes on each domain. Agreement binds those who committed, if they are two or more; failure is
    remembered and costs trust between those who consented and those who did not.
    """
    for m in range(forums.status.size):
        if meetings.meeting[m] != HELD:
            continue
        for k in range(domains.salience.size):
            if meetings.agenda[m, k] == 0.0:
                continue
            u = uniform(address, AGREEMENT, setting.forum_keys[m], k)
            toxicity = issue_toxicity(k, p, domains)
            within = radius(u, toxicity, forums.depth[m], p.agreement_difficulty, p.depth_protection, p.floor_spread)
            yes = meetings.spread[m, k] <= within
            circles.blocked_on[m, k] = toward(circles.blocked_on[m, k], 0.0 if yes else 1.0, p.block_memory)
            if not yes:
                weigh_proposal(m, k, p, domains, governments, forums, circles, powers, stakes, meetings, scratch)
                quarrel_over(m, k, within, p, domains, ties, fortunes, meetings, scratch)
            elif committed_at(m, k, choices) >= 2:
                meetings.agreed[m, k] = 1.0
                pledge(m, k, setting.keys.size, circles, choices, pairs)


@compiled
def committed_at(m, k, choices):
    """How many presidents commit to domain k at the meeting of forum m."""
    committed = 0
    for i in range(choices.venue.shape[1]):
        committed += int(choices.president[k, i] == COMMIT) * int(choices.venue[k, i] == m)
    return committed


@compiled
def pledge(m, k, size, circles, choices, pairs):
    """Those who committed to domain k at meeting m are bound by it."""
    president, venue, part = choices.president[k], choices.venue[k], 1.0 / circles.scope.shape[1]
    for i in range(size):
        if president[i] != COMMIT or venue[i] != m:
            continue
        circles.pledged[m, k, i] = 1.0
        joint = pairs.joint[i]
        for j in range(size):
            joint[j] += part if j != i and president[j] == COMMIT and venue[j] == m else 0.0


@compiled
def pledge_kept(turn, depth, turnover_lapse, depth_protection):
    """Share of a pledge that survives a change of government, in (0, 1]: exp(-turnover_lapse |turn| (1 - psi delta)).

    The farther a new government stands from its predecessor, and the less authority was delegated, the fewer pledges it keeps.
    Source: Planchart 2025.
    """
    return math.exp(-turnover_lapse * abs(turn) * (1.0 - depth_protection * depth))


@compiled
def pace_of(capacity, stress, implementation, stress_cost):
    """implementation * b max(0, 1 - stress_cost * f): the share of open pledges that a country carries out in a quarter."""
    return implementation * capacity * max(0.0, 1.0 - stress_cost * stress)


@compiled
def carried_out(implemented, pledged, pace, paid):
    """I' = min(F, I + max(0, pace (F - I))), F = paid * P: the share of pledges carried out, one quarter on; of a commitment only
    the part that is paid for is, or stays, carried out.
    """
    funded = paid * pledged
    return min(funded, implemented + max(0.0, pace * (funded - implemented)))


@compiled
def hands_left(forums_at_work, sharing_hands):
    """Pace left to each of n forums in which a country has pledges to carry out on one issue: n^-sharing_hands, in (0, 1].

    At 1 the same hands carry out no more in many forums than in one. Source: Merke et al. 2021, ninth proposal.
    """
    return math.exp(-sharing_hands * math.log(max(1.0, forums_at_work)))


@compiled
def share_hands(p, forums, circles, scratch):
    """Into `scratch.hands`, the pace left to each country in each forum, domain by domain: by the number of forums in which it
    has pledges to carry out.
    """
    scratch.hands[:, :] = 0.0
    for m in range(forums.status.size):
        if forums.status[m] == ACTIVE or forums.status[m] == DORMANT:
            for k in range(scratch.hands.shape[0]):
                if circles.scope[m, k] > 0.0:  # nobody pledges on anything else
                    pledged, implemented, hands = circles.pledged[m, k], circles.implemented[m, k], scratch.hands[k]
                    for i in range(hands.size):
                        hands[i] += 1.0 if pledged[i] > implemented[i] else 0.0
    most = 0.0
    for k in range(scratch.hands.shape[0]):
        for i in range(scratch.hands.shape[1]):
            most = max(most, scratch.hands[k, i])
    for number in range(int(most)):
        scratch.pace_left[number] = hands_left(number + 1.0, p.sharing_hands)
    for k in range(scratch.hands.shape[0]):
        for i in range(scratch.hands.shape[1]):
            at_work = int(scratch.hands[k, i])
            scratch.hands[k, i] = scratch.pace_left[at_work - 1] if at_work > 1 else 1.0


@compiled
def carry_out(p, societies, domains, forums, circles, powers, issues, outlook, meetings, scratch):
    """Phase 6 (model): pledges are carried out or lapse; each forum delivers force * Y(S), S what its members carry out.

    S = sum_j I_j m_j b_j / sum_j m_j over those who sit: I share carried out, m heft, b capacity. Several forums on one domain
    combine as 1 - prod(1 - v). Members that do not take part get the public share.
    """
    size = societies.capacity.size
    issues.delivered[SUMMIT, :, :] = 0.0
    share_hands(p, forums, circles, scratch)
    for i in range(size):
        scratch.able[i] = outlook.heft[i] * societies.capacity[i]
        scratch.pace[i] = pace_of(societies.capacity[i], societies.fiscal_stress[i], p.implementation, p.stress_cost)
    for m in range(forums.status.size):
        if forums.status[m] != ACTIVE and forums.status[m] != DORMANT:
            continue
        paid = programmes_paid(forums.patron_share[m], paid_to(m, p, societies, forums, powers), p.patron_programmes)
        heft = dot(circles.members[m], outlook.heft)
        sitting = heads(circles.members[m])
        mean = dot(circles.members[m], societies.capacity) / sitting if sitting > 0.0 else 1.0
        for i in range(size):
            scratch.fair[i] = equity(societies.capacity[i], mean, circles.economic_model[m, SOCIAL], p.model_equity)
        for k in range(domains.salience.size):
            if circles.scope[m, k] > 0.0:
                work_off(m, k, paid, p, circles, scratch)
                done = brought(circles.members[m], circles.implemented[m, k], scratch.able)
                if done > 0.0 and forums.status[m] == ACTIVE:  # a dormant forum delivers nothing
                    value = meetings.force[m, k] * reach(done / heft, domains.returns[k])
                    free = p.free_riding * domains.publicness[k]
                    hand_out(
                        circles.members[m], circles.implemented[m, k], scratch.fair, value, free, issues.delivered[SUMMIT, k]
                    )


@compiled
def work_off(m, k, paid, p, circles, scratch):
    """Pledges to forum m on domain k and the share of them carried out, a quarter on, where the share `paid` of its programmes is
    paid for. Whoever has pledges works them off, even while suspended.
    """
    pledged, implemented, hands = circles.pledged[m, k], circles.implemented[m, k], scratch.hands[k]
    for i in range(pledged.size):
        pledged[i] *= 1.0 - p.lapse
        implemented[i] = carried_out(implemented[i], pledged[i], scratch.pace[i] * hands[i], paid)


@compiled
def brought(members, implemented, able):
    """What those who sit in a forum bring by what they carry out: sum_j I_j m_j b_j, `able` m_j b_j."""
    done = 0.0
    for i in range(members.size):
        done += members[i] * implemented[i] * able[i]
    return done


@compiled
def hand_out(members, implemented, fair, value, free, delivered):
    """Add what a forum delivers on a domain to each member's (country) `delivered`: all for the share it carries out, `free` for
    the rest, times its fair part (`equity`).
    """
    for i in range(members.size):
        given = (implemented[i] + (1.0 - implemented[i]) * free) * fair[i]
        grown = share(1.0 - (1.0 - delivered[i]) * (1.0 - value * given))
        delivered[i] = grown if members[i] > 0.0 else delivered[i]
