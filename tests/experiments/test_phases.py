"""Compiling is said with the time it takes, which is remembered; what comes after the runs is part of an estimate."""

import json
import time
from contextlib import nullcontext

import pytest

from concertacion.experiments import phases
from concertacion.experiments.phases import OUTCOMES, RECORDS, compile_model, expected, remember
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
    done = []
    monkeypatch.setattr(phases, "_in_another_process", lambda entry: done.append(entry) or nullcontext())
    monkeypatch.setattr(phases, "_warm", lambda entry: done.append("here"))
    compile_model(RECORDS, apart=True)
    assert done == [RECORDS] and "compiled in" in capsys.readouterr().err


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
