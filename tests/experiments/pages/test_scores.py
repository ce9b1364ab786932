"""The page of scores: its parts come from the numbers, and the committed page is one that the generator writes."""

from __future__ import annotations

import numpy as np
import pandas as pd

from concertacion.analysis.score.chances import of_chance
from concertacion.analysis.score.kinds import KINDS
from concertacion.experiments.pages.scores import PAGE, Lives
from concertacion.experiments.pages.scores_text import SHORT, Compared, concluded, page, verdict
from concertacion.experiments.score.predictions import Predicted


def planted(kind, rows=24):
    """The model is right with 0.9, the constant with 0.5; one row is silent."""
    frame = pd.DataFrame({name: [f"{name}{row % 12}" for row in range(rows)] for name in kind.texts}).assign(year=2003)
    happened = np.arange(rows) % 2
    frame = frame.assign(**{outcome: happened for outcome in kind.outcomes})
    said = {"model": of_chance(np.where(happened == 1, 0.9, 0.1)), "constant": of_chance(np.full(rows, 0.5))}
    return Predicted(frame, {outcome: said for outcome in kind.outcomes}, pd.Series(["forum not alive"], index=[7]), ["model"])


def headings(text):
    """Headings and the headers of tables, without the years."""
    lines = text.splitlines()
    above = [lines[number - 1] for number, line in enumerate(lines) if line.startswith("| ---")]
    return [line for line in lines if line.startswith("#")], [line for line in above if "200" not in line]


def test_the_page_is_told_from_the_numbers_and_the_committed_one_has_its_parts():
    years = range(2003, 2005)
    table = pd.DataFrame([[1.0, 0.0]], index=["PACT"], columns=years)
    alive = Lives(["PACT"], table, {"model": table - 0.25}, pd.DataFrame({"record": [1.0], "model": [0.5]}, index=["PACT"]))
    found = {name: planted(kind) for name, kind in KINDS.items()}
    text = page(found, alive, years, 40, 2, 1)
    assert "| attendance | log loss | constant 0.693 | model | -0.588 [-0.588, -0.588] | better |" in text
    assert "| model | 0.500 | 0.500 | 1.000 |" in text and "Not scored: 1 (forum not alive)." in text
    assert "| PACT | + 0.75 | x -0.25 |" in text and "log loss, here 0.0125" in text and "nan" not in text
    written = PAGE.read_text(encoding="utf-8")
    assert headings(text)[0] == headings(written)[0]
    assert set(headings(text)[1]) - set(headings(written)[1]) == {"| Meetings a year | record | model |"}


def test_a_difference_whose_interval_holds_0_is_no_verdict():
    assert [verdict(*ends) for ends in ((-2, -1), (1, 2), (-1, 1), (np.nan, np.nan))] == ["better", "worse", "neither", "neither"]


def short(version, does, measure="log loss"):
    return Compared("visits", measure, "gravity 0.5", version, "0", does)


def test_what_has_seen_the_years_does_not_count_as_beating_the_best():
    seen = concluded([short("model", "better"), short("model, with habits", "worse"), short("model, weighted", "neither")])
    assert seen.startswith("No version that had not seen the scored years beats the best") and "log loss (*model*)" in seen
    assert "does worse in 1: log loss (*model, with habits*)" in seen and seen.endswith("In 1 of 3 the interval holds zero.")
    fresh = concluded([short("model, weighted, with habits", "better"), short("model", "better", "CRPS")])
    assert fresh.startswith("Versions that had not seen the scored years") and "in 1 of these rows" in fresh
    assert "The other rows" in fresh and "CRPS (*model*)" in fresh


def test_the_committed_page_concludes_what_its_table_says():
    told = PAGE.read_text(encoding="utf-8").partition("## In short\n\n")[2].partition("\n\n## ")[0]
    said, table = told.split("\n\n", 1)
    rows = [Compared(*(cell.strip() for cell in line.strip("|").split("|"))) for line in table.strip().splitlines()]
    assert rows[0] == SHORT and len(rows) > 30 and said == concluded(rows[2:])
