"""Channels: the utility of each way of cooperating to a country in an issue, and the choice among them."""

from __future__ import annotations

import math

from concertacion.sim.compiled import compiled, inlined
from concertacion.sim.draws import CHOICE, SUBNATIONAL, three, threes, uniform
from concertacion.sim.mechanisms.arithmetic import choice_probability, reach
from concertacion.sim.state import DEMOCRACY

NEITHER, JOIN, COMMIT = range(3)  # what a president does on an issue: nothing, join a minilateral group, commit at a summit


@inlined
def exposure(
    visible, toxicity, populism, election_nearness, distance, unprotected, audience, audience_base, electoral_fear,
    friendly_distance, interference,
):  # fmt: skip
    """Cost, in utility, of being seen with others at ideological `distance` (0 to 2): negative beside friends.

    vis (audience * theta (base + n) (1 + fear * nearness) (d - d0) + interference * n d kept): the audience at home, and
    populists who meddle in what they can see; `unprotected`, kept, is the share of officials whom nothing insulates.
    Source: Merke et al. 2021, fourth reason ("The Troubled Politics") and first proposal (low-profile work escapes their ire).
    """
    seen = audience * toxicity * (audience_base + populism) * (1.0 + electoral_fear * election_nearness)
    return visible * (seen * (distance - friendly_distance) + interference * populism * distance * unprotected)


@compiled
def relieved(channel_cost, price, support, friction_relief, hurdle_share):
    """The cost of a channel after support and the removal of hurdles, at least 0: cost * price (1 - support) (1 -
    friction_relief * hurdle_share).
    """
    return channel_cost * price * (1.0 - support) * (1.0 - friction_relief * hurdle_share)


@inlined
def shielded(seen_cost, norm, norm_shield):
    """Cost of being seen at technical work under shared norms: cost (1 - norm_shield * nu); what pays is not hidden.

    Source: Merke et al. 2021, "Successes and Failures" (norms carry work on while governments quarrel).
    """
    return seen_cost * (1.0 - norm_shield * norm) if seen_cost > 0.0 else seen_cost


@compiled
def visibility(channel, visibility_gap):
    """Visibility of a channel: 1 - gap/2 technical, 1 minilateral groups, 1 + gap/2 summits, never below 0; the sign of the gap
    is open. Definition: the gap is the difference between the two ends.
    """
    return max(0.0, 1.0 + 0.5 * visibility_gap * (channel - 1.0))


@inlined
def added_value(salience, with_us, without_us, returns, publicness, free_riding):
    """Value that joining adds: s (Y(c + own) - free_riding * pi * Y(c)); with free_riding 0 nothing comes free. Olson 1965."""
    return salience * (reach(with_us, returns) - free_riding * publicness * reach(without_us, returns))


@inlined
def technical_utility(
    salience, feasible, norm, coverage, capacity, seen_cost, top, subsidy, channel_value, technical_worth, norm_effect,
    cost, rigidity, top_effect,
):  # fmt: skip
    """Utility of bureaucracies working together in an issue.

    U = value * worth * s (kappa / mean kappa) (1 + norm_effect * nu) R - cost (1 + rigidity (1 - b)) - exposure + chi * top +
    subsidy, R the coverage expected with the country's own part (`covered`). chi has either sign. Source: Merke et al. 2021,
    "Successes and Failures" (the undercurrent).
    """
    worth = channel_value * technical_worth * salience * feasible * (1.0 + norm_effect * norm) * coverage
    return worth - cost * (1.0 + rigidity * (1.0 - capacity)) - seen_cost + top_effect * top + subsidy


@inlined
def minilateral_utility(
    salience, companions, own, returns, publicness, seen_cost, subsidy, channel_value, minilateral_worth, free_riding, cost,
):  # fmt: skip
    """U = value * worth * s (Y(c + own) - f pi Y(c)) - cost - exposure + subsidy, f free riding: a small circle of near and
    acceptable countries.
    """
    gain = added_value(salience, companions + own, companions, returns, publicness, free_riding)
    return channel_value * minilateral_worth * gain - cost - seen_cost + subsidy


@compiled
def quarters_kept(interval, lapse):
    """H = 1 + (1 - lapse) + ... + (1 - lapse)^(interval - 1), at least 1: the quarters for which a pledge counts.

    A pledge holds, less what lapses, until its forum meets again; a minilateral group is joined anew each quarter. Each is
    weighed over the quarters that its cost pays for. Source: assumed.
    """
    kept, holds = 0.0, 1.0
    for _ in range(max(1, int(interval))):
        kept += holds
        holds *= 1.0 - lapse
    return kept


@inlined
def summit_utility(
    salience, expected, own, agreement, force, kept, returns, publicness, seen_cost, stress, subsidy, channel_value, free_riding,
    cost, stress_cost,
):  # fmt: skip
    """U = value * A * force * H s (Y(c + own) - free_riding * pi Y(c)) - cost (1 + stress_cost * stress) - exposure + subsidy,
    H (`kept`) the quarters for which a pledge counts.
    """
    gain = added_value(salience, expected + own, expected, returns, publicness, free_riding)
    return channel_value * agreement * force * kept * gain - cost * (1.0 + stress_cost * stress) - seen_cost + subsidy


@compiled
def acceptability(distance, trust, minilateral_distance, minilateral_trust):
    """How acceptable a partner is, in [0, 1]: clip(1 - minilateral_distance * |x_i - x_j| + minilateral_trust (tau - 0.5)).

    Form, and 0.5 as the trust that makes no difference, assumed.
    """
    return min(1.0, max(0.0, 1.0 - minilateral_distance * distance + minilateral_trust * (trust - 0.5)))


@inlined
def happens(u, utility):
    """Whether the draw u takes the first of two options: u < logistic(U), as u (1 + exp(-U)) < 1, which spares a division."""
    return u * (1.0 + math.exp(min(-utility, 700.0))) < 1.0  # no draw is small enough to tell larger ones apart (bound)


@inlined
def nested_choice(u, v, minilateral, commit, can_commit, rationality, nest):
    """The president's choice: 0 neither, 1 minilateral group, 2 commit, from uniforms u (engage?) and v (how?).

    Nested logit with the two engagements in one nest of scale `nest` in (0, 1] (McFadden 1978); neither is worth 0.
    """
    worth, behind, commits = rationality * minilateral, 0.0, False
    if can_commit:
        a, b = worth / nest, rationality * commit / nest
        behind = math.exp(-abs(a - b))  # weight of the lesser engagement where the greater has 1
        worth = nest * (max(a, b) + math.log(1.0 + behind))
        commits = v * (1.0 + behind) < (1.0 if b >= a else behind)
    return (COMMIT if commits else JOIN) if happens(u, worth) else NEITHER


@compiled
def one_channel(u, technical, minilateral, commit, can_commit, rationality):
    """Variant `exclusive`: one of neither (0), minilateral group (1), commit (2), technical (3) by a multinomial logit;
    neither is worth 0.
    """
    a, b, c = rationality * minilateral, rationality * commit, rationality * technical
    high = max(0.0, max(a, c))
    if can_commit:
        high = max(high, b)
    neither, minilaterals, works = math.exp(-high), math.exp(a - high), math.exp(c - high)
    commits = math.exp(b - high) if can_commit else 0.0
    mark = u * (neither + minilaterals + commits + works)
    if mark < neither:
        return NEITHER
    if mark < neither + minilaterals:
        return JOIN
    return COMMIT if mark < neither + minilaterals + commits else 3


@compiled
def pick(domain, utilities, available, p, address, key):
    """The choice of a country in a domain: (technical 0/1, president 0/1/2).

    `utilities` and `available` are in the order of the channels. This is what a user's `Country.choose` replaces.
    """
    t, u, v = three(address, CHOICE, key, domain)
    return decide(t, u, v, utilities, available, p)


@inlined
def decide(t, u, v, utilities, available, p):
    """The choice, given the utilities and draws t (technical work?), u (does the president engage?) and v (how?)."""
    if available[0] == 0.0:  # nobody to cooperate with
        return 0, NEITHER
    can_commit = available[2] > 0.0
    if p.channels > 0.5:
        option = one_channel(u, utilities[0], utilities[1], utilities[2], can_commit, p.rationality)
        return (1, NEITHER) if option == 3 else (0, option)
    technical = 1 if happens(t, p.rationality * utilities[0]) else 0
    return technical, nested_choice(u, v, utilities[1], utilities[2], can_commit, p.rationality, p.nest)


@compiled
def choose(lo, hi, p, address, setting, choices, scratch):
    """Phase 5: the choices of countries lo..hi from the utilities weighed before."""
    keys = setting.keys[lo:hi]
    for k in range(choices.technical.shape[0]):
        threes(address, CHOICE, keys, k, scratch.draws[0, lo:hi], scratch.draws[1, lo:hi], scratch.draws[2, lo:hi])
        for i in range(lo, hi):
            options = (choices.utility[0, k, i], choices.utility[1, k, i], choices.utility[2, k, i])
            available = (choices.partners[i], choices.partners[i], 1.0 if choices.venue[k, i] >= 0 else 0.0)
            technical, president = decide(scratch.draws[0, i], scratch.draws[1, i], scratch.draws[2, i], options, available, p)
            choices.technical[k, i] = technical
            choices.president[k, i] = president


@compiled
def choose_locally(lo, hi, p, address, setting, issues, choices):
    """Phase 5: cities and provinces of countries lo..hi act on their own, if the subnational channel is open; so do courts and
    officials who defend democracy, whatever their government wants.

    Officials work on democracy with probability max(P, courts * nu), P the choice of the government: its own draw of the choice
    decides (in variant `exclusive`, another). Source: Merke et al. 2021, "Democracy and Human Rights".
    """
    choices.local[:, lo:hi] = 0.0
    bold = p.courts * issues.norms[DEMOCRACY]
    for i in range(lo, hi):
        if bold > 0.0 and uniform(address, CHOICE, setting.keys[i], DEMOCRACY) < bold * choices.partners[i]:
            choices.technical[DEMOCRACY, i] = 1
        if p.subnational <= 0.0:
            continue
        for k in range(choices.local.shape[0]):
            will = p.subnational * choice_probability(p.rationality, choices.local_utility[k, i]) * choices.partners[i]
            choices.local[k, i] = 1.0 if uniform(address, SUBNATIONAL, setting.keys[i], k) < will else 0.0
