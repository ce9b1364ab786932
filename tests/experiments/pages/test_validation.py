"""The page on validation: what the generator writes is what is committed, and its verdicts are those of the numbers."""

import re

import numpy as np
import pandas as pd
import pytest

from concertacion.analysis.observation import Estimate
from concertacion.analysis.record import recorded_facts
from concertacion.experiments.pages.validation import PAGE, RECORD, main, presidents_forums, world_of
from concertacion.experiments.pages.validation_setup import COMPARED, Band, Spread, spread, verdict
from concertacion.experiments.pages.validation_text import FACTS, SILENT, agreement, interval, number, stated


def skeleton(text):
    """Headings, first cells and number of cells of tables, and the prose, without what varies from seed to seed."""
    kept = []
    for line in text.splitlines():
        if line.startswith("|"):
            kept.append((line.split(" | ")[0], line.count("|")))
        elif not line.startswith(("Median runs", "Beyond error", "Of ", "Over the", "is ")):
            kept.append(re.sub(r"\d+ runs", "runs", line))
    return kept


def test_the_committed_page_is_the_one_the_generator_writes(tmp_path):
    main(["--runs", "2", "--out", str(tmp_path / "page.md")])
    written = (tmp_path / "page.md").read_text(encoding="utf-8")
    assert skeleton(written) == skeleton(PAGE.read_text(encoding="utf-8"))
    assert not re.search(r"\bnan\b", written)


def test_the_committed_page_states_the_record_as_it_is():
    text, facts = PAGE.read_text(encoding="utf-8"), recorded_facts()
    for fact, words in FACTS.items():
        assert f"| {words} | {stated(facts, 'all_' + fact)} | {stated(facts, fact)} |" in text
    for fact, words, *_ in SILENT:
        assert f"| {words} | {stated(facts, fact)} |" in text


def test_the_record_ends_in_2012_and_every_fact_has_method_and_source():
    lines = RECORD.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "fact,value,standard_error,n,period,method,source"
    assert {period[-4:] for period in pd.read_csv(RECORD)["period"]} <= {"1992", "2012"}
    sources = RECORD.with_name("SOURCES.md").read_text(encoding="utf-8")
    assert len(lines) == len(recorded_facts()) + 1
    for line in lines[1:]:
        *_, method, source = line.rsplit(",", 2)
        assert method and all(f"`{each}`" in sources for each in source.split(";")), source


def test_meetings_of_ministers_are_not_compared():
    forums = presidents_forums(world_of(COMPARED))
    assert {"MERCOSUR", "RIO_GROUP", "OAS", "NEW_01"} <= set(forums)
    assert not {"PAHO", "LAIA", "ACS"} & set(forums)


@pytest.mark.parametrize(
    ("simulated", "said"),
    [
        (Spread(0.2, 0.3, 0.4), "yes"),
        (Spread(0.0, 0.3, 0.4), "median"),
        (Spread(0.0, 0.05, 0.4), "no"),
        (Spread(np.nan, np.nan, np.nan), "no"),
    ],
)
def test_verdicts_of_bands(simulated, said):
    assert verdict(Band("x", "10 to 50 %", 0.1, 0.5), simulated) == said


@pytest.mark.parametrize(
    ("recorded", "said"),
    [
        (Estimate(0.5, 0.1, 9), "yes"),
        (Estimate(0.7, 0.1, 9), "within error"),
        (Estimate(0.7, 0.05, 9), "no"),
        (Estimate(0.7, np.nan, 9), "no"),
    ],
)
def test_verdicts_of_facts(recorded, said):
    assert agreement(recorded, Spread(0.4, 0.5, 0.6)) == said


def test_numbers_are_written_plainly():
    assert [number(value) for value in (0.126, -0.001, -0.5, np.nan)] == ["0.13", "0.00", "-0.50", "none"]
    assert interval(spread([1, 1, 1, np.nan])) == "1.00 [1.00, 1.00]"
