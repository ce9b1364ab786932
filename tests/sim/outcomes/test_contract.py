"""What holds for every outcome, on records of real runs."""

from pathlib import Path

import numpy as np
import pytest
from tests.sim.runs_helpers import compile_run, kernel_record

from concertacion.sim.ensembles import ensemble
from concertacion.sim.outcomes import OUTCOMES, add_costly, summarise
from concertacion.sim.outcomes.asking import STANDARD, compile_measures

WORDS = {"variable": "turmoil", "model": "social", "power": "USA"}
EVERY = [".".join([name, *(WORDS[kind] for kind in o.takes if kind in WORDS)]) for name, o in OUTCOMES.items()]


@pytest.fixture(scope="module")
def values(latin_america):
    """Every outcome of three runs: (run, outcome)."""
    measures, out = compile_measures(EVERY, latin_america), np.zeros((3, len(EVERY)))
    for run in range(3):
        record = kernel_record(compile_run(latin_america), run=run)
        summarise(record, measures, out[run])
        add_costly(record, measures, out[run])
    return out


@pytest.mark.parametrize("position", range(len(EVERY)), ids=EVERY)
def test_every_outcome_lies_in_its_declared_range(values, position):
    told, outcome = values[:, position], OUTCOMES[EVERY[position].split(".")[0]]
    defined = told[~np.isnan(told)]
    assert ((defined >= outcome.low) & (defined <= outcome.high)).all(), told
    assert outcome.meaning and outcome.equation and outcome.unit


@pytest.mark.parametrize("name", OUTCOMES)
def test_every_outcome_has_a_known_answer(name):
    texts = "".join(
        path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py") if path.name != Path(__file__).name
    )
    assert f'value("{name}' in texts or f'value(f"{name}' in texts or f'"{name}"' in texts


def test_most_outcomes_are_defined_in_a_real_run(values):
    assert np.isfinite(values).all(0).mean() > 0.9


def test_a_window_is_the_record_cut_there(southeast_asia):
    whole = kernel_record(compile_run(southeast_asia))
    themes = (type(theme)(*(a[4:8].copy() if a.shape[0] == 12 else a for a in theme)) for theme in whole)
    cut = type(whole)(*themes)
    names = [name for name in STANDARD if not name.startswith(("resilience", "went_", "revived", "died", "founded", "outlived"))]
    windowed, short = np.zeros(len(names)), np.zeros(len(names))
    summarise(whole, compile_measures([f"{name}@+4:+7" for name in names], southeast_asia), windowed)
    summarise(cut, compile_measures(names, southeast_asia._replace(quarters=4)), short)
    np.testing.assert_array_equal(windowed, short)


def test_summaries_of_both_engines_and_any_number_of_workers(southeast_asia):
    names = ("delivered.technical", "fragmentation", "meetings_held@+4:")
    one = ensemble(southeast_asia, runs=12, keep="summary", workers=1, outcomes=names)
    assert list(one.data_vars) == ["status", *names]
    assert one["fragmentation"].attrs["units"] == "modularity"
    assert ensemble(southeast_asia, runs=12, keep="summary", workers=3, outcomes=names).identical(one)
    mesa = ensemble(southeast_asia, runs=2, keep="summary", engine="mesa", workers=1, outcomes=names)
    assert mesa.equals(one.isel(run=[0, 1]))
