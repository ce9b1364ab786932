"""A sweep from its folder: labels, numbers, gaps, and one sentence for what is no sweep."""

from __future__ import annotations

import shutil

import numpy as np
import pandas as pd
import pytest

from concertacion.analysis.sweeps import open_sweep, sweep_frame
from concertacion.experiments.output.stored import write_stored
from concertacion.sim.declare import InputError

from .sensitivity.sweep_folders import parquet, write_sweep

AXES = [{"name": "x1", "low": 0.0, "high": 1.0, "values": []}, {"name": "form", "low": 0, "high": 2, "values": ["a", "b", "c"]}]
POINTS = np.array([[0.1, 2], [0.2, 0], [0.3, 1], [0.4, 2], [0.5, 0]])


@pytest.fixture
def folder(tmp_path):
    values = np.arange(15.0).reshape(5, 3)
    values[1, 2] = np.nan
    return write_sweep(tmp_path / "sweep", AXES, POINTS, {"good": values, "bad": -values}, status={5: "a number is not finite"})


def test_dataset_has_runs_by_point_and_replicate_and_axes_as_coordinates(folder):
    dataset = open_sweep(folder)
    assert dict(dataset.sizes) == {"point": 5, "replicate": 3, "axis": 2}
    assert dataset["good"].sel(point=3, replicate=1) == 10 and dataset["bad"].sel(point=4, replicate=2) == -14
    assert list(dataset["form"].values) == ["c", "a", "b", "c", "a"] and dataset["form"].dims == ("point",)
    assert dataset["x1"].attrs == {"units": "1", "long_name": "the first"}
    np.testing.assert_array_equal(dataset["drawn"].values, POINTS)
    np.testing.assert_array_equal(dataset["run"].values, np.tile([0, 1, 2], (5, 1)))


def test_failed_and_missing_runs_are_gaps_and_counted(folder):
    assert open_sweep(folder).attrs == {"design": "lhs", "failed": 1, "missing": 0}
    sorted((folder / "shards").iterdir())[-1].unlink()
    dataset = open_sweep(folder)
    assert dataset.attrs["missing"] == 1 and np.isnan(dataset["good"].values[4, 2]) and dataset["run"].values[4, 2] == -1
    assert np.isnan(dataset["good"].values).sum() == 2


def test_frame_has_a_row_a_run_with_its_axes(folder):
    frame = sweep_frame(folder)
    assert list(frame.columns) == ["point", "replicate", "run", "status", "x1", "form", "good", "bad"]
    assert len(frame) == 15 and frame.loc[10, ["x1", "form", "good"]].tolist() == [0.4, "c", 10.0]
    assert frame.loc[5, "status"] == "a number is not finite" and (frame["status"] == "").sum() == 14


def test_only_named_outcomes_are_read(folder):
    assert set(open_sweep(folder, ["bad"]).data_vars) == {"run", "bad", "drawn", "low", "high", "listed"}
    assert list(sweep_frame(folder, ["bad"]).columns)[-2:] == ["form", "bad"]
    with pytest.raises(InputError, match="outcome=goood: the sweep has no such outcome; did you mean 'good'"):
        open_sweep(folder, ["goood"])


def refused(folder):
    with pytest.raises(InputError) as error:
        open_sweep(folder)
    assert "\n" not in str(error.value)
    return str(error.value)


def test_what_is_no_sweep_is_refused_in_one_sentence(folder, tmp_path):
    assert "expected the folder of a sweep" in refused(tmp_path)
    shutil.rmtree(folder / "shards")
    assert "no shard is there yet" in refused(folder)
    (folder / "checksums.sha256").unlink()
    assert "manifest.json: cannot be checked, for checksums.sha256 is missing (older versions wrote none)" in refused(folder)


def test_a_file_that_is_not_as_it_was_written_is_refused_by_name(folder):
    first, second = sorted((folder / "shards").iterdir())[:2]
    changed = {
        first: lambda whole: whole[: len(whole) // 2],
        second: lambda whole: whole[:100] + bytes([whole[100] ^ 1]) + whole[101:],
        folder / "points.parquet": lambda whole: b"",
        folder / "manifest.json": lambda whole: whole.replace(b'"high": 1.0', b'"high": 9.0'),
    }
    for path, change in changed.items():
        whole = path.read_bytes()
        path.write_bytes(change(whole))
        assert change(whole) != whole and f"{path}: is damaged; " in refused(folder)
        path.write_bytes(whole)
    shutil.copy(first, folder / "shards" / "copy of 0000000000-7.parquet")
    assert "copy of 0000000000-7.parquet: has no line in checksums.sha256; run the command" in refused(folder)


def test_a_file_of_another_sweep_is_refused_though_its_digest_is_there(folder):
    shard = sorted((folder / "shards").iterdir())[0].relative_to(folder).as_posix()
    whole = (folder / shard).read_bytes()
    write_stored(folder, shard, parquet(pd.read_parquet(folder / shard), "b" * 64))
    assert f"{folder / shard}: is of another sweep; run the command" in refused(folder)
    write_stored(folder, shard, whole)
    write_stored(folder, "points.parquet", parquet(pd.read_parquet(folder / "points.parquet")[::-1]))
    assert "points.parquet: holds the points of another sweep; run the command" in refused(folder)


def test_duckdb_reads_the_files_as_they_are(folder):
    import duckdb

    rows = duckdb.sql(
        f"select form, avg(good) from '{folder}/shards/*.parquet' join (select *, file_row_number as point from "
        f"read_parquet('{folder}/points.parquet', file_row_number=true)) "
        "using (point) where status = '' group by form order by form"
    ).fetchall()
    frame = sweep_frame(folder)
    assert rows == [tuple(row) for row in frame[frame["status"] == ""].groupby("form")["good"].mean().items()]
