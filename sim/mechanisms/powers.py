"""Powers from outside: posture, trust in them, dependence on them, and how each country aligns between them.

Any number of powers, in the order of their positions: the first leads, the second rivals it, the others stand between.
"""

from __future__ import annotations

import math

from concertacion.sim.compiled import compiled
from concertacion.sim.draws import NOBODY, POWER_TURN, uniform
from concertacion.sim.mechanisms.arithmetic import bounded, share, toward
from concertacion.sim.state import ACTIVE, POLITICAL_MODELS

LEADING, RIVAL = 0, 1  # rows of the powers
ACQUIESCENT, COUNTER_HEGEMONIC = POLITICAL_MODELS.index("acquiescent"), POLITICAL_MODELS.index("counter_hegemonic")


@compiled
def engagement_in_office(mean, phase, engagement, alternation, willingness, home_cap):
    """Engagement of an administration, a share: clip(mean * engagement + alternation * phase) capped by will at home.

    cap = 1 - home_cap (1 - willingness). `phase` is +1 or -1, so alternation leaves the mean. Source: Keating 2021
    (priorities at home).
    """
    return min(share(mean * engagement + alternation * phase), 1.0 - home_cap * (1.0 - willingness))


@compiled
def next_power_trust(
    trust, engagement, pressure, reliability, surprise, distance, power_trust_rate, surprise_cost, power_affinity
):
    """t' = t + rate (target - t), target = clip(0.5 + 0.5 engagement * reliability - 0.5 pressure - cost * surprise
    + affinity (0.5 - distance / 2)), distance |x - y| between the two governments.

    Source: Keating 2021 (unpredictable policies are paid for in trust); Planchart 2025 (unreliability). The middle of trust and
    the halves are assumed: full engagement lifts it to 1, full pressure takes it to 0.
    """
    liked = power_affinity * (0.5 - 0.5 * distance)
    target = share(0.5 + 0.5 * engagement * reliability - 0.5 * pressure - surprise_cost * surprise + liked)
    return share(toward(trust, target, power_trust_rate))


@compiled
def next_dependence(dependence, engagement, rival_engagement, price, exposure, dependence_rate, courtship, china_demand):
    """d' = d + rate (courtship (engagement (1 - d) - rival * d) + demand * exposure * price), a share.

    Engagement draws a country in, the other power's competing engagement draws it out. Source: Keating 2021 (competing
    engagement); Merke et al. 2021, "Economic Integration" (demand for commodities).
    """
    change = courtship * (engagement * (1.0 - dependence) - rival_engagement * dependence) + china_demand * exposure * price
    return share(dependence + dependence_rate * change)


@compiled
def next_surprise(surprise, change, surprise_fading, announced):
    """Memory of unannounced turns, a share: u' = u (1 - fading) + max(0, -D) + (1 - announced) max(0, D), D the change of
    engagement.

    A power that re-engages says so beforehand; one that turns away does not. Source: Keating 2021 (trust, transparency,
    reliability against unpredictable policies).
    """
    return min(1.0, surprise * (1.0 - surprise_fading) + max(0.0, -change) + (1.0 - announced) * max(0.0, change))


@compiled
def alignment_speed(paid, alignment_rate, inducement_rate):
    """Speed of alignment, 1/quarter: max(rate, inducement rate) while it is paid for, else its own. Source: Keating 2021 (a
    competing engagement programme).
    """
    return max(alignment_rate, inducement_rate) if paid > 0.0 else alignment_rate


@compiled
def aligned(
    alignment, pull, models, region_mean, autonomy, speed, great_power_rivalry, joint_hedging, alignment_sharpness,
    model_alignment, autonomy_shield,
):  # fmt: skip
    """Next alignment, in [-1, 1], at `speed` a quarter towards
    (1 - shield * autonomy) (1 - h) (tanh(sharpness * rivalry * pull) + model_alignment * models + h * mean).

    `pull` is dependence weighed by trust, sum over powers by their position, plus ideology and what is paid; `models` is what
    the political models of the country's forums stand for. Joint hedging h holds the region together and near the middle: at
    h = 1 nobody aligns. A tradition of autonomy keeps a country from aligning, whoever governs.
    Sources: Merke et al. 2021, sixth proposal; Briceño-Ruiz 2018, "Models of political cooperation".
    """
    drawn = math.tanh(alignment_sharpness * great_power_rivalry * pull) + model_alignment * models
    target = (1.0 - autonomy_shield * autonomy) * (1.0 - joint_hedging) * (drawn + joint_hedging * region_mean)
    return bounded(toward(alignment, target, speed), -1.0, 1.0)


@compiled
def forums_stand_for(i, forums, circles):
    """Where the political models of a country's forums pull it, in [-1, 1]: mean over its active forums of (acquiescent -
    counter-hegemonic) * vitality; 0 where it sits in none.

    Acquiescent blocs converge with the hegemon, counter-hegemonic ones confront it; autonomists do neither. Source: Briceño-Ruiz
    2018, "Models of political cooperation".
    """
    stand, count = 0.0, 0.0
    for m in range(forums.status.size):
        if forums.status[m] == ACTIVE:
            acquiescent, counter = circles.political_model[m, ACQUIESCENT], circles.political_model[m, COUNTER_HEGEMONIC]
            stand += circles.members[m, i] * ((acquiescent - counter) * forums.vitality[m])
            count += circles.members[m, i]
    return stand / count if count > 0.0 else 0.0


@compiled
def next_standard(standard, alignment, neighbours, standard_rate, lock_in, standard_coordination):
    """Technological sphere, in [-1, 1]: s' = s + rate (tanh(lock_in * s + a + coordination * neighbours) - s).

    Above lock_in 1 the sphere feeds itself and early choices stay. Source: Merke et al. 2021, "Managing the Return of Great
    Power Politics".
    """
    target = math.tanh(lock_in * standard + alignment + standard_coordination * neighbours)
    return bounded(toward(standard, target, standard_rate), -1.0, 1.0)


@compiled
def set_posture(p, address, pinned, posture, powers, administrations):
    """Phase 1 (model): posture of the powers; `posture` (power, six) is the record's, used while politics is pinned."""
    for q in range(powers.engagement.size):
        before = powers.engagement[q]
        if pinned:
            powers.ideology[q] = posture[q, 0]
            powers.mean_engagement[q] = posture[q, 1]
            powers.mean_pressure[q] = posture[q, 2]
            powers.reliability[q] = posture[q, 3]
            powers.framing[q] = posture[q, 4]
            powers.willingness[q] = posture[q, 5]
        if administrations.term[q] > 0.0:
            powers.countdown[q] -= 1.0
            if powers.countdown[q] <= 0.0:
                powers.countdown[q] = administrations.term[q]
                if uniform(address, POWER_TURN, q + 1, NOBODY) < p.power_turnover:
                    powers.phase[q] = -powers.phase[q]
                    if not pinned:
                        powers.ideology[q] = -powers.ideology[q]
        leads = q == LEADING
        scale = p.engagement if leads else (p.rival_engagement if q == RIVAL else 1.0)
        steady = p.alternation if leads else 0.0
        pushed = p.pressure if leads else 0.0
        powers.engagement[q] = engagement_in_office(
            powers.mean_engagement[q], powers.phase[q], scale, steady, will_at_home(q, p, powers), p.home_cap
        )
        powers.pressure[q] = share(powers.mean_pressure[q] + pushed)
        powers.surprise[q] = next_surprise(powers.surprise[q], powers.engagement[q] - before, p.surprise_fading, p.announced)


@compiled
def will_at_home(q, p, powers):
    """Will at home of power q to act abroad, a share: on record, and what the lever adds in the leading power alone."""
    return share(powers.willingness[q] + (p.home_will if q == LEADING else 0.0))


@compiled
def reliability_of(q, p, powers):
    """How far power q keeps what it announces, a share: on record, less what the lever takes from the leading power."""
    return share(powers.reliability[q] - (p.unreliability if q == LEADING else 0.0))


@compiled
def depends(q, i, regard):
    """Whether country i has ties with power q that can grow or shrink: with the leading power and its rival always, with others
    where it depends on them at all.
    """
    return q <= RIVAL or regard.dependence[q, i] > 0.0


@compiled
def face_powers(
    lo, hi, p, setting, region, governments, standing, forums, circles, powers, regard, structure, fortunes, mean_alignment,
):  # fmt: skip
    """Phase 4: trust in the powers, dependence on them and alignment of countries lo..hi.

    What the leading power pays for alignment, inducement * addressed * reliability, adds to its pull.
    """
    count = powers.engagement.size
    for i in range(lo, hi):
        paid = p.inducement * standing.addressed[i]
        pull = p.ideology_alignment * governments.ideology[i]
        for q in range(count):
            reliable = reliability_of(q, p, powers)
            regard.trust[q, i] = next_power_trust(
                regard.trust[q, i], powers.engagement[q], powers.pressure[q], reliable, powers.surprise[q],
                abs(governments.ideology[i] - powers.ideology[q]), p.power_trust_rate, p.surprise_cost, p.power_affinity,
            )  # fmt: skip
            if depends(q, i, regard):
                competing = 0.0
                for other in range(count):
                    if other != q and depends(other, i, regard):
                        competing = max(competing, powers.engagement[other])
                regard.dependence[q, i] = next_dependence(
                    regard.dependence[q, i], powers.engagement[q], competing, region.price[0], structure.commodity_exposure[i],
                    p.dependence_rate, p.courtship, p.china_demand if q == RIVAL else 0.0,
                )  # fmt: skip
            pull += setting.axis[q] * regard.dependence[q, i] * regard.trust[q, i]
            if q == LEADING:
                pull += setting.axis[q] * paid * reliable
        standing.alignment[i] = aligned(
            standing.alignment[i], pull, forums_stand_for(i, forums, circles), mean_alignment, standing.autonomy[i],
            alignment_speed(paid, p.alignment_rate, p.inducement_rate), p.great_power_rivalry, p.joint_hedging,
            p.alignment_sharpness, p.model_alignment, p.autonomy_shield,
        )  # fmt: skip


@compiled
def choose_standards(lo, hi, p, standing, pairs):
    """Phase 4: technological spheres of countries lo..hi, from the alignments of those who matter to them."""
    for i in range(lo, hi):
        neighbours = 0.0
        for j in range(pairs.nearness.shape[1]):
            neighbours += pairs.nearness[i, j] * standing.alignment[j]
        standing.standard[i] = next_standard(
            standing.standard[i], standing.alignment[i], neighbours, p.standard_rate, p.lock_in, p.standard_coordination
        )


@compiled
def mean_of(values):
    """Mean of an array, summed in order."""
    total = 0.0
    for value in values:
        total += value
    return total / values.size
