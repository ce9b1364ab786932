"""What countries see of one another, on a world of three held in plain tuples."""

from types import SimpleNamespace as Theme

import numpy as np
import pytest

from concertacion.sim.mechanisms.agreements import sit_down
from concertacion.sim.mechanisms.surroundings import look_around

IDEOLOGY = np.array([0.0, 0.5, -1.0])
NEARNESS = np.array([[0.0, 0.75, 0.25], [0.5, 0.0, 0.5], [0.5, 0.5, 0.0]])
P = Theme(minilateral_distance=0.8, minilateral_trust=0.0)
BY_COUNTRY = ("skill", "stature", "far", "far_cities", "companions", "accepted", "among")
BY_PAIR = ("distance", "apart", "near", "welcome", "reach")


def seen(plain, ideology=IDEOLOGY, cities=(0.2, 0.2, -0.6), nearness=NEARNESS, trust=0.5, p=P):
    """What is seen after `look_around`, with capacities whose roots are 0.5, 0.8 and 0.4."""
    size = len(ideology)
    standing = Theme(standard=np.array([0.0, 0.0, 1.0])[:size], city_ideology=np.array(cities, dtype=float)[:size])
    outlook = Theme(**{name: np.full(size, 9.0) for name in BY_COUNTRY})
    pairs = Theme(nearness=nearness, **{name: np.full((size, size), 9.0) for name in BY_PAIR})
    societies, structure = Theme(capacity=np.array([0.25, 0.64, 0.16])[:size]), Theme(weight=np.array([0.1, 0.4, 0.05])[:size])
    governments, ties = Theme(ideology=np.array(ideology, dtype=float)), Theme(trust=np.full((size, size), trust))
    plain(look_around)(p, None, governments, societies, standing, ties, None, None, structure, outlook, pairs)
    return Theme(**vars(outlook), **vars(pairs))


def test_distances_weigh_the_near(plain):
    view = seen(plain)
    assert view.far[0] == pytest.approx(0.625)  # 0.75 * 0.5 + 0.25 * 1
    assert view.far_cities[0] == pytest.approx(0.2)  # 0.25 * 0.8
    assert view.distance == pytest.approx(np.array([[0.0, 0.5, 1.0], [0.5, 0.0, 1.5], [1.0, 1.5, 0.0]]))


def test_identical_governments_are_at_no_distance(plain):
    view = seen(plain, ideology=[0.4] * 3, cities=[0.1] * 3)
    assert not view.far.any() and not view.far_cities.any() and not view.among.any()


def test_companions_are_the_capacity_of_acceptable_partners(plain):
    view = seen(plain)  # acceptability 0.6 and 0.2: weights 0.45 and 0.05
    assert view.welcome[:, 0] == pytest.approx([1.0, 0.6, 0.2])
    assert view.companions[0] == pytest.approx(0.45 * 0.64 + 0.05 * 0.16)
    assert view.among[0] == pytest.approx(0.55)  # (0.45 * 0.5 + 0.05 * 1) / 0.5


def test_trust_makes_acceptable(plain):
    assert seen(plain, trust=1.0, p=Theme(minilateral_distance=0.8, minilateral_trust=0.4)).welcome[1, 0] == pytest.approx(0.8)


def test_a_country_alone_has_no_company(plain):
    view = seen(plain, ideology=[0.3], nearness=np.zeros((1, 1)))
    assert (view.far[0], view.companions[0], view.among[0]) == (0.0, 0.0, 0.0)


def test_stature_is_by_the_heaviest(plain):
    assert seen(plain).stature == pytest.approx([0.5, 1.0, 0.125**0.5])


def test_what_pairs_bring_by_partner(plain):
    view = seen(plain)  # row j, column i: nearness_ij times both skills
    assert view.reach == pytest.approx(np.array([[0.0, 0.2, 0.1], [0.3, 0.0, 0.16], [0.05, 0.16, 0.0]]), abs=1e-12)
    assert view.apart == pytest.approx(np.array([[0.0, 0.0, 1.0], [0.0, 0.0, 1.0], [1.0, 1.0, 0.0]]), abs=1e-12)
    assert (view.near == NEARNESS.T).all()


def test_distance_at_the_table_is_to_the_others_who_came(plain):
    distances, distance = np.abs(IDEOLOGY[:, None] - IDEOLOGY[None, :]), np.full(3, 9.0)
    plain(sit_down)(np.ones(3), 3.0, distances, distance)
    assert distance == pytest.approx([0.75, 1.0, 1.25])
    plain(sit_down)(np.array([1.0, 1.0, 0.0]), 2.0, distances, distance)
    assert distance == pytest.approx([0.5, 0.5, 1.25])  # whoever stayed away stands far from both
    plain(sit_down)(np.array([1.0, 0.0, 0.0]), 1.0, distances, distance)
    assert distance[0] == 0.0  # alone at the table
