"""Formulas of effects, against values worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from concertacion.analysis.claims.formula import make_formula
from concertacion.sim.declare import InputError

ARMS, MEASURES = {"on": {}, "off": {}}, {"x": "", "y": ""}
VALUES = {
    ("on", "x"): np.array([3.0, 2.0]), ("off", "x"): np.array([2.0, 4.0]),
    ("on", "y"): np.array([1.0, 8.0]), ("off", "y"): np.array([0.0, 2.0]),
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on.x - off.x", [1.0, -2.0]),
        ("on.x / off.x - 1", [0.5, -0.5]),
        ("min(on.x, off.x, 2.5)", [2.0, 2.0]),
        ("max(on.x - off.x, -1)", [1.0, -1.0]),
        ("-abs(on.x - off.x) * 2", [-2.0, -4.0]),
        ("on.y / off.y", [np.inf, 4.0]),
    ],
)
def test_value(text, expected):
    assert make_formula(text, ARMS, MEASURES, "here").of(VALUES).tolist() == expected


def test_names_in_order_each_once():
    assert make_formula("off.x / on.y - off.x", ARMS, MEASURES, "here").names == (("off", "x"), ("on", "y"))


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("on.x +", "cannot be read"),
        ("on.z", "no measure 'z'"),
        ("of.x", "did you mean 'off'"),
        ("on.x ** 2", "nothing else"),
        ("__import__('os')", "nothing else"),
        ("min(on.x)", "nothing else"),
        ("1 + 2", "names no arm"),
        (7, "is no formula"),
    ],
)
def test_refuses_in_one_sentence(text, part):
    with pytest.raises(InputError, match="here") as error:
        make_formula(text, ARMS, MEASURES, "here")
    assert part in str(error.value)
