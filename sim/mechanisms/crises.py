"""Crises that divide the region: how they begin, the stance each government takes, and how they end."""

from __future__ import annotations

from concertacion.sim.compiled import compiled
from concertacion.sim.draws import CRISIS_END, CRISIS_ONSET, NOBODY, uniform
from concertacion.sim.mechanisms.arithmetic import bounded, share, toward
from concertacion.sim.mechanisms.elections import enter


@compiled
def onset_hazard(lost, turmoil, crisis_rate):
    """h = rate * 4 lost (0.25 + turmoil): probability a quarter that lost democracy turns into a crisis for the region."""
    return share(crisis_rate * 4.0 * lost * (0.25 + turmoil))


@compiled
def stance_target(x, source, isolation):
    """Stance towards the government in crisis, in [-1, 1]: 1 - 2 |x - y| - isolation / 2; isolation makes others take sides."""
    return bounded(1.0 - 2.0 * abs(x - source) - 0.5 * isolation, -1.0, 1.0)


@compiled
def next_intensity(intensity, isolation, normalisation, crisis_fading, isolation_hardening, normalising):
    """Intensity a quarter on, a share: c' = c (1 - fading - normalising * normalisation) + hardening * isolation * c (1 - c).

    Isolation may harden or soften (hardening has either sign). Source: Continental Solidarity 2023, "Conflict and Diplomacy".
    """
    fading = crisis_fading + normalising * normalisation
    return share(intensity * (1.0 - fading) + isolation_hardening * isolation * intensity * (1.0 - intensity))


@compiled
def update_crises(p, address, pinned, recorded, setting, governments, societies, ties, crises, politics, structure, outlook):
    """Phase 4 (model): crises begin, change and end; trust towards the country in crisis follows.

    A transition (hazard `transition`) ends a crisis with a new government and moves the trust of those who had opposed the old
    one by `transition_gain` (of either sign). While politics is pinned, crises follow the record and nothing ends them.
    Source: Planchart 2025.
    """
    size = setting.keys.size
    for s in range(size):
        key = setting.keys[s]
        if pinned:
            crises.intensity[s] = recorded[s]
        else:
            lost = max(0.0, structure.democracy_centre[s] - societies.democracy[s])
            hazard = onset_hazard(lost, societies.turmoil[s], p.crisis_rate)
            if hazard > 0.0 and crises.intensity[s] < 0.1 and uniform(address, CRISIS_ONSET, key, NOBODY) < hazard:
                crises.intensity[s] = 0.6
        if crises.intensity[s] <= 0.0:
            continue
        if not pinned:
            crises.intensity[s] = next_intensity(
                crises.intensity[s], p.isolation, p.normalisation, p.crisis_fading, p.isolation_hardening, p.normalising
            )
            if crises.intensity[s] < 0.02:
                crises.intensity[s] = 0.0
        for i in range(size):
            if i == s:
                continue
            target = stance_target(governments.ideology[i], governments.ideology[s], p.isolation)
            crises.stance[s, i] = bounded(toward(crises.stance[s, i], target, p.stance_rate), -1.0, 1.0)
            strain = p.isolation * p.isolation_mistrust * crises.intensity[s]
            ease = p.normalisation * p.normalising * crises.intensity[s]
            ties.trust[i, s] = share(ties.trust[i, s] - strain + ease)
            ties.trust[s, i] = share(ties.trust[s, i] - strain + ease)
    for s in range(size):
        if not pinned and crises.intensity[s] > 0.0 and uniform(address, CRISIS_END, setting.keys[s], NOBODY) < p.transition:
            pass_on_power(s, p, governments, societies, ties, crises, politics, structure, outlook)


@compiled
def pass_on_power(s, p, governments, societies, ties, crises, politics, structure, outlook):
    """A democratic transition in s: a government near the country's centre takes over, and those who opposed the old one gain
    trust.
    """
    for i in range(crises.intensity.size):
        if i != s:
            gain = p.transition_gain * max(0.0, -crises.stance[s, i])
            ties.trust[i, s] = share(ties.trust[i, s] + gain)
            ties.trust[s, i] = share(ties.trust[s, i] + gain)
    crises.intensity[s] = 0.0
    before = governments.ideology[s]
    governments.ideology[s] = politics.ideology_centre[s]
    governments.populism[s] = 0.5 * governments.populism[s]
    societies.democracy[s] = share(toward(societies.democracy[s], structure.democracy_centre[s], 0.5))
    enter(s, p, governments.ideology[s] - before, governments, outlook)


@compiled
def division(m, members_attending, intensity, stance):
    """How far crises divide a meeting, in [0, 1]: max over crises of intensity * (spread of stances) / 2.

    `members_attending` is the forum-by-country array of who attends. Source: Merke et al. 2021, fifth reason (Venezuela
    poisoned meetings).
    """
    worst = 0.0
    for s in range(intensity.size):
        if intensity[s] <= 0.0:
            continue
        low, high = 1.0, -1.0
        for i in range(intensity.size):
            if members_attending[m, i] > 0.0 and i != s:
                low = min(low, stance[s, i])
                high = max(high, stance[s, i])
        if high > low:
            worst = max(worst, intensity[s] * 0.5 * (high - low))
    return worst
