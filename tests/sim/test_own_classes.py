"""Country classes of a user's own: what they return is checked, what they see cannot be written to, and no fault goes further."""

from __future__ import annotations

import math
import os
import re
import subprocess
import sys
import time
from threading import Lock, Thread

import numpy as np
import pytest

from concertacion.sim.agent_runs import AgentProcesses, AgentRun
from concertacion.sim.declare import InputError
from concertacion.sim.ensembles import ensemble
from concertacion.sim.model import CooperationModel, Country
from concertacion.sim.own_classes import OwnClassError, checked_chance, checked_choice
from concertacion.sim.parameters import Parameters
from concertacion.sim.runs import FAILURES, LATE, OWN_CLASS, PROCESS_ENDED
from concertacion.sim.state import DOMAINS, TECHNICAL_FORUM
from concertacion.sim.world import load_world
from tests.sim import own_classes
from tests.sim.runs_helpers import differing

OPEN, NO_MEETING, ALONE = (1.0, 1.0, 1.0), (1.0, 1.0, 0.0), (0.0, 0.0, 1.0)


@pytest.fixture(scope="module")
def small():
    """Three countries, one year."""
    return load_world("latin_america", countries=["ARG", "BRA", "CHL"], start=2000, years=1, settle=0)


@pytest.mark.parametrize("answer", [(0, 0), (1, 2), [0, 1], (np.int64(1), np.uint8(2))])
def test_choices_that_are_possible(answer):
    technical, president = checked_choice(answer, OPEN, exclusive=False)
    assert (technical, president) == tuple(answer) and type(technical) is type(president) is int


@pytest.mark.parametrize(
    ("answer", "available", "exclusive", "right"),
    [
        *((answer, OPEN, False, "expected two whole numbers") for answer in (
            None, 1, (0.5, 0), (1.0, 0), (True, 0), (0, np.bool_(True)), (0, math.nan), (0, None), (0, 1, 0), (0,), "01", {0, 1},
        )),
        ((7, -3), OPEN, False, "the first, officials, is 0 or 1"),
        ((1, 3), OPEN, False, "the second, the president, is 0 (neither)"),
        ((0, 2), NO_MEETING, False, "cannot commit"),
        ((1, 0), ALONE, False, "nobody to work with"),
        ((0, 2), ALONE, False, "nobody to work with"),
        ((1, 1), OPEN, True, "channels=exclusive"),
    ],
)  # fmt: skip
def test_choices_that_are_not(answer, available, exclusive, right):
    with pytest.raises(OwnClassError, match=r"^choose returned ") as refused:
        checked_choice(answer, available, exclusive)
    assert right in str(refused.value)


@pytest.mark.parametrize("chance", [0, 1, 0.25, np.float32(0.5), np.int64(1)])
def test_probabilities_that_are_possible(chance):
    assert checked_chance(chance) == chance and type(checked_chance(chance)) is float


@pytest.mark.parametrize("chance", [None, True, math.nan, math.inf, -0.1, 1.1, "0.5", 1j, np.zeros(2)])
def test_probabilities_that_are_not(chance):
    with pytest.raises(OwnClassError, match="expected a probability from 0 to 1"):
        checked_chance(chance)


def test_the_sentence_names_class_country_quarter_and_domain_or_forum(small):
    with pytest.raises(InputError) as refused:
        CooperationModel(small, country_class=type("Mine", (own_classes.Returns,), {"answer": (7, -3)})).run()
    assert str(refused.value) == (
        f"country_class={__name__}.Mine, BRA in 2000Q2, {DOMAINS[1]}: choose returned (7, -3); the first, officials, is 0 or 1"
    )
    with pytest.raises(InputError, match=r"Mine, [A-Z]{3} in 2000Q\d, forum \w+: attendance_chance returned 2; expected"):
        CooperationModel(small, country_class=type("Mine", (own_classes.Expects,), {"answer": 2})).run()


class Wrapped(Country):
    """Overrides both decisions, keeps a state of its own and changes nothing."""

    def choose(self, domain, utilities, available):
        self.memory = [*getattr(self, "memory", []), domain]
        return super().choose(domain, utilities, available)

    def attendance_chance(self, forum, chance):
        assert forum.host is not None and 0.0 <= chance <= 1.0
        assert (self.code in forum.members) != (self.code in forum.associates)
        return super().attendance_chance(forum, chance)


def test_a_class_that_changes_nothing_gives_the_same_bits(southeast_asia):
    model = CooperationModel(southeast_asia, country_class=Wrapped)
    assert differing(CooperationModel(southeast_asia).run(), model.run()) == []
    assert all(country.memory == southeast_asia.quarters * list(range(len(DOMAINS))) for country in model.countries)


@pytest.mark.parametrize("quorum", [0.0, 0.9])
@pytest.mark.parametrize("chance", [0.0, 1.0])
def test_the_forum_expects_and_draws_the_probability_of_the_class(southeast_asia, chance, quorum):
    """With 1 all come to meetings that are held; with 0, forums with a quorum put them off and the others meet the host alone."""
    certain = type("Certain", (own_classes.Expects,), {"answer": chance})
    parameters = Parameters()._replace(quorum=quorum, host_turmoil=0.0)
    model, met = CooperationModel(southeast_asia, parameters, country_class=certain), 0
    other = CooperationModel(southeast_asia, parameters, country_class=certain)
    other.random.seed(99)  # another order of activation
    while model.running:
        model.step()
        state, view = model.state, model.view
        held, put_off = (view.meetings.meeting == code for code in (1, 2))
        met += int(held.sum())
        assert bool(put_off.any()) <= (chance < quorum) and not put_off[state.forums.kind == TECHNICAL_FORUM].any()
        assert chance >= quorum or (state.forums.kind[held] == TECHNICAL_FORUM).all()
        for m in np.flatnonzero(held):
            come = view.meetings.attending[m] + view.meetings.guests[m]
            assert chance == 1.0 or np.flatnonzero(come).tolist() == [view.meetings.host[m]]
            assert chance == 0.0 or np.array_equal(come, view.meetings.chance[m])
    assert met > 0
    assert differing(model.record, other.run()) == []


WRITES = {
    "self.government = None": "government can only be read: a country acts by what its methods return",
    "self.row = 0": "row can only be read",
    "self.government.approval = 1.0": "approval can only be read",
    "del self.society.turmoil": "turmoil can only be read",
    "self.model.state = None": "state can only be read",
    "self.model.quarter = 0": "quarter can only be read",
    "self.model.p = None": "p can only be read",
    "self.model.p.insulation = 1.0": "can't set attribute",
    "self.model.state.governments.approval[0] = 1.0": "read-only",
    "self.model.state.governments.approval = 1.0": "",
    "self.model.view.choices.technical[...] = 1.0": "read-only",
    "self.model.traits.structure.weight[0] = 1.0": "read-only",
    "self.model.record.issues.took_part[...] = 1": "read-only",
    "self.model.world.exogenous.price[...] = 1.0": "read-only",
    "utilities[0] = 9.0": "does not support item assignment",
}


def test_what_a_class_sees_cannot_be_written_to(small):
    model = CooperationModel(small)
    model.step()
    before = model._packed.now.tobytes()
    for statement, sentence in WRITES.items():
        with pytest.raises((AttributeError, ValueError, TypeError)) as refused:
            exec(statement, {"self": model.countries[1], "utilities": (0.0, 0.0, 0.0)})
        assert sentence in str(refused.value), statement
    assert model._packed.now.tobytes() == before


@pytest.fixture
def uncompiled(monkeypatch):
    """Processes begun now do not compile, which three countries are not worth. Nothing may be compiled here meanwhile."""
    monkeypatch.setenv("NUMBA_DISABLE_JIT", "1")


THERE = r", for BRA in 2000Q3 \(own_classes\.py, line \d+\)"
FAULTS = {
    own_classes.Raises: (OWN_CLASS, rf" raised RuntimeError: no choice is left\. x+\.\.{THERE}"),
    own_classes.Exits: (OWN_CLASS, f" raised SystemExit: 3{THERE}"),
    own_classes.Interrupts: (OWN_CLASS, f" raised KeyboardInterrupt{THERE}"),
    own_classes.Recurs: (OWN_CLASS, f" raised RecursionError: .*{THERE}"),
    own_classes.Ends: (PROCESS_ENDED, r" ended its process \(exit code 7\)"),
    own_classes.Crashes: (PROCESS_ENDED, r" ended its process \(SIGABRT\)"),
    own_classes.Hangs: (LATE, ": no end after time_limit=1 seconds; raise it if the class is only slow"),
}


def test_whatever_a_class_does_is_a_sentence_and_the_next_run_goes_well(small, uncompiled, capfd):
    work, processes = AgentRun(small, None, None, 1, 0, "free", None), AgentProcesses()
    for country_class, (status, sentence) in FAULTS.items():
        outcome = processes.run(work, country_class, time_limit=1 if status == LATE else 60)
        assert outcome.status == status and outcome.record is None and status in FAILURES
        assert re.fullmatch(rf"country_class=tests\.sim\.own_classes\.{country_class.__name__}{sentence}", outcome.fault), (
            outcome.fault
        )
        assert len(outcome.fault) < 400
    with processes:
        fine = processes.run(work, own_classes.Does)
        hanging = Thread(target=processes.run, args=(work, own_classes.Hangs))
        hanging.start()
        time.sleep(0.5)
    hanging.join(10)
    assert not hanging.is_alive()  # though its run may take a minute: the processes have ended
    assert fine.status == 0 and not fine.fault and fine.record.issues.took_part.any()
    said = capfd.readouterr()
    assert said.out == "" and set(said.err.splitlines()) == {"a word of the class's own"}


def test_in_an_ensemble_a_fault_is_one_sentence(small, uncompiled):
    with pytest.raises(InputError, match=r"^run 0: country_class=.*Exits raised SystemExit: 3, for BRA in 2000Q3"):
        ensemble(small, runs=2, engine="mesa", country_class=own_classes.Exits)
    unsendable = type("Locked", (Country,), {"__module__": "__main__", "lock": Lock()})
    with pytest.raises(InputError, match=r"^country_class=Locked: cannot be sent to another process \(TypeError: cannot pickle"):
        ensemble(small, runs=1, engine="mesa", country_class=unsendable)
    with pytest.raises(InputError, match=r"^time_limit=0: expected seconds, more than 0"):
        ensemble(small, runs=1, time_limit=0)


SCRIPT = """
import concertacion as co

LEVEL = 0.5

class Mine(co.Country):
    def choose(self, domain, utilities, available):
        technical, president = super().choose(domain, utilities, available)
        return technical, president if self.government.approval > LEVEL else 0

world = co.load_world(countries=["ARG", "BRA", "CHL"], years=1, settle=0)
results = co.ensemble(world, runs=1, engine="mesa", country_class=Mine)
print("once", results.sizes["run"], float(results["took_part"].mean()) > 0.0)
"""


@pytest.mark.parametrize("where", ["file", "stdin"])
def test_a_plain_script_needs_no_guard(where, tmp_path):
    (tmp_path / "script.py").write_text(SCRIPT)
    environment = {**os.environ, "NUMBA_DISABLE_JIT": "1"}
    command = [sys.executable, "script.py" if where == "file" else "-"]
    given = SCRIPT if where == "stdin" else None
    ended = subprocess.run(command, input=given, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert (ended.stdout, ended.stderr) == ("once 1 True\n", "")
