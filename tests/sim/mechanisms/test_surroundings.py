"""What countries see of one another, on a world of three held in plain tuples."""

from types import SimpleNamespace as Theme

import numpy as np
import pytest

from concertacion.sim.mechanisms.agreements import sit_down
from concertacion.sim.mechanisms.surroundings import apartness, look_around, stature_of, tutored, unsevered

IDEOLOGY = np.array([0.0, 0.5, -1.0])
NEARNESS = np.array([[0.0, 0.75, 0.25], [0.5, 0.0, 0.5], [0.5, 0.5, 0.0]])
NEUTRAL_P = {
    "minilateral_distance": 0.8, "minilateral_trust": 0.0, "alignment_divides": 0.0, "great_power_rivalry": 0.5, "isolation": 0.5,
    "severing": 0.0, "confidence_building": 0.0, "mandate_effect": 0.0, "tutoring": 0.0, "clout_exponent": 0.5,
    "bridge_reach": 0.0,
}  # fmt: skip
P = Theme(**NEUTRAL_P)
BY_COUNTRY = ("skill", "stature", "far", "far_cities", "companions", "accepted", "among")
BY_PAIR = ("distance", "apart", "near", "welcome", "reach", "relations", "near_rivals", "reach_rivals", "boost", "building")


KNOWN = [
    (apartness, dict(alignment=-0.5, other=0.5, alignment_divides=0.4, great_power_rivalry=0.5), 0.2),
    (unsevered, dict(intensity=0.8, stance=-0.5, isolation=0.5, severing=0.5), 0.9),
    (unsevered, dict(intensity=0.8, stance=0.5, isolation=0.5, severing=0.5), 1.0),
    (tutored, dict(capacity=0.25, other=1.0, tutoring=1.0), 2.0),
    (tutored, dict(capacity=1.0, other=0.25, tutoring=1.0), 0.5),
    (tutored, dict(capacity=0.25, other=1.0, tutoring=0.0), 1.0),
    (stature_of, dict(weight=0.1, heaviest=0.4, clout_exponent=0.5), 0.5),
    (stature_of, dict(weight=0.1, heaviest=0.4, clout_exponent=0.0), 1.0),
]
BOUNDS = [(apartness, 0, 2, {"other": (-1, 1)}), (unsevered, 0, 1, {"stance": (-1, 1)})]
NEUTRAL = [
    (apartness, "alignment_divides", ("alignment", "other", "great_power_rivalry")),
    (tutored, "tutoring", ("capacity", "other")),
    (stature_of, "clout_exponent", ("weight", "heaviest")),
]


def seen(plain, ideology=IDEOLOGY, cities=(0.2, 0.2, -0.6), nearness=NEARNESS, trust=0.5, p=P, bridged=0.0):
    """What is seen after `look_around`, with capacities whose roots are 0.5, 0.8 and 0.4."""
    size = len(ideology)
    standing = Theme(
        alignment=np.array([-0.5, 0.5, 0.5])[:size],
        standard=np.array([0.0, 0.0, 1.0])[:size],
        city_ideology=np.array(cities, dtype=float)[:size],
    )
    outlook = Theme(**{name: np.full(size, 9.0) for name in BY_COUNTRY})
    pairs = Theme(
        nearness=nearness, bridged=np.zeros((size, size)) + bridged, **{name: np.full((size, size), 9.0) for name in BY_PAIR}
    )
    societies, structure = Theme(capacity=np.array([0.25, 0.64, 0.16])[:size]), Theme(weight=np.array([0.1, 0.4, 0.05])[:size])
    governments, ties = Theme(ideology=np.array(ideology, dtype=float)), Theme(trust=np.full((size, size), trust))
    intensity, stance = np.array([0.0, 0.8, 0.0])[:size], np.array([[0.0] * 3, [-0.5, 0.0, 0.5], [0.0] * 3])[:size, :size]
    mandate = np.array([[0.0, 0.5, 0.0], [0.5, 0.0, 0.0], [0.0, 0.0, 0.0]])[:size, :size]
    setting, bilateral = Theme(rivalry=np.full((size, size), 0.4)), Theme(mandate=mandate)
    crises = Theme(intensity=intensity, stance=stance)
    plain(look_around)(p, setting, governments, societies, standing, ties, bilateral, crises, structure, outlook, pairs)
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
    assert seen(plain, trust=1.0, p=Theme(**NEUTRAL_P | dict(minilateral_trust=0.4))).welcome[1, 0] == pytest.approx(0.8)


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


def under(plain, **changes):
    return seen(plain, p=Theme(**NEUTRAL_P | changes))


def test_broken_relations_reach_both_sides_and_nobody_else(plain):
    """The first stands against the second, where a crisis burns: 1 - 0.5 * 0.5 * 0.8 * 0.5 of what they had is left."""
    before, after = seen(plain), under(plain, severing=0.5)
    kept = np.array([[1.0, 0.9, 1.0], [0.9, 1.0, 1.0], [1.0, 1.0, 1.0]])
    for name in ("relations", "reach", "welcome", "near_rivals", "reach_rivals"):
        assert getattr(after, name) == pytest.approx(getattr(before, name) * kept), name
    assert (after.near == before.near).all()  # what happens there is felt all the same


def test_former_rivals_build_confidence_in_security(plain):
    before, after = seen(plain), under(plain, confidence_building=0.5)
    assert after.near_rivals == pytest.approx(1.2 * before.near) and after.reach_rivals == pytest.approx(1.2 * before.reach)
    assert (after.near == before.near).all() and (after.reach == before.reach).all()
    assert (before.near_rivals == before.near).all() and (before.reach_rivals == before.reach).all()


def test_a_mandate_carries_the_work_of_a_pair(plain):
    before, after = seen(plain), under(plain, mandate_effect=1.0)
    assert after.boost[0, 1] == after.boost[1, 0] == 1.5 and after.boost[0, 2] == 1.0
    assert after.reach == pytest.approx(before.reach * after.boost)


def test_rivalry_of_the_powers_divides_partners(plain):
    after = under(plain, alignment_divides=0.4)
    assert after.apart[0] == pytest.approx([0.0, 0.2, 1.2])
    assert after.welcome[1, 0] == pytest.approx(1.0 - 0.8 * 0.7)
    assert after.distance[0, 1] == 0.5  # of governments, not of alignments


def test_an_able_partner_teaches(plain):
    before, after = seen(plain), under(plain, tutoring=0.5)
    assert after.reach[1, 0] == pytest.approx(before.reach[1, 0] * (0.64 / 0.25) ** 0.25)


def test_networks_grow_faster_by_a_mandate_and_across_a_bridge(plain):
    bridged = np.array([[0.0, 0.2, 0.0], [0.2, 0.0, 0.0], [0.0, 0.0, 0.0]])
    after = seen(plain, p=Theme(**NEUTRAL_P | {"mandate_effect": 1.0, "bridge_reach": 3.0}), bridged=bridged)
    assert after.building == pytest.approx(np.array([[1.0, 2.4, 1.0], [2.4, 1.0, 1.0], [1.0, 1.0, 1.0]]))  # 1.5 * 1.6
    assert after.reach == pytest.approx(under(plain, mandate_effect=1.0).reach)  # what partners bring takes time: `nearness`
