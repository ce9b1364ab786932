import errno
import json
import os
import shutil
import subprocess
import sys

import numpy as np
import pytest
from tests.experiments.chunks.cheap import OUTCOMES, cheap, with_trajectories
from tests.experiments.chunks.whole import ROOT, as_bytes, make, shards

from concertacion.experiments.chunks.identity import identity_of
from concertacion.experiments.chunks.shards import finished, read
from concertacion.experiments.chunks.store import open_store
from concertacion.sim.declare import InputError

FACTS = {"seed": 1, "config": {"years": 10, "world": {"name": "celac_33"}}, "source_sha256": "a" * 64}


def refused(folder, facts=None, **changes):
    options = {"runs": 20, "chunk": 5, "outcomes": OUTCOMES} | changes
    with pytest.raises(InputError) as error, open_store(folder, facts or FACTS, **options):
        pass
    assert "\n" not in str(error.value)
    return str(error.value)


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "a" / "sweep"
    with open_store(folder, FACTS, 20, 5, OUTCOMES, {"config.yaml": b"seed: 1\n"}):
        pass
    return folder


def test_manifest_says_what_the_sweep_is(folder):
    manifest = json.loads((folder / "manifest.json").read_text())
    assert manifest == {
        **FACTS,
        "runs": 20,
        "outcomes": list(OUTCOMES),
        "trajectories": False,
        "stretches": [[20, 5, identity_of(FACTS)]],
    }
    assert {path.name for path in folder.iterdir()} == {".lock", "checksums.sha256", "manifest.json", "config.yaml", "shards"}


def test_shard_has_columns_and_types_of_the_contract(tmp_path):
    _, table = make(tmp_path / "sweep")
    types = {field.name: str(field.type) for field in table.schema}
    assert types == {
        "point": "int32", "replicate": "int32", "run": "int64",
        "status": "dictionary<values=string, indices=int32, ordered=0>", "sine": "double", "position": "double",
    }  # fmt: skip
    frame = table.to_pandas()
    whole = cheap(0, 80)
    assert frame["status"].tolist() == whole.reason
    np.testing.assert_array_equal(frame[list(OUTCOMES)], whole.values)
    assert frame.loc[frame["status"] != "", list(OUTCOMES)].isna().all(axis=None)
    assert table["sine"].null_count == sum(map(bool, whole.reason))  # and no NaN, which SQL would average


def test_another_sweep_is_refused_with_the_difference(folder):
    before = sorted((p, p.stat().st_mtime_ns) for p in folder.rglob("*"))
    other = {**FACTS, "seed": 2, "config": {"years": 12, "world": {"name": "celac_33"}}}
    message = refused(folder, other)
    assert "(seed: stored 1, now 2; config.years: stored 10, now 12)" in message
    assert "source_sha256: stored " in refused(folder, {**FACTS, "source_sha256": "a" * 40 + "b" * 24})
    assert "runs: stored 20, now 21" in refused(folder, runs=21)
    assert "outcomes: " in refused(folder, outcomes=("sine",))
    assert "trajectories: stored false, now true" in refused(folder, keep=True)
    assert "until: stored nothing, now 2010" in refused(folder, {**FACTS, "until": 2010})
    assert "and 1 more" in refused(folder, {"seed": 3})
    assert sorted((p, p.stat().st_mtime_ns) for p in folder.rglob("*")) == before


def test_long_values_are_shown_where_they_differ(folder):
    message = refused(folder, {**FACTS, "source_sha256": "a" * 60 + "bbbb"})
    assert "stored ...aaa" in message
    assert "bbbb" in message


def test_a_folder_keeps_the_chunks_it_was_begun_with(folder):
    with open_store(folder, FACTS, 20, 9, OUTCOMES) as store:
        assert store.stretches == ((20, 5, identity_of(FACTS)),)


def test_refuses_what_is_no_sweep_and_creates_nothing(tmp_path, monkeypatch):
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter.tex").touch()
    (tmp_path / "result").mkdir()
    (tmp_path / "result" / "manifest.json").write_text('{"config_sha256": "abc"}')
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "manifest.json").write_text("{")
    (tmp_path / "file").touch()
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    for name in ("thesis", "result", "broken"):
        assert "already holds something else" in refused(tmp_path / name)
    assert "is a file" in refused(tmp_path / "file")
    assert "inside it" in refused(tmp_path)
    assert sorted(tmp_path.rglob("*")) == before


def test_folder_in_use_is_refused_and_free_again_when_its_holder_is_killed(folder):
    hold = (
        "import sys, time; from pathlib import Path; from concertacion.experiments.output.files import locked\n"
        "with locked(Path(sys.argv[1])):\n    print('held', flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen([sys.executable, "-c", hold, str(folder)], stdout=subprocess.PIPE, cwd=ROOT)
    try:
        assert holder.stdout.readline() == b"held\n"
        assert f"out={folder}: process {holder.pid} on " in refused(folder)
    finally:
        holder.kill()
        holder.wait()
    with open_store(folder, FACTS, 20, 5, OUTCOMES):
        assert (folder / ".lock").read_text().startswith(f"process {os.getpid()} on ")
    assert (folder / ".lock").read_text() == ""


def test_what_a_killed_command_left_is_cleared_or_completed(folder):
    (folder / "shards" / ".0000000000-5.parquet.partial").write_bytes(b"half")
    (folder / "config.yaml").unlink()
    (folder / ".tables.partial").mkdir()
    (folder / ".tables.partial" / "runs.csv").write_bytes(b"half")
    with open_store(folder, FACTS, 20, 5, OUTCOMES, {"config.yaml": b"seed: 1\n"}):
        assert not list((folder / "shards").iterdir()) and not (folder / ".tables.partial").exists()
        assert (folder / "config.yaml").read_bytes() == b"seed: 1\n"


def test_killed_before_the_manifest_is_as_good_as_empty(folder):
    (folder / "manifest.json").replace(folder / ".manifest.json.partial")
    (folder / "config.yaml").unlink()
    with open_store(folder, {"seed": 9}, 20, 5, OUTCOMES):
        assert json.loads((folder / "manifest.json").read_text())["seed"] == 9


@pytest.mark.parametrize("damage", [lambda b: b[:-30], lambda b: b[: len(b) // 2], lambda b: b"", lambda b: b[:-8] + b"\0" * 8])
def test_damaged_shard_is_set_aside_and_made_again(tmp_path, damage, capsys):
    _, whole = make(tmp_path / "sweep")
    broken = shards(tmp_path / "sweep")[3]
    good = broken.read_bytes()
    broken.write_bytes(damage(good))
    tally, table = make(tmp_path / "sweep")
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert f"{broken.name} is damaged" in said
    assert "10 runs will run again" in said
    assert tally.done == 80
    assert as_bytes(table) == as_bytes(whole)
    assert broken.read_bytes() == good
    assert broken.with_name(f"_{broken.name}.damaged").read_bytes() == damage(good)


def test_shard_of_other_rows_is_damaged_too(tmp_path):
    make(tmp_path / "sweep", runs=15)
    with open_store(tmp_path / "sweep", {"seed": 1}, 15, 10, OUTCOMES) as store:
        first, last = store.chunks
        shutil.copy(store.folder / last.shard, store.folder / first.shard)
        assert list(finished(store, lambda sentence: None)) == [last]


def test_trajectories_lie_beside_their_shard_and_are_made_again_when_damaged(tmp_path):
    import xarray as xr

    make(tmp_path / "sweep", with_trajectories, runs=20)
    paths = sorted((tmp_path / "sweep" / "trajectories").iterdir())
    with xr.open_mfdataset(paths, combine="nested", concat_dim="run") as kept:
        assert kept["took_part"].isel(quarter=0).values.tolist() == list(range(20))
    good = paths[0].read_bytes()
    paths[0].write_bytes(good[:-100])
    paths[1].unlink()
    make(tmp_path / "sweep", with_trajectories, runs=20)
    assert paths[0].read_bytes() == good
    assert paths[1].exists()


@pytest.mark.parametrize("call", ["os.fsync", "pathlib.Path.replace", "pathlib.Path.write_bytes"])
def test_a_full_disk_under_the_manifest_leaves_no_half_file(tmp_path, monkeypatch, call):
    def full(*arguments):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(call, full)
    with pytest.raises(OSError, match="No space"), open_store(tmp_path / "sweep", FACTS, 20, 5, OUTCOMES):
        pass
    monkeypatch.undo()
    assert {p.name for p in (tmp_path / "sweep").rglob("*") if p.is_file()} <= {".lock", "checksums.sha256", "manifest.json"}
    with open_store(tmp_path / "sweep", FACTS, 20, 5, OUTCOMES) as store:
        assert read(store).num_rows == 0
