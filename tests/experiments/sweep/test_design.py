"""Where points lie: as many as said, within their axes, the same bytes again, and each design what its name promises."""

import numpy as np
import pytest

from concertacion.experiments.parameters import parameter_defaults
from concertacion.experiments.sweep.axes import listed, ranged
from concertacion.experiments.sweep.design import DESIGNS, Design, check_design, count, sample
from concertacion.experiments.sweep.points import read_points
from concertacion.sim.declare import InputError

AXES = (ranged("a", -1, 3), ranged("b", 0, 0.1), listed("c", ["x", "y", "z"]))
ALL = [Design("grid", 1, 4), Design("lhs", 30), Design("sobol", 32), Design("saltelli", 8), Design("saltelli", 8, None, False),
       Design("morris", 6, 6)]  # fmt: skip
CONFIG = {"parameters": parameter_defaults(), "world": {"overrides": None}}


@pytest.mark.parametrize("design", ALL, ids=str)
def test_points_are_as_many_as_said_and_within_their_axes(design):
    points = sample(design, AXES, seed=1)
    assert points.shape == (count(design, AXES), 3) and points.dtype == np.float64
    assert (points >= [-1, 0, 0]).all() and (points <= [3, 0.1, 2]).all()
    assert set(points[:, 2]) == {0, 1, 2}


@pytest.mark.parametrize("design", ALL, ids=str)
def test_the_same_design_and_seed_are_the_same_bytes_whatever_else_draws(design):
    first = sample(design, AXES, seed=5)
    np.random.seed(0)
    assert sample(design, AXES, seed=5).tobytes() == first.tobytes()
    assert design.name == "grid" or sample(design, AXES, seed=6).tobytes() != first.tobytes()
    assert sample(design, AXES, seed=2**63 - 1).shape == first.shape


def test_a_grid_is_every_combination_once_ends_included():
    points = sample(Design("grid", 1, {"a": 3}), AXES, 1)
    assert sorted(set(points[:, 0])) == [-1, 1, 3] and np.allclose(sorted(set(points[:, 1])), [0, 0.025, 0.05, 0.075, 0.1])
    assert len({tuple(point) for point in points}) == len(points) == 3 * 5 * 3
    assert points[:3, 2].tolist() == [0, 1, 2]


def test_a_grid_too_large_to_be_is_counted():
    assert count(Design("grid", 1, 10), [ranged(str(i), 0, 1) for i in range(100)]) == 10**100


def test_a_latin_hypercube_has_one_point_in_every_slice_of_every_axis():
    points = sample(Design("lhs", 40), AXES[:2], 3)
    assert sorted(((points[:, 0] + 1) / 4 * 40).astype(int)) == sorted((points[:, 1] / 0.1 * 40).astype(int)) == list(range(40))


def test_sobol_points_are_balanced_among_the_values_of_a_list():
    points = sample(Design("sobol", 64), (ranged("a", 0, 1), listed("c", ["x", "y"])), 3)
    assert (points[:, 1] == 1).sum() == 32 and ((points[:, 0] < 0.5) & (points[:, 1] == 1)).sum() == 16


def test_saltelli_crosses_two_samples_one_axis_at_a_time():
    block = sample(Design("saltelli", 4), AXES[:2], 1)[:6]
    first, last = block[0], block[-1]
    assert block[1].tolist() == [last[0], first[1]] and block[2].tolist() == [first[0], last[1]]
    assert block[3].tolist() == [first[0], last[1]] and block[4].tolist() == [last[0], first[1]]


def test_morris_moves_one_axis_at_a_time():
    trajectory = sample(Design("morris", 1), AXES, 1)
    assert ((np.diff(trajectory, axis=0) != 0).sum(axis=1) == 1).all()


REFUSED = {
    "an unknown design": (Design("sobl", 8), "did you mean 'sobol'?"),
    "no points": (Design("lhs", 0), "at least 1"),
    "no power of two": (Design("sobol", 100), "a power of two, such as 64 or 128"),
    "no power of two for pairs": (Design("saltelli", 3), "a power of two, such as 2 or 4"),
    "levels of what has none": (Design("lhs", 8, 4), "levels=4: applies only to design=grid"),
    "odd levels": (Design("morris", 8, 5), "an even number, such as 6"),
    "one level": (Design("grid", 8, 1), "at least 2"),
    "half a level": (Design("grid", 8, {"a": 2.5}), "at least 2"),
    "levels of a list": (Design("grid", 8, {"c": 2}), "c is not a continuous axis"),
    "levels of nothing": (Design("grid", 8, {"d": 2}), "d is not a continuous axis of this design"),
    "levels by axis of morris": (Design("morris", 8, {"a": 2}), "applies only to design=grid"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_misuse_is_one_sentence(case):
    design, sentence = REFUSED[case]
    with pytest.raises(InputError) as refused:
        check_design(design, AXES)
    assert sentence in str(refused.value) and "\n" not in str(refused.value)


def table(tmp_path, text, fixed=None):
    path = tmp_path / "points.csv"
    path.write_text(text, encoding="utf-8")
    return read_points(path, fixed, CONFIG)


def test_a_table_is_read_as_it_stands(tmp_path):
    text = "\ufeffparameters.purge, channels,start,scenario,world.overrides.governments.VNM.ideology\n"
    text += "0.1,exclusive,2004.0,pandemic,-1\n0.2,joint,2000,baseline,0.5\n0.3,exclusive,2004,baseline,1e-1\n\n"
    axes, points = table(tmp_path, text)
    assert axes == (
        ranged("purge", 0, 0.8), listed("channels", ["joint", "exclusive"]), listed("start", [2004, 2000]),
        listed("scenario", ["pandemic", "baseline"]), ranged("world.overrides.governments.VNM.ideology", -1, 1),
    )  # fmt: skip
    assert points.tolist() == [[0.1, 1, 0, 0, -1], [0.2, 0, 1, 1, 0.5], [0.3, 1, 0, 1, 0.1]]


def test_a_table_of_a_spreadsheet_with_semicolons_and_decimal_commas(tmp_path):
    axes, points = table(tmp_path, "\ufeffpurge;channels;start\n0,1;joint;2000\n0,6;exclusive;2000\n")
    assert axes == (ranged("purge", 0, 0.8), listed("channels", ["joint", "exclusive"]), listed("start", [2000]))
    assert points.tolist() == [[0.1, 0, 0], [0.6, 1, 0]]


BROKEN = {
    "an unknown column": ("purge,insulaton\n0.1,0.1\n", "no 'insulaton' to vary; did you mean 'insulation'?"),
    "a value out of range": ("purge\n0.1\n0.9\n", "row 3: purge=0.9: outside its range [0, 0.8]"),
    "NaN": ("purge\n0.1\nnan\n", "row 3: purge=nan: expected a number in [0, 0.8]"),
    "infinity": ("purge\ninf\n", "row 2: purge=inf: expected a number in [0, 0.8]"),
    "no number": ("purge\nmuch\n", "row 2: purge=much: expected a number in [0, 0.8]"),
    "an empty cell": ("purge,aid\n0.1,\n", "row 2: aid is empty"),
    "a row below an empty one": ("purge,aid\n\n0.1,9\n", "row 3: aid=9.0: outside its range"),
    "a row too short": ("purge,aid\n0.1,0.1\n0.1\n", "row 3: has 1 cell where the header has 2"),
    "an unknown form": ("channels\nboth\n", "row 2: channels=both: choose one of joint, exclusive"),
    "no year": ("start\n2000.5\n", "row 2: start=2000.5: expected a year"),
    "a column twice": ("purge,purge\n0.1,0.1\n", "the column purge appears twice"),
    "no points": ("purge\n", "holds no points"),
    "nothing": ("", "the file is empty"),
    "decimal commas between commas": ("purge,aid\n0,1,0,5\n", "row 2: has 4 cells where the header has 2"),
    "two decimal signs": ("purge;aid\n0,1;0.5\n", "aid is '0.5': 1 other number has a comma, not a point; write 0,5"),
    "a number of the row": ("id,purge\n1,0.1\n", "the column 'id' is no axis; leave it out"),
    "a name of the row": ("Name,purge\na,0.1\n", "the column 'Name' is no axis; leave it out"),
    "a fixed column": ("aid,purge\n0.1,0.1\n", "purge is fixed by fixed=[purge]"),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_table_is_one_sentence_with_the_row(case, tmp_path):
    text, sentence = BROKEN[case]
    with pytest.raises(InputError) as refused:
        table(tmp_path, text, fixed="purge" if "fixed" in case else None)
    assert sentence in str(refused.value) and "points.csv" in str(refused.value) and "\n" not in str(refused.value)


def test_a_table_that_is_not_there(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        read_points(tmp_path / "nowhere.csv", None, CONFIG)
    with pytest.raises(InputError, match="not sampled"):
        sample(Design("table", 1), AXES, 1)
    assert {design.name for design in ALL} | {"table"} == set(DESIGNS)
