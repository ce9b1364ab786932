"""How long it will take, in words."""

import math

import pytest

from concertacion.experiments.chunks.executors import Where
from concertacion.experiments.compose import composed_config
from concertacion.experiments.settings.kinds import settings_of
from concertacion.experiments.sweep import command, plan
from concertacion.experiments.sweep.estimate import forecast, in_words


@pytest.mark.parametrize(
    ("seconds", "words"), [(3.21, "3.2 s"), (90, "1.5 min"), (7200, "2 h"), (1e6, "12 days"), (math.inf, "unknown")]
)
def test_two_digits_and_a_fitting_unit(seconds, words):
    assert in_words(seconds) == words and forecast(seconds, "about", " on 2 threads") == f"about {words} on 2 threads"


def test_a_trial_run_that_failed_is_said(monkeypatch):
    assert forecast(math.nan, "at most") == "not known, the trial run failed"
    settings = settings_of(composed_config(["experiment=sweep", "over=[insulation]"]))
    monkeypatch.setattr(command, "rate_of", lambda _: math.nan)
    study = type("Study", (), {"runs": 7})
    assert command.expected_time(settings, Where(), study) == "not known, the trial run failed"
    assert f"are {7 * settings.replicates:,} runs, more than limit" in plan._too_many(settings, 7, math.nan)
