"""What is counted of a run, which rows are spoken of, and what runs say of them: planted by hand."""

from __future__ import annotations

import json
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from scipy.stats import qmc

from concertacion.analysis.record.drawing import Outdated
from concertacion.analysis.score.kinds import KINDS
from concertacion.experiments.chunks.stops import Unfinished
from concertacion.experiments.output.stored import write_stored
from concertacion.experiments.score import runs
from concertacion.experiments.score.models import WEIGHTS, over_the_range, weighted
from concertacion.experiments.score.predictions import _any_year, knowing, predictions
from concertacion.experiments.score.record import Record, scorable
from concertacion.experiments.score.runs import Counts, counts_of
from concertacion.experiments.score.silence import FEWEST
from concertacion.experiments.sweep.axes import usual
from concertacion.sim.declare import InputError, Prior
from concertacion.sim.parameters import DECLARED, Parameters
from concertacion.sim.state import ACTIVE, DEAD, FULL, HELD, PUT_OFF, TECHNICAL_FORUM

COUNTRIES = ("A", "B", "C", "D", "E")


def a_run(quarters=4):
    """Five countries and two forums; in the first quarter both meet, hosted by A: four come to one, two to the other."""
    shape = (quarters, 2, 5)
    forums = SimpleNamespace(
        meeting=np.zeros((quarters, 2)), host=np.full((quarters, 2), -1), attended=np.zeros(shape), member=np.zeros(shape),
        status=np.full((quarters, 2), ACTIVE),
    )  # fmt: skip
    forums.meeting[0], forums.meeting[1, 0] = HELD, PUT_OFF
    forums.host[0] = 0
    forums.member[:, :, :4] = 1
    forums.attended[0, 0], forums.attended[0, 1] = [1, 1, 1, 0, 2], [1, 1, 0, 0, 2]  # E is a guest
    forums.status[3, 1] = DEAD
    visits = np.zeros((quarters, 5, 5))
    visits[2, 1, 0] = 1
    return SimpleNamespace(
        forums=forums, pairs=SimpleNamespace(visits=visits), countries=SimpleNamespace(journeys=np.full((quarters, 5), 2.0))
    )


def test_a_run_is_counted_as_an_observer_counts():
    counts = counts_of(a_run(), np.ones(5, bool), np.zeros(2, bool))
    assert counts.meetings.tolist() == [[1, 0]]  # to the second only two travelled
    assert counts.seats[0, 0].tolist() == [0, 1, 1, 1, 0] and counts.filled[0, 0].tolist() == [0, 1, 1, 0, 0]
    assert counts.visits[0, 1, 0] == 1 and counts.visits.sum() == 1
    assert counts.sent[0].tolist() == [8, 8 + 2 + 1, 8 + 1, 8, 8 + 2]  # outside, meetings abroad, visits
    assert counts.received[0].tolist() == [3 + 2 + 1, 0, 0, 0, 0]
    assert counts.active.tolist() == [[1, 0]]
    only_two_seen = counts_of(a_run(), np.array([True, True, True, False, False]), np.zeros(2, bool))
    assert only_two_seen.meetings.sum() == 0


def test_ministers_travel_for_no_president():
    counts = counts_of(a_run(), np.ones(5, bool), np.array([False, True]))
    assert counts.sent[0].tolist() == [8, 8 + 1 + 1, 8 + 1, 8, 8 + 1] and counts.received[0].tolist() == [3 + 1, 0, 0, 0, 0]


def world(last, **changes):
    """Two forums to the end of a year: COUNCIL, in which D does not sit, and OFFICE, of officials."""
    quarters = 4 * (last + 1 - 2000)
    link = np.full((quarters, 2, 5), FULL)
    link[:, 0, 3] = 0
    given = {
        "start": 2000, "countries": COUNTRIES, "forums": ("COUNCIL", "OFFICE"),
        "exogenous": SimpleNamespace(forum_status=np.full((quarters, 2), ACTIVE), link=link),
        "state": SimpleNamespace(forums=SimpleNamespace(kind=np.array([0, TECHNICAL_FORUM]))),
    }  # fmt: skip
    return SimpleNamespace(**(given | changes))


def recorded(kind, *rows, **further):
    table = pd.DataFrame(rows, columns=list(kind.columns)).assign(**further)
    none = pd.DataFrame({"iso3": COUNTRIES, "year": 2001, "value": 1.0})
    return Record(kind, table, frozenset(), pd.DataFrame(columns=["visitor", "visited", "contiguous", "km"]), none)


def counts_with(years, runs=40, **given):
    shapes = {name: (5,) for name in Counts._fields} | {"seats": (2, 5), "filled": (2, 5), "meetings": (2,), "visits": (5, 5)}
    return Counts(**{name: given.get(name, np.zeros((runs, years, *shape), np.int32)) for name, shape in shapes.items()})


def test_seats_are_told_by_the_share_of_runs_and_silent_rows_by_their_reason():
    kind = KINDS["attendance"]
    record = recorded(kind, *[("COUNCIL", year, country, 1) for year in (2000, 2001) for country in "AB"])
    asked = [
        ("COUNCIL", 2002, "A", 1), ("COUNCIL", 2002, "B", 0), ("COUNCIL", 2000, "A", 1), ("PACT", 2002, "A", 1),
        ("COUNCIL", 2002, "Z", 1), ("COUNCIL", 2002, "D", 1), ("OFFICE", 2002, "A", 1), ("COUNCIL", 2250, "A", 1),
        ("COUNCIL", 2002, "C", 1),
    ]  # fmt: skip
    rows = pd.DataFrame(asked, columns=list(kind.columns), index=range(2, 11))
    counts = counts_with(3)
    counts.seats[:, 2, 0, :2], counts.filled[:30, 2, 0, 0] = 1, 1
    counts.seats[: FEWEST - 1, 2, 0, 2] = 1
    found = predictions(rows, record, 2000, 2001, world, lambda known, world: {"model": counts})
    assert found.chances["attended"]["model"][:, 1] == pytest.approx([31 / 42, 1 / 42])
    assert list(found.rows.index) == [2, 3] and found.models == ["model", "model, with habits"]
    said = {row: reason.split(":")[0].split(" at the")[0] for row, reason in found.silent.items()}
    assert said == {
        4: "year before 2001", 5: "forum unknown", 6: "country unknown", 7: "country without a seat", 8: "forum of officials",
        9: "year after 2199", 10: f"too few meetings in the runs (fewer than {FEWEST})",
    }  # fmt: skip


def test_a_dead_forum_is_not_spoken_of_and_a_living_one_is_a_histogram_of_runs():
    kind = KINDS["meetings"]
    record = recorded(kind, ("COUNCIL", 2000, 1), ("COUNCIL", 2001, 1))
    rows = pd.DataFrame([("COUNCIL", 2003, 2)], columns=list(kind.columns), index=[2])
    counts = counts_with(4)
    counts.meetings[:10, 3, 0], counts.meetings[10:, 3, 0] = 2, 1
    asked = []

    def run(known, world):
        asked.append(known)
        return {"model": counts}

    found = predictions(rows, record, 2000, 2001, world, run)
    assert asked == [2001]  # at most to the end of what is known
    assert found.chances["meetings"]["model"][0, :3] == pytest.approx([1 / 42, 30 / 40 * 41 / 42, 10 / 40 * 41 / 42])
    dead = world(2003, exogenous=SimpleNamespace(forum_status=np.full((16, 2), DEAD), link=np.zeros((16, 2, 5))))
    assert predictions(rows, record, 2000, 2001, lambda _: dead, run).silent[2] == "forum not alive at the end of 2001"


def test_no_year_of_the_cycle_counts_twice_where_the_world_begins_within_it():
    kind = KINDS["meetings"]
    rows = pd.DataFrame([("COUNCIL", 2001, 1)], columns=list(kind.columns), index=[2])
    counts = counts_with(2, meetings=np.zeros((40, 2, 2), np.int32), active=np.ones((40, 2, 2), np.int32))
    counts.meetings[:, 0, 0] = 1  # once in 2000, never in 2001
    found = _any_year(counts, rows, world(2001), kind, 3)
    assert found[0, :2] == pytest.approx([0.5, 0.5], abs=0.02)


def test_nothing_is_known_of_the_year_itself_or_beyond_the_record():
    rows = pd.DataFrame({"year": [2005, 2012, 2013, 2020]})
    assert knowing(rows, 2012).tolist() == [2004, 2011, 2012, 2012]


def test_hosts_and_guests_have_no_seat():
    rows = pd.DataFrame({"host": [0, 1, 0], "guest": [0, 0, 1], "attended": 1})
    assert list(scorable(rows).index) == [0]


def test_points_are_drawn_by_weight(tmp_path):
    content = tmp_path / "w.parquet"
    before = {"weight_2002": [0.0, 1.0, 0.0], "weight_2007": [0.0, 0.0, 1.0]}
    pd.DataFrame({"point": [0, 1, 2], "weight": [3.0, 0.0, 1.0], "insulation": [0.1, 0.2, 0.3]} | before).to_parquet(content)
    folder = tmp_path / "recorded"
    folder.mkdir()
    write_stored(folder, WEIGHTS, content.read_bytes())
    draws = weighted(folder, Parameters(purge=0.7), 40, 2, 1)
    assert [(p.insulation, p.purge, len(runs)) for p, runs in draws] == [(0.1, 0.7, 60), (0.3, 0.7, 20)]
    assert sorted(np.concatenate([runs for _, runs in draws])) == list(range(80))
    for known, insulation in ((2002, 0.2), (2006, 0.2), (2007, 0.3), (2012, 0.3)):  # nothing is known of what comes after
        assert [p.insulation for p, _ in weighted(folder, Parameters(), 40, 2, 1, known)] == [insulation]
    manifest = folder / "manifest.json"
    for years, insulation in ((13, 0.3), (18, 0.1), (20, 0.3)):  # the facts of `weight` end in 2007, 2012, 2014
        manifest.write_text(json.dumps({"start": 1995, "years": years}), encoding="utf-8")
        with pytest.warns(Outdated):
            assert {p.insulation for p, _ in weighted(folder, Parameters(), 40, 2, 1, 2012)} >= {insulation}
    with (
        pytest.raises(InputError, match=r"has no weights known at the end of 2001; give experiment=record known_to=\[2001\]"),
        pytest.warns(Outdated),
    ):
        weighted(folder, Parameters(), 4, 1, 1, 2001)
    with pytest.raises(InputError, match=r"holds no weights.parquet; name a folder that experiment=record wrote"):
        weighted(tmp_path, Parameters(), 4, 1, 1)


def test_points_of_the_range_differ_and_share_out_the_runs():
    draws = over_the_range(3, 2, 1)
    axes = [usual(name, prior.bounds) for name, prior in DECLARED.items() if isinstance(prior, Prior) and not prior.lever]
    unit = qmc.LatinHypercube(len(axes), rng=1).random(3)
    for axis, column in zip(axes, unit.T, strict=True):
        assert [getattr(p, axis.name) for p, _ in draws] == axis.at(column).tolist()
    assert len({p for p, _ in draws}) == 3 and np.concatenate([runs for _, runs in draws]).tolist() == list(range(6))


def test_runs_that_all_fail_are_one_sentence(monkeypatch):
    monkeypatch.setattr(runs, "compile_run", lambda *_, **__: SimpleNamespace(state=None))
    monkeypatch.setattr(runs, "Packed", lambda _: None)
    monkeypatch.setattr(runs, "blank", lambda _: None)
    monkeypatch.setattr(runs, "run_kernel", lambda *_: 77)
    any_world = SimpleNamespace(countries=("ARG",), state=SimpleNamespace(forums=SimpleNamespace(kind=np.zeros(1))))
    with pytest.raises(Unfinished, match=r"^all 3 runs failed; most often \(3\): status 77$"):
        runs.runs_knowing(2005, any_world, [(Parameters(), np.arange(3))], None, 1, 1, ())
