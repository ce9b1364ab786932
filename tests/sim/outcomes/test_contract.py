"""What holds for every outcome, on records of real runs."""

from types import SimpleNamespace

import numpy as np
import pytest
from tests.sim.runs_helpers import compile_run, kernel_record

from concertacion.sim.ensembles import ensemble
from concertacion.sim.outcomes import OUTCOMES, add_costly, politics, summarise, with_sums, yearly
from concertacion.sim.outcomes.requests import STANDARD, compile_measures
from concertacion.sim.outcomes.variables import VARIABLES
from concertacion.sim.record import empty_record
from concertacion.sim.state import ACTIVE, PUT_OFF

INDICES = ("host", "venue", "minilateral")  # arrays of whole numbers that are no codes: countries, forums, groups
WORDS = {"variable": "turmoil", "model": "social", "power": "USA", "rank": "ministers"}
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


def test_every_outcome_lies_in_its_declared_range(values):
    for name, column in zip(EVERY, values.T, strict=True):
        outcome, defined = OUTCOMES[name.split(".")[0]], column[~np.isnan(column)]
        assert ((defined >= outcome.low) & (defined <= outcome.high)).all(), (name, column)
        assert outcome.meaning and outcome.equation and outcome.unit, name


def test_compiled_code_reduces_every_outcome_by_its_own_function(region, monkeypatch):
    """On numbers at random of ten years, where hardly any two outcomes have the same value."""
    random = np.random.default_rng(5)
    region = SimpleNamespace(**vars(region) | {"quarters": 40})
    record = empty_record({"one": 1, "quarter": 40, "country": 3, "domain": 7, "forum": 3, "power": 2})
    for theme in record:
        for name, array in zip(theme._fields, theme, strict=True):
            codes = (-1, 3) if name in INDICES else (0, 4)
            array[...] = random.random(array.shape) if array.dtype.kind == "f" else random.integers(*codes, array.shape)
    measures, out = compile_measures(EVERY, region), np.zeros(len(EVERY))
    summarise(record, measures, out)
    add_costly(record, measures, out)
    for theme in (politics, yearly):
        monkeypatch.setattr(theme, "variable", lambda which, countries: getattr(countries, VARIABLES[which]))
    for m, outcome in enumerate(OUTCOMES.values()):
        plain = getattr(outcome.reduce, "py_func", outcome.reduce)
        expected = plain(*(getattr(record, theme) for theme in outcome.reads), measures, m)
        np.testing.assert_allclose(out[m], expected, rtol=1e-12, err_msg=EVERY[m])
    assert np.unique(out[np.isfinite(out)]).size > 0.8 * len(EVERY)


def test_sums_over_countries_are_shared_and_change_no_bit(record, region):
    names = [*EVERY, "delivered.ARG", "delivered.summit.not-security@+4:+7"]
    record.issues.delivered[...] = np.random.default_rng(6).random(record.issues.delivered.shape)
    measures, each, shared = compile_measures(names, region), *np.zeros((2, len(names)))
    together = with_sums(measures, region.quarters)
    summarise(record, measures, each)
    summarise(record, together, shared)
    np.testing.assert_array_equal(shared, each)
    assert together.known[names.index("delivered")] and not together.known[names.index("delivered.ARG")]
    assert together.sums.any() and not with_sums(compile_measures(["delivered", "active"], region), region.quarters).sums.size


def test_an_unknown_number_is_an_error(record, region):
    measures = compile_measures(["delivered"], region)
    measures.code[0] = len(OUTCOMES)
    with pytest.raises(IndexError):
        summarise(record, measures, np.zeros(1))


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


def test_codes_in_results_say_what_they_stand_for(southeast_asia):
    results = ensemble(southeast_asia, runs=1, workers=1)
    flags = {name: v.attrs["flag_meanings"].split() for name, v in results.items() if "flag_values" in v.attrs}
    assert set(flags) == {"status", *(name for name, v in results.items() if v.attrs["units"] == "code")}
    assert flags["forum_status"][ACTIVE] == "active" and flags["forum_meeting"][PUT_OFF] == "put_off"
    for name, words in flags.items():
        values = results[name].attrs["flag_values"]
        assert values.dtype == results[name].dtype and len(values) == len(words), name
        assert np.isin(results[name], values).all(), name
