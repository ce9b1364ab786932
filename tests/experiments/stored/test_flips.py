"""One bit changed anywhere in a finished sweep, a file cut off, emptied or of another sweep: never other numbers."""

from __future__ import annotations

import random
import shutil

import pandas as pd
import pytest
from tests.experiments.chunks.cheap import with_trajectories
from tests.experiments.chunks.whole import as_bytes, make
from tests.experiments.stored.small import COMMANDS, files, table

from concertacion.analysis.checksums import CHECKSUMS
from concertacion.analysis.sweeps import open_sweep
from concertacion.experiments import check
from concertacion.experiments.chunks.stops import Unfinished
from concertacion.experiments.run import main
from concertacion.sim.declare import InputError

FLIPS = 50


@pytest.fixture(scope="module")
def swept(tmp_path_factory):
    """A finished sweep of the model with trajectories."""
    folder = tmp_path_factory.mktemp("flips") / "sweep"
    assert main([*COMMANDS["trajectories"], f"out={folder}"]) == 0
    return folder


def replaced(path, content):
    """Another file under the name, as a copy or a repair makes it."""
    other = path.with_name(f"{path.name}.new")
    other.write_bytes(content)
    other.replace(path)


def flips(folder, count=FLIPS):
    """Files with one bit changed, each put back afterwards: of every file in turn, every third time in its last 64 bytes."""
    rng = random.Random(14)
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != ".lock")
    for number in range(count):
        path = paths[number % len(paths)]
        whole = path.read_bytes()
        at = rng.randrange(max(0, len(whole) - 64), len(whole)) if number % 3 == 0 else rng.randrange(len(whole))
        replaced(path, whole[:at] + bytes([whole[at] ^ 1 << rng.randrange(8)]) + whole[at + 1 :])
        yield path
        replaced(path, whole)


def test_whoever_reads_gets_the_same_table_or_one_sentence(swept):
    whole, sentences = table(swept), []
    for _path in flips(swept):
        try:
            pd.testing.assert_frame_equal(table(swept), whole, check_exact=True)
        except InputError as error:
            sentences.append(str(error))
    assert len(sentences) > FLIPS / 3 and not [sentence for sentence in sentences if "\n" in sentence or len(sentence) > 400]
    pd.testing.assert_frame_equal(table(swept), whole)


def test_the_check_finds_every_flip(swept, capsys):
    assert check.run(swept) == swept
    for path in flips(swept):
        with pytest.raises(Unfinished, match="is damaged; run the command"):
            check.run(swept)
        assert path.name in capsys.readouterr().out or path.name == CHECKSUMS
    assert check.run(swept) == swept


def test_the_same_command_makes_the_same_table_or_refuses(tmp_path, capsys):
    folder = tmp_path / "sweep"
    _, whole = make(folder, with_trajectories)
    before = files(folder)
    for path in flips(folder):
        try:
            assert as_bytes(make(folder, with_trajectories)[1]) == as_bytes(whole)
            assert files(folder) == before or path.name == "manifest.json"
        except InputError as error:
            assert path.name in ("manifest.json", CHECKSUMS) and "manifest.json: " in str(error)
        if path.name == CHECKSUMS:
            continue
        assert path.name in capsys.readouterr().err or path.name == "manifest.json"


@pytest.mark.parametrize("change", [lambda whole: b"", lambda whole: whole[: len(whole) // 2]])
def test_what_is_cut_off_is_set_aside_said_and_made_again(swept, change, capsys):
    before = files(swept)
    names = ["points.parquet", *sorted(name for name in before if name.startswith(("shards/", "trajectories/")))[::4]]
    for name in names:
        replaced(swept / name, change(before[name]))
    assert main([*COMMANDS["trajectories"], f"out={swept}"]) == 0
    said = capsys.readouterr().err.splitlines()
    assert [line for line in said if "is damaged: moved to _" in line] == said and len(said) == len(names)
    assert files(swept) == before and check.run(swept) == swept


def test_files_of_another_seed_are_set_aside_and_made_again(swept, tmp_path, capsys):
    assert main([*COMMANDS["trajectories"], "seed=2", f"out={tmp_path / 'other'}"]) == 0
    before, other = files(swept), files(tmp_path / "other")
    shard, kept = (sorted(name for name in before if name.startswith(kind))[0] for kind in ("shards/", "trajectories/"))
    for name in (shard, kept, "points.parquet"):
        assert other[name] != before[name]
        replaced(swept / name, other[name])
    with pytest.raises(InputError, match="is damaged"):
        open_sweep(swept)
    assert main([*COMMANDS["trajectories"], f"out={swept}"]) == 0
    assert capsys.readouterr().err.count("is damaged: moved to _") == 3
    assert files(swept) == before
    lines = (tmp_path / "other" / CHECKSUMS).read_text().splitlines()
    for name in (shard, kept):  # with the lines of their digests
        replaced(swept / name, other[name])
        with (swept / CHECKSUMS).open("a") as file:
            file.writelines(f"{line}\n" for line in lines if line.endswith(name))
    with pytest.raises(Unfinished):
        check.run(swept)
    assert "is of another sweep" in capsys.readouterr().out
    assert main([*COMMANDS["trajectories"], f"out={swept}"]) == 0
    assert capsys.readouterr().err.count("is of another sweep: moved to _") == 2
    assert files(swept) == before


def test_a_shard_that_is_no_part_of_the_sweep_is_set_aside(swept, capsys):
    before = files(swept)
    shard = sorted((swept / "shards").glob("*.parquet"))[0]
    shutil.copy(shard, shard.with_name(f"copy of {shard.name}"))
    assert main([*COMMANDS["trajectories"], f"out={swept}"]) == 0
    assert "is no part of this sweep: moved to _copy of" in capsys.readouterr().err
    assert files(swept) == before
