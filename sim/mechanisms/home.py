"""Home: approval, grievance, turmoil and blame for it, organised crime, capacity of the state, inequality."""

from __future__ import annotations

from concertacion.sim.compiled import compiled
from concertacion.sim.draws import APPROVAL, BLAME, NOBODY, TURMOIL, TURMOIL_SIZE, normals, uniform, uniforms
from concertacion.sim.mechanisms.arithmetic import share, toward
from concertacion.sim.mechanisms.pressure import load_of
from concertacion.sim.state import SECURITY

LEAST_GINI = 0.2  # below the lowest on record anywhere, 0.24 (World Bank)


@compiled
def next_approval(
    approval, growth, aspiration, turmoil, crime, load, noise, approval_growth, approval_wear, approval_reversion, approval_mean,
    approval_turmoil, approval_crime, overload_cost, approval_volatility,
):  # fmt: skip
    """Public approval, a share, one quarter on.

    a' = a + growth_effect (g - aspiration) - wear + reversion (mean - a) - turmoil_effect c - crime_effect k
    - overload_cost max(0, min(load, 3) - 1) + volatility * noise.
    Growth counts relative to expected growth, so a bust after a boom is worse than steadily low growth. Displaced people cost
    approval beyond what the country absorbs (load 1), up to three times that (assumed).
    Source: Merke et al. 2021, "The Troubled Politics" (third reason, the Tocqueville effect) and "Migration" (domestic pressure).
    """
    change = approval_growth * (growth - aspiration) - approval_wear + approval_reversion * (approval_mean - approval)
    change -= approval_turmoil * turmoil + approval_crime * crime + overload_cost * max(0.0, min(load, 3.0) - 1.0)
    return share(approval + change + approval_volatility * noise)


@compiled
def grievance(approval, turmoil, inequality, approval_mean):
    """Grievance against those who govern, a share: 2 inequality (0.5 max(0, mean - a) / mean + 0.5 c).

    Halves: missing approval and turmoil count alike; 2 inequality is 1 at a Gini of one half.
    Source: Merke et al. 2021, "The Troubled Politics" (third reason: anger, persistent inequality, populists who rail against
    the establishment); form assumed.
    """
    return share(2.0 * inequality * (0.5 * max(0.0, approval_mean - approval) / approval_mean + 0.5 * turmoil))


@compiled
def turmoil_hazard(approval, capacity, inequality, symptom_aid, turmoil_rate, aid_relief):
    """h = rate (1 - approval) (1 - capacity) inequality (1 - relief * aid at symptoms), a probability a quarter in [0, 0.5]
    (bound).

    Sources: Merke et al. 2021, section 1; Keating 2021, "Biden Plan" (symptoms of insecurity).
    """
    hazard = turmoil_rate * (1.0 - approval) * (1.0 - capacity) * inequality
    return min(0.5, hazard * (1.0 - aid_relief * symptom_aid))


@compiled
def outbreak_size(draw, outbreak):
    """Size of an outbreak of turmoil, a share between `outbreak` and 1: outbreak + (1 - outbreak) draw. Assumed."""
    return outbreak + (1.0 - outbreak) * draw


@compiled
def next_crime(
    crime, centre, weaker, militarisation, further, root_aid, crime_rate, crime_control, militarised_effect, security_return,
    aid_crime,
):  # fmt: skip
    """Organised crime, a share: it grows where the state weakens, falls with more security cooperation; the sign of militarised
    policy is open.

    k' = k + rate * (target - k), target = clip(centre (1 + control * weaker) + effect * militarisation - security * further
    - aid_crime * aid at roots). `weaker` is the state's long-run capacity less its capacity, `further` what is delivered on
    security beyond what was usual: the long-run level is that of the start, with the state and the cooperation of the start.
    Source: Merke et al. 2021, sixth reason and "Security"; Continental Solidarity 2023, "Conflict and Diplomacy"; Keating 2021,
    "Biden Plan" (aid at the roots of insecurity).
    """
    target = centre * (1.0 + crime_control * weaker) + militarised_effect * militarisation - security_return * further
    return toward(crime, share(target - aid_crime * root_aid), crime_rate)


@compiled
def next_relief(relief, symptom_aid, crime_rate, aid_crime):
    """Crime that aid at symptoms holds down: aid_crime * aid at once; when there is less, it comes back at crime's own rate.

    R' = max(aid_crime * aid, (1 - rate) R). Source: Keating 2021, "Biden Plan" (not just the symptoms); form assumed.
    """
    return max(aid_crime * symptom_aid, (1.0 - crime_rate) * relief)


@compiled
def next_capacity(capacity, centre, crime, usual_crime, root_aid, capacity_recovery, crime_wear, aid_capacity):
    """b' = b + recovery (centre - b) - wear (crime * b - usual crime * centre) + aid_effect * aid (1 - b): capacity of the state
    in [0.02, 1] (bound: the assumed least). At the crime of the start its long-run level is that of the start.

    Source: Merke et al. 2021, sixth reason (crime wears states down); Keating 2021 (aid at underlying causes).
    """
    worn = crime_wear * (crime * capacity - usual_crime * centre)
    change = capacity_recovery * (centre - capacity) - worn + aid_capacity * root_aid * (1.0 - capacity)
    return max(0.02, share(capacity + change))


@compiled
def live_at_home(
    lo, hi, p, address, setting, governments, societies, standing, issues, structure, outlook, fortunes, scratch,
):  # fmt: skip
    """Phase 2: aspiration, approval, turmoil, crime, capacity and inequality of countries lo..hi, each from its own row."""
    draws, noise = scratch.draws[0], scratch.draws[1]
    normals(address, APPROVAL, setting.keys[lo:hi], NOBODY, noise[lo:hi], draws[lo:hi])
    uniforms(address, TURMOIL, setting.keys[lo:hi], NOBODY, draws[lo:hi])
    for i in range(lo, hi):
        key = setting.keys[i]
        root_aid, symptom_aid = fortunes.aid[i] * p.aid_at_roots, fortunes.aid[i] * (1.0 - p.aid_at_roots)
        governments.approval[i] = next_approval(
            governments.approval[i], outlook.growth[i], societies.aspiration[i], societies.turmoil[i], societies.crime[i],
            load_of(i, p, societies, standing, issues), noise[i], p.approval_growth,
            p.approval_wear, p.approval_reversion, p.approval_mean, p.approval_turmoil, p.approval_crime, p.overload_cost,
            p.approval_volatility,
        )  # fmt: skip
        societies.aspiration[i] = toward(societies.aspiration[i], outlook.growth[i], p.aspiration_rate)
        hazard = turmoil_hazard(
            governments.approval[i], societies.capacity[i], societies.inequality[i], symptom_aid, p.turmoil_rate, p.aid_relief
        )
        societies.turmoil[i] *= 1.0 - p.turmoil_fading
        if draws[i] < hazard:
            size = outbreak_size(uniform(address, TURMOIL_SIZE, key, NOBODY), p.outbreak)
            societies.turmoil[i] = max(societies.turmoil[i], size)
        fortunes.grievance[i] = grievance(governments.approval[i], societies.turmoil[i], societies.inequality[i], p.approval_mean)
        delivered = 0.0
        for channel in range(issues.delivered.shape[0]):
            delivered += issues.delivered[channel, SECURITY, i]
        unrelieved = next_crime(
            societies.crime[i] + societies.relief[i], structure.crime_centre[i],
            structure.capacity_centre[i] - societies.capacity[i], p.militarisation, share(delivered) - societies.secured[i],
            root_aid, p.crime_rate, p.crime_control, p.militarised_effect, p.security_return, p.aid_crime,
        )  # fmt: skip
        societies.relief[i] = min(unrelieved, next_relief(societies.relief[i], symptom_aid, p.crime_rate, p.aid_crime))
        societies.crime[i] = share(unrelieved - societies.relief[i])
        societies.capacity[i] = next_capacity(
            societies.capacity[i], structure.capacity_centre[i], societies.crime[i], structure.crime_centre[i], root_aid,
            p.capacity_recovery, p.crime_wear, p.aid_capacity,
        )  # fmt: skip
        redress = p.inequality_finance + root_aid
        societies.inequality[i] = max(LEAST_GINI, societies.inequality[i] * (1.0 - p.inequality_relief * min(1.0, redress)))


@compiled
def blame_chance(turmoil, populism, blame, blame_base):
    """P(a government blames a neighbour) = blame * turmoil * (base + populism) / (1 + base). Source: as `blame_neighbours`."""
    return blame * turmoil * (blame_base + populism) / (1.0 + blame_base)


@compiled
def blame_neighbours(lo, hi, p, address, setting, governments, societies, ties, pairs, scratch):
    """Phase 2: a government in turmoil may blame the neighbour it stands farthest from, and trusts it less.

    Blame falls with probability blame * turmoil * (base + populism) / (1 + base) on argmax_j nearness_ij |x_i - x_j| (ties: the
    smaller key).
    Source: Merke et al. 2021, "The Troubled Politics" (governments in unrest blamed Cuban and Venezuelan operatives).
    """
    draws = scratch.draws[0]
    uniforms(address, BLAME, setting.keys[lo:hi], NOBODY, draws[lo:hi])
    for i in range(lo, hi):
        if draws[i] >= blame_chance(societies.turmoil[i], governments.populism[i], p.blame, p.blame_base):
            continue
        worst = 0.0
        scapegoat = -1
        for j in range(setting.keys.size):
            far = pairs.nearness[i, j] * abs(governments.ideology[i] - governments.ideology[j])
            if far > worst or (far == worst and scapegoat >= 0 and setting.keys[j] < setting.keys[scapegoat]):
                worst = far
                scapegoat = j
        if scapegoat >= 0:
            ties.trust[i, scapegoat] *= 1.0 - p.blame_damage
