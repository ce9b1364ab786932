import json
import os
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest

from concertacion.analysis.checksums import read_checksums, whole
from concertacion.experiments.chunks.store import stored_manifest
from concertacion.experiments.effective import config_digest
from concertacion.experiments.job import check_can_be_written
from concertacion.experiments.output.output_dir import begun, check_output_dir, new_folder, new_output_dir, output_dir_of
from concertacion.sim.declare import InputError


def finished(out, digest="abc"):
    with new_output_dir(out, digest) as folder:
        (folder / "manifest.json").write_text(json.dumps({"config_sha256": digest}))
        (folder / "made").write_text(str(time.monotonic_ns()))
    return out


def test_digest_ignores_what_changes_no_number():
    config = {"seed": 1, "out": None, "workers": 2, "parameters": {"a": 0.1}}
    assert config_digest(config) == config_digest({**config, "out": "there", "workers": 1})
    assert config_digest(config) != config_digest({**config, "seed": 2})


def test_default_place_names_what_was_run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert (
        output_dir_of(None, ("default", "celac_33", "pandemic"), "0123456789ab")
        == tmp_path / "runs/default-celac_33-pandemic-01234567"
    )


def test_result_appears_whole_and_readable_by_others(tmp_path):
    out = finished(tmp_path / "a" / "b")
    assert {path.name for path in out.iterdir()} == {"manifest.json", "made"}
    assert [path.name for path in out.parent.iterdir()] == ["b"]
    assert out.stat().st_mode & 0o777 == 0o777 & ~os.umask(os.umask(0o022))


def test_same_config_replaces_its_own_result(tmp_path):
    out = finished(tmp_path / "out")
    before = (out / "made").read_text()
    (out / "stray").touch()
    finished(out)
    assert (out / "made").read_text() != before
    assert not (out / "stray").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_earlier_result_survives_a_failure(tmp_path):
    out = finished(tmp_path / "out")
    before = (out / "made").read_text()
    with pytest.raises(KeyboardInterrupt), new_output_dir(out, "abc") as folder:
        (folder / "half").touch()
        raise KeyboardInterrupt
    assert (out / "made").read_text() == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_failure_leaves_no_trace_not_even_parents(tmp_path):
    with pytest.raises(OSError, match="full"), new_output_dir(tmp_path / "a" / "b" / "out", "abc"):
        raise OSError("full")
    assert not list(tmp_path.iterdir())


def test_empty_folder_is_taken(tmp_path):
    (tmp_path / "out").mkdir()
    assert (finished(tmp_path / "out") / "made").exists()


def test_refuses_what_is_not_its_own(tmp_path, monkeypatch):
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "thesis.tex").touch()
    (tmp_path / "file").touch()
    finished(tmp_path / "mine")
    monkeypatch.chdir(tmp_path)
    for name, digest, reason in [
        ("other", "abc", "something else"),
        ("mine", "xyz", "another config"),
        ("file", "abc", "is a file"),
        (".", "abc", "inside"),
    ]:
        with pytest.raises(InputError, match=reason):
            check_output_dir((tmp_path / name).resolve(), digest)


def test_refuses_where_nothing_can_be_written(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(InputError, match="cannot be written to"), new_output_dir(tmp_path / "file" / "a" / "out", "abc"):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anywhere")
def test_refuses_a_read_only_folder(tmp_path):
    (tmp_path / "locked").mkdir(mode=0o555)
    with pytest.raises(InputError, match="cannot be written to"), new_output_dir(tmp_path / "locked" / "out", "abc"):
        pass
    assert not list((tmp_path / "locked").iterdir())


def left_by_a_dead_command(out, part):
    """What a command with another process number leaves, its lock included, when it is killed."""
    left = out.with_name(f".{out.name}{part}999999")
    left.mkdir(parents=True)
    (left / ".lock").touch()
    (left / "made").write_text("half")
    return left


def test_what_a_killed_command_left_is_cleared_by_the_next(tmp_path):
    out = tmp_path / "out"
    left_by_a_dead_command(out, ".partial-")
    (tmp_path / ".out.partial-of mine").mkdir()
    finished(out)
    left_by_a_dead_command(out, ".earlier-")
    left_by_a_dead_command(tmp_path / "other", ".partial-")
    before = (out / "made").read_text()
    with new_output_dir(out, "abc") as folder:
        assert (out / "made").read_text() == before
        (folder / "manifest.json").write_text("{}")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".other.partial-999999", ".out.partial-of mine", "out"]


def test_an_earlier_result_is_put_back_where_the_kill_came_between_the_renames(tmp_path):
    out = finished(tmp_path / "out")
    before = (out / "made").read_text()
    out.rename(tmp_path / ".out.earlier-999999")
    left_by_a_dead_command(out, ".partial-")
    with pytest.raises(KeyboardInterrupt), new_output_dir(out, "abc"):
        raise KeyboardInterrupt
    assert (out / "made").read_text() == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@contextmanager
def held_by_another(path):
    """Inside, another process holds a lock."""
    hold = (
        "import sys, time; from filelock import FileLock; lock = FileLock(sys.argv[1]); lock.acquire()\n"
        "print('held', flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen([sys.executable, "-c", hold, path], stdout=subprocess.PIPE)
    try:
        assert holder.stdout.readline() == b"held\n"
        yield
    finally:
        holder.kill()
        holder.wait()


def test_what_a_live_command_writes_is_left_alone(tmp_path):
    out = tmp_path / "out"
    left = left_by_a_dead_command(out, ".partial-")
    with held_by_another(left / ".lock"):
        finished(out)
        assert left.exists()
    finished(out)
    assert not left.exists()


def test_a_folder_that_its_command_is_about_to_lock_is_left_alone(tmp_path):
    made = tmp_path / ".out.partial-999999"
    made.mkdir()
    finished(tmp_path / "out")
    assert made.exists()
    os.utime(made, (0, 0))  # its command was killed before it came to that
    finished(tmp_path / "out")
    assert not made.exists()


def test_so_it_is_where_it_has_the_same_process_number(tmp_path, monkeypatch):
    """As in two containers that share a disk."""
    out = tmp_path / "out"
    left = left_by_a_dead_command(out, ".partial-")
    monkeypatch.setattr(os, "getpid", lambda: 999999)
    with held_by_another(left / ".lock"):
        with pytest.raises(InputError, match="another command writes to it"), new_output_dir(out, "abc"):
            pass
        assert (left / "made").read_text() == "half"


def test_a_kill_at_the_first_write_can_be_resumed(tmp_path):
    """The list of digests comes before the manifest."""
    for name in ("claims", "sweep"):
        (tmp_path / name).mkdir()
        for file in (".lock", "checksums.sha256", ".manifest.json.partial"):
            (tmp_path / name / file).touch()
    check_can_be_written(tmp_path / "claims")
    check_output_dir(tmp_path / "claims", "abc")
    (tmp_path / "sweep" / "shards").mkdir()
    check_can_be_written(tmp_path / "sweep")
    assert stored_manifest(tmp_path / "sweep") is None
    with pytest.raises(InputError, match="something else"):  # a result that comes whole would take its place
        check_output_dir(tmp_path / "sweep", "abc")


def test_files_of_a_folder_inside_have_digests_as_soon_as_they_are_there(tmp_path):
    """So that nothing which a later kill leaves is taken for a stranger's."""
    with begun(tmp_path / "out", {"seed": 1}, {"config_sha256": "abc"}):
        with new_folder(tmp_path / "out" / "figures") as folder:
            (folder / "a.png").touch()
        assert whole(tmp_path / "out", "figures/a.png", read_checksums(tmp_path / "out"))


def test_work_that_can_be_resumed_has_its_folder_alone(tmp_path):
    out, provenance = tmp_path / "out", {"config_sha256": "abc"}
    with begun(out, {"seed": 1}, provenance):
        before = {path: path.read_bytes() for path in out.iterdir()}
        with pytest.raises(InputError, match="is writing to it"), begun(out, {"seed": 2}, provenance):
            pass
        assert before == {path: path.read_bytes() for path in out.iterdir()}
    with pytest.raises(InputError, match="another config"), begun(out, {"seed": 2}, {"config_sha256": "xyz"}):
        pass
    assert "seed: 1" in (out / "config.yaml").read_text()
