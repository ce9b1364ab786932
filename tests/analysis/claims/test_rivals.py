"""Maps of rivals from effects that are known at every point."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from tests.analysis.claims.planted import claim

from concertacion.analysis.claims.ledger import DRAWN, Entry, Ledger
from concertacion.analysis.claims.rivals import NONE, SEVERAL, groups, map_of, parts, patterns
from concertacion.analysis.claims.shares import Share
from concertacion.analysis.figures.rivals import alt, rivals_bars, rivals_map
from concertacion.analysis.wording.rivals import (
    AHEAD,
    FAR_AHEAD,
    NO_RIVALS,
    PREVAILING,
    allies,
    apart,
    beside,
    conclusion,
    end,
    of_sides,
    several_by_side,
    sides,
)


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
    assert chart.shares["A"].share == pytest.approx(0.5, abs=0.05) and chart.holds["B"].share == pytest.approx(0.25, abs=0.05)
    assert chart.shares[SEVERAL].share == 0 and chart.shares[NONE].share == pytest.approx(0.25, abs=0.05)
    for cell in chart.cells:
        where = {chart.parameters[0]: cell.across, chart.parameters[1]: cell.up}
        high = where["p0"].startswith(("0.5", "0.75"))
        assert (cell.holds["A"] > 0.9) == high and (cell.holds["B"] > 0.9) == (not high and where["form"] == "other"), where
    assert sum(cell.points for cell in chart.cells) == 2000


def shares_of(chart, alone, several, points=2000):
    """The chart with other shares: of two claims alone, and of both."""
    share = {"A": alone[0], "B": alone[1], SEVERAL: several, NONE: 1 - sum(alone) - several}
    around = {kind: Share(value, max(0, value - 0.02), value + 0.02) for kind, value in share.items()}
    holds = {name: Share(share[name] + several, 0, 1) for name in "AB"}
    return chart._replace(shares=around, holds=holds, points=points, effective=float(points))


def test_a_dispute_ends_in_a_conclusion(ledger):
    chart = map_of(ledger, ("A", "B"))
    assert "A holds alone more often than any other, but B does" in conclusion(chart)
    assert conclusion(shares_of(chart, (0.6, 0.1), 0)).startswith("A prevails")
    assert conclusion(shares_of(chart, (0.5, 0.1), 0)).startswith("A is ahead where any holds: it holds alone at 50%")
    rare = conclusion(shares_of(chart, (0.06, 0.0), 0))
    assert rare.startswith("At most points (94%) neither holds. A is ahead where any holds") and "prevails" not in rare
    assert conclusion(shares_of(chart, (0.02, 0.01), 0.01)).startswith("The model takes no side")
    assert conclusion(shares_of(chart, (0.2, 0.1), 0.4)).startswith("They are not rivals here")
    assert conclusion(shares_of(chart, (0.2, 0.19), 0)).startswith("The dispute is open")
    assert "p0" in apart(chart) and "too few" not in apart(chart) and "too few for a map" in apart(chart._replace(effective=64.0))
    assert apart(chart._replace(distances=(0.08, 0.0))).endswith("no single parameter is seen to decide where they hold.")
    assert 0.05 < chart.chance < 0.2 < chart.distances[0]  # of 41 parameters, two decide and the luckiest of the others does not


def test_parts_cover_the_range():
    names, at = parts(np.array([0.0, 0.26, 0.5, 1.0]))
    assert len(names) == 4 and at.tolist() == [0, 1, 2, 3]
    assert parts(np.array(["b", "a"]))[0] == ("a", "b")


def test_the_map_is_drawn(ledger):
    chart = map_of(ledger, ("A", "B"))
    panels = rivals_map(chart).axes
    assert [axes.get_title(loc="left") for axes in panels] == ["A", "B"] and len(panels[0].texts) == len(chart.cells)
    assert f"{len(ledger.table):,} points" in rivals_bars(chart, None, {}).axes[0].get_xlabel() and alt(chart).startswith(
        "Shares"
    )


def test_weighted_points_have_a_map_and_a_conclusion_of_their_own(ledger):
    """Where most weight lies on low p0, A hardly holds; intervals and limits are those of the effective number."""
    low = ledger.table["p0"] < 0.5
    weighted = ledger.table.assign(**{DRAWN: np.where(low, 9, 1)})[low | (ledger.table["p1"] < 0.1)]
    assert ledger.under_weights is None
    both = ledger._replace(weighted=weighted)
    chart, under = map_of(both, ("A", "B")), map_of(both.under_weights, ("A", "B"))
    counts = weighted[DRAWN]
    assert under.weighted and under.effective == pytest.approx(counts.sum() ** 2 / (counts**2).sum())
    assert under.holds["A"].share == pytest.approx(counts[weighted["p0"] > 0.5].sum() / counts.sum())
    assert under.parameters[0] == "form" and chart == map_of(ledger, ("A", "B"))
    assert end(chart) == (AHEAD, "A") and end(under) == (FAR_AHEAD, "B")
    assert under.shares["B"].share > 0.5 > under.shares["B"].low  # so many effective points do not show that it is most of them
    said = beside(chart, under)
    assert said.startswith("The dispute ends differently under the weights of the record. B is ahead where any holds")
    assert f"worth {under.effective:,.0f}" in said and beside(chart, chart).startswith("The dispute ends the same way")
    drawn = rivals_bars(chart, under, {"A": "Governments agree."})
    labels = [label.get_text() for label in drawn.axes[0].get_yticklabels()]
    assert labels == ["A: Governments agree.", "B", "several sides at once", "none of them"]
    texts = [text.get_text() for text in drawn.texts]
    worth = f"{under.points:,}, worth {under.effective:,.0f}"
    assert texts == ["\u25cf uniform points (2,000)", f"\u25cf weighted by the record ({worth})"]
    assert drawn.axes[0].get_xlim()[0] < -0.02  # a dot at none lies clear of the names


def test_the_same_claim_ahead_is_no_other_end(ledger):
    chart = map_of(ledger, ("A", "B"))
    half, more = shares_of(chart, (0.45, 0.1), 0), shares_of(chart, (0.55, 0.1), 0)
    assert end(half) == (FAR_AHEAD, "A") and end(more) == (PREVAILING, "A")
    assert beside(half, more).startswith("The same claim is ahead under the weights of the record. A prevails")
    both = shares_of(chart, (0.2, 0.1), 0.4)
    assert end(both)[0] == NO_RIVALS and "no rivals" not in beside(both, both)  # said once, over the space


def test_a_side_holds_where_any_of_its_claims_does(ledger):
    """A and B never hold together and C holds everywhere: as one side they hold at three quarters, never without C."""
    columns = {"C.effect": 0.5, "C.low": 0.5, "C.high": 0.5, "C.applies": True}
    entries = {"A": entry("C"), "B": entry(), "C": Entry(claim(rivals=["B"], paper="Another"), None)}
    three = ledger._replace(entries=entries, table=ledger.table.assign(**columns))
    chart = map_of(three, ("A", "B", "C"))
    joined = of_sides(three, chart)
    assert joined.claims == ("A or B", "C") and joined.cells == chart.cells
    assert joined.holds["A or B"].share == pytest.approx(chart.holds["A"].share + chart.holds["B"].share)
    assert joined.shares[SEVERAL].share == joined.holds["A or B"].share and joined.shares["A or B"].share == 0
    assert several_by_side(three, chart).shares[SEVERAL] == joined.shares[SEVERAL] and chart.shares[SEVERAL].share > 0
    assert conclusion(joined).startswith("They are not rivals here: where one side holds")
    alone = map_of(ledger, ("A", "B"))
    assert of_sides(ledger, alone) == alone


def test_claims_of_one_paper_that_do_not_name_each_other_are_no_rivals():
    one, other, far = (claim(rivals=list(rivals)) for rivals in (["C"], ["C"], []))
    assert allies({"A": one, "B": other, "C": far._replace(paper="Another")}) == (
        "A and B come from one paper and are not rivals: one side."
    )
    assert allies({"A": one, "C": far}) == ""
    assert sides({"A": one, "B": other, "C": far._replace(paper="Another")}) == [("A", "B"), ("C",)]
    assert sides({"A": one, "B": other._replace(rivals=("A", "C")), "C": far}) == [("A",), ("B",), ("C",)]
    can = far._replace(parts=(far.main._replace(shape="possible"),))
    assert allies({"A": one, "C": can}) == ("C says only that something can happen; holding at few points does not refute that.")
