"""Overlap of forums, and what it leaves of their force."""

import math
from types import SimpleNamespace
from typing import NamedTuple

import numpy as np
import pytest

from concertacion.sim.mechanisms.overlap import apply_overlap, compare, in_common, overlap_force
from concertacion.sim.state import ACTIVE, DORMANT

pytestmark = pytest.mark.interpreted

KNOWN = [
    (overlap_force, dict(overlap=2.0, circle_alignment=0.5, overlap_cost=0.5), 0.6065306597126334),  # exp(-1/2)
    (overlap_force, dict(overlap=2.0, circle_alignment=0.0, overlap_cost=0.5), 0.36787944117144233),
    (overlap_force, dict(overlap=2.0, circle_alignment=1.0, overlap_cost=2.0), 1.0),
    (overlap_force, dict(overlap=0.0, circle_alignment=0.0, overlap_cost=2.0), 1.0),
]
BOUNDS = [(overlap_force, 0, 1)]
NEUTRAL = [(overlap_force, "overlap_cost", ("overlap", "circle_alignment"))]


CIRCLES = [
    ([1.0, 1.0, 0.0, 1.0], [1.0, 0.0, 0.0, 1.0], 2.0),
    ([1.0, 1.0, 0.0, 0.0], [0.0, 0.0, 0.0, 1.0], 0.0),
    ([1.0, 0.0, 1.0, 1.0], [1.0, 0.0, 1.0, 1.0], 3.0),
    ([0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0], 0.0),
]


@pytest.mark.parametrize("members, others, count", CIRCLES)
def test_countries_in_both_circles(both, members, others, count):
    assert both(in_common, np.array(members), np.array(others)) == count
    assert both(in_common, np.array(others), np.array(members)) == count


class Forums(NamedTuple):
    status: np.ndarray
    vitality: np.ndarray


class Circles(NamedTuple):
    members: np.ndarray
    scope: np.ndarray
    size: np.ndarray
    overlap: np.ndarray
    economic_model: np.ndarray


def test_force_of_forums_that_overlap(plain):
    p = SimpleNamespace(circle_alignment=0.5, overlap_cost=2.0, model_focus=0.5)
    setting = SimpleNamespace(focus=np.array([[1.0, -1.0], [0.0, 0.0], [0.0, 0.0]]))
    forums = Forums(status=np.array([ACTIVE, ACTIVE, DORMANT]), vitality=np.array([0.6, 0.9, 1.0]))
    circles = Circles(
        members=np.array([[1.0, 1.0, 0.0, 1.0], [1.0, 0.0, 0.0, 1.0], [1.0, 1.0, 1.0, 1.0]]),
        scope=np.array([[1.0, 1.0], [1.0, 0.0], [1.0, 1.0]]),
        size=np.zeros(3),
        overlap=np.full((3, 3), 9.0),
        economic_model=np.array([[0.0, 1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]),
    )
    meetings, stakes = SimpleNamespace(force=np.full((3, 2), 9.0)), SimpleNamespace(crowd=np.full((2, 4), 9.0))
    plain(apply_overlap)(p, setting, forums, circles, stakes, meetings)
    # two of three in common: O is 2/3 of the other's vitality, in the domain they share; a dormant forum neither bears nor
    # blunts; the second puts its weight on the first domain
    assert meetings.force == pytest.approx(np.array([[math.exp(-0.6), 1.0], [1.5 * math.exp(-0.4), 0.0], [0.0, 0.0]]))
    assert circles.overlap[0, 1] == 2 / 3 and circles.size.tolist() == [3.0, 2.0, 0.0]  # a dormant forum's is not worked out
    # the first country sits in both, on the first domain; the third in none that is awake
    assert stakes.crowd == pytest.approx(np.array([[1.5, 0.6, 0.0, 1.5], [0.6, 0.6, 0.0, 0.6]]) / 2)


def test_overlap_is_worked_out_again_where_members_have_changed(plain):
    forums = SimpleNamespace(status=np.array([ACTIVE, ACTIVE]))
    circles = SimpleNamespace(members=np.array([[1.0, 1.0], [1.0, 0.0]]), size=np.zeros(2), overlap=np.full((2, 2), 9.0))
    plain(compare)(forums, circles)
    assert circles.overlap.tolist() == [[1.0, 0.5], [0.5, 1.0]]
    circles.members[1, 1] = 1.0
    plain(compare)(forums, circles)
    assert circles.overlap[0, 1] == 0.5  # nobody has said so
    circles.size[1] = 0.0
    plain(compare)(forums, circles)
    assert circles.overlap.tolist() == [[1.0, 1.0], [1.0, 1.0]]
