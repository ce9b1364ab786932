"""Slopes on ideological distance, against regressions worked out by hand."""

import numpy as np
import pytest

from concertacion.sim.state import HEALTH, MINILATERAL

PAIRS = [(0, 1), (0, 2), (1, 2)]


def within(groups):
    """The relative slope of groups of (distances, values), each about its own mean."""
    d = np.concatenate([np.subtract(x, np.mean(x)) for x, _ in groups])
    y = np.concatenate([y for _, y in groups])
    return d @ y / (d @ d) / np.mean([np.mean(y) for _, y in groups])


@pytest.fixture
def distances(record):
    """Ideologies at random; the distance of each pair in each quarter."""
    record.countries.ideology[...] = np.random.default_rng(3).uniform(-1, 1, (12, 3))
    x = record.countries.ideology.astype(float)
    return np.array([[abs(x[t, i] - x[t, j]) for i, j in PAIRS] for t in range(12)])


def test_work_and_visits_fall_with_distance(record, value, distances):
    random = np.random.default_rng(4)
    record.pairs.pair_work[...] = random.random((12, 3, 3))
    record.pairs.visits[...] = random.integers(0, 2, (12, 3, 3))
    for outcome, array in (("distance_slope.technical", "pair_work"), ("visit_slope", "visits")):
        y = getattr(record.pairs, array).astype(float)
        both_ways = [[(y[t, i, j] + y[t, j, i]) / 2 for i, j in PAIRS] for t in range(12)]
        assert value(outcome) == pytest.approx(within(list(zip(distances, both_ways, strict=True))))
        assert np.isnan(value(f"{outcome}.south"))  # one pair has nothing to be compared with
    assert np.isnan(value("distance_slope.summit"))


def test_circles_count_by_the_share_of_their_domains(record, value, distances):
    record.issues.minilateral[:, HEALTH, :2] = 1
    record.pairs.pair_work[:, 1, 2] = record.pairs.pair_work[:, 2, 1] = 0.5
    groups = [(d, np.array([1 / 7, 0, 0.5])) for d in distances]
    assert value("distance_slope") == pytest.approx(within(groups))
    assert value("distance_slope.minilateral") == pytest.approx(within([(d, np.array([1.0, 0, 0])) for d in distances]))
    assert record.issues.took_part[:, MINILATERAL].sum() == 0  # circles are what counts


def test_seats_fall_with_distance_from_the_mean_of_members(record, value):
    record.countries.ideology[:] = [-0.5, 0.1, 1.0]  # their mean is 0.2: distances 0.7, 0.1, 0.8
    record.forums.meeting[2, 1] = record.forums.meeting[5, 1] = record.forums.meeting[6, 0] = 1
    record.forums.attended[2, 1], record.forums.attended[5, 1] = [1, 1, 0], [0, 1, 1]
    record.forums.attended[6, 0], record.forums.attended[6, 0, 2] = [1, 0, 0], 2  # ARG, BRA at 0.3 each; a guest
    d = np.array([0.7, 0.1, 0.8])
    assert value("attendance_slope.LEAGUE") == pytest.approx(within([(d, [1, 1, 0]), (d, [0, 1, 1])]), rel=1e-5)
    assert np.isnan(value("attendance_slope.ALLIANCE"))
    assert value("attendance_slope") == pytest.approx(within([(d, [1, 1, 0]), (d, [0, 1, 1]), ([0.3, 0.3], [1, 0])]), rel=1e-5)
