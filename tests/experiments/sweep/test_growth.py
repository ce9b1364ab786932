"""A sweep that grows keeps the runs made, and ends with the table of the sweep made at once; what cannot grow says why."""

import json

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from concertacion.analysis.sweeps import open_sweep, sweep_frame
from concertacion.experiments.chunks import store
from concertacion.experiments.run import main
from concertacion.experiments.sweep.parts import Part, grown, places, size_of

BASE = ["experiment=sweep", "world=southeast_asia", "years=1", "workers=1", "quiet=true", "outcomes=[attendance,delivered]"]


@pytest.fixture
def empty(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("concertacion.experiments.sweep.plan.rate_of", lambda study: 10.0)  # timing runs takes most of the time
    return tmp_path


def swept(out, *arguments):
    assert main([*BASE, *arguments, f"out={out}"]) == 0
    return sweep_frame(out)


def refused(capsys, out, *arguments):
    capsys.readouterr()
    assert main([*BASE, *arguments, f"out={out}"]) == 2
    return capsys.readouterr().err


def shards(out):
    return {path: path.stat().st_mtime_ns for path in out.glob("*/*") if path.is_file()}


def test_parts_tile_points_by_replicates_whatever_the_steps():
    parts = ()
    for size in ((3, 2), (5, 2), (5, 4), (9, 5)):
        parts = grown(parts, *size)
        assert size_of(parts) == size
    assert parts[:2] == (Part(0, 3, 0, 2), Part(3, 2, 0, 2)) and grown(parts, 9, 5) == parts
    point, replicate = places(parts, 0, 45)
    assert {*zip(point.tolist(), replicate.tolist(), strict=True)} == {(p, r) for p in range(9) for r in range(5)}
    assert [a.tolist() for a in places(parts, 7, 5)] == [point[7:12].tolist(), replicate[7:12].tolist()]


SOBOL = ("design=sobol", "over={insulation:{normal:[0.5,0.1]},channels:[joint,exclusive]}")
MORRIS = ("design=morris", "over=[insulation,rationality]")


@pytest.mark.parametrize(
    ("design", "steps"),
    [(SOBOL, ((4, 2), (8, 2), (8, 3))), (SOBOL, ((4, 2), (16, 3))), (MORRIS, ((2, 2), (5, 2))),
     ((*SOBOL, "common_random_numbers=false"), ((4, 2), (8, 2))), (("design=saltelli", MORRIS[1]), ((2, 1), (4, 2)))],
)  # fmt: skip
def test_growth_gives_the_table_made_at_once_and_keeps_the_runs_made(empty, design, steps):
    before = {}
    for points, replicates in steps:
        frame = swept("grown", *design, f"points={points}", f"replicates={replicates}")
        assert before.items() <= shards(empty / "grown").items()
        before = shards(empty / "grown")
    at_once = swept("at_once", *design, f"points={points}", f"replicates={replicates}")
    pd.testing.assert_frame_equal(frame, at_once)
    xr.testing.assert_identical(open_sweep("grown"), open_sweep("at_once"))
    assert (empty / "grown" / "points.parquet").read_bytes() == (empty / "at_once" / "points.parquet").read_bytes()
    assert main([*BASE, *design, f"points={points}", f"replicates={replicates}", "out=grown"]) == 0
    assert shards(empty / "grown") == before


def test_rows_added_to_a_table_are_further_points_with_further_values(empty, capsys):
    (empty / "points.csv").write_text("insulation,start\n0.1,2000\n0.2,2005\n")
    table = ("design=table", "table=points.csv", "replicates=2")
    swept("grown", *table)
    (empty / "points.csv").write_text("insulation,start\n0.1,2000\n0.2,2005\n0.3,2010\n0.4,2000\n")
    pd.testing.assert_frame_equal(swept("grown", *table), swept("at_once", *table))
    (empty / "points.csv").write_text("insulation,start\n0.15,2000\n0.2,2005\n0.3,2010\n0.4,2000\n0.5,2000\n")
    assert "the first 4 points are others now; a table grows by rows at its end" in refused(capsys, "grown", *table)


def test_trajectories_grow_along(empty):
    kept = (*SOBOL, "trajectories=[took_part]")
    swept("grown", *kept, "points=2", "replicates=1")
    swept("grown", *kept, "points=2", "replicates=2")
    with xr.open_mfdataset("grown/trajectories/*.nc", combine="nested", concat_dim="run") as whole:
        places = whole["point"].values.tolist(), whole["replicate"].values.tolist()
    assert places == ([0, 1, 0, 1], [0, 0, 1, 1])


@pytest.mark.parametrize("design", ["lhs", "grid"])
def test_what_moves_all_points_cannot_grow_by_points_but_by_replicates(empty, capsys, design):
    made = [f"design={design}", "over=[insulation]"]
    more = ["points=5"] if design == "lhs" else ["levels=5"]
    fewer = ["points=4"] if design == "lhs" else ["levels=4"]
    swept("here", *made, *fewer, "replicates=1")
    sentence = refused(capsys, "here", *made, *more, "replicates=1")
    if design == "lhs":
        assert "design=lhs moves all its points when it gets more; a design=sobol grows" in sentence and "open_sweep" in sentence
    else:
        assert "levels: stored 4, now 5" in sentence
    pd.testing.assert_frame_equal(swept("here", *made, *fewer, "replicates=2"), swept("at_once", *made, *fewer, "replicates=2"))


def test_what_is_no_growth_is_refused_and_changes_nothing(empty, capsys):
    swept("here", *SOBOL, "points=4", "replicates=2", "common_random_numbers=false")
    content = {path: path.read_bytes() for path in (empty / "here").rglob("*") if path.is_file()}
    for arguments, sentence in (
        (
            ["points=2", "replicates=2"],
            "holds 4 points x 2 replicates, and a sweep does not shrink to 2 x 2",
        ),
        (["points=8", "replicates=1"], "does not shrink to 8 x 1"),
        (["points=4", "replicates=3"], "with common_random_numbers=false runs are numbered through"),
        (["points=8", "replicates=2", "seed=2"], "holds a different sweep (config.seed: stored 1, now 2"),
        (["points=8", "replicates=2", "parameters.purge=0.5"], "config.parameters.purge: stored 0.35, now 0.5"),
        (["points=8", "replicates=2", "outcomes=[delivered]"], "config.outcomes: "),
    ):
        given = [*SOBOL, "common_random_numbers=false", *arguments]
        assert sentence in refused(capsys, "here", *given), arguments
    assert {path: path.read_bytes() for path in (empty / "here").rglob("*") if path.is_file()} == content


@pytest.mark.parametrize("stop", ["manifest.json", "config.yaml", "points.parquet"])
def test_a_kill_before_the_first_new_shard_leaves_the_smaller_sweep(empty, monkeypatch, stop):
    smaller = swept("here", *SOBOL, "points=4", "replicates=2")
    write = store.write_stored

    def killed(folder, name, content):
        if name == stop:
            raise KeyboardInterrupt
        write(folder, name, content)

    monkeypatch.setattr(store, "write_stored", killed)
    assert main([*BASE, *SOBOL, "points=8", "replicates=3", "out=here"]) == 130
    monkeypatch.setattr(store, "write_stored", write)
    pd.testing.assert_frame_equal(sweep_frame("here"), smaller)
    assert open_sweep("here").sizes["point"] == 4 and open_sweep("here").attrs["missing"] == 0
    grown = swept("here", *SOBOL, "points=8", "replicates=3")
    pd.testing.assert_frame_equal(grown, swept("at_once", *SOBOL, "points=8", "replicates=3"))


def test_a_sweep_grows_before_it_is_finished(empty):
    swept("here", *SOBOL, "points=4", "replicates=2")
    sorted((empty / "here" / "shards").iterdir())[0].unlink()
    pd.testing.assert_frame_equal(
        swept("here", *SOBOL, "points=8", "replicates=2"), swept("at_once", *SOBOL, "points=8", "replicates=2")
    )
    manifest = json.loads((empty / "here" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["runs"] == 16 and np.sum([runs for runs, *_ in manifest["stretches"]]) == 16
