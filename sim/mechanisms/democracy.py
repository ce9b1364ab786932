"""Democracy: recovery and erosion, coups, breaks that charters notice, and whom democracy norms protect in the end."""

from __future__ import annotations

import math

from concertacion.sim.compiled import compiled
from concertacion.sim.draws import CHARTER, COUP, NOBODY, SUSPENSION, uniform, uniforms
from concertacion.sim.mechanisms.arithmetic import bounded, logistic, share, toward
from concertacion.sim.mechanisms.membership import serve_suspensions, suspend
from concertacion.sim.state import ACTIVE, DEMOCRACY


@compiled
def erosion(populism, democracy, norm, norm_content, erosion_rate, norm_protection):
    """Loss of democracy a quarter: rate * populism * d * (1 - protection * norm * content), never negative.

    A norm whose content shelters incumbents (content < 0) speeds erosion. Source: Merke et al. 2021, "Democracy and Human
    Rights".
    """
    return max(0.0, erosion_rate * populism * democracy * (1.0 - norm_protection * norm * norm_content))


@compiled
def next_democracy(democracy, centre, eroded, usual, democracy_recovery):
    """d' = d + recovery (centre - d) - (eroded - usual): democracy with this quarter's `erosion`, before breaks.

    `usual` is the erosion that the country's usual populism brings at the long-run level, with the norm of the start: under
    it the long-run level is that of the start, as it is of crime and capacity. Source: arithmetic; recovery assumed.
    """
    return toward(democracy, centre, democracy_recovery) - (eroded - usual)


@compiled
def coup_hazard(turmoil, approval, shield, coup_rate, coup_base, deterrence):
    """h = rate * (base + turmoil) (1 - approval) exp(-deterrence * shield), a probability a quarter. Shield: depth-weighted
    charters. Source: Merke et al. 2021, "Democracy and Human Rights"; form assumed.
    """
    return coup_rate * (coup_base + turmoil) * (1.0 - approval) * math.exp(-deterrence * shield)


@compiled
def detection(fall, lost, common_metric, charter_threshold, charter_ambiguity):
    """Probability that the region notices: logistic((max(fall, metric * lost) - threshold) / ambiguity).

    `fall` is this quarter's loss of democracy, `lost` the loss against the remembered level; without a common metric only the
    sudden part counts. Source: Merke et al. 2021, "Democracy and Human Rights" (no clear metric; abrupt against slow).
    """
    return logistic((max(fall, common_metric * lost) - charter_threshold) / charter_ambiguity)


@compiled
def shield(lo, hi, forums, circles, shields):
    """Into `shields`, the charters that protect countries lo..hi from coups: sum over active forums of depth * vitality."""
    shields[lo:hi] = 0.0
    for m in range(forums.status.size):
        if forums.status[m] == ACTIVE and circles.scope[m, DEMOCRACY] > 0.0:
            strength, members = forums.depth[m] * forums.vitality[m], circles.members[m]
            for i in range(lo, hi):
                shields[i] += members[i] * strength


@compiled
def live_with_democracy(
    lo, hi, p, address, pinned, setting, region, forums, circles, governments, societies, issues, structure, outlook,
    scratch,
):  # fmt: skip
    """Phase 2: democracy of countries lo..hi. A coup marks the country (`takes_office` = 2) for a new leader in phase 3.

    While politics is pinned there are no coups: governments follow the record.
    """
    draws, shields = scratch.draws[0], scratch.draws[1]
    uniforms(address, COUP, setting.keys[lo:hi], NOBODY, draws[lo:hi])
    shield(lo, hi, forums, circles, shields)
    norm, content = issues.norms[DEMOCRACY], region.norm_content[0]
    for i in range(lo, hi):
        before, centre = societies.democracy[i], structure.democracy_centre[i]
        eroded = erosion(governments.populism[i], before, norm, content, p.erosion_rate, p.norm_protection)
        usual = erosion(structure.usual_populism[i], centre, region.usual_norm[0], 1.0, p.erosion_rate, p.norm_protection)
        after = next_democracy(before, centre, eroded, usual, p.democracy_recovery) - outlook.democracy_fall[i]  # of an event
        hazard = coup_hazard(societies.turmoil[i], governments.approval[i], shields[i], p.coup_rate, p.coup_base, p.deterrence)
        if not pinned and draws[i] < hazard:
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
def is_judged(episode, fall, lost, charter_threshold, episode_share):
    """Whether charters judge a country this quarter (1) or not (0): once when a break opens, and again at a fall after it that
    alone reaches the threshold.

    A break opens when a fall reaches episode_share * threshold (sudden), or when what is lost reaches the threshold while
    democracy still falls (slow). Erosion that goes on is one break, however long. Source: Merke et al. 2021, "Democracy and Human
    Rights" (abrupt against slow).
    """
    sudden = fall > 0.0 and fall >= charter_threshold * (1.0 if episode > 0.0 else episode_share)
    slow = fall > 0.0 and lost >= charter_threshold and episode == 0.0
    return 1.0 if sudden or slow else 0.0


@compiled
def next_episode(episode, judged, lost, charter_threshold, episode_share):
    """Whether a break is under way (1) or not (0): from its first judgement until less than episode_share * threshold is lost."""
    return 1.0 if judged > 0.0 or (episode > 0.0 and lost >= episode_share * charter_threshold) else 0.0


@compiled
def action_chance(vitality, content, enforcement, content_pull):
    """Chance of a charter forum acting on a break that was noticed: enforcement * v clip(1 - pull + pull * content), a share.

    `content`, in [-1, 1], is what norms protect: at pull 1 a forum whose norms protect whoever is in office never acts. Source:
    Merke et al. 2021, "Democracy and Human Rights" (norms that protect incumbents).
    """
    return share(enforcement * vitality * (1.0 - content_pull + content_pull * content))


@compiled
def answer_breaks(p, address, follows, setting, region, forums, circles, societies, outlook, fortunes):
    """Phase 7 (model): charters judge breaks, each once; a choice of venues turns the norm towards protecting incumbents.

    A government that takes office ends the break of the one before. A country whose break is noticed is suspended by each charter
    forum it sits in that acts; it regains part of its loss. The more venues there are, the better a loss that is judged and not
    answered is sheltered: 1 - exp(-forum_shopping (venues - 1)). While forums follow the record (`follows`), it says who is
    suspended.
    """
    content = region.norm_content[0]
    enforced, sheltered = 0.0, 0.0
    if not follows:
        serve_suspensions(circles)
    for i in range(setting.keys.size):
        fall, lost = outlook.democracy_fall[i], max(0.0, societies.democracy_memory[i] - societies.democracy[i])
        episode = societies.episode[i] if outlook.takes_office[i] == 0.0 else 0.0
        judged = is_judged(episode, fall, lost, p.charter_threshold, p.episode_share)
        societies.episode[i] = next_episode(episode, judged, lost, p.charter_threshold, p.episode_share)
        fortunes.judged[i] = judged
        if judged == 0.0:
            continue
        noticed = detection(fall, lost, p.common_metric, p.charter_threshold, p.charter_ambiguity)
        seen = uniform(address, CHARTER, setting.keys[i], NOBODY) < noticed
        venues, acts = 0.0, 0.0
        for m in range(forums.status.size):
            if forums.status[m] == ACTIVE and circles.scope[m, DEMOCRACY] > 0.0 and circles.members[m, i] > 0.0:
                venues += 1.0
                chance = action_chance(forums.vitality[m], content, p.enforcement, p.content_pull)
                if seen and uniform(address, SUSPENSION, setting.keys[i], setting.forum_keys[m]) < chance:
                    acts += 1.0
                    if not follows:
                        suspend(m, i, p.suspension_length, circles)
        if acts > 0.0:
            enforced += 1.0
            fortunes.judged[i] = 2.0
            societies.democracy[i] = share(societies.democracy[i] + p.charter_restores * lost)
        elif venues > 0.0:
            sheltered += 1.0 - math.exp(-p.forum_shopping * (venues - 1.0))
    region.norm_content[0] = next_content(content, enforced, sheltered, p.norm_content_rate)
