"""Checks of every mechanism: known answers, bounds, neutral values, documentation, and parameters passed under their own names.

The test file of a theme declares, for its formulas:
KNOWN, rows (formula, its arguments, answer);
BOUNDS, rows (formula, lowest, highest answer[, ranges of some arguments]);
NEUTRAL, rows (formula, parameter, arguments that have no effect at the parameter's neutral value).
"""

import ast
import inspect
from importlib import import_module
from pathlib import Path

import pytest

from concertacion.sim import mechanisms
from concertacion.sim.inputs import Traits
from concertacion.sim.parameters import DECLARED
from concertacion.sim.state import State
from concertacion.sim.view import View

FOLDER = Path(next(iter(mechanisms.__path__)))
MODULES = [
    import_module(f"concertacion.sim.mechanisms.{path.stem}") for path in sorted(FOLDER.glob("*.py")) if path.stem != "__init__"
]
# What holds the state: a function that takes one of these is a phase or a sum over countries, not a formula.
THEMES = {
    "lo", "p", "address", "setting", "exogenous", "events", "scratch", *State._fields, *Traits._fields, *View._fields,
}  # fmt: skip


def functions_of(module):
    """The module's own functions, uncompiled, by name."""
    functions = {name: getattr(value, "py_func", value) for name, value in vars(module).items()}
    return {name: f for name, f in functions.items() if inspect.isfunction(f) and f.__module__ == module.__name__}


def arguments_of(function):
    return list(inspect.signature(function).parameters)


FUNCTIONS = {name: (module, function) for module in MODULES for name, function in functions_of(module).items()}
FORMULAS = {name: function for name, (_, function) in FUNCTIONS.items() if not THEMES & set(arguments_of(function))}


def test_formulas_are_found():
    assert {"logistic", "agreement_probability", "next_network", "objection", "clout"} <= set(FORMULAS)
    assert not {"grow", "found", "agree", "company"} & set(FORMULAS)


# These take arrays or choose among several numbers: separate tests hold their known answers.
OF_ARRAYS = {
    "brought", "civil_ties", "dot", "economic_leaning", "grow_networks", "hand_out", "happens", "heads", "heaviest_but",
    "in_common", "largest", "lie_on_sides", "mean_of", "nested_choice", "one_channel", "political_leaning", "sit_down",
    "smallest", "take_part", "tell_pairs", "total", "ways_to_build",
}  # fmt: skip


TESTS = [
    import_module(f"tests.sim.mechanisms.{path.stem}")
    for path in sorted(Path(__file__).parent.glob("test_*.py")) if path.stem != Path(__file__).stem
]  # fmt: skip


def declared(name):
    """The rows of a declaration in all test files of this folder."""
    return [row for tests in TESTS for row in getattr(tests, name, ())]


@pytest.mark.parametrize("tests", [tests for tests in TESTS if hasattr(tests, "KNOWN")], ids=lambda tests: tests.__name__)
def test_known_answers(plain, tests):
    rows = [(plain(formula), arguments, answer) for formula, arguments, answer in tests.KNOWN]
    wrong = [(f.__name__, given, answer) for f, given, answer in rows if f(**given) != pytest.approx(answer, abs=1e-12)]
    assert wrong == []


@pytest.mark.parametrize("row", declared("BOUNDS"), ids=lambda row: row[0].__name__)
def test_bounds(within, row):
    formula, low, high, *ranges = row
    within(formula, low, high, **(ranges[0] if ranges else {}))


@pytest.mark.parametrize("formula, parameter, without_effect", declared("NEUTRAL"))
def test_neutral_values(silenced, formula, parameter, without_effect):
    silenced(formula, parameter, without_effect)


def test_every_formula_has_a_known_answer(plain):
    known = {plain(formula).__name__ for formula, _, _ in declared("KNOWN")}
    assert sorted(FORMULAS.keys() - known - OF_ARRAYS) == [], "add rows to KNOWN in tests/sim/mechanisms/test_THEME.py"
    assert sorted(OF_ARRAYS - FORMULAS.keys()) == []


def test_themes_and_functions_say_what_they_are():
    silent = [module.__name__ for module in MODULES if len(module.__doc__ or "") <= 20]
    silent += [name for name, (_, f) in FUNCTIONS.items() if not name.startswith("_") and len(f.__doc__ or "") <= 15]
    assert silent == []


def test_no_two_themes_share_the_name_of_a_function():
    assert sum(len(functions_of(module)) for module in MODULES) == len(FUNCTIONS)


# `relieved` serves several channels, so its second and third arguments are general: each price comes with its own support.
RELIEVED = {("technical_price", "technical_support"), ("minilateral_price", "minilateral_support"), (None, "summit_support")}


def calls_of_formulas():
    """(caller's module, formula, [(name of its argument, what is passed)]) for each call of a formula in the mechanisms."""
    for module in MODULES:
        tree = ast.parse(Path(module.__file__).read_text())
        for call in ast.walk(tree):
            if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name) or call.func.id not in FORMULAS:
                continue
            formula = FORMULAS[call.func.id]
            if formula.__module__ == "concertacion.sim.mechanisms.arithmetic" and not set(arguments_of(formula)) & set(DECLARED):
                continue  # `toward` and the like are general: their arguments are named for what they do there
            passed = list(zip(arguments_of(formula), call.args, strict=False))
            yield module.__name__.rsplit(".", 1)[1], formula.__name__, passed


def parameter_in(value):
    """The parameter a call hands on as it is, `p.name`; None for anything else."""
    if isinstance(value, ast.Attribute) and isinstance(value.value, ast.Name) and value.value.id == "p":
        return value.attr
    return None


def parameters_passed():
    """(caller's module, formula, name of its argument, parameter): each parameter handed on to a formula."""
    for module, formula, passed in calls_of_formulas():
        for argument, value in passed:
            parameter = parameter_in(value)
            if parameter and not (formula == "relieved" and argument in ("price", "support")):
                yield module, formula, argument, parameter


PASSED = sorted(set(parameters_passed()))


def test_a_parameter_is_passed_under_its_own_name():
    assert [call for call in PASSED if call[2] != call[3]] == []


def test_each_price_is_relieved_by_its_own_support():
    pairs = [
        tuple(parameter_in(value) for _, value in passed[1:3])
        for _, formula, passed in calls_of_formulas()
        if formula == "relieved"
    ]
    assert arguments_of(FORMULAS["relieved"])[1:3] == ["price", "support"]
    assert len(pairs) == 7 and set(pairs) == RELIEVED


def test_the_calls_are_found():
    assert len(PASSED) > 80
    assert ("economy", "next_price", "price_persistence", "price_persistence") in PASSED
