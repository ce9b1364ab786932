"""Compiling is said with the time it takes, which is remembered; what comes after the runs is part of an estimate."""

import json
import subprocess
import sys
import time
from contextlib import nullcontext

import pytest

from concertacion.experiments import phases
from concertacion.experiments.job import job_of
from concertacion.experiments.phases import AGENTS, OUTCOMES, RECORDS, SUMMARIES, compile_model, expected, remember
from concertacion.sim import compiled


@pytest.fixture
def times(tmp_path, monkeypatch):
    """A machine on which nothing was compiled yet."""
    monkeypatch.setattr(phases, "_path", lambda: tmp_path / "seconds.json")
    monkeypatch.setattr(phases, "BETWEEN_LINES", 0.02)
    done = set()
    monkeypatch.setattr(compiled, "is_compiled", done.__contains__)
    monkeypatch.setattr(phases, "_warm", lambda entry, *later: (time.sleep(0.3), done.add(entry)))
    return tmp_path / "seconds.json"


def test_the_first_time_is_an_estimate_and_the_next_is_remembered(times, capsys):
    compile_model(RECORDS)
    said = capsys.readouterr().err.splitlines()
    assert said[0].startswith("concertacion: compiling the model, about 40 s (an estimate")
    assert "concertacion: compiling: about 40 s left" in said[1:-1] and said[-1] == "concertacion: compiled in 0 s"
    compile_model(RECORDS)
    assert capsys.readouterr().err == ""
    assert 0.3 <= json.loads(times.read_text())[RECORDS] < 5
    remember(OUTCOMES, 41.2)
    compile_model(OUTCOMES)
    assert "compiling the model, about 41 s (as the last time); once for each version" in capsys.readouterr().err


def test_quiet_commands_compile_without_a_word(times, capsys):
    compile_model(OUTCOMES, quiet=True)
    assert capsys.readouterr().err == "" and expected(OUTCOMES)[1]


def test_a_page_that_answers_meanwhile_compiles_in_another_process(times, monkeypatch, capsys):
    done, here = set(), []
    monkeypatch.setattr(compiled, "is_compiled", done.__contains__)
    monkeypatch.setattr(phases, "_in_another_process", lambda entry: done.add(entry) or nullcontext())
    monkeypatch.setattr(phases, "_warm", here.append)
    compile_model(RECORDS, apart=True)
    assert done == {RECORDS} and here == [] and "compiled in" in capsys.readouterr().err
    monkeypatch.setattr(phases, "_in_another_process", lambda entry: nullcontext())  # as where it died
    compile_model(OUTCOMES, apart=True)
    assert here == [OUTCOMES]


def test_a_time_longer_than_expected_is_no_negative_time_left(times, capsys):
    remember(RECORDS, 0.001)
    compile_model(RECORDS)
    assert "so far, longer than expected" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "[]", '{"kernel.simulate": "long"}', '{"kernel.simulate": -3}', "\xff"])
def test_a_damaged_memory_is_no_memory(times, text):
    times.write_text(text, encoding="latin-1")
    assert expected(RECORDS) == (40.0, False)
    remember(RECORDS, 5.0)
    assert expected(RECORDS, 3) == (15.0, True)


SWEEP = ["experiment=sweep", "over=[insulation]", "points=2"]


@pytest.mark.parametrize(
    ("arguments", "entries"),
    [
        ([], (RECORDS,)), (["engine=mesa"], (RECORDS, AGENTS)),  # whatever the engine, worlds settle in compiled code
        (SWEEP, (OUTCOMES,)), ([*SWEEP, "engine=mesa"], (RECORDS, SUMMARIES, AGENTS)),
    ],
)  # fmt: skip
def test_what_the_runs_of_an_engine_need_is_compiled_before_them(arguments, entries, monkeypatch):
    said = []
    monkeypatch.setattr("concertacion.experiments.job.compile_model", lambda *entries, quiet: said.append(entries))
    job_of(arguments).compile_model()
    assert said == [entries]


AGENTS_RUN = """
import concertacion as co
from concertacion.experiments import phases
from concertacion.sim import schedule
from concertacion.sim.compiled import is_compiled

def called_from_python():
    return {name for name, value in vars(schedule).items() if "_for_python" in getattr(value, "__dict__", {})}

phases._warm(phases.AGENTS)
compiled = called_from_python()
assert is_compiled(phases.AGENTS)
for forums, mode in (("free", "free"), ("record", "pinned")):
    co.simulate(co.load_world(years=2, start=2012, forums=forums), mode=mode, engine="mesa")
print(len(compiled), called_from_python() - compiled)
"""


@pytest.mark.skipif(not compiled.JIT, reason="nothing is compiled")
def test_agents_find_their_phases_compiled():
    said = subprocess.run([sys.executable, "-c", AGENTS_RUN], capture_output=True, text=True, check=True)
    number, missed = said.stdout.split(maxsplit=1)
    assert int(number) > 45 and missed.strip() == "set()"
