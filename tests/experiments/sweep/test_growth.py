"""A sweep that grows keeps the runs made, and ends with the table of the sweep made at once; what cannot grow says why."""

import json
from functools import lru_cache
from pathlib import Path

import pandas as pd
import pytest
import xarray as xr

from concertacion.analysis.sweeps import open_sweep, sweep_frame
from concertacion.experiments.chunks import store
from concertacion.experiments.compose import composed_config
from concertacion.experiments.effective import config_digest
from concertacion.experiments.job import Job
from concertacion.experiments.run import main
from concertacion.experiments.settings.kinds import settings_of
from concertacion.experiments.sweep.command import run
from concertacion.experiments.sweep.parts import Part, grown, places, size_of
from concertacion.sim.declare import InputError

BASE = ("experiment=sweep", "world=southeast_asia", "years=1", "workers=1", "quiet=true", "outcomes=[attendance,delivered]")


@pytest.fixture
def empty(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@lru_cache
def config_of(design):
    return composed_config([*BASE, *design])


def swept(out, design, points=4, replicates=2, **changes):
    """The table of a sweep by the settings of a command line, composed once for each."""
    config = {**config_of(design), "points": points, "replicates": replicates, "out": str(out), **changes}
    run(Job(settings_of(config), config, (*BASE, *design), config_digest(config), Path(out).absolute()))
    return sweep_frame(out)


def refused(out, design, points=4, replicates=2, **changes):
    with pytest.raises(InputError) as error:
        swept(out, design, points, replicates, **changes)
    assert "\n" not in str(error.value)
    return str(error.value)


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
LHS, GRID = ("design=lhs", "over=[insulation]"), ("design=grid", "over=[insulation]", "levels=3")


@pytest.mark.parametrize(
    ("design", "steps"),
    [(SOBOL, ((4, 2), (8, 2), (8, 3))), (SOBOL, ((4, 2), (16, 3))), (MORRIS, ((2, 2), (5, 2))), (SOBOL, ((8, 1), (8, 3))),
     ((*SOBOL, "common_random_numbers=false"), ((4, 2), (8, 2))), (("design=saltelli", MORRIS[1]), ((2, 1), (4, 2)))],
)  # fmt: skip
def test_growth_gives_the_table_made_at_once_and_keeps_the_runs_made(empty, design, steps):
    before = {}
    for size in (*steps, steps[-1]):
        frame = swept("grown", design, *size)
        assert before.items() <= shards(empty / "grown").items()
        before = shards(empty / "grown")
    pd.testing.assert_frame_equal(frame, swept("at_once", design, *steps[-1]))
    xr.testing.assert_identical(open_sweep("grown"), open_sweep("at_once"))
    assert (empty / "grown" / "points.parquet").read_bytes() == (empty / "at_once" / "points.parquet").read_bytes()


@pytest.mark.parametrize(("design", "steps"), [(SOBOL, ((4, 2), (16, 3))), (MORRIS, ((2, 2), (2, 3), (5, 3)))])
def test_the_rerun_of_a_grown_sweep_grows_alike(empty, design, steps, capsys):
    for size in steps:
        swept("grown", design, *size)
    same_again(capsys)
    assert main(["experiment=rerun", "from=grown", "out=other", "seed=2", "quiet=true"]) == 0
    assert len(json.loads((empty / "other" / "manifest.json").read_text())["stretches"]) == 1  # another sweep, made at once


def same_again(capsys):
    """The rerun of `grown` has its bytes, and to run it once more changes nothing."""
    for _ in range(2):
        capsys.readouterr()
        assert main(["experiment=rerun", "from=grown", "out=again", "quiet=true"]) == 0 and capsys.readouterr().err == ""
        assert content(Path("again")) == content(Path("grown"))


def content(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_rows_added_to_a_table_are_further_points_with_further_values(empty, capsys):
    table, header = ("design=table", "table=points.csv"), "insulation,start\n"
    (empty / "points.csv").write_text(f"{header}0.1,2000\n0.2,2005\n")
    swept("grown", table)
    (empty / "points.csv").write_text(f"{header}0.1,2000\n0.2,2005\n0.3,2010\n0.4,2000\n")
    pd.testing.assert_frame_equal(swept("grown", table), swept("at_once", table))
    same_again(capsys)
    (empty / "points.csv").write_text(f"{header}0.15,2000\n0.2,2005\n0.3,2010\n0.4,2000\n0.5,2000\n")
    assert "the first 4 points are others now; a table grows by rows at its end" in refused("grown", table)


def test_trajectories_grow_along(empty):
    kept = (*SOBOL, "trajectories=[took_part]")
    swept("grown", kept, 2, 1)
    swept("grown", kept, 2, 2)
    with xr.open_mfdataset("grown/trajectories/*.nc", combine="nested", concat_dim="run") as whole:
        assert whole["point"].values.tolist() == [0, 1, 0, 1] and whole["replicate"].values.tolist() == [0, 0, 1, 1]


def test_what_moves_all_points_grows_by_replicates_only(empty):
    swept("lhs", LHS, 4, 1)
    sentence = refused("lhs", LHS, 5, 1)
    assert "design=lhs moves all its points when it gets more; a design=sobol grows" in sentence and "open_sweep" in sentence
    pd.testing.assert_frame_equal(swept("lhs", LHS, 4, 2), swept("at_once", LHS, 4, 2))
    swept("grid", GRID, replicates=1)
    assert "config.levels: stored 3, now 4" in refused("grid", GRID, replicates=1, levels=4)


def test_what_is_no_growth_is_refused_and_changes_nothing(empty):
    design = (*SOBOL, "common_random_numbers=false")
    swept("here", design)
    before = content(empty / "here")
    for size, changes, sentence in (
        ((2, 2), {}, "holds 4 points x 2 replicates, and a sweep does not shrink to 2 x 2"),
        ((8, 1), {}, "does not shrink to 8 x 1"),
        ((4, 3), {}, "with common_random_numbers=false runs are numbered through"),
        ((8, 2), {"seed": 2}, "holds a different sweep (config.seed: stored 1, now 2"),
        ((8, 2), {"over": ["insulation"]}, "config.over"),
        ((8, 2), {"outcomes": ["delivered"]}, "config.outcomes"),
    ):
        assert sentence in refused("here", design, *size, **changes)
    assert content(empty / "here") == before


@pytest.mark.parametrize("stop", ["manifest.json", "config.yaml", "points.parquet"])
def test_a_kill_before_the_first_new_shard_leaves_the_smaller_sweep(empty, monkeypatch, stop):
    smaller, write = swept("here", SOBOL), store.write_stored

    def killed(folder, name, content):
        if name == stop:
            raise KeyboardInterrupt
        write(folder, name, content)

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(store, "write_stored", killed)
        swept("here", SOBOL, 8, 3)
    pd.testing.assert_frame_equal(sweep_frame("here"), smaller)
    assert open_sweep("here").sizes["point"] == 4 and open_sweep("here").attrs["missing"] == 0
    pd.testing.assert_frame_equal(swept("here", SOBOL, 8, 3), swept("at_once", SOBOL, 8, 3))


def test_a_sweep_grows_before_it_is_finished(empty):
    swept("here", SOBOL)
    sorted((empty / "here" / "shards").iterdir())[0].unlink()
    pd.testing.assert_frame_equal(swept("here", SOBOL, 8), swept("at_once", SOBOL, 8))
    manifest = json.loads((empty / "here" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["runs"] == 16 and sum(runs for runs, *_ in manifest["stretches"]) == 16
