"""What every parameter must declare, and that the model uses all of them and no others."""

import ast
from pathlib import Path
from typing import get_type_hints

import numpy as np
import pytest

import concertacion.sim
from concertacion.sim.declare import InputError, Prior, Variant
from concertacion.sim.parameters import DECLARED, ROW, THEMES, Parameters, make_parameters, table_of
from concertacion.sim.state import State
from tests.sim.pending import AWAITED

DEFAULTS = Parameters()
PRIORS = {name: prior for name, prior in DECLARED.items() if isinstance(prior, Prior)}
VARIANTS = {name: variant for name, variant in DECLARED.items() if isinstance(variant, Variant)}
ARRAYS = {f"{theme}.{name}" for theme, owner in get_type_hints(State).items() for name in owner._fields}
EITHER_SIGN = {name: prior for name, prior in PRIORS.items() if "either sign" in prior.meaning}
SPLITS = {"aid_at_roots"}  # a share of another lever: neither end of it is "off"


def names_read():
    """The fields of `p` read anywhere in the mechanisms and the schedule."""
    root = Path(next(iter(concertacion.sim.__path__)))
    trees = [ast.parse(path.read_text()) for path in [*sorted((root / "mechanisms").glob("*.py")), root / "schedule.py"]]
    nodes = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    return {node.attr for node in nodes if isinstance(node.value, ast.Name) and node.value.id == "p"}


READ = names_read()


def test_the_model_uses_what_is_declared_and_nothing_else():
    assert set(DECLARED) ^ READ == AWAITED


def test_themes_declare_no_name_twice():
    assert sum(len(theme.__annotations__) for theme in THEMES) == len(DECLARED)
    assert tuple(DECLARED) == Parameters._fields


def is_cited(source):
    """Whether a source is an assumption that says so, or a paper with its section."""
    named = source == "assumed" or any(sign.isdigit() or sign in ", " for sign in source)
    return named and not source.rstrip().endswith(",")


CHECKS = {
    "the range is empty": lambda name, prior: prior.low >= prior.high,
    "what is sampled is not legal": lambda name, prior: not prior.bounds[0] <= prior.low < prior.high <= prior.bounds[1],
    "no such scale, or a logarithm of nothing": lambda name, prior: (
        prior.scale not in ("linear", "log") or (prior.scale == "log" and prior.low <= 0)
    ),
    "kept in no array": lambda name, prior: any(array not in ARRAYS for array in filter(None, prior.keeps.split(","))),
    "the default lies outside its range": lambda name, prior: not prior.low <= getattr(DEFAULTS, name) <= prior.high,
    "no unit": lambda name, prior: not prior.unit.strip(),
    "no meaning": lambda name, prior: len(prior.meaning) <= 10,
    "no source": lambda name, prior: not is_cited(prior.source),
    "the neutral value lies outside its range": lambda name, prior: (
        prior.neutral is not None and not prior.bounds[0] <= prior.neutral <= prior.bounds[1]
    ),
    "a lever that cannot be switched off": lambda name, prior: (
        prior.lever and prior.neutral is None and "scale" not in prior.meaning and name not in SPLITS
    ),
    "either sign, but not alike": lambda name, prior: name in EITHER_SIGN and (prior.low != -prior.high or prior.neutral != 0),
}


def test_every_number_is_declared_soundly():
    assert [(name, fault) for name, prior in PRIORS.items() for fault, holds in CHECKS.items() if holds(name, prior)] == []


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"low": 0.9, "high": 0.1}, "the range is empty"), ({"high": -0.5, "low": -1.0}, "the default lies outside its range"),
        ({"unit": " "}, "no unit"), ({"meaning": "force"}, "no meaning"), ({"source": "Merke,"}, "no source"),
        ({"neutral": 7.0}, "the neutral value lies outside its range"), ({"legal": (0.5, 1.0)}, "what is sampled is not legal"),
        ({"scale": "log"}, "no such scale, or a logarithm of nothing"), ({"keeps": "ties.love"}, "kept in no array"),
        ({"lever": True, "neutral": None}, "a lever that cannot be switched off"),
    ],
)  # fmt: skip
def test_the_checks_of_declarations_find_faults(changes, fault):
    assert CHECKS[fault]("insulation", PRIORS["insulation"]._replace(**changes))


def test_the_differences_that_scholars_dispute_say_so():
    assert {"visibility_gap", "top_effect", "attend_distance"} <= set(EITHER_SIGN)


def test_a_variant_has_two_forms_and_starts_with_the_first():
    assert [name for name, v in VARIANTS.items() if len(set(v.forms)) != 2 or not v.meaning or not v.source] == []
    assert {getattr(DEFAULTS, name) for name in VARIANTS} == {0.0}


def test_defaults_are_floats():
    assert {type(value) for value in DEFAULTS} == {float}


def test_values_replace_defaults_and_leave_the_rest():
    values = {"insulation": 1, "channels": "exclusive"}
    made = make_parameters(values)
    assert (made.insulation, made.channels) == (1.0, 1.0)
    assert made._replace(insulation=DEFAULTS.insulation, channels=DEFAULTS.channels) == DEFAULTS
    assert values == {"insulation": 1, "channels": "exclusive"}


def test_values_go_over_a_base():
    base = make_parameters({"insulation": 0.5})
    assert make_parameters({"aid": 0.2}, base) == base._replace(aid=0.2)
    assert make_parameters() == make_parameters({}) == DEFAULTS


def test_an_unknown_name_is_refused_with_the_nearest():
    with pytest.raises(InputError, match=r"parameters\.insulaton: unknown parameter; did you mean 'insulation'\?"):
        make_parameters({"insulaton": 0.5})


@pytest.mark.parametrize("value", [1.5, -0.1, float("nan"), "much", None, True])
def test_a_bad_value_is_refused(value):
    with pytest.raises(InputError, match=r"parameters\.insulation="):
        make_parameters({"insulation": value})


def test_a_table_reads_like_the_parameters():
    windows = [DEFAULTS, make_parameters({"aid": 0.5})]
    table = table_of(windows)
    assert table.shape == (2,)
    assert table.dtype == ROW
    assert table["aid"].tolist() == [DEFAULTS.aid, 0.5]
    assert [float(table[1][name]) for name in Parameters._fields] == list(windows[1])
    assert all(ROW[name] == np.float64 for name in Parameters._fields)
