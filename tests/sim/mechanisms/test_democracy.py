import math
from types import SimpleNamespace as Theme

import numpy as np
import pytest

from concertacion.sim.draws import Address
from concertacion.sim.mechanisms import democracy
from concertacion.sim.mechanisms.democracy import (
    action_chance,
    answer_breaks,
    coup_hazard,
    detection,
    erosion,
    is_judged,
    next_content,
    next_democracy,
    next_episode,
)
from concertacion.sim.state import ACTIVE, DEMOCRACY, FULL

pytestmark = pytest.mark.interpreted

ERODING = dict(populism=0.5, democracy=0.8, norm=0.5, norm_content=1.0, erosion_rate=0.02, norm_protection=0.6)
RECOVERING = dict(democracy=0.6, centre=0.8, eroded=0.006, usual=0.004, democracy_recovery=0.02)
NOTICED = dict(fall=0.1, lost=0.3, common_metric=0.0, charter_threshold=0.1, charter_ambiguity=0.1)
CONTENT = dict(content=0.5, enforced=2.0, sheltered=0.5, norm_content_rate=0.02)
BROKEN = dict(episode=0.0, fall=0.02, lost=0.05, charter_threshold=0.1, episode_share=0.5)
UNDER_WAY = dict(episode=1.0, judged=0.0, lost=0.06, charter_threshold=0.1, episode_share=0.5)
MANY = {"content": (-1, 1), "enforced": (0, 33), "sheltered": (0, 33)}  # every country of the largest world at once

KNOWN = [
    (erosion, ERODING, 0.0056),  # 0.02 * 0.5 * 0.8 * (1 - 0.3)
    (erosion, ERODING | dict(norm_content=0.5), 0.0068),
    (erosion, ERODING | dict(norm_content=-1.0), 0.0104),  # a norm that shelters incumbents speeds it
    (erosion, ERODING | dict(norm_protection=0.0), 0.008),
    (erosion, ERODING | dict(populism=0.0), 0.0),
    # 0.6 + 0.02 * 0.2 - (0.006 - 0.004), and at home where populism is as usual
    (next_democracy, RECOVERING, 0.602),
    (next_democracy, RECOVERING | dict(eroded=0.004), 0.604),
    (next_democracy, RECOVERING | dict(democracy=0.8, eroded=0.004), 0.8),
    (next_democracy, RECOVERING | dict(democracy=0.8, eroded=0.001), 0.803),  # less populism than usual restores
    # 0.01 * 0.5 * 0.6 * exp(-ln 2)
    (
        coup_hazard,
        dict(turmoil=0.3, approval=0.4, shield=0.6931471805599453, coup_rate=0.01, coup_base=0.2, deterrence=1.0),
        0.0015,
    ),
    (coup_hazard, dict(turmoil=0.3, approval=0.4, shield=9.0, coup_rate=0.01, coup_base=0.2, deterrence=0.0), 0.003),
    (detection, NOTICED, 0.5),
    (detection, NOTICED | dict(common_metric=1.0), 0.8807970779778823),  # logistic(2): 0.3 outweighs 0.1, they do not add up
    (detection, NOTICED | dict(common_metric=0.5), 0.6224593312018546),  # logistic(0.5)
    (detection, NOTICED | dict(fall=0.3, lost=0.1, common_metric=1.0), 0.8807970779778823),  # what falls at once counts anyway
    (detection, NOTICED | dict(fall=0.0, lost=0.1, common_metric=1.0), 0.5),
    # a break opens at once, or when much is lost and more is being lost; then only a new fall is judged
    (is_judged, BROKEN, 0.0),
    (is_judged, BROKEN | dict(fall=0.05), 1.0),
    (is_judged, BROKEN | dict(fall=0.05, episode=1.0), 0.0),
    (is_judged, BROKEN | dict(fall=0.1, episode=1.0), 1.0),
    (is_judged, BROKEN | dict(lost=0.1), 1.0),
    (is_judged, BROKEN | dict(lost=0.1, episode=1.0), 0.0),
    (is_judged, BROKEN | dict(lost=0.3, fall=0.0), 0.0),  # a government that repairs what another broke
    (next_episode, UNDER_WAY, 1.0),
    (next_episode, UNDER_WAY | dict(lost=0.04), 0.0),
    (next_episode, UNDER_WAY | dict(episode=0.0), 0.0),
    (next_episode, UNDER_WAY | dict(episode=0.0, judged=1.0, lost=0.0), 1.0),
    (action_chance, dict(vitality=0.8, content=0.5, enforcement=0.5, content_pull=0.4), 0.32),  # 0.4 * (0.6 + 0.2)
    (action_chance, dict(vitality=0.8, content=-1.0, enforcement=0.5, content_pull=0.4), 0.08),
    (action_chance, dict(vitality=0.8, content=-1.0, enforcement=0.5, content_pull=1.0), 0.0),
    (action_chance, dict(vitality=0.8, content=-1.0, enforcement=0.5, content_pull=0.0), 0.4),
    (next_content, CONTENT, 0.505),  # 0.5 + 0.02 (2 * 0.5 - 0.5 * 1.5)
    (next_content, CONTENT | dict(enforced=0.0), 0.485),
    (next_content, CONTENT | dict(sheltered=0.0), 0.52),
    (next_content, CONTENT | dict(content=-1.0, enforced=0.0), -1.0),  # nothing left to turn
    (next_content, CONTENT | dict(content=1.0, sheltered=0.0), 1.0),
    (next_content, CONTENT | dict(content=1.0, enforced=0.0, sheltered=60.0), -1.0),  # 1 - 2.4, bounded
    (next_content, CONTENT | dict(content=-1.0, enforced=60.0, sheltered=0.0), 1.0),
]
BOUNDS = [(erosion, 0, 1), (coup_hazard, 0, 0.5), (detection, 0, 1), (is_judged, 0, 1), (next_episode, 0, 1)]
NEUTRAL = [
    (erosion, "erosion_rate", ("populism", "democracy", "norm", "norm_content")),
    (erosion, "norm_protection", ("norm", "norm_content")),
    (coup_hazard, "coup_rate", ("turmoil", "approval", "shield")),
    (coup_hazard, "deterrence", ("shield",)),
    (detection, "common_metric", ("lost",)),
    (action_chance, "enforcement", ("vitality", "content")),
    (action_chance, "content_pull", ("content",)),
    (next_content, "norm_content_rate", ("enforced", "sheltered")),
]


def test_what_norms_protect_stays_between_shelter_and_defence(within):
    within(next_content, -1, 1, **MANY)
    within(action_chance, 0, 1, content=(-1, 1))


P = dict(
    charter_threshold=0.1, episode_share=0.5, charter_ambiguity=0.03, common_metric=0.0, enforcement=1.0, content_pull=0.0,
    suspension_length=6.0, charter_restores=0.0, forum_shopping=0.0, norm_content_rate=0.0,
)  # fmt: skip


def region_of(forums=3, countries=2):
    """Charter forums in full life, all countries in each."""
    scope = np.zeros((forums, 7))
    scope[:, DEMOCRACY] = 1.0
    seats = np.ones((forums, countries))
    return Theme(
        setting=Theme(keys=np.arange(1, countries + 1), forum_keys=np.arange(11, 11 + forums)),
        region=Theme(norm_content=np.ones(1)),
        forums=Theme(status=np.full(forums, ACTIVE), vitality=np.ones(forums)),
        circles=Theme(members=seats, link=FULL * seats, suspended=0.0 * seats, scope=scope, size=np.ones(forums)),
        societies=Theme(democracy=np.full(countries, 0.8), democracy_memory=np.full(countries, 0.8), episode=np.zeros(countries)),
        outlook=Theme(democracy_fall=np.zeros(countries), takes_office=np.zeros(countries)),
        fortunes=Theme(judged=np.zeros(countries)),
    )


def judgements(plain, monkeypatch, falls, new_governments=(), **values):
    """Quarters in which a charter judges a country that loses `falls` of democracy, quarter by quarter; its chance each time."""
    chances, here = [], region_of()

    def watched(*arguments):
        chances.append((t, plain(detection)(*arguments)))
        return chances[-1][1]

    monkeypatch.setattr(democracy, "detection", watched)
    for t, fall in enumerate(falls):
        here.societies.democracy[0] -= fall
        here.outlook.democracy_fall[0] = fall
        here.outlook.takes_office[0] = 1.0 if t in new_governments else 0.0
        plain(answer_breaks)(Theme(**P | values), Address(1, 0, t), False, **vars(here))
    return chances


def test_a_coup_is_judged_once(plain, monkeypatch):
    assert judgements(plain, monkeypatch, [0.4] + 19 * [0.0]) == [(0, pytest.approx(0.99995, abs=1e-5))]


def test_an_erosion_is_judged_once_when_it_is_seen(plain, monkeypatch):
    slow = 20 * [0.02]
    slow[3:5] = [0.0200001, 0.0200001]  # past the threshold in the fifth quarter, whatever the rounding
    assert judgements(plain, monkeypatch, slow) == [(4, pytest.approx(0.065, abs=1e-3))]
    assert judgements(plain, monkeypatch, slow, common_metric=1.0) == [(4, pytest.approx(0.5, abs=1e-3))]


def test_only_a_fall_of_the_whole_threshold_is_judged_again_after_the_judgement(plain, monkeypatch):
    assert [t for t, _ in judgements(plain, monkeypatch, [0.2, 0.0, 0.1, 0.05, 0.0])] == [0, 2]
    assert [t for t, _ in judgements(plain, monkeypatch, 20 * [0.02], charter_threshold=0.03)] == [0]  # one erosion


def test_a_new_government_that_breaks_no_more_is_not_judged_for_the_last_one(plain, monkeypatch):
    assert [t for t, _ in judgements(plain, monkeypatch, [0.2, 0.0, 0.0, 0.0], {2})] == [0]
    assert [t for t, _ in judgements(plain, monkeypatch, [0.2, 0.01, 0.01, 0.01], {2})] == [0, 2]  # this one goes on


@pytest.mark.parametrize("follows, left", [(False, 6.0), (True, 0.0)])
def test_whoever_is_noticed_is_suspended_where_forums_act_unless_the_record_says_who_is(plain, follows, left):
    here = region_of()
    here.societies.democracy[0], here.outlook.democracy_fall[0] = 0.2, 0.6
    plain(answer_breaks)(Theme(**P | dict(norm_content_rate=0.1)), Address(1, 0, 0), follows, **vars(here))
    assert here.circles.suspended.tolist() == [[left, 0.0]] * 3 and here.fortunes.judged.tolist() == [2.0, 0.0]
    assert here.circles.members[:, 0].tolist() == [0.0 if left else 1.0] * 3
    assert here.region.norm_content[0] == 1.0 and math.isfinite(here.societies.democracy[0])
