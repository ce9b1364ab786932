"""Maps of rivals from effects that are known at every point."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from tests.analysis.claims.planted import claim

from concertacion.analysis.claims.ledger import Entry, Ledger
from concertacion.analysis.claims.rivals import NONE, SEVERAL, groups, map_of, paragraph, parts, patterns
from concertacion.analysis.figures.rivals import alt, rivals_map


def entry(*rivals: str) -> Entry:
    """A claim with rivals; a map reads no judgement."""
    return Entry(claim(rivals=list(rivals)), None)


@pytest.fixture
def ledger():
    """A holds where p0 is high, B where p0 is low and the form is `other`; forty more parameters decide nothing."""
    rng = np.random.default_rng(1)
    points = {f"p{n}": rng.random(2000) for n in range(40)} | {"form": np.array(["one", "other"])[rng.integers(0, 2, 2000)]}
    effects = {"A": 0.5 * (points["p0"] > 0.5), "B": 0.5 * ((points["p0"] < 0.5) & (points["form"] == "other"))}
    columns = {f"{name}.{part}": e for name, e in effects.items() for part in ("effect", "low", "high")}
    columns |= {f"{name}.applies": np.ones(2000, dtype=bool) for name in effects}
    return Ledger(None, {"A": entry("B"), "B": entry(), "C": entry()}, pd.DataFrame({**points, **columns}))


def test_groups_are_what_rivals_join():
    entries = {"A": entry("B"), "B": entry(), "C": entry("D", "A"), "D": entry(), "E": entry("Z"), "F": entry()}
    assert groups(entries) == [("A", "B", "C", "D")]


def test_patterns():
    holds = {"A": np.array([True, False, True, False]), "B": np.array([False, True, True, False])}
    assert patterns(holds).tolist() == ["A", "B", SEVERAL, NONE]


def test_the_two_that_decide_and_where_each_holds(ledger):
    chart = map_of(ledger, ("A", "B"))
    assert set(chart.parameters) == {"p0", "form"}
    assert chart.shares["A"] == pytest.approx(0.5, abs=0.05) and chart.shares["B"] == pytest.approx(0.25, abs=0.05)
    assert chart.shares[SEVERAL] == 0 and chart.shares[NONE] == pytest.approx(0.25, abs=0.05)
    for cell in chart.cells:
        assert sum(cell.shares.values()) == pytest.approx(1)
        where = {chart.parameters[0]: cell.across, chart.parameters[1]: cell.up}
        expected = "A" if where["p0"].startswith(("0.5", "0.75")) else "B" if where["form"] == "other" else NONE
        assert cell.shares[expected] > 0.9, where
    assert sum(cell.points for cell in chart.cells) == 2000


def test_what_the_map_says_in_words(ledger):
    text = paragraph(map_of(ledger, ("A", "B")))
    assert "others are p0 " in text and "Several hold at once nowhere" in text and text.count("holds alone") == 2


def test_parts_cover_the_range():
    names, at = parts(np.array([0.0, 0.26, 0.5, 1.0]))
    assert len(names) == 4 and at.tolist() == [0, 1, 2, 3]
    assert parts(np.array(["b", "a"]))[0] == ("a", "b")


def test_the_map_is_drawn(ledger):
    chart = map_of(ledger, ("A", "B"))
    assert len(rivals_map(chart).axes[0].patches) == 4 * len(chart.cells)
    assert alt(chart).startswith("Mosaic")
