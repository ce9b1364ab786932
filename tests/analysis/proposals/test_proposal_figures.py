"""Figures of a comparison of proposals: sizes, type and room, axes that can be compared, and units that are said."""

from __future__ import annotations

import re

import numpy as np
import pytest
from matplotlib.text import Text

from concertacion.analysis.figures import portfolios
from concertacion.analysis.figures.canvas import MM
from concertacion.analysis.figures.proposals import curves, save_proposal_figures, shares
from concertacion.analysis.proposals.curves import DOSES, Curves
from concertacion.analysis.proposals.factorial import switched_on
from concertacion.analysis.proposals.portfolio import values_of
from concertacion.analysis.proposals.proposal import Proposal
from concertacion.analysis.proposals.summary import comparison_of

SHORTS = (
    "Engagement, not containment", "Bridge from Brazil to Mexico", "Fewer everyday hurdles", "Ties of civil society", "Hedging",
)  # fmt: skip
WORTH = np.array([0.2, -0.1, 0.1, 0.05, 0.001])


def comparison(count):
    proposals = [
        Proposal(f"P{n}", SHORTS[n], "It is so.", "A text", "x", {}, 0.1, None, "", "Assumed.", 0.0) for n in range(count)
    ]
    luck, dose = np.random.default_rng(1).normal(0, 0.01, (count, 1, 16)), np.array(DOSES)[:, None]
    money = np.array([0.01, 0.4, 0.1, 0.2, 0.05])[:count, None, None] * dose * np.ones(16)
    gain = (WORTH[:count, None, None] + luck) * dose
    measured = Curves(tuple(one.id for one in proposals), money, {"delivered": gain})
    of_all = switched_on(count) @ WORTH[:count] / np.maximum(1, switched_on(count).sum(axis=1))
    values = values_of("delivered", (1 + of_all)[:, None, None] + np.random.default_rng(2).normal(0, 0.002, (2**count, 8, 2)))
    return comparison_of(proposals, 0.05, measured, [values], {})


@pytest.fixture(scope="module", params=[2, 5])
def results(request):
    return comparison(request.param)


@pytest.mark.parametrize("draw", [curves, shares, portfolios.together, portfolios.regret])
def test_figure_is_sized_for_print_and_nothing_leaves_the_sheet(draw, results):
    figure = draw(results)
    across, down = figure.get_size_inches() / MM
    box = figure.get_tightbbox().extents / MM
    assert round(across, 3) == 183 and down <= 240
    assert box[0] >= 0 and box[1] >= 0 and box[2] <= across and box[3] <= down, box
    for text in figure.findobj(lambda artist: isinstance(artist, Text) and artist.get_visible() and artist.get_text()):
        assert text.get_fontsize() >= 6.5, text


def test_panels_of_curves_have_the_same_axes(results):
    panels = curves(results).axes
    assert len({axes.get_xlim() for axes in panels}) == len({axes.get_ylim() for axes in panels}) == 1
    assert panels[0].get_xlim()[1] > 100 * results.curves.spent.max()


def test_cells_of_pairs_say_no_more_than_they_know():
    marks = [portfolios.mark_of(*cell) for cell in ((-1.26, True), (0.4, True), (0.049, True), (-0.01, True), (3.0, False))]
    assert marks == ["\u22121.3", "+0.4", "+", "\u2212", "\u00b7"]


def test_every_gain_is_in_per_cent_and_colours_and_dots_are_explained(results):
    assert all("(%" in axes.get_xlabel() for axes in shares(results).axes)
    assert portfolios.together(results).axes[1].get_xlabel() == "Gain of sharing the budget (%)"
    figure = portfolios.regret(results)
    assert [text.get_text() for text in figure.texts] == ["a", "b"]
    assert "proposal in the portfolio" in [text.get_text() for text in figure.legends[0].get_texts()]
    assert figure.axes[1].get_xlabel() == "Gain of the portfolio (%), mean of 8 points"


def test_captions_say_over_how_many_points(results, tmp_path):
    saved = {one.name: one.caption for one in save_proposal_figures(results, tmp_path, ("png",))}
    assert "means of 16 points" in saved["curves"] and "mean of 16 points" in saved["shares"]
    assert all("8 points" in saved[name] for name in ("shares", "splits", "regret"))
    assert not any(re.search(r"\bnan\b|[{}]|  ", caption) or not caption.endswith(".") for caption in saved.values())
