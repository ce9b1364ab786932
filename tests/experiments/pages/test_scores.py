"""The page of scores: its parts come from the numbers, and the committed page is one that the generator writes."""

from __future__ import annotations

import numpy as np
import pandas as pd

from concertacion.analysis.record.weighting import Weights
from concertacion.analysis.score.chances import of_chance
from concertacion.analysis.score.kinds import KINDS
from concertacion.experiments.pages.on_record import FIRST, thirty_three
from concertacion.experiments.pages.scores import PAGE, Lives, presidents
from concertacion.experiments.pages.scores_text import SHORT, Compared, concluded, page, verdict
from concertacion.experiments.score.models import WEIGHTED
from concertacion.experiments.score.predictions import Predicted
from concertacion.sim.state import ACTIVE, TECHNICAL_FORUM


def planted(kind, rows=24, name="model"):
    """The model is right with 0.9, the constant with 0.5; one row is silent."""
    frame = pd.DataFrame({name: [f"{name}{row % 12}" for row in range(rows)] for name in kind.texts}).assign(year=2003)
    happened = np.arange(rows) % 2
    frame = frame.assign(**{outcome: happened for outcome in kind.outcomes})
    said = {name: of_chance(np.where(happened == 1, 0.9, 0.1)), "constant": of_chance(np.full(rows, 0.5))}
    return Predicted(frame, {outcome: said for outcome in kind.outcomes}, pd.Series(["forum not alive"], index=[7]), [name])


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
    text = page(found, alive, years, 40, 2, 1, {})
    assert "| attendance | log loss | constant 0.693 | model | -0.588 [-0.588, -0.588] | better |" in text
    assert "| model | 0.500 | 0.500 | 1.000 |" in text and "Not scored: 1 (forum not alive)." in text
    assert "| PACT | + 0.75 | x -0.25 |" in text and "log loss, here 0.0125" in text and "nan" not in text
    written = PAGE.read_text(encoding="utf-8")
    assert headings(text)[0] == headings(written)[0]
    assert set(headings(text)[1]) - set(headings(written)[1]) == {"| Meetings a year | record | model |"}


def test_the_page_says_what_the_weights_of_each_year_are_worth():
    years, empty = range(2003, 2005), np.zeros(0)
    table = pd.DataFrame([[1.0, 0.0]], index=["PACT"], columns=years)
    alive = Lives(["PACT"], table, {WEIGHTED: table}, pd.DataFrame({"record": [1.0], WEIGHTED: [0.5]}, index=["PACT"]))
    found = {name: planted(kind, name=WEIGHTED) for name, kind in KINDS.items()}
    weights = {"known to 2002": Weights(empty, 7.8, 1.09), "known to 2007": Weights(empty, 512.4, 0.31)}
    text = page(found, alive, years, 40, 2, 1, weights)
    assert "The weights *known to 2002* are worth 7.8 effective points with a Pareto k of 1.09, a screen; those" in text
    assert "*known to 2007* are worth 512 effective points with a Pareto k of 0.31, a posterior. A screen (fewer than 400" in text
    assert "A screen" not in page(found, alive, years, 40, 2, 1, {"known to 2007": weights["known to 2007"]})


def test_a_difference_whose_interval_holds_0_is_no_verdict():
    assert [verdict(*ends) for ends in ((-2, -1), (1, 2), (-1, 1), (np.nan, np.nan))] == ["better", "worse", "neither", "neither"]


def short(version, does, measure="log loss"):
    return Compared("visits", measure, "gravity 0.5", version, "0", does)


def test_defaults_set_from_the_scored_years_do_not_count_as_beating_the_best():
    seen = concluded([short("model", "better"), short("model, with habits", "worse"), short("model, weighted", "neither")])
    assert seen.startswith("No version whose parameters are drawn beats the best") and "log loss (*model*)" in seen
    assert "does worse in 1: log loss (*model, with habits*)" in seen and "In 1 of 3 the interval includes zero." in seen
    many = concluded([short("model", "neither")] * 40)
    assert "In 40 of 40 the interval includes zero." in many and "about 2 would read *better*" in many  # one end of 90 % each
    fresh = concluded([short("model, weighted, with habits", "better"), short("model", "better", "CRPS")])
    assert fresh.startswith("Versions whose parameters are drawn beat") and "in 1 of these rows" in fresh
    assert "The other rows" in fresh and "CRPS (*model*)" in fresh


def test_the_committed_page_concludes_what_its_table_says():
    told = PAGE.read_text(encoding="utf-8").partition("## In short\n\n")[2].partition("\n\n## ")[0]
    said, table = told.split("\n\n", 1)
    rows = [Compared(*(cell.strip() for cell in line.strip("|").split("|"))) for line in table.strip().splitlines()]
    assert rows[0] == SHORT and len(rows) > 30 and said == concluded(rows[2:])


def test_forums_of_ministers_and_technical_bodies_have_no_row():
    world = thirty_three(FIRST, forums="record")
    active = world.exogenous.forum_status[3::4][2002 - FIRST] == ACTIVE
    named = {world.forums[m] for m in presidents(world, active)}
    assert {"MERCOSUR", "RIO_GROUP"} <= named and active[world.forums.index("LAIA")] and "LAIA" not in named
    kinds = dict(zip(world.forums, world.state.forums.kind, strict=True))
    assert not {name for name in named if kinds[name] == TECHNICAL_FORUM}
    assert all("| LAIA " not in PAGE.with_name(name).read_text(encoding="utf-8") for name in ("scores.md", "survival.md"))


def test_centres_of_politics_are_those_to_2012_from_every_eve_as_the_page_says():
    """A world that ends in 2003 knows governments to the end of 2012."""
    early, late = thirty_three(FIRST, 2003, "record"), thirty_three(FIRST, forums="record")
    for name in ("ideology_centre", "populism_centre", "sovereigntism_centre"):
        assert (getattr(early.state.leanings, name) == getattr(late.state.leanings, name)).all()
    assert "to the end of 2012" in PAGE.read_text(encoding="utf-8").partition("## In short")[0]
