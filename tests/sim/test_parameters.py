"""What every parameter must declare, and that the model uses all of them and no others."""

import ast
from pathlib import Path

import numpy as np
import pytest

import concertacion.sim
from concertacion.sim.declare import InputError, Prior, Variant
from concertacion.sim.parameters import DECLARED, ROW, THEMES, Parameters, make_parameters, table_of

DEFAULTS = Parameters()
PRIORS = {name: prior for name, prior in DECLARED.items() if isinstance(prior, Prior)}
VARIANTS = {name: variant for name, variant in DECLARED.items() if isinstance(variant, Variant)}
LEVERS = {name: prior for name, prior in PRIORS.items() if prior.lever}
EITHER_SIGN = {name: prior for name, prior in PRIORS.items() if "either sign" in prior.meaning}
SPLITS = {"aid_at_roots"}  # a share of another lever: neither end of it is "off"


def names_read():
    """The fields of `p` read anywhere in the mechanisms and the schedule."""
    root = Path(next(iter(concertacion.sim.__path__)))
    trees = [ast.parse(path.read_text()) for path in [*sorted((root / "mechanisms").glob("*.py")), root / "schedule.py"]]
    nodes = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    return {node.attr for node in nodes if isinstance(node.value, ast.Name) and node.value.id == "p"}


READ = names_read()


@pytest.mark.parametrize("name", DECLARED)
def test_every_parameter_is_used(name):
    assert name in READ


def test_no_parameter_is_used_that_is_not_declared():
    assert not READ - set(DECLARED)


def test_themes_declare_no_name_twice():
    assert sum(len(theme.__annotations__) for theme in THEMES) == len(DECLARED)
    assert tuple(DECLARED) == Parameters._fields


@pytest.mark.parametrize("name", PRIORS)
def test_a_default_lies_in_its_range(name):
    prior = PRIORS[name]
    assert prior.low < prior.high
    assert prior.low <= getattr(DEFAULTS, name) <= prior.high


@pytest.mark.parametrize("name", PRIORS)
def test_unit_meaning_and_source_are_said(name):
    prior = PRIORS[name]
    assert prior.unit.strip()
    assert len(prior.meaning) > 10
    assert prior.source == "assumed" or any(sign.isdigit() or sign == "," for sign in prior.source) or " " in prior.source
    assert not prior.source.rstrip().endswith(",")  # a paper without its section


@pytest.mark.parametrize("name", [name for name, prior in PRIORS.items() if prior.neutral is not None])
def test_a_neutral_value_lies_in_its_range(name):
    assert PRIORS[name].low <= PRIORS[name].neutral <= PRIORS[name].high


@pytest.mark.parametrize("name", LEVERS)
def test_a_lever_can_be_switched_off_or_is_a_scale(name):
    prior = LEVERS[name]
    assert prior.neutral is not None or "scale" in prior.meaning or name in SPLITS


@pytest.mark.parametrize("name", EITHER_SIGN)
def test_a_range_of_either_sign_claims_neither(name):
    prior = EITHER_SIGN[name]
    assert prior.low == -prior.high
    assert prior.neutral == 0


def test_the_differences_that_scholars_dispute_say_so():
    assert {"visibility_gap", "top_effect", "attend_distance"} <= set(EITHER_SIGN)


@pytest.mark.parametrize("name", VARIANTS)
def test_a_variant_has_two_forms_and_starts_with_the_first(name):
    variant = VARIANTS[name]
    assert len(set(variant.forms)) == 2
    assert variant.meaning and variant.source
    assert getattr(DEFAULTS, name) == 0.0


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
