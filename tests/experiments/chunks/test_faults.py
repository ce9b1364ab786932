import ctypes
import errno
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import BrokenExecutor

import pytest
from filelock import FileLock
from tests.experiments.chunks.cheap import cheap, slow
from tests.experiments.chunks.whole import ROOT, as_bytes, make, shards

from concertacion.experiments.chunks.interrupts import interruptions, terminated_as_interrupted
from concertacion.experiments.chunks.keeping import kept
from concertacion.experiments.chunks.stops import Unfinished
from concertacion.experiments.output.files import locked
from concertacion.sim.declare import InputError


def started(folder, executor="threads", seconds=0.02):
    """A sweep of 80 runs in chunks of 10 as a command of its own, in a process group of its own as a terminal makes one."""
    command = [sys.executable, "-m", "tests.experiments.chunks.whole", str(folder), executor, str(seconds)]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, start_new_session=True)


def until_shards(folder, number, process):
    while len(shards(folder)) < number:
        assert process.poll() is None, process.stderr.read()
        time.sleep(0.005)


def state(folder):
    return {p.name: (p.stat().st_mtime_ns, p.stat().st_ino, p.read_bytes()) for p in shards(folder)}


def test_killed_twice_and_resumed_is_as_if_never_killed(tmp_path):
    folder = tmp_path / "killed"
    before = {}
    for number in (2, 4):
        process = started(folder)
        until_shards(folder, number, process)
        process.kill()
        process.wait()
        now = state(folder)
        assert number <= len(now) < 8
        assert before.items() <= now.items()
        before = now
    tally, table = make(folder)
    assert tally.done == 80
    assert before.items() <= state(folder).items()
    _, whole = make(tmp_path / "whole")
    assert as_bytes(table) == as_bytes(whole)
    assert [content for _, _, content in state(folder).values()] == [c for _, _, c in state(tmp_path / "whole").values()]


def test_processes_end_with_a_command_that_is_killed(tmp_path):
    process = started(tmp_path / "killed", "processes")
    until_shards(tmp_path / "killed", 1, process)
    process.kill()
    process.communicate(timeout=60)  # the pipe ends when the last process that holds it has ended


@pytest.mark.parametrize(
    ("executor", "how"), [("threads", signal.SIGINT), ("threads", signal.SIGTERM), ("processes", signal.SIGINT)]
)
def test_asked_to_stop_it_keeps_what_is_done_and_says_how_to_go_on(tmp_path, executor, how):
    folder = tmp_path / "stopped"
    process = started(folder, executor, 0.05)
    until_shards(folder, 2, process)
    os.killpg(process.pid, how) if how == signal.SIGINT else process.send_signal(how)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    kept = len(shards(folder))
    assert 2 <= kept < 8
    assert said.splitlines()[-1] == f"{10 * kept} of 80 runs are kept in {folder}; resume with: this again"
    assert "Traceback" not in said
    assert {path.name for path in folder.iterdir()} == {".lock", "checksums.sha256", "manifest.json", "shards"}
    assert make(folder)[0].done == 80


def test_after_a_request_to_stop_no_chunk_is_begun(tmp_path):
    begun = []

    def evaluate(first, runs):
        begun.append(first)
        if first == 20:
            os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.2)
        return cheap(first, runs)

    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt, match="resume with"):
        make(tmp_path / "sweep", evaluate, runs=400, chunk=2)
    assert max(begun) < 30
    assert signal.getsignal(signal.SIGINT) is before


def test_a_command_in_the_background_of_a_shell_does_not_heed_control_c():
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with interruptions() as requested:
            os.kill(os.getpid(), signal.SIGINT)
            assert signal.getsignal(signal.SIGINT) == signal.SIG_IGN and not requested.is_set()
    finally:
        signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize("call", ["os.fsync", "pathlib.Path.replace", "pathlib.Path.write_bytes"])
def test_full_disk_keeps_finished_shards_and_says_how_to_go_on(tmp_path, monkeypatch, call):
    folder = tmp_path / "sweep"
    with pytest.raises(Unfinished) as stop:
        make(folder, filling(monkeypatch, call, folder), resume="concertacion out=sweep")
    monkeypatch.undo()
    kept = len(shards(folder))
    assert 3 <= kept < 8
    assert "could not be written (No space left on device)" in str(stop.value)
    assert f"; {10 * kept} of 80 runs are kept in {folder}; resume with: concertacion out=sweep" in str(stop.value)
    assert not list(folder.rglob("*.partial"))
    before = state(folder)
    tally, table = make(folder)
    assert tally.done == 80
    assert before.items() <= state(folder).items()
    assert as_bytes(table) == as_bytes(make(tmp_path / "whole")[1])


def filling(monkeypatch, call, folder):
    """An evaluation under which the disk fills up once three shards are there."""
    owner, name = (os, "fsync") if call == "os.fsync" else (type(folder).__mro__[1], call.rsplit(".", 1)[1])
    real = getattr(owner, name)

    def limited(*arguments):
        if len(shards(folder)) >= 3:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(*arguments)

    monkeypatch.setattr(owner, name, limited)
    return slow(0.001)


def test_a_system_without_signals_to_threads_keeps_its_own_way_to_end(monkeypatch):
    """As Windows is."""
    monkeypatch.delattr(signal, "pthread_kill")
    usual = sys.unraisablehook
    with terminated_as_interrupted():
        assert sys.unraisablehook is usual and signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


def test_a_folder_of_another_command_is_left_alone_and_a_dead_process_is_said_of_any_work(tmp_path):
    folder = tmp_path / "out"
    other = FileLock(folder / ".lock")
    with pytest.raises(InputError, match="is writing to it"), kept(folder, "again"):
        folder.mkdir()  # another command was quicker, and holds it
        other.acquire()
        with locked(folder):
            pass
    assert folder.exists()
    other.release()
    with pytest.raises(Unfinished, match=r"^a process that worked on the result died; nothing is kept"), kept(folder, "again"):
        raise BrokenExecutor


def test_an_interrupt_that_falls_into_a_callback_from_c_is_not_lost():
    callback = ctypes.CFUNCTYPE(None)(lambda: signal.raise_signal(signal.SIGTERM))
    with pytest.raises(KeyboardInterrupt), terminated_as_interrupted():
        callback()
        time.sleep(10)
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
