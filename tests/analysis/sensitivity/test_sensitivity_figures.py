"""Figures and report of a sensitivity analysis: sizes, type, room, captions with the numbers, and the same bytes twice."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from matplotlib.text import Text
from SALib.sample import sobol as saltelli_sample

from concertacion.analysis.figures import interactions, phase, ranking, responses
from concertacion.analysis.figures.canvas import MM, axes_at, sheet
from concertacion.analysis.figures.names import outcome_title, parameter_title
from concertacion.analysis.figures.sensitivity import save_sensitivity_figures
from concertacion.analysis.formatting import inside, words_of
from concertacion.analysis.reports.sensitivity import write_sensitivity_report
from concertacion.analysis.sensitivity.results import results_of
from concertacion.analysis.sweeps import open_sweep
from concertacion.experiments.sensitivity.tables import ranking as printed

from .sweep_folders import write_sweep

NAMES = ("technical_support", "form", "a_parameter_with_quite_a_long_name_for_a_bar", "insulation", "framing")
AXES = [{"name": name, "low": 0.0, "high": 1.0, "values": []} for name in NAMES]
AXES[1] = {"name": "form", "low": 0, "high": 2, "values": ["joint", "exclusive", "neither_of_the_two"]}
# y = a c + 0.1 form, over the unit square and three forms: of the variance 7/144 + 0.01 2/3, a and c make 1/144 together.
S2 = (1 / 144) / (7 / 144 + 0.01 * 2 / 3)
OUTCOMES = ("delivered.technical", "delivered.minilateral", "delivered.summit", "still")
MANIFEST = {"command": "concertacion <&>", "world": "w", "scenario": "s", "start": 2000, "years": 2, "mode": "free", "seed": 1}


def outcomes_at(points, replicates=3):
    noise = np.random.default_rng(1).normal(0, 0.02, (4, len(points), replicates))
    a, form, b, c, d = points.T
    values = [a * c + 0.1 * form, b, 0.2 + 0.3 * d, 0 * a]
    return {name: v[:, None] + noise[n] * (name != "still") for n, (name, v) in enumerate(zip(OUTCOMES, values, strict=True))}


@pytest.fixture(scope="module")
def swept(tmp_path_factory):
    problem = {"num_vars": 5, "names": list(NAMES), "bounds": [[0, 1]] * 5}
    points = saltelli_sample.sample(problem, 1024, seed=np.random.default_rng(1))
    points[:, 1] = np.minimum(3 * points[:, 1], 2.9).astype(int)
    return open_sweep(write_sweep(tmp_path_factory.mktemp("s") / "s", AXES, points, outcomes_at(points), "saltelli", chunk=1000))


@pytest.fixture(scope="module")
def grid(tmp_path_factory):
    side = np.linspace(0, 1, 9)
    points = np.stack(np.meshgrid(side, side, indexing="ij"), -1).reshape(-1, 2)
    rest = np.tile([0.0, 0.0, 0.4, 0.5, 0.0], (81, 1))
    rest[:, [0, 3]] = points
    axes = [AXES[0], AXES[3]]
    return open_sweep(write_sweep(tmp_path_factory.mktemp("g") / "g", axes, points, outcomes_at(rest), "grid", chunk=1000))


@pytest.fixture(scope="module")
def results(swept):
    return results_of(swept, "sobol", OUTCOMES, resamples=20)


@pytest.fixture(scope="module")
def saved(results, swept, grid, tmp_path_factory):
    folder = tmp_path_factory.mktemp("figures")
    return folder, save_sensitivity_figures(results, swept, grid, folder, ("png",))


def drawn(kind, results, swept, grid):
    one = results.indices[results.indices["outcome"] == "delivered.technical"]
    return {
        "ranking": lambda: ranking.ranking("sobol", results.indices, results.checks, {}),
        "ranking of one": lambda: ranking.ranking("sobol", one, results.checks.iloc[:1], {}),
        "responses": lambda: responses.responses(swept, "delivered.technical", list(NAMES)),
        "phase": lambda: phase.phase(grid, ("technical_support", "insulation"), "delivered.technical"),
        "phase of points anywhere": lambda: phase.phase(swept, ("framing", "insulation"), "delivered.summit"),
        "phase of values": lambda: phase.phase(swept, ("framing", "form"), "delivered.summit"),
        "interactions": lambda: interactions.interactions(one, "delivered.technical"),
    }[kind]()


@pytest.mark.parametrize(
    "kind",
    ["ranking", "ranking of one", "responses", "phase", "phase of points anywhere", "phase of values", "interactions"],
)
def test_figure_is_sized_for_print_and_nothing_leaves_the_sheet(kind, results, swept, grid):
    figure = drawn(kind, results, swept, grid)
    across, down = figure.get_size_inches() / MM
    assert round(across, 3) in (89, 183) and down <= 240
    box = figure.get_tightbbox().extents / MM
    assert box[0] >= 0 and box[1] >= 0 and box[2] <= across and box[3] <= down, box
    for text in figure.findobj(lambda artist: isinstance(artist, Text) and artist.get_visible() and artist.get_text()):
        assert text.get_fontsize() >= 6.5, text


def test_a_figure_for_every_outcome_told_in_sentences(saved, results):
    folder, entries = saved
    names = {one.name for one in entries}
    assert {path.stem for path in folder.iterdir()} == names
    assert {"ranking", "phase", "responses-still", "interactions-delivered.technical"} <= names
    assert "interactions-still" not in names  # what does not vary has no pairs
    for one in entries:
        for text in (one.caption, one.alt):
            assert text.endswith(".") and not re.search(r"\bnan\b|[{}]|  ", text), text
    top = results.top("delivered.technical").iloc[0]
    named = f"Delivered cooperation: technical work ({parameter_title(top['parameter'])}, {top['value']:.2g})"
    assert named in entries[0].caption
    shown = min(10, results.indices["parameter"].nunique())
    assert entries[0].caption.startswith(f"The {shown} strongest parameters")


def test_an_outcome_that_is_mostly_noise_has_no_bars_and_is_not_told(results, swept):
    noisy = results.outcomes[0]
    checks = results.checks.assign(noise_in_means=[0.9, *results.checks["noise_in_means"][1:]])
    empty, full, *_ = ranking.ranking("sobol", results.indices, checks, {}).axes
    assert empty.get_title(loc="left").endswith("(noise is most of the variance)") and not empty.patches and full.patches
    for words in (ranking.caption, ranking.alt):
        told = words("sobol", results.indices, checks)
        assert outcome_title(noisy) not in told and outcome_title(results.outcomes[1]) in told
    page = write_sensitivity_report(results._replace(checks=checks), None, swept, MANIFEST, Path(), [])
    assert page.count("<caption>") == len(results.outcomes) - 1
    header, (first, *_), _ = printed(results._replace(checks=checks))
    assert first[1 : len(header) - 2] == ("(noise)", "", "", "")


def test_the_interaction_is_found_and_named(results):
    one = results.indices[results.indices["outcome"] == "delivered.technical"]
    pair = interactions.strongest(one)
    assert pair is not None and {pair["parameter"], pair["other"]} == {"technical_support", "insulation"}
    names, values, sure = interactions.matrix(one)
    i, j = names.index("technical_support"), names.index("insulation")
    assert sure[i, j] and values[i, j] == values[j, i] == np.nanmax(values) == pytest.approx(S2, abs=0.06)


def test_a_response_is_the_mean_of_each_stretch():
    x = np.linspace(0, 1, 4000)
    results = responses.response(x, x**2)
    assert results.at.size == responses.BINS
    np.testing.assert_allclose(results.mean, results.at**2, atol=0.001)
    values = responses.response(np.array([0.0, 1, 1, 0]), np.array([1.0, 4, 6, np.nan]), over_values=True)
    np.testing.assert_array_equal(values.mean, [1, 5])


def test_points_of_a_block_count_once_in_the_error_of_a_response():
    """Ten copies of a point say no more than one; alone, the error is 1.96 s / sqrt(n)."""
    noise = np.random.default_rng(1)
    x, y = np.zeros(400), noise.normal(size=400)
    alone = responses.response(x, y, over_values=True).error[0]
    assert alone == pytest.approx(1.96 * y.std() / 20)
    copied = responses.response(np.repeat(x, 10), np.repeat(y, 10), over_values=True, block=10)
    assert copied.error[0] == pytest.approx(alone)


def test_the_line_lies_where_another_channel_comes_to_lead(grid):
    """Technical work delivers a c, minilateral groups 0.4, summits 0.2: the border is a c = 0.4."""
    names = ("technical_support", "insulation")
    x, y, lead = phase.margins(grid, names)
    np.testing.assert_allclose(lead[0], np.outer(y, x) - 0.4, atol=0.06)
    shares = phase.shares(grid, names)
    expected = float((np.outer(y, x) > 0.4).mean())
    assert shares["technical"] == pytest.approx(expected, abs=0.06) and shares["minilateral"] == pytest.approx(
        1 - expected, abs=0.06
    )
    assert shares["summit"] == 0


def test_a_border_is_one_line_and_every_region_with_room_has_its_name():
    """Three strips, of which the first and the last have the same channel: two lines, and no name across them."""
    lead = np.full((3, 10, 10), -1.0)
    lead[0, :, :2], lead[1, :, 2:5], lead[0, :, 5:] = 1.0, 1.0, 1.0
    first, side = lead.argmax(0), np.arange(10.0)
    at = {round(x, 9) for line in phase.borders(first, side, side) for x, _ in line}
    assert at == {1.5, 4.5} and len(phase.borders(first, side, side)) == 20
    axes = axes_at(sheet(89, 80), phase.LEFT, phase.TOP, phase.SIDE, phase.SIDE)
    axes.set(xlim=(-0.5, 9.5), ylim=(-0.5, 9.5))
    phase._regions(axes, lead, side, side)
    assert [text.get_text() for text in axes.texts] == ["Technical work", "Technical work", "Minilaterals"]
    for text, (low, high) in zip(axes.texts, ((-0.5, 1.5), (4.5, 9.5), (1.5, 4.5)), strict=True):
        box = text.get_window_extent().transformed(axes.transData.inverted())
        assert low <= box.x0 and box.x1 <= high, text


def test_figures_call_parameters_and_outcomes_by_what_they_mean():
    assert parameter_title("attend_clout") == "pull of meetings on heavy countries"
    assert parameter_title("world.overrides.x.y_z") == "X y z"
    assert outcome_title("delivered.summit.migration@+40:") == "Delivered cooperation: summits, migration from +40"
    assert outcome_title("meetings_held") == "Meetings held" and outcome_title("norms") == "Norms"
    assert outcome_title("resilience.summit") == "Resilience: summits" and outcome_title("still") == "Still"


def test_points_anywhere_are_gathered_in_cells():
    noise = np.random.default_rng(1)
    x, y = noise.random((2, 3000))
    across, up, means = phase.plane(x, y, x + 10 * y)
    assert across.size == up.size == phase.CELLS
    np.testing.assert_allclose(means, across[None, :] + 10 * up[:, None], atol=0.5)


def test_the_report_escapes_what_it_tells_and_gives_the_same_bytes(saved, results, swept):
    folder, entries = saved
    page = write_sensitivity_report(results, None, swept, MANIFEST, folder, entries)
    assert page == write_sensitivity_report(results, None, swept, MANIFEST, folder, entries)
    assert "concertacion &lt;&amp;&gt;" in page and "<&>" not in page
    assert page.count("<figure ") == len(entries) and "The outcome does not vary over this design" in page
    assert page.count("Morris screen") == 0
    morris = results._replace(method="sobol")
    assert "chosen by a Morris screen over 5" in write_sensitivity_report(results, morris, swept, MANIFEST, folder, entries)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("delivered.summit", "Delivered summit"),
        ("parameters.free_riding", "Free riding"),
        ("attendance.share-0.33@+40:", "Attendance share-0.33 from +40"),
        ("delivered@+20:+39", "Delivered from +20 to +39"),
        ("delivered@:2015Q4", "Delivered to 2015Q4"),
        ("depth@+4", "Depth at +4"),
    ],
)
def test_outcomes_asked_for_are_told_in_words(name, words):
    assert words_of(name) == words


def test_names_of_forums_stay_as_they_are_within_a_sentence():
    assert inside("attendance.MERCOSUR") == "attendance Mercosur"
