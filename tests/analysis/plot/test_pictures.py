"""Every kind of figure as it was last looked at; `--mpl-generate-path=tests/analysis/plot/baseline` draws them anew."""

import pytest
from tests.analysis.plot.drawn import runs_of, table

from concertacion.analysis.plot.picture import panels_of, picture
from concertacion.analysis.plot.request import KINDS, request_of

DOTS, DIFFERENCE = 50, 9.0  # dots an inch; root mean square of differences of colours, 0 to 255, that other fonts' hinting makes
FIGURES = {
    "band": (runs_of, {"y": "approval"}),
    "band_few": (lambda: few(runs_of()), {"y": "approval", "y2": "turmoil"}),
    "line": (lambda: runs_of("one", "two"), {"y": "approval"}),
    "line_difference": (lambda: runs_of("one", "two", "three"), {"y": "approval", "against": "one"}),
    "heat": (runs_of, {"y": "ideology", "by": "country"}),
    "map": (runs_of, {"y": "approval", "kind": "map", "years": [2002, 2004]}),
    "bar": (runs_of, {"y": "delivered", "by": "domain", "kind": "bar"}),
    "scatter": (table, {"y": "result", "x": "other", "by": "form"}),
    "hexagons": (lambda: table(400, 60), {"y": "result", "x": "other"}),
    "response": (table, {"y": "result", "x": "push", "by": "form"}),
    "response_named": (table, {"y": "result", "x": "form"}),
    "phase": (table, {"y": "result", "x": "push", "y2": "pull"}),
    "distribution": (table, {"y": "result", "by": "form", "kind": "distribution"}),
}  # fmt: skip


def few(runs):
    """Of each arm the first six runs."""
    return runs._replace(arms={name: arm.isel(run=slice(6)) for name, arm in runs.arms.items()}, record=None)


def test_every_kind_is_here():
    assert {kind for name in FIGURES for kind in KINDS if name.startswith(kind)} == set(KINDS)


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.mpl_image_compare(baseline_dir="baseline", tolerance=DIFFERENCE, savefig_kwargs={"dpi": DOTS}, style="default")
def test_the_figure_is_as_it_was_and_nothing_is_clipped(name):
    make, settings = FIGURES[name]
    figure = picture(panels_of(make(), request_of(**settings)))
    check_texts(figure)
    return figure


def check_texts(figure):
    """No text leaves the sheet, none lies on another."""
    figure.canvas.draw()
    texts = [*figure.texts, *(text for legend in figure.legends for text in legend.get_texts())]
    for axes in (axes for axes in figure.axes if axes.axison):
        for axis, place in ((axes.xaxis, 0), (axes.yaxis, 1)):
            low, high = sorted(axis.get_view_interval())
            texts += [axis.label, *(label for label in axis.get_ticklabels() if low <= label.get_position()[place] <= high)]
    boxes = [(text.get_text(), text.get_window_extent()) for text in texts if text.get_text().strip()]
    for text, box in boxes:
        assert box.x0 >= -1 and box.y0 >= -1 and box.x1 <= figure.bbox.x1 + 1 and box.y1 <= figure.bbox.y1 + 1, text
    for n, (text, box) in enumerate(boxes):
        for other, another in boxes[n + 1 :]:
            assert not box.padded(-1.5).overlaps(another.padded(-1.5)), (text, other)
