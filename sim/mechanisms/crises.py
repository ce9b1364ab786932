"""Crises that divide the region: how they begin, the stance each government takes, and how they end."""

from __future__ import annotations

from concertacion.sim.compiled import compiled
from concertacion.sim.draws import CRISIS_END, CRISIS_ONSET, NOBODY, uniform
from concertacion.sim.mechanisms.arithmetic import bounded, share, toward
from concertacion.sim.mechanisms.elections import enter, note_turn

CRISIS_BURNS = 0.1  # from this intensity on, a crisis is under way and no other breaks out in the country (assumed)
CRISIS_OVER = 0.02  # below this intensity, what is left of a crisis is none (assumed)


@compiled
def onset_hazard(lost, turmoil, crisis_rate, crisis_base):
    """h = rate * lost (base + turmoil): probability a quarter that lost democracy turns into a crisis for the region."""
    return share(crisis_rate * lost * (crisis_base + turmoil))


@compiled
def stance_target(x, source, isolation):
    """Stance towards the government in crisis, in [-1, 1]: 1 - 2 |x - y| - isolation / 2; isolation makes others take sides.

    Assumed: neutral at a distance of 0.5, against in full from 1 on.
    """
    return bounded(1.0 - 2.0 * abs(x - source) - 0.5 * isolation, -1.0, 1.0)


@compiled
def next_intensity(intensity, isolation, normalisation, crisis_fading, isolation_hardening, normalising):
    """Intensity a quarter on, a share: c' = c (1 - fading - normalising * normalisation) + hardening * isolation * c (1 - c).

    Isolation may harden or soften (hardening has either sign). Source: Continental Solidarity 2023, "Conflict and Diplomacy".
    """
    fading = crisis_fading + normalising * normalisation
    return share(intensity * (1.0 - fading) + isolation_hardening * isolation * intensity * (1.0 - intensity))


@compiled
def update_crises(
    p, address, pinned, recorded, setting, governments, leanings, societies, ties, crises, structure, outlook, fortunes,
):  # fmt: skip
    """Phase 4 (model): crises begin, change and end; trust towards the country in crisis follows.

    A transition (hazard `transition`) ends a crisis with a new government and moves the trust of those who had opposed the old
    one, in the country and in one another, by `transition_gain` (of either sign). While politics is pinned, crises follow the
    record and nothing ends them. A crisis finds each government where it stands; from then on stances adjust slowly. What each
    government says of the hottest crisis is its backing.
    Source: Planchart 2025.
    """
    size = setting.keys.size
    fortunes.backing[:] = 0.0
    for s in range(size):
        key = setting.keys[s]
        if pinned:
            crises.intensity[s] = recorded[s]
        else:
            lost = max(0.0, structure.democracy_centre[s] - societies.democracy[s])
            hazard = onset_hazard(lost, societies.turmoil[s], p.crisis_rate, p.crisis_base)
            if hazard > 0.0 and crises.intensity[s] < CRISIS_BURNS and uniform(address, CRISIS_ONSET, key, NOBODY) < hazard:
                crises.intensity[s] = p.crisis_onset
        quiet = crises.intensity[s] <= 0.0
        for i in range(size):
            if i != s:
                target = stance_target(governments.ideology[i], governments.ideology[s], p.isolation)
                crises.stance[s, i] = target if quiet else bounded(toward(crises.stance[s, i], target, p.stance_rate), -1.0, 1.0)
        if quiet:
            continue
        if not pinned:
            crises.intensity[s] = next_intensity(
                crises.intensity[s], p.isolation, p.normalisation, p.crisis_fading, p.isolation_hardening, p.normalising
            )
            if crises.intensity[s] < CRISIS_OVER:
                crises.intensity[s] = 0.0
        for i in range(size):
            if i == s:
                continue
            strain = p.isolation * p.isolation_mistrust * crises.intensity[s]
            ease = p.normalisation * p.normalising * crises.intensity[s]
            ties.trust[i, s] = share(ties.trust[i, s] - strain + ease)
            ties.trust[s, i] = share(ties.trust[s, i] - strain + ease)
    for s in range(size):
        if not pinned and crises.intensity[s] > 0.0 and uniform(address, CRISIS_END, setting.keys[s], NOBODY) < p.transition:
            pass_on_power(s, p, address, setting.keys[s], governments, leanings, societies, ties, crises, structure, outlook)
    take_sides(setting, crises, fortunes)


@compiled
def pass_on_power(s, p, address, key, governments, leanings, societies, ties, crises, structure, outlook):
    """A democratic transition in s: a government near the country's centre takes over, and those who backed it gain trust, in s
    and in one another. Source: Planchart 2025, closing section (interdependencies of the countries that have backed the cause).
    """
    size = crises.intensity.size
    for i in range(size):
        for j in range(size):
            if i != j:
                gain = trust_from_transition(support_of(s, i, crises), support_of(s, j, crises), p.transition_gain)
                ties.trust[i, j] = share(ties.trust[i, j] + gain)
    crises.intensity[s] = 0.0
    governments.ideology[s] = leanings.ideology_centre[s]
    governments.populism[s] *= 1.0 - p.transition_depth
    societies.democracy[s] = share(toward(societies.democracy[s], structure.democracy_centre[s], p.transition_depth))
    outlook.takes_office[s] = 1.0
    enter(s, p, address, key, governments, outlook)
    note_turn(s, governments, outlook)


@compiled
def support_of(s, i, crises):
    """How far country i backed a transition in s, a share: as far as it opposed the old government; s itself in full."""
    return 1.0 if i == s else max(0.0, -crises.stance[s, i])


@compiled
def trust_from_transition(support, other_support, transition_gain):
    """Trust that two backers of a transition gain in one another: gain * min(support, other's support), of either sign."""
    return transition_gain * min(support, other_support)


@compiled
def take_sides(setting, crises, fortunes):
    """The stance of each country in the most intense crisis, the smaller key first; its own government backs itself."""
    hottest = -1
    for s in range(crises.intensity.size):
        if crises.intensity[s] > 0.0 and (
            hottest < 0
            or crises.intensity[s] > crises.intensity[hottest]
            or (crises.intensity[s] == crises.intensity[hottest] and setting.keys[s] < setting.keys[hottest])
        ):
            hottest = s
    for i in range(fortunes.backing.size):
        if hottest >= 0:
            fortunes.backing[i] = 1.0 if i == hottest else crises.stance[hottest, i]
