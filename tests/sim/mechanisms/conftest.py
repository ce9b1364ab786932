"""How formulas are tested: known answers on plain Python, bounds over the declared ranges, and what neutral values switch off."""

import inspect
import math
import pkgutil
from importlib import import_module

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concertacion.sim import mechanisms
from concertacion.sim.declare import Prior
from concertacion.sim.parameters import DECLARED

# What a formula may be given from the state, where it is not a share in [0, 1]. Parameters come from their declared ranges.
STATE_RANGES = {
    "ideology": (-1, 1), "x": (-1, 1), "y": (-1, 1), "source": (-1, 1), "interest": (-1, 1), "centre": (-1, 1), "turn": (-2, 2),
    "tide": (-2, 2), "noise": (-4, 4), "price": (-2, 2), "growth": (-0.3, 0.3), "aspiration": (-0.3, 0.3),
    "alignment": (-1, 1), "region_mean": (-1, 1), "standard": (-1, 1), "neighbours": (-1, 1), "norm_content": (-1, 1),
    "phase": (-1, 1), "pull": (-1.5, 1.5), "standards_apart": (-2, 2), "distance": (0, 2), "spread": (0, 4), "number": (1, 40),
    "load": (0, 20), "migrants": (0, 5), "joint": (0, 2), "utility": (-60, 60), "returns": (0.5, 2), "funds": (0, 2),
    "overlap": (0, 30), "shield": (0, 20), "unmet": (0, 12), "salience": (0, 12), "channel": (0, 2), "value": (-5, 5),
    "minilateral": (-5, 60), "commit": (-5, 60), "technical": (0, 1), "partners": (0, 1), "bridge": (0, 1), "engagement": (0, 1),
    "pressure": (0, 1), "subsidy": (-1, 2), "seen_cost": (-2, 6), "seat_cost": (-1, 1), "visible": (0, 2),
    "signed": (0, 2), "civil": (0, 0.2),
}  # fmt: skip


def range_of(name):
    if name in STATE_RANGES:
        return STATE_RANGES[name]
    prior = DECLARED.get(name)
    return (prior.low, prior.high) if isinstance(prior, Prior) else (0, 1)


def interpreted(formula):
    """The formula as plain Python, whether or not anything is compiled."""
    return getattr(formula, "py_func", formula)


def names_of(formula):
    return list(inspect.signature(interpreted(formula)).parameters)


def pytest_make_parametrize_id(config, val, argname):
    return interpreted(val).__name__ if callable(val) else None


@pytest.fixture(scope="session")
def plain():
    return interpreted


@pytest.fixture(autouse=True)
def interpreted_mechanisms(request, monkeypatch):
    """In modules marked `interpreted`, all mechanisms run as plain Python, on themes made by hand."""
    if request.node.get_closest_marker("interpreted"):
        names = [f"{mechanisms.__name__}.{module.name}" for module in pkgutil.iter_modules(mechanisms.__path__)]
        for module in [*map(import_module, names), request.module]:
            for name, value in list(vars(module).items()):
                if hasattr(value, "py_func"):
                    monkeypatch.setattr(module, name, value.py_func)


@pytest.fixture(scope="session")
def both():
    """Call a formula compiled and interpreted; the answers must be one."""

    def answer(formula, *arguments):
        expected = interpreted(formula)(*arguments)
        assert formula(*arguments) == pytest.approx(expected, rel=1e-13, abs=1e-15)
        return expected

    return answer


@pytest.fixture(scope="session")
def within():
    """Check that a formula stays in [low, high] over all of its arguments; `ranges` replaces the range of some of them."""

    def check(formula, low, high, /, **ranges):
        function = interpreted(formula)
        bounds = {name: ranges.get(name, range_of(name)) for name in names_of(formula)}
        arguments = st.fixed_dictionaries({name: st.floats(*map(float, ends)) for name, ends in bounds.items()})

        @settings(max_examples=80, deadline=None, derandomize=True, database=None)
        @given(arguments)
        def stays(chosen):
            answer = function(**chosen)
            assert math.isfinite(answer)
            assert low - 1e-12 <= answer <= high + 1e-12, chosen

        stays()
        # hypothesis seeks simple numbers; corners are where bounds break
        chooser = np.random.default_rng(0)
        for _ in range(400):
            corner = {name: float(chooser.choice(ends)) for name, ends in bounds.items()}
            assert low - 1e-12 <= function(**corner) <= high + 1e-12, corner

    return check


@pytest.fixture(scope="session")
def silenced():
    """Check that a parameter at its neutral value makes a formula deaf to `names`, and that elsewhere it hears each of them."""

    def check(formula, parameter, names):
        function, prior = interpreted(formula), DECLARED[parameter]
        assert prior.neutral is not None, f"{parameter} has no neutral value"
        chooser = np.random.default_rng(1)
        heard = set()
        for _ in range(200):
            first, other = ({name: chooser.uniform(*range_of(name)) for name in names_of(formula)} for _ in range(2))
            first[parameter] = prior.neutral
            loud = first | {parameter: chooser.uniform(prior.low, prior.high)}
            for name in names:
                assert function(**first) == pytest.approx(function(**first | {name: other[name]}), rel=1e-12, abs=1e-12)
                if abs(function(**loud) - function(**loud | {name: other[name]})) > 1e-9:
                    heard.add(name)
        assert heard == set(names)

    return check
