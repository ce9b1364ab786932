"""Home: approval, turmoil and blame for it, organised crime, capacity of the state, inequality."""

from __future__ import annotations

from concertacion.sim.compiled import compiled
from concertacion.sim.draws import APPROVAL, BLAME, NOBODY, TURMOIL, TURMOIL_SIZE, normal, uniform
from concertacion.sim.mechanisms.arithmetic import share, toward
from concertacion.sim.state import SECURITY


@compiled
def next_approval(
    approval, growth, aspiration, turmoil, crime, noise, approval_growth, approval_wear, approval_reversion, approval_mean,
    approval_turmoil, approval_crime, approval_volatility,
):  # fmt: skip
    """Public approval, a share, one quarter on.

    a' = a + growth_effect (g - aspiration) - wear + reversion (mean - a) - turmoil_effect c - crime_effect k + volatility *
    noise.
    Growth counts relative to expected growth, so a bust after a boom is worse than steadily low growth.
    Source: Merke et al. 2021, "The Troubled Politics" (third reason, the Tocqueville effect).
    """
    change = approval_growth * (growth - aspiration) - approval_wear + approval_reversion * (approval_mean - approval)
    change -= approval_turmoil * turmoil + approval_crime * crime
    return share(approval + change + approval_volatility * noise)


@compiled
def turmoil_hazard(approval, capacity, inequality, turmoil_rate):
    """h = rate * 8 (1 - approval) (1 - capacity) inequality, a probability a quarter in [0, 0.5]. Source: Merke et al.
    2021, section 1.
    """
    return min(0.5, turmoil_rate * 8.0 * (1.0 - approval) * (1.0 - capacity) * inequality)


@compiled
def next_crime(
    crime, centre, capacity, militarisation, delivered, crime_rate, crime_control, militarised_effect, security_return
):
    """Organised crime, a share: it grows where the state is weak, falls with security cooperation; the sign of militarised
    policy is open.

    k' = k + rate * (target - k), target = clip(centre (1 + control (0.5 - capacity)) + effect * militarisation - security *
    delivered).
    Source: Merke et al. 2021, sixth reason and "Security"; Continental Solidarity 2023, "Conflict and Diplomacy".
    """
    target = centre * (1.0 + crime_control * (0.5 - capacity)) + militarised_effect * militarisation - security_return * delivered
    return share(toward(crime, share(target), crime_rate))


@compiled
def next_capacity(capacity, centre, crime, root_aid, capacity_recovery, crime_wear, aid_capacity):
    """b' = b + recovery (centre - b) - wear * crime * b + aid_effect * aid (1 - b): capacity of the state in [0.02, 1].

    Source: Merke et al. 2021, sixth reason (crime wears states down); Keating 2021 (aid at underlying causes).
    """
    change = capacity_recovery * (centre - capacity) - crime_wear * crime * capacity + aid_capacity * root_aid * (1.0 - capacity)
    return max(0.02, share(capacity + change))


@compiled
def live_at_home(lo, hi, p, address, setting, governments, societies, issues, structure, outlook, aid):
    """Phase 2: approval, turmoil, crime, capacity and inequality of countries lo..hi, each from its own row."""
    for i in range(lo, hi):
        key = setting.keys[i]
        governments.approval[i] = next_approval(
            governments.approval[i], outlook.growth[i], societies.aspiration[i], societies.turmoil[i], societies.crime[i],
            normal(address, APPROVAL, key, NOBODY), p.approval_growth, p.approval_wear, p.approval_reversion, p.approval_mean,
            p.approval_turmoil, p.approval_crime, p.approval_volatility,
        )  # fmt: skip
        societies.aspiration[i] = toward(societies.aspiration[i], outlook.growth[i], p.aspiration_rate)
        hazard = turmoil_hazard(governments.approval[i], societies.capacity[i], societies.inequality[i], p.turmoil_rate)
        societies.turmoil[i] *= 1.0 - p.turmoil_fading
        if uniform(address, TURMOIL, key, NOBODY) < hazard:
            outbreak = 0.5 + 0.5 * uniform(address, TURMOIL_SIZE, key, NOBODY)
            societies.turmoil[i] = max(societies.turmoil[i], outbreak)
        delivered = 0.0
        for channel in range(issues.delivered.shape[0]):
            delivered += issues.delivered[channel, SECURITY, i]
        societies.crime[i] = next_crime(
            societies.crime[i], structure.crime_centre[i], societies.capacity[i], p.militarisation, share(delivered),
            p.crime_rate, p.crime_control, p.militarised_effect, p.security_return,
        )  # fmt: skip
        societies.capacity[i] = next_capacity(
            societies.capacity[i], structure.capacity_centre[i], societies.crime[i], aid * p.aid_at_roots, p.capacity_recovery,
            p.crime_wear, p.aid_capacity,
        )  # fmt: skip
        relief = p.inequality_finance + aid * p.aid_at_roots
        societies.inequality[i] = max(0.2, societies.inequality[i] * (1.0 - p.inequality_relief * min(1.0, relief)))


@compiled
def blame_neighbours(lo, hi, p, address, setting, governments, societies, ties, pairs):
    """Phase 2: a government in turmoil may blame the neighbour it stands farthest from, and trusts it less.

    Blame falls with probability blame * turmoil * (0.5 + populism) / 1.5 on argmax_j nearness_ij |x_i - x_j| (ties: the
    smaller key).
    Source: Merke et al. 2021, "The Troubled Politics" (governments in unrest blamed Cuban and Venezuelan operatives).
    """
    for i in range(lo, hi):
        chance = p.blame * societies.turmoil[i] * (0.5 + governments.populism[i]) / 1.5
        if uniform(address, BLAME, setting.keys[i], NOBODY) >= chance:
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
