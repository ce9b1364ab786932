"""Distributions of an axis: their quantiles in closed form, what a design makes of them, and what cannot be one."""

from statistics import NormalDist

import numpy as np
import pytest

from concertacion.experiments.compose import composed_config
from concertacion.experiments.notebook import arguments_of
from concertacion.experiments.parameters import parameter_defaults
from concertacion.experiments.sweep.design import Design, check_design, sample
from concertacion.experiments.sweep.entries import axis_of, entry_of
from concertacion.experiments.sweep.over import axes_of
from concertacion.sim.declare import InputError

CONFIG = {"parameters": parameter_defaults(), "world": {"overrides": None}}
UNIT = np.array([0.0, 0.1, 0.25, 0.5, 0.8, 1.0])


def cut_normal(mean, deviation, low, high):
    normal = NormalDist(mean, deviation)
    first, last = normal.cdf(low), normal.cdf(high)
    return [low, *(normal.inv_cdf(first + u * (last - first)) for u in UNIT[1:-1]), high]


@pytest.mark.parametrize(
    ("name", "entry", "quantiles"),
    [
        ("insulation", {"uniform": [0.2, 0.6]}, 0.2 + 0.4 * UNIT),
        ("rationality", {"log_uniform": [0.1, 10]}, 10 ** (2 * UNIT - 1)),
        ("insulation", {"normal": [0.5, 0.1]}, cut_normal(0.5, 0.1, 0, 1)),
        ("insulation", {"truncated_normal": [0.5, 0.4, 0.3, 1]}, cut_normal(0.5, 0.4, 0.3, 1)),
        ("insulation", {"truncated_normal": [0, 0.2, 0, 0.9]}, cut_normal(0, 0.2, 0, 0.9)),
    ],
)  # fmt: skip
def test_quantiles_are_those_of_the_closed_form(name, entry, quantiles):
    axis = axis_of(name, entry)
    np.testing.assert_allclose(axis.at(UNIT), quantiles, atol=1e-7)
    assert axis_of(name, entry_of(axis)[name]) == axis


def test_weights_are_shares_of_the_points():
    axes = axes_of({"purge": {"discrete": {0.1: 3, 0.4: 1}}, "scenario": {"discrete": {"baseline": 0.25, "isolation": 0.75}},
                    "start": {"discrete": {2000: 1, 2005: 2, 2010: 1}}}, None, CONFIG)  # fmt: skip
    points = sample(Design("sobol", 64), axes, 1)
    assert [np.bincount(column.astype(int)).tolist() for column in points.T] == [[48, 16], [16, 48], [16, 32, 16]]
    assert axes[0].at(np.array([0, 0.74, 0.75, 1])).tolist() == [0, 0, 1, 1]
    assert axis_of("purge", entry_of(axes[0])["purge"]) == axes[0]


@pytest.mark.parametrize("design", [Design("lhs", 400), Design("sobol", 512), Design("saltelli", 64)], ids=str)
def test_every_sampled_design_follows_the_distribution(design):
    points = sample(
        design, axes_of({"insulation": {"normal": [0.4, 0.1]}, "rationality": {"log_uniform": [0.1, 10]}}, None, CONFIG), 1
    )
    assert np.allclose(np.quantile(points[:, 0], [0.16, 0.5, 0.84]), [0.3, 0.4, 0.5], atol=0.02)
    assert np.allclose(np.quantile(np.log10(points[:, 1]), [0.1, 0.5, 0.9]), [-0.8, 0, 0.8], atol=0.08)


def test_grid_and_morris_take_equal_steps_of_probability():
    axes = axes_of(
        {"rationality": {"log_uniform": [0.1, 10]}, "insulation": {"truncated_normal": [0.5, 0.2, 0.3, 0.7]}}, None, CONFIG
    )
    grid = sample(Design("grid", 1, 3), axes, 1)
    assert np.allclose(sorted(set(grid[:, 0])), [0.1, 1, 10]) and np.allclose(sorted(set(grid[:, 1])), [0.3, 0.5, 0.7])
    moves = np.diff(sample(Design("morris", 1), axes, 1), axis=0)
    assert ((moves != 0).sum(axis=1) == 1).all()
    for design in (Design("grid", 1), Design("morris", 4)):
        with pytest.raises(InputError, match=r"a normal has no ends; write \{insulation: \{truncated_normal: "):
            check_design(design, [axis_of("insulation", {"normal": [0.5, 0.1]})])
        with pytest.raises(InputError, match=r"each value of purge the same share; write values: \[A, B\]"):
            check_design(design, [axis_of("purge", {"discrete": {0.1: 1, 0.2: 3}})])


REFUSED = {
    "an unknown distribution": ({"nromal": [0.5, 0.1]}, "no distribution 'nromal'; did you mean 'normal'?"),
    "two at once": ({"normal": [0.5, 0.1], "uniform": [0, 1]}, "or one of {values: [A, B]}, {discrete: "),
    "none": ({}, "expected [LOW, HIGH], or one of"),
    "a normal with ends": ({"normal": [0.5, 0.1, 0, 1]}, "expected {normal: [MEAN, SD]}, 2 numbers"),
    "a truncated normal without": ({"truncated_normal": [0.5, 0.1]}, "expected {truncated_normal: [MEAN, SD, LOW, HIGH]}"),
    "a normal beyond the range": (
        {"normal": [0.5, 0.4]}, "21% of it lies beyond the range [0, 1]; truncated_normal: [0.5, 0.4, 0, 1]"),
    "a mean outside": ({"normal": [1.5, 0.1]}, "its mean 1.5 lies outside [0, 1]"),
    "no spread": ({"normal": [0.5, 0]}, "a standard deviation of 0; it must be above 0"),
    "ends beyond the range": ({"truncated_normal": [0.5, 0.1, 0, 2]}, "beyond its range [0, 1]"),
    "a logarithm of zero": ({"log_uniform": [0, 1]}, "a logarithm needs both ends above 0"),
    "no numbers": ({"normal": ["a", "b"]}, "expected {normal: [MEAN, SD]}"),
    "weights of nothing": ({"discrete": [0.1, 0.2]}, "expected {A: WEIGHT, B: WEIGHT}"),
    "a weight of zero": ({"discrete": {0.1: 0, 0.2: 1}}, "the weight 0 of 0.1: expected a number above 0"),
    "one weighted value": ({"discrete": {0.1: 1}}, "at least two"),
    "a weighted value outside": ({"discrete": {0.1: 1, 2: 1}}, "insulation=2: outside its range [0, 1]"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_distribution_is_one_sentence(case):
    entry, sentence = REFUSED[case]
    with pytest.raises(InputError) as refused:
        axes_of({"insulation": entry}, None, CONFIG)
    assert sentence in str(refused.value) and "\n" not in str(refused.value) and len(str(refused.value)) < 300


def test_python_and_the_command_line_write_them_alike():
    over = {
        "purge": {"discrete": {0.1: 0.7, 0.2: 0.3}},
        "start": {"discrete": {2000: 1, 2005: 2}},
        "insulation": {"normal": [0.5, 0.1]},
    }
    typed = "over={purge:{discrete:{0.1:0.7,0.2:0.3}},start:{discrete:{2000:1,2005:2}},insulation:{normal:[0.5,0.1]}}"
    from_python = composed_config(["experiment=sweep", *arguments_of({"over": over})])
    assert from_python["over"] == composed_config(["experiment=sweep", typed])["over"] == over


def test_names_take_no_ranges():
    for name in ("scenario", "start", "channels"):
        with pytest.raises(InputError, match="takes values only"):
            axes_of({name: {"normal": [0.5, 0.1]}}, None, CONFIG)
