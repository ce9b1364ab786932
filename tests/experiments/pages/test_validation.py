"""The page on validation: what the generator writes is what is committed, and its verdicts are those of the numbers."""

import re

import numpy as np
import pandas as pd
import pytest

from concertacion.analysis.observation import Estimate
from concertacion.analysis.record import recorded_facts
from concertacion.experiments.output.manifest import DOCS
from concertacion.experiments.pages.validation import PAGE, RECORD, main, on_record, presidents_forums, recorded_pairs, world_of
from concertacion.experiments.pages.validation_bands import outside
from concertacion.experiments.pages.validation_elsewhere import founded, scores_part
from concertacion.experiments.pages.validation_setup import (
    BANDS,
    CELLS,
    COMPARED,
    DEFAULT,
    FOLLOWED,
    Band,
    Spread,
    in_unit,
    interval,
    judged,
    number,
    spread,
    title_of,
    verdict,
)
from concertacion.experiments.pages.validation_text import TOLD, TWELVE, agreement, correlation, stated


def skeleton(text):
    """Headings, first cells and number of cells of tables, and the prose, without what varies from seed to seed."""
    kept = []
    for line in text.splitlines():
        if line.startswith("|"):
            kept.append((line.split(" | ")[0], line.count("|")))
        elif not line.startswith(("Median runs", "**Forums", "Over the")):
            kept.append(re.sub(r"\d+ runs", "runs", line))
    return kept


def test_the_committed_page_is_the_one_the_generator_writes(tmp_path):
    main(["--runs", "2", "--out", str(tmp_path / "page.md")])
    written = (tmp_path / "page.md").read_text(encoding="utf-8")
    assert skeleton(written) == skeleton(PAGE.read_text(encoding="utf-8"))
    assert not re.search(r"\bnan\b", written)


def test_the_committed_page_states_the_record_as_it_is():
    text, facts = PAGE.read_text(encoding="utf-8"), on_record()
    for fact, words in TOLD.items():
        assert f"| {words} | {stated(facts, 'all_' + fact)} | {stated(facts, fact)} |" in text


def test_visits_on_record_are_told_by_the_functions_of_a_run():
    # a few distances of a quarter stand on the border of two classes; agreements in record.csv are those of any journey
    facts, written = on_record(), recorded_facts()
    for fact in [fact for fact in written if fact.startswith(("visits_", "agreements_"))]:
        found = facts[f"all_{fact}" if fact.startswith("agreements_") else fact]
        assert found[:2] == pytest.approx(written[fact][:2], abs=1.1e-3), fact
    pairs = recorded_pairs()
    assert pairs["agreements"].sum() < pairs["all_agreements"].sum() and len(pairs) == 12 * 11 * 18


def test_scores_and_foundings_are_those_of_their_own_pages():
    text = PAGE.read_text(encoding="utf-8")
    assert founded() in text and scores_part() in text
    assert scores_part().count("\n|") == 2 + 8 and "free-runs.md" in founded()
    assert DOCS.joinpath("record.md").exists() and "(record.md)" in text


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
    followed = presidents_forums(world_of(FOLLOWED))
    assert {"UNASUR", "CELAC", "SOUTH_AMERICAN_SUMMITS"} <= set(followed) and "EU_LAC" not in followed


def test_all_starts_of_both_regions_are_shown_free_and_pinned():
    cells = [setup for setups in CELLS.values() for setup in setups]
    assert len(cells) == 16 and {(setup.start, setup.mode) for setup in cells} == {
        (start, mode) for start in (1995, 2000, 2012, 2020) for mode in ("free", "pinned")
    }
    assert all(setup.start + setup.years <= 2026 for setup in cells if setup.mode == "pinned")
    short = next(setup for setup in cells if setup.title == "2020 pinned")
    assert not judged(Band("died", "", 1, 9), short) and judged(Band("died", "", 1, 9), DEFAULT)
    assert judged(Band("attendance", "", 0, 1), short)


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


@pytest.mark.parametrize(
    ("outcome", "simulated", "said"),
    [
        ("participation.technical", Spread(0.74, 0.75, 0.76), "75 [74, 76]"),
        ("delivered.summit", Spread(0.0401, 0.0438, 0.0512), "4.4 [4.0, 5.1]"),
        ("meetings_held", Spread(13.28, 14.6, 16.44), "14.6 [13.3, 16.4]"),
        ("founded", Spread(1, 5, 10), "5 [1, 10]"),
    ],
)
def test_shares_are_in_per_cent_as_their_titles_say(outcome, simulated, said):
    assert in_unit(outcome, simulated) == said
    assert ("%" in title_of(outcome)) == (outcome not in ("meetings_held", "founded"))


def test_outcomes_outside_their_bands_are_grouped_by_outcome_and_region():
    inside, away = Spread(0.5, 0.5, 0.5), Spread(0.0, 0.0, 0.0)
    spreads = {setup: {band.outcome: inside for band in BANDS} | {"attendance": away} for setup in CELLS["southeast_asia"][:2]}
    spreads |= {DEFAULT: {band.outcome: Spread(2, 2, 2) if band.outcome != "attendance" else away for band in BANDS}}
    named = outside(spreads)
    assert sum(line.startswith(title_of("attendance")) for line in named) == 1
    said = next(line for line in named if line.startswith(title_of("attendance")))
    assert said.endswith("in Southeast Asia (1995 free, 1995 pinned), and Twenty republics of Latin America (default)")


def test_every_band_says_where_it_comes_from_and_correlations_have_intervals():
    text = PAGE.read_text(encoding="utf-8")
    assert all(f"| {title_of(band.outcome)} | {band.wanted} | {band.source} |" in text for band in BANDS)
    found = re.search(r"correlates at (.+?) with forums free and at (.+?) with forums as on record", text).groups()
    assert all(re.fullmatch(r"-?0\.\d\d \[-?0\.\d\d, -?0\.\d\d\]", one) for one in found)
    assert "9 of the 16 ask for *some*" in text


def test_a_correlation_over_twelve_countries_has_its_interval():
    """Of r = 0.5 over twelve: tanh(artanh 0.5 +- 1.645 / 3)."""
    told, other = np.arange(12.0), np.array([1.0, -1.0] * 6)
    other -= np.polyval(np.polyfit(told, other, 1), told)
    both = (told - told.mean()) / told.std() * 0.5 + other / other.std() * np.sqrt(0.75)
    record = {f"attendance_{one}": Estimate(x, 0.0, 1) for one, x in zip(TWELVE, told, strict=True)}
    side = {f"attendance_{one}": Spread(0.0, x, 0.0) for one, x in zip(TWELVE, both, strict=True)}
    assert correlation(side, record) == "0.50 [0.00, 0.80]"
