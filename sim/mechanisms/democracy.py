"""Democracy: recovery and erosion, coups, breaks that charters notice, and whom democracy norms protect in the end."""

from __future__ import annotations

import math

from concertacion.sim.compiled import compiled
from concertacion.sim.draws import CHARTER, COUP, NOBODY, SUSPENSION, uniform
from concertacion.sim.mechanisms.arithmetic import bounded, logistic, share, toward
from concertacion.sim.state import ACTIVE, DEMOCRACY


@compiled
def erosion(populism, democracy, norm, norm_content, erosion_rate, norm_protection):
    """Loss of democracy a quarter: rate * populism * d * (1 - protection * norm * content), never negative.

    A norm whose content shelters incumbents (content < 0) speeds erosion. Source: Merke et al. 2021, "Democracy and Human
    Rights".
    """
    return max(0.0, erosion_rate * populism * democracy * (1.0 - norm_protection * norm * norm_content))


@compiled
def coup_hazard(turmoil, approval, shield, coup_rate, deterrence):
    """h = rate * (0.2 + turmoil) (1 - approval) exp(-deterrence * shield), a probability a quarter. Shield: depth-weighted
    charters.
    """
    return coup_rate * (0.2 + turmoil) * (1.0 - approval) * math.exp(-deterrence * shield)


@compiled
def detection(fall, lost, common_metric, charter_threshold, charter_ambiguity):
    """Probability that the region notices: logistic((max(fall, metric * lost) - threshold) / ambiguity).

    `fall` is this quarter's loss of democracy, `lost` the loss against the remembered level; without a common metric only the
    sudden part counts. Source: Merke et al. 2021, "Democracy and Human Rights" (no clear metric; abrupt against slow).
    """
    return logistic((max(fall, common_metric * lost) - charter_threshold) / charter_ambiguity)


@compiled
def live_with_democracy(
    lo, hi, p, address, pinned, setting, region, forums, circles, governments, societies, issues, structure, outlook,
):  # fmt: skip
    """Phase 2: democracy of countries lo..hi. A coup marks the country (`takes_office` = 2) for a new leader in phase 3.

    While politics is pinned there are no coups: governments follow the record.
    """
    for i in range(lo, hi):
        before = societies.democracy[i]
        after = toward(before, structure.democracy_centre[i], p.democracy_recovery) - outlook.democracy_fall[i]  # of an event
        after -= erosion(
            governments.populism[i], before, issues.norms[DEMOCRACY], region.norm_content[0], p.erosion_rate, p.norm_protection
        )
        shield = 0.0
        for m in range(forums.status.size):
            if forums.status[m] == ACTIVE and circles.scope[m, DEMOCRACY] > 0.0 and circles.members[m, i] > 0.0:
                shield += forums.depth[m] * forums.vitality[m]
        hazard = coup_hazard(societies.turmoil[i], governments.approval[i], shield, p.coup_rate, p.deterrence)
        if not pinned and uniform(address, COUP, setting.keys[i], NOBODY) < hazard:
            after *= 1.0 - p.coup_size
            outlook.takes_office[i] = 2.0
        societies.democracy[i] = share(after)
        outlook.democracy_fall[i] = max(0.0, before - societies.democracy[i])
        societies.democracy_memory[i] = toward(societies.democracy_memory[i], societies.democracy[i], p.democracy_memory_rate)


@compiled
def next_content(content, enforced, sheltered, norm_content_rate):
    """Content of the democracy norm, in [-1, 1]: c' = c + rate (enforced (1 - c) - sheltered (1 + c)), bounded.

    `enforced` counts the countries called to order this quarter; `sheltered` adds up how well venues sheltered the others.
    """
    return bounded(content + norm_content_rate * (enforced * (1.0 - content) - sheltered * (1.0 + content)), -1.0, 1.0)


@compiled
def answer_breaks(p, address, setting, region, forums, circles, societies, standing, outlook):
    """Phase 7 (model): charters answer breaks that they notice; a choice of venues turns the norm towards protecting incumbents.

    A noticed country is suspended, from all its forums, if any charter forum it belongs to acts, each with probability
    enforcement * vitality (0.6 + 0.4 content); it regains part of its loss. The more venues there are, the better an unanswered
    loss is sheltered: 1 - exp(-forum_shopping (venues - 1)).
    """
    content = region.norm_content[0]
    enforced, sheltered = 0.0, 0.0
    for i in range(setting.keys.size):
        key = setting.keys[i]
        standing.suspended[i] = max(0.0, standing.suspended[i] - 1.0)
        lost = max(0.0, societies.democracy_memory[i] - societies.democracy[i])
        if max(lost, outlook.democracy_fall[i]) < 0.2 * p.charter_threshold:
            continue
        noticed = detection(outlook.democracy_fall[i], lost, p.common_metric, p.charter_threshold, p.charter_ambiguity)
        seen = uniform(address, CHARTER, key, NOBODY) < noticed
        venues = 0.0
        acts = False
        for m in range(forums.status.size):
            if forums.status[m] == ACTIVE and circles.scope[m, DEMOCRACY] > 0.0 and circles.members[m, i] > 0.0:
                venues += 1.0
                chance = p.enforcement * forums.vitality[m] * (0.6 + 0.4 * content)
                if seen and uniform(address, SUSPENSION, key, setting.forum_keys[m]) < chance:
                    acts = True
        if acts:
            enforced += 1.0
            standing.suspended[i] = p.suspension_length
            societies.democracy[i] = share(societies.democracy[i] + p.charter_restores * lost)
        elif venues > 0.0:
            sheltered += 1.0 - math.exp(-p.forum_shopping * (venues - 1.0))
    region.norm_content[0] = next_content(content, enforced, sheltered, p.norm_content_rate)
