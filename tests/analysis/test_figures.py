"""Every figure, over ordinary and odd results: sizes, type, room, captions, and the same bytes twice."""

from __future__ import annotations

import re
from itertools import pairwise

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.text import Text

from concertacion.analysis.figures import FIGURES, save_figures
from concertacion.analysis.figures.canvas import MM
from concertacion.analysis.figures.forums import by_founding
from concertacion.analysis.figures.ideology import north_to_south
from concertacion.analysis.figures.network import strongest, ties
from concertacion.analysis.outcomes import main_outcomes, representative_run
from concertacion.sim.declare import InputError

SMALLEST = 6.5  # points, in print
SHAPES = {
    "ordinary": {},
    "one run": {"runs": 1, "years": 4},
    "one year": {"runs": 3, "years": 1},
    "two countries": {"runs": 3, "years": 3, "countries": ("BRA", "MEX")},
    "long": {"runs": 2, "years": 60},
}


@pytest.fixture(scope="module", params=[*SHAPES, "nothing happens"], ids=str)
def shaped(request, make_results, nothing_happens):
    return nothing_happens if request.param == "nothing happens" else make_results(**SHAPES[request.param])


@pytest.mark.parametrize("name", FIGURES)
def test_figure_is_sized_for_print_and_nothing_leaves_the_sheet(shaped, name):
    figure = FIGURES[name].draw(shaped)
    across, down = figure.get_size_inches() / MM
    assert round(across, 3) in (89, 183) and down <= 240
    drawn = figure.get_tightbbox().extents / MM
    assert drawn[0] >= 0 and drawn[1] >= 0 and drawn[2] <= across and drawn[3] <= down, drawn
    for text in figure.findobj(lambda artist: isinstance(artist, Text) and artist.get_visible() and artist.get_text()):
        assert text.get_fontsize() >= SMALLEST, text


@pytest.mark.parametrize("name", FIGURES)
def test_captions_are_sentences_without_holes(shaped, name):
    for text in (FIGURES[name].caption(shaped), FIGURES[name].alt(shaped)):
        assert text.endswith(".") and not re.search(r"\bnan\b|[{}]|  ", text)


def test_captions_carry_the_numbers_of_the_data(results):
    share = float(np.median(main_outcomes(results)["participation.technical"]))
    assert f"technical work {100 * share:.0f}%" in FIGURES["channels"].caption(results)
    assert f"Run {results['run'].values[representative_run(main_outcomes(results))]}," in FIGURES["forums"].caption(results)


def test_axes_name_what_they_show(results):
    for axes in FIGURES["channels"].draw(results).axes:
        assert "(%)" in axes.get_ylabel() or "(index" in axes.get_ylabel()
        assert axes.get_xlabel() == "Year"


def test_no_style_or_figure_is_left_behind(results):
    before = dict(mpl.rcParams)
    FIGURES["delivery"].draw(results)
    assert dict(mpl.rcParams) == before


def test_same_results_give_the_same_bytes(make_results, tmp_path):
    dataset = make_results(runs=3, years=2)
    first = save_figures(dataset, tmp_path / "a", ("png", "pdf", "svg"))
    second = save_figures(dataset, tmp_path / "b", ("png", "pdf", "svg"))
    assert [p.name for p in first] == [f"{name}.{kind}" for name in FIGURES for kind in ("png", "pdf", "svg")]
    for one, other in zip(first, second, strict=True):
        assert one.read_bytes() == other.read_bytes(), one.name


def test_unknown_format_is_refused_before_anything_is_made(results, tmp_path):
    with pytest.raises(InputError, match="unknown format 'pnf'; did you mean 'png'"):
        save_figures(results, tmp_path / "figures", ("pnf",))
    assert not (tmp_path / "figures").exists()


def test_countries_run_from_north_to_south_by_subregion(results):
    order = north_to_south(results)
    subregions = [str(s) for s in results["subregion"].values[order]]
    assert subregions[0] == "mexico" and subregions[-1] == "southern_cone"
    assert sum(a != b for a, b in pairwise(subregions)) == len(set(subregions)) - 1
    assert sorted(order) == list(range(results.sizes["country"]))


def test_forums_are_sorted_by_founding_and_the_unborn_left_out():
    status = np.array([[1, 0, 0, 3], [1, 0, 1, 3], [3, 0, 1, 3]])
    assert by_founding(status, ["Zeta", "Never", "Young", "Ended before"]) == [0, 2]
    assert by_founding(np.ones((2, 2)), ["b", "A"]) == [1, 0]


def test_ties_are_shares_of_domain_quarters(results):
    matrix = ties(results, "technical")
    counts = results["together"].sel(channel="technical").mean("run").values
    assert matrix[0, 1] == pytest.approx((counts[0, 1] + counts[1, 0]) / 2 / (24 * 7))
    np.testing.assert_array_equal(matrix, matrix.T)
    pairs = strongest(matrix)
    assert len(pairs) == 30 and matrix[pairs[-1]] == matrix.max()
    assert strongest(np.zeros((4, 4))) == []
