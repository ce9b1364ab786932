import math
from types import SimpleNamespace

import numpy as np
import pytest

from concertacion.sim.mechanisms.minilaterals import circle_force, convening_weight, crowd_out, mean_trust_in, pair_gain

PAIR = dict(
    salience=0.5,
    acceptable=0.6,
    rivalry=0.5,
    skill=0.4,
    channel_value=4.0,
    minilateral_worth=1.0,
    confidence_building=0.5,
    cost=0.1,
)

KNOWN = [
    (pair_gain, PAIR, 0.5),  # 4 * 0.5 * 0.6 * 1.25 * 0.4 - 0.1
    (pair_gain, PAIR | dict(confidence_building=0.0), 0.38),
    (pair_gain, PAIR | dict(confidence_building=-1.0), 0.14),
    (pair_gain, PAIR | dict(cost=0.0), 0.6),
    (circle_force, dict(crowd=0.5, circle_alignment=0.2, overlap_cost=0.5, minilateral_overlap=0.5), math.exp(-0.1)),
    (circle_force, dict(crowd=0.5, circle_alignment=1.0, overlap_cost=0.5, minilateral_overlap=0.5), 1.0),
    (convening_weight, dict(clout=0.3, trusted=0.7, minilaterals_by=0.0), 0.3),
    (convening_weight, dict(clout=0.3, trusted=0.7, minilaterals_by=1.0), 0.7),
]
BOUNDS = [(circle_force, 0, 1), (convening_weight, 0, 1)]
NEUTRAL = [
    (circle_force, "minilateral_overlap", ("crowd", "circle_alignment", "overlap_cost")),
    (pair_gain, "channel_value", ("salience", "acceptable", "rivalry", "skill", "confidence_building")),
    (pair_gain, "confidence_building", ("rivalry",)),
]


def test_mean_trust_of_the_others(plain):
    ties = SimpleNamespace(trust=np.array([[0.0, 0.9, 0.1], [0.2, 0.0, 0.1], [0.4, 0.5, 0.0]]))
    assert plain(mean_trust_in)(0, ties) == pytest.approx(0.3)
    assert plain(mean_trust_in)(1, ties) == pytest.approx(0.7)


def test_nobody_trusts_a_country_alone(plain):
    assert plain(mean_trust_in)(0, SimpleNamespace(trust=np.zeros((1, 1)))) == 0.0


def test_forums_over_the_same_issue_take_from_a_circle(plain):
    """Two of three countries sit together; the life of their forums on the issue, over all, is a quarter and three."""
    p = SimpleNamespace(minilateral_overlap=0.5, circle_alignment=0.0, overlap_cost=1.0)
    choices, forces = SimpleNamespace(minilateral=np.array([[1, 1, -1]])), np.zeros(3)
    stakes = SimpleNamespace(crowd=np.array([[0.25, 0.75, 0.9]]))
    plain(crowd_out)(0, p, choices, stakes, forces)
    assert forces == pytest.approx([math.exp(-0.25), math.exp(-0.25), 1.0])
    p.minilateral_overlap = 0.0
    plain(crowd_out)(0, p, choices, stakes, forces)
    assert forces.tolist() == [1.0, 1.0, 1.0]
