"""Every figure, over ordinary and odd results: sizes, type, room, captions, and the same bytes twice."""

from __future__ import annotations

import re
from itertools import pairwise

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from concertacion.analysis.figures import FIGURES, METADATA, save_figures
from concertacion.analysis.figures.bands import key, quantiles
from concertacion.analysis.figures.canvas import MM, style
from concertacion.analysis.figures.forums import by_founding
from concertacion.analysis.figures.ideology import north_to_south
from concertacion.analysis.figures.network import both_halves, delivered_to, strongest, ties
from concertacion.analysis.formatting import levels, spelled, words_of
from concertacion.analysis.outcomes import ACTIVE, main_outcomes, representative_run
from concertacion.sim.declare import InputError

SMALLEST = 6.5  # points, in print
SHAPES = {
    "ordinary": {},
    "one run": {"runs": 1, "years": 4},
    "one year": {"runs": 3, "years": 1},
    "two countries": {"runs": 3, "years": 3, "countries": ("BRA", "MEX")},
    "one country": {"runs": 3, "years": 3, "countries": ("BRA",)},
    "many runs": {"runs": 20, "years": 1, "countries": ("BRA", "MEX")},
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


def test_captions_do_not_say_where_most_of_nothing_goes(nothing_happens, make_results):
    """Nor with whom a country works that is alone."""
    for name in ("delivery", "network"):
        told = FIGURES[name].caption(nothing_happens)
        assert "nothing is delivered" in told and "most" not in told.split("nothing is delivered")[0].lower()
    assert FIGURES["network"].alt(nothing_happens).endswith("Nothing is delivered.")
    alone = make_results(runs=2, years=1, countries=("BRA",))
    told = FIGURES["network"].caption(alone)
    assert "% to Brazil." in told and "least to" not in told and told.endswith("No two ever work together.")


@pytest.mark.parametrize("name", ["delivery", "forums", "ideology"])
def test_captions_call_intervals_what_they_hold(name, make_results):
    for runs, word, other in ((3, "all runs", "9 runs in 10"), (20, "9 runs in 10", "all runs")):
        told = FIGURES[name].caption(make_results(runs=runs, years=1, countries=("BRA", "MEX")))
        assert word in told and other not in told and "90%" not in told


def test_the_key_of_few_runs_says_that_its_bands_are_of_all():
    for runs, word in ((3, "all runs"), (20, "9 runs in 10")):
        figure = Figure()
        key(figure, ["summit"], 1, 1, runs=runs)
        assert [text.get_text() for text in figure.legends[0].get_texts()][1:] == ["middle 50% of runs", word]


def test_bands_of_few_runs_hold_them_all_and_what_no_run_defines_has_none():
    values = np.array([[1.0, np.nan], [2.0, np.nan], [6.0, np.nan]])
    found = quantiles(values)
    assert found[[0, 2, 4], 0].tolist() == [1.0, 2.0, 6.0] and np.isnan(found[:, 1]).all()
    assert quantiles(np.arange(21.0)[:, None])[[0, 2, 4], 0].tolist() == [1.0, 10.0, 19.0]


def test_captions_carry_the_numbers_of_the_data(results):
    share = float(np.median(main_outcomes(results)["participation.technical"]))
    assert f"technical work {100 * share:.0f}%" in FIGURES["channels"].caption(results)
    assert f"Run {results['run'].values[representative_run(main_outcomes(results))]}," in FIGURES["forums"].caption(results)


def test_axes_name_what_they_show(results):
    figure = FIGURES["channels"].draw(results)
    assert f"lines: medians of {results.sizes['run']} runs" in [text.get_text() for text in figure.texts]
    for axes in figure.axes:
        assert "(%" in axes.get_ylabel()
        assert axes.get_xlabel() == "Year"


def test_delivered_cooperation_is_in_per_cent_wherever_it_is_drawn(results):
    figure, delivered = FIGURES["network"].draw(results), 100 * delivered_to(results)
    tiles, bar = figure.axes[0].collections[0].get_array(), figure.axes[1].get_xlabel()
    np.testing.assert_allclose(np.asarray(tiles), delivered)
    assert bar == "% of all that countries could get"
    most = f"{delivered.max():.0f}%" if delivered.max() >= 10 else f"{delivered.max():.1f}%"
    assert f"({most}), least to" in FIGURES["network"].caption(results)


def test_no_style_or_figure_is_left_behind(results):
    before = dict(mpl.rcParams)
    FIGURES["delivery"].draw(results)
    assert dict(mpl.rcParams) == before


def test_same_results_give_the_same_bytes(make_results, tmp_path):
    dataset = make_results(runs=3, years=1)
    first, second = (save_figures(dataset, tmp_path / name, ("png",)) for name in "ab")
    assert [path.name for path in first] == [f"{name}.png" for name in FIGURES]
    for kind in ("pdf", "svg"):  # nothing of the moment is in a file of any format: the same metadata for all figures
        for kept, name in ((first, "a"), (second, "b")):
            kept.append(tmp_path / name / f"delivery.{kind}")
            with style():
                FIGURES["delivery"].draw(dataset).savefig(kept[-1], metadata=METADATA[kind])
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


def test_ties_are_shares_of_domain_quarters_and_their_spread(results):
    shares = ties(results, "technical")
    counts = results["together"].sel(channel="technical").values.astype(float)
    assert shares[2, 0, 1] == pytest.approx((counts[2, 0, 1] + counts[2, 1, 0]) / 2 / (24 * 7))
    np.testing.assert_array_equal(shares, shares.transpose(0, 2, 1))
    halves, (low, high) = both_halves(shares), np.quantile(shares[:, 1, 4], (levels(len(shares))[0], levels(len(shares))[-1]))
    assert halves[4, 1] == pytest.approx(shares[:, 4, 1].mean()) and halves[1, 4] == pytest.approx(high - low)
    assert np.isnan(halves.diagonal()).all() and np.isnan(both_halves(shares[:1])[1, 4])
    i, j = strongest(shares)
    assert shares[:, i, j].mean() == shares.mean(0).max() and strongest(np.zeros((2, 4, 4))) is None


def test_forums_have_the_names_that_people_use():
    official = {"EU_LAC": "Summits of the European Union with Latin America", "CAFTA_DR": "Central America Free Trade Agreement"}
    official |= {"IBERO_AMERICAN": "Ibero-American Conference", "ANDEAN_COMMUNITY": "Andean Community", "UNASUR": "Union"}
    named = [spelled(code, name) for code, name in official.items()]
    assert named == ["EU-LAC", "CAFTA-DR", "Ibero-American", "Andean Community", "UNASUR"]
    assert (
        words_of("vitality.PACIFIC_ALLIANCE@+12:") == "Vitality Pacific Alliance from +12"
        and words_of("pressure.USA") == "Pressure USA"
    )


def test_forums_founded_in_a_run_are_told_of_that_run_alone(results):
    new = [str(code).startswith("NEW_") for code in results["forum"].values]
    status = results["forum_status"].where(~np.array(new), ACTIVE)  # the forum dimension is the last
    texts = [text.get_text() for text in FIGURES["forums"].draw(results.assign(forum_status=status)).axes[1].texts]
    assert texts.count("differs by run") == sum(new) > 0 and len(texts) > sum(new)
