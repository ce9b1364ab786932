"""Peeling cuts off what supports least, one side at a time; its boxes are those that ema_workbench 2.5.3 gave (peeling.json)."""

import json
from pathlib import Path

import numpy as np
import pytest

from concertacion.analysis.claims.peeling import peeling_trajectory, quantile

RECORDED = json.loads(Path(__file__).with_name("peeling.json").read_text(encoding="utf-8"))
CASES = range(6)
SHARE = 0.1


def case(seed):
    """Points of numbers, some with ties, and of two structural variants, with support of another kind in each case."""
    random = np.random.RandomState(seed)  # its numbers never change between versions of numpy
    size = 150
    points = {"channels": np.where(random.rand(size) < 0.5, "joint", "exclusive")}
    points |= {f"x{j}": np.round(random.rand(size), 2 if j % 2 else 6) for j in range(4)}
    points |= {"by": np.where(random.rand(size) < 0.7, "clout", "trust")}
    noise = random.rand(size)
    supports = [
        points["x0"] > 0.5,
        (points["x1"] < 0.4) & (noise < 0.8),
        points["channels"] == "joint",
        (points["by"] == "trust") & (points["x2"] > 0.3),
        noise < 0.3,
        (points["x0"] > 0.2) & (points["x0"] < 0.7) & (noise < 0.9),
    ]
    return points, supports[seed]


def plain(box):
    return {name: sorted(side) if isinstance(side, frozenset) else list(side) for name, side in box.items()}


@pytest.mark.parametrize("seed", CASES)
def test_boxes_are_those_recorded(seed):
    assert [plain(box) for box in peeling_trajectory(*case(seed), SHARE, SHARE)] == RECORDED[str(seed)]


def test_one_peel_by_hand():
    points = {"x": np.arange(10.0)}  # the next peel would leave four of ten, fewer than half
    boxes = peeling_trajectory(points, points["x"] >= 5, 0.2, 0.5)
    assert [box["x"] for box in boxes] == [(0.0, 9.0), (1.5, 9.0), (3.5, 9.0)]  # of 10, 8 and 6 points


def test_no_support_to_gain_no_peel():
    points = {"x": np.arange(10.0), "form": np.array(["one"] * 10)}
    assert peeling_trajectory(points, np.ones(10, bool), 0.1, 0.1) == [{"x": (0.0, 9.0)}]


def test_quantiles_move_inwards_past_ties():
    assert quantile(np.array([0.0, 0.0, 0.0, 1.0, 2.0]), 0.1) == 0.5
    assert quantile(np.array([0.0, 1.0, 2.0, 2.0, 2.0]), 0.9) == 1.5
