"""Sweeps read as one: other seeds, other points, other replicates; and one sentence where they do not go together."""

import json

import numpy as np
import pandas as pd
import pytest

from concertacion.analysis.sensitivity.results import has_common_numbers
from concertacion.analysis.sweeps import open_sweep, sweep_frame
from concertacion.experiments.output.stored import write_stored
from concertacion.sim.declare import InputError

from .test_growth import LHS, SOBOL, swept

TABLE = ("design=table", "table=points.csv")


@pytest.fixture
def made(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def refused(*folders, **options):
    with pytest.raises(InputError) as error:
        open_sweep(list(folders), **options)
    assert "\n" not in str(error.value) and len(str(error.value)) < 400
    return str(error.value)


def test_other_points_are_appended(made):
    one, other = swept("a", LHS, 3, 2), swept("b", LHS, 2, 3, seed=7)
    frame, whole = sweep_frame(["a", "b"]), open_sweep(["a", "b"])
    expected = pd.concat([one.assign(seed=1), other.assign(point=other["point"] + 3, seed=7)], ignore_index=True)
    pd.testing.assert_frame_equal(frame[list(expected)], expected, check_dtype=False)
    assert dict(whole.sizes) == {"point": 5, "replicate": 3, "axis": 1}
    assert whole.attrs == {"design": "merged", "failed": 0, "missing": 0}
    assert whole["delivered"].values[3:].ravel().tolist() == other["delivered"].tolist()
    assert np.isnan(whole["delivered"].values[:3, 2]).all() and whole["insulation"].values[3] == other["insulation"][0]
    assert whole["seed"].values[[0, 4], 0].tolist() == [1, 7] and not has_common_numbers(whole)


def test_the_same_points_with_another_seed_are_further_replicates(made):
    (made / "points.csv").write_text("insulation,start\n0.2,2000\n0.4,2005\n")
    one, other = swept("a", TABLE, replicates=2), swept("b", TABLE, replicates=3, seed=7)
    whole = open_sweep(["a", "b"])
    assert dict(whole.sizes) == {"point": 2, "replicate": 5, "axis": 2} and whole.attrs["design"] == "table"
    rows = [*one[one["point"] == 1]["delivered"], *other[other["point"] == 1]["delivered"]]
    assert whole["delivered"].values[1].tolist() == rows and whole["seed"].values[1].tolist() == [1, 1, 7, 7, 7]
    (made / "points.csv").write_text("insulation,start\n0.2,2000\n0.4,2005\n0.6,2010\n")
    swept("c", TABLE, replicates=1, seed=8)
    longer = open_sweep(["a", "c"])
    assert dict(longer.sizes) == {"point": 3, "replicate": 3, "axis": 2} and longer.attrs["missing"] == 0
    assert np.isfinite(longer["delivered"].values).tolist() == [[True] * 3, [True] * 3, [False, False, True]]
    assert longer["drawn"].sel(axis="start").values.tolist() == [0, 1, 2] and longer["high"].sel(axis="start") == 2


def test_the_same_runs_are_not_counted_twice(made):
    swept("a", SOBOL)
    swept("b", SOBOL, 8, 1)
    assert "b and a hold the same runs (such as run 0 of seed 1 at equal points); leave one out" in refused("a", "b")
    assert "a and a hold the same runs" in refused("a", "a")


def test_what_does_not_fit_is_refused_by_name(made):
    swept("a", LHS)
    for name, changes, sentence in (
        ("years", {"years": 2}, "years and a differ in config.years (2 and 1)"),
        ("axis", {"over": {"insulation": [0, 0.5]}}, "axis and a differ in axes"),
        ("outcomes", {"outcomes": ["delivered"]}, "outcomes and a differ in outcomes; name some of both"),
        ("numbers", {"common_random_numbers": False}, "differ in c"),
    ):
        swept(name, LHS, seed=2, **changes)
        assert sentence in refused("a", name), name
    assert set(open_sweep(["a", "outcomes"], ["delivered"]).data_vars) > {"delivered", "seed"}
    manifest = json.loads((made / "a" / "manifest.json").read_text(encoding="utf-8"))
    swept("b", LHS, seed=2)
    for key, value in (
        ("source_sha256", "0" * 64),
        ("worlds_sha256", {"southeast_asia 2000": "0"}),
        ("versions", {"numpy": "1"}),
    ):
        write_stored(made / "a", "manifest.json", json.dumps({**manifest, key: value}).encode())
        assert f"b and a differ in {key}" in refused("a", "b")
    with pytest.raises(InputError, match="no folder is named"):
        open_sweep([])
