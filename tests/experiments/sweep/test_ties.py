"""Parameters that follow others: equal, or at a difference that varies, at every point, and never outside their ranges."""

import numpy as np
import pandas as pd
import pytest

from concertacion.analysis.sweeps import open_sweep
from concertacion.experiments.parameters import parameter_defaults
from concertacion.experiments.run import main
from concertacion.experiments.sweep.over import axes_of
from concertacion.experiments.sweep.setups import parameter_rows
from concertacion.experiments.sweep.ties import tied, ties_of, within_plane
from concertacion.sim.declare import InputError
from concertacion.sim.parameters import Parameters

CONFIG = {"parameters": parameter_defaults(), "world": {"overrides": None}}
UNIT = np.random.default_rng(1).random((50, 4))


def sampled(over, ties):
    axes = axes_of(over, None, CONFIG, ties)
    made, differences = ties_of(ties, axes)
    axes += differences
    return axes, made, np.column_stack([axis.at(unit) for axis, unit in zip(axes, UNIT.T, strict=False)])


def at(rows, name):
    return rows[:, Parameters._fields.index(name)]


def test_ties_hold_at_every_point_and_along_a_chain():
    ties = {"aid": "insulation", "bridge": {"insulation": [0.1, 0.3]}, "oversight": {"bridge": {"discrete": {0.1: 1, 0.2: 1}}},
            "bracketing": {"purge": 0.05}}  # fmt: skip
    axes, made, points = sampled({"insulation": [0, 0.5], "purge": {"values": [0.1, 0.4]}}, ties)
    assert [axis.name for axis in axes] == ["insulation", "purge", "bridge_minus_insulation", "oversight_minus_bridge"]
    rows = parameter_rows({}, axes, points, made)
    assert (at(rows, "aid") == at(rows, "insulation")).all() and np.ptp(at(rows, "aid")) > 0.4
    difference = at(rows, "bridge") - at(rows, "insulation")
    assert (difference >= 0.1 - 1e-12).all() and (difference <= 0.3 + 1e-12).all() and np.ptp(difference) > 0.15
    assert set(np.round(at(rows, "oversight") - at(rows, "bridge"), 9)) == {0.1, 0.2}
    assert np.allclose(at(rows, "bracketing") - at(rows, "purge"), 0.05)


def test_a_group_leaves_out_what_follows():
    names = [axis.name for axis in axes_of("levers", None, CONFIG, {"aid": "insulation"})]
    assert "insulation" in names and "aid" not in names


def test_a_sum_that_rounds_beyond_the_range_is_cut_to_it():
    _, made, _ = sampled({"purge": [0, 0.1]}, {"limits_bind": {"purge": [0.1, 0.7]}})
    ends = tied(made, {"purge": np.array([0.1]), "limits_bind_minus_purge": np.array([0.7000000000000001])})
    assert ends["limits_bind"][0] <= 0.8


REFUSED = {
    "no mapping": ("aid", "expected {B: A}"),
    "a number": ({"aid": 3}, "expected {aid: A}, or {aid: {A: [LOW, HIGH]}}"),
    "an unknown follower": ({"aidd": "insulation"}, "no parameter 'aidd' with a range; did you mean 'aid'?"),
    "a variant": ({"channels": "insulation"}, "no parameter 'channels' with a range"),
    "an unknown leader": ({"aid": "insulatoin"}, "did you mean 'insulation'?"),
    "a leader that stands still": ({"aid": "bridge"}, "bridge does not vary; name it in over"),
    "a follower in over": ({"insulation": "purge"}, "insulation is fixed by ties, where it follows purge; leave out one"),
    "a circle": ({"aid": "bridge", "bridge": "aid"}, "bridge does not vary"),
    "a tie before its leader": ({"aid": {"bridge": 0.1}, "bridge": "insulation"}, "or in a tie before this one"),
    "beyond the range": ({"aid": {"insulation": [0.2, 0.4]}},
                         "while insulation goes from 0 to 0.7, aid would go from 0.2 to 1.1, beyond its range [0, 1]"),
    "below the range": ({"aid": {"insulation": -0.1}}, "aid would go from -0.1 to 0.6"),
    "no difference": ({"aid": {"insulation": "a lot"}}, "expected [LOW, HIGH]"),
    "an endless difference": ({"aid": {"insulation": {"normal": [0.1, 0.01]}}}, "a normal has no ends"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_tied_is_one_sentence(case):
    ties, sentence = REFUSED[case]
    with pytest.raises(InputError) as refused:
        sampled({"insulation": [0, 0.7], "purge": None}, ties)
    assert sentence in str(refused.value) and "\n" not in str(refused.value)


def test_a_follower_that_is_set_is_refused():
    config = {**CONFIG, "parameters": {**parameter_defaults(), "aid": 0.3}}
    with pytest.raises(InputError, match=r"ties: aid is fixed by parameters\.aid=0\.3"):
        axes_of("insulation", None, config, {"aid": "insulation"})


def test_a_plane_keeps_the_ties_of_its_parameters_at_the_middle_of_their_differences():
    ties = {"aid": "insulation", "bridge": {"aid": [0.1, 0.3]}, "oversight": "purge"}
    assert within_plane(ties, ["insulation", "rationality"]) == {"aid": {"insulation": 0.0}, "bridge": {"aid": 0.2}}
    assert within_plane(ties, ["rationality"]) is None


def test_no_value_is_hidden_in_the_table(tmp_path, capsys):
    folder = tmp_path / "here"
    command = ["experiment=sweep", "world=southeast_asia", "years=1", "points=4", "replicates=1", "quiet=true", f"out={folder}"]
    assert main([*command, "over={insulation:[0,0.5]}", "ties={aid:insulation,free_riding:{insulation:[0.1,0.3]}}",
                 "outcomes=[free_riding]"]) == 0  # fmt: skip
    points = pd.read_parquet(folder / "points.parquet")
    assert list(points) == ["point", "insulation", "free_riding_minus_insulation", "aid", "parameters.free_riding"]
    assert np.allclose(points["parameters.free_riding"], points["insulation"] + points["free_riding_minus_insulation"])
    swept = open_sweep(folder)
    assert swept["aid"].values.tolist() == points["insulation"].tolist() and swept.sizes["axis"] == 2
    assert swept["free_riding_minus_insulation"].attrs["long_name"] == "free_riding minus insulation"
    assert main([*command, "design=table", "table=x.csv", "ties={aid:insulation}"]) == 2
    assert "design=table takes every value from its table" in capsys.readouterr().err
