import pytest
from tests.experiments.chunks.cheap import FAILING, cheap, raising
from tests.experiments.chunks.whole import as_bytes, make, shards

from concertacion.experiments.chunks.agenda import Agenda
from concertacion.experiments.chunks.executors import Where, where_of
from concertacion.experiments.chunks.pieces import in_pieces
from concertacion.experiments.chunks.stops import Unfinished
from concertacion.experiments.chunks.store import Chunk
from concertacion.sim.declare import InputError


@pytest.mark.parametrize(("workers", "chunk"), [(1, 80), (1, 1), (3, 7), (2, 1000)])
def test_table_is_the_same_whatever_the_workers_and_chunks(tmp_path, workers, chunk):
    _, one = make(tmp_path / "one", chunk=10)
    tally, other = make(tmp_path / "other", chunk=chunk, where=Where("threads", workers))
    assert tally.done == 80
    assert as_bytes(other) == as_bytes(one)
    assert other["position"].to_pylist()[79] == 79 / 7


def test_failed_runs_are_recorded_and_counted(tmp_path):
    tally, table = make(tmp_path / "sweep")
    failed = [i for i in range(80) if i % FAILING == 5]
    assert tally == (80, len(failed))
    assert [i for i, status in enumerate(table["status"].to_pylist()) if status == "status 2"] == failed
    again, _ = make(tmp_path / "sweep")
    assert again == tally


def test_same_command_again_touches_nothing(tmp_path):
    make(tmp_path / "sweep")
    before = [(path, path.stat().st_mtime_ns, path.stat().st_ino) for path in shards(tmp_path / "sweep")]
    make(tmp_path / "sweep", raising)  # would raise if it were called
    assert [(path, path.stat().st_mtime_ns, path.stat().st_ino) for path in shards(tmp_path / "sweep")] == before


def test_what_raises_stops_the_sweep_in_a_sentence_and_resumes(tmp_path):
    with pytest.raises(Unfinished) as stop:
        make(tmp_path / "sweep", raising, resume="concertacion out=sweep")
    assert "ZeroDivisionError: nothing to divide by; " in str(stop.value)
    assert str(stop.value).endswith("resume with: concertacion out=sweep")
    kept = shards(tmp_path / "sweep")
    assert f"{10 * len(kept)} of 80 runs are kept" in str(stop.value)
    _, table = make(tmp_path / "sweep")
    assert as_bytes(table) == as_bytes(make(tmp_path / "whole")[1])


def test_bad_input_found_late_stays_bad_input(tmp_path):
    def refused(first, runs):
        raise InputError("over: no such parameter")

    with pytest.raises(InputError, match="no such parameter"):
        make(tmp_path / "sweep", refused)


def test_rows_that_are_missing_are_noticed(tmp_path):
    with pytest.raises(Unfinished, match="9 rows came back"):
        make(tmp_path / "sweep", lambda first, runs: cheap(first, runs - (first <= 78 < first + runs)))


def test_pieces_make_up_the_chunk_and_stop_between_them():
    assert in_pieces(cheap, lambda: False, 3, 21).reason == cheap(3, 21).reason
    answers, ticks, seen = iter([False, False, False, True]), iter([0.0, 1.0, 1.0, 1.0625, 1.0625, 1.5]), []

    def work(first, runs):
        seen.append((first, runs))
        return cheap(first, runs)

    assert in_pieces(work, lambda: next(answers), 0, 80, lambda: next(ticks)) is None
    assert seen == [(0, 5), (5, 1), (6, 4)], "a quarter of a second each, at the pace of the one before"


def test_few_chunks_are_handed_out_at_a_time():
    agenda = Agenda([Chunk(first, 1) for first in range(100)], retries=2)
    under_way = []
    while chunk := agenda.next(under_way, slots=3):
        under_way.append(chunk)
    assert len(under_way) == 6


def test_lost_chunks_are_tried_alone_and_given_up_in_the_end():
    good, bad, later = (Chunk(first, 1) for first in range(3))
    agenda = Agenda([good, bad, later], retries=2)
    assert agenda.next([], 1) == good
    assert agenda.next([good], 1) == bad
    agenda.lost(good)
    agenda.lost(bad)
    assert agenda.next([], 9) == good
    assert agenda.next([good], 9) is None
    assert agenda.next([], 9) == bad
    assert agenda.next([bad], 9) is None
    agenda.lost(bad)
    assert agenda.next([], 9) == bad
    agenda.lost(bad)
    assert agenda.given_up == [bad]
    assert agenda.next([], 9) == later
    assert not agenda.left


@pytest.mark.parametrize(
    ("config", "words"),
    [
        ({"name": "thread"}, "did you mean 'threads'"),
        ({"name": "threads", "address": "tcp://h:1"}, "only executor=dask"),
        ({"name": "dask", "address": 8786}, "expected the address"),
        ({"name": "dask", "address": "scheduler"}, "expected the address"),
        ({}, "no such executor"),
    ],
)
def test_wrong_executor_is_refused(config, words):
    with pytest.raises(InputError, match=words):
        where_of(config, 2)


def test_executor_is_read_from_its_config():
    assert where_of({"name": "dask", "address": "tcp://h:1"}, 3) == Where("dask", 3, "tcp://h:1")
    assert where_of({"name": "processes"}, 3) == Where("processes", 3)
