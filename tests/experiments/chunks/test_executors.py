import os
import pickle
import signal
import subprocess
import sys
import time
from functools import partial
from threading import Thread

import pytest
from tests.experiments.chunks.cheap import cheap, deadly, raising, slow
from tests.experiments.chunks.whole import ROOT, as_bytes, make, shards

from concertacion.experiments.chunks.executors import Where
from concertacion.experiments.chunks.stops import Unfinished
from concertacion.sim.declare import InputError


@pytest.fixture(scope="module")
def on_threads(tmp_path_factory):
    return as_bytes(make(tmp_path_factory.mktemp("threads") / "sweep")[1])


def dask(*arguments):
    return subprocess.Popen([sys.executable, "-m", "dask", *arguments], cwd=ROOT, stderr=subprocess.DEVNULL)


@pytest.fixture
def scheduler(tmp_path):
    """The address of a dask scheduler on loopback, and its two workers, each a process of its own."""
    file, here = str(tmp_path / "scheduler.json"), ["--host", "127.0.0.1", "--no-dashboard"]
    processes = [dask("scheduler", "--port", "0", "--scheduler-file", file, *here)]
    alone = ["--nthreads", "1", "--no-nanny", "--local-directory", str(tmp_path)]
    processes += [dask("worker", "--scheduler-file", file, *here, *alone) for _ in range(2)]
    try:
        from distributed import Client

        while not os.path.exists(file):
            time.sleep(0.05)
        with Client(scheduler_file=file, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)
            address = client.scheduler.address
        yield address, processes[1:]
    finally:
        for process in processes:
            process.kill()
            process.wait()


def kill_at(folder, number, process):
    """Kill a process when so many shards are there."""

    def watch():
        while len(shards(folder)) < number:
            time.sleep(0.005)
        process.kill()

    watcher = Thread(target=watch)
    watcher.start()
    return watcher


def test_a_dask_worker_killed_in_mid_sweep_changes_nothing(tmp_path, scheduler, on_threads):
    address, (victim, survivor) = scheduler
    folder = tmp_path / "sweep"
    watcher = kill_at(folder, 3, victim)
    tally, table = make(folder, slow(0.02), where=Where("dask", 1, address))
    watcher.join()
    assert victim.wait() == -signal.SIGKILL
    assert survivor.poll() is None
    assert tally.done == 80
    assert as_bytes(table) == on_threads


def test_a_dask_cluster_of_this_machine_gives_the_same(tmp_path, on_threads):
    assert as_bytes(make(tmp_path / "sweep", where=Where("dask", 2))[1]) == on_threads


def test_processes_give_the_same_also_when_one_dies(tmp_path, on_threads, capsys):
    once = partial(deadly, at=33, marker=tmp_path / "died")
    assert as_bytes(make(tmp_path / "sweep", once, where=Where("processes", 2))[1]) == on_threads
    assert (tmp_path / "died").exists()
    assert "runs 30 to 39 lost their worker; retrying" in capsys.readouterr().err


def test_a_chunk_that_always_kills_its_worker_is_left_out_and_said_so(tmp_path, on_threads, capsys):
    folder = tmp_path / "sweep"
    with pytest.raises(Unfinished) as stop:
        make(folder, partial(deadly, at=33), where=Where("processes", 2), retries=1)
    assert str(stop.value).startswith("runs 30 to 39 ended their worker at every attempt; all others are done; 70 of 80 runs")
    said = capsys.readouterr().err
    lost = "runs 30 to 39 lost their worker; "
    assert said.count(f"{lost}retrying") == 1 and said.count(f"{lost}given up") == 1
    assert as_bytes(make(folder)[1]) == on_threads


def test_what_raises_in_another_process_is_said_in_a_sentence(tmp_path):
    with pytest.raises(Unfinished, match=r"runs [45]0 to [45]9: ZeroDivisionError: nothing to divide by"):
        make(tmp_path / "sweep", raising, where=Where("processes", 1))


def test_a_dask_worker_with_other_code_or_versions_is_refused():
    from concertacion.experiments.chunks.cluster import HeldFunction, code_here

    for what in ("version of the project", "numpy"):
        held = pickle.loads(pickle.dumps(HeldFunction(pickle.dumps(cheap), {**code_here(), what: "another"})))
        held.setup(None)
        with pytest.raises(InputError, match=f"differ in {what}"):
            held.evaluate()


def test_no_scheduler_at_the_address(tmp_path, monkeypatch):
    monkeypatch.setattr("concertacion.experiments.chunks.cluster.ANSWER", 0.5)
    with pytest.raises(InputError, match="no dask scheduler answers there") as error:
        make(tmp_path / "sweep", where=Where("dask", 1, "tcp://127.0.0.1:9"))
    assert "\n" not in str(error.value)


def test_a_plain_script_needs_no_guard(tmp_path, on_threads):
    """Processes that ran the script once more would begin processes of their own."""
    script = tmp_path / "script.py"
    script.write_text(f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from pathlib import Path
from concertacion.experiments.chunks.executors import Where
from tests.experiments.chunks.whole import make
print(make(Path({str(tmp_path / "sweep")!r}), where=Where("processes", 2))[0].done)
""")
    ended = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=60)
    assert (ended.stdout, ended.stderr) == ("80\n", "")
    assert as_bytes(make(tmp_path / "sweep")[1]) == on_threads
