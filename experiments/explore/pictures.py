"""From runs to what a view of the page shows: figures of `analysis`, each difference before the two settings that it is of."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import NamedTuple

from matplotlib.figure import Figure
from xarray import Dataset

from concertacion.analysis.compare.differences import apart
from concertacion.analysis.figures import METADATA, arms
from concertacion.analysis.figures import differences as dots
from concertacion.analysis.figures.arms import arm_name
from concertacion.analysis.figures.canvas import style
from concertacion.analysis.formatting import inside, words_of
from concertacion.analysis.long import yearly_names
from concertacion.analysis.plot.picture import panels_of, picture
from concertacion.analysis.plot.request import request_of
from concertacion.analysis.plot.sources import Runs
from concertacion.analysis.reports.compare import Compared, compared_of
from concertacion.experiments.explore.runs import Shown
from concertacion.sim.declare import InputError, nearest

DPI = 200
BOTH = "difference"


class Picture(NamedTuple):
    """A figure as the page shows it."""

    title: str
    caption: str
    alt: str
    png: bytes
    wide: bool = False  # as wide as a page; else as a column


class Measure(NamedTuple):
    """Something recorded that a view draws, with the words of its request (docs/plot.md)."""

    y: str
    by: str
    kind: str


DELIVERY = (Measure("took_part", "channel", "line"), Measure("delivered", "channel", "line"))
FORUMS = (Measure("forum_vitality", "forum", "heat"), Measure("forum_pledged", "forum", "heat"))


def compared(shown: Shown) -> Compared | None:
    """The comparison of the two sides; None where both are the same."""
    return None if len(shown.arms) == 1 else compared_of(shown.arms)


def drawn(shown: Shown) -> list[Picture]:
    """The figures of the view that the state names.

    Raises
    ------
    InputError
        If nothing of that name is recorded by country.
    """
    return list(DRAWN[shown.state.view](shown))


def _differences(shown: Shown) -> Iterator[Picture]:
    told = compared(shown)
    if told is not None:
        caption, alt = dots.caption(told.arms, told.table), dots.alt(told.arms, told.table)
        yield Picture("Differences of B from A", caption, alt, png(dots.differences_by_outcome(told.arms, told.table)), wide=True)


def _over_time(shown: Shown) -> Iterator[Picture]:
    figure = arms.arms_over_time(shown.arms)
    title = "Both over time, and the differences" if len(shown.arms) > 1 else "Over time"
    yield Picture(title, arms.caption(shown.arms), arms.alt(shown.arms), png(figure), wide=True)


def _each(shown: Shown, measures: tuple[Measure, ...]) -> Iterator[Picture]:
    for measure in measures:
        for name, dataset in sides_of(shown).items():
            yield _plotted(name, dataset, measure)


def _map(shown: Shown) -> Iterator[Picture]:
    valid, name = by_country(next(iter(shown.arms.values()))), shown.state.variable
    if name not in valid:
        raise InputError(f"variable={name}: the map has no such variable; {nearest(name, valid)}")
    yield from _each(shown, (Measure(name, "country", "map"),))


DRAWN: dict[str, Callable[[Shown], Iterator[Picture]]] = {
    "differences": _differences,
    "time": _over_time,
    "delivery": lambda shown: _each(shown, DELIVERY),
    "forums": lambda shown: _each(shown, FORUMS),
    "map": _map,
}


def by_country(dataset: Dataset) -> list[str]:
    """What the map can show: variables by year that are recorded by country, and the work by channel."""
    return [name for name in yearly_names(dataset) if "country" in dataset[name.partition(".")[0]].dims and "." not in name]


def sides_of(shown: Shown) -> dict[str, Dataset]:
    """The difference, if there is one, and then each side."""
    control, *treated = shown.arms.values()
    return {**({BOTH: apart(control, treated[0])} if treated else {}), **shown.arms}


def _plotted(name: str, dataset: Dataset, measure: Measure) -> Picture:
    request = request_of(measure.y, by=measure.by, kind=measure.kind, record=False)
    (panel,) = panels_of(Runs({name: dataset}), request)
    side = "B minus A" if name == BOTH else arm_name(name)
    what = inside(panel.frame.y.meaning or measure.y)
    title = f"{side}: {what.removeprefix('difference of ')}"
    figure = picture([panel._replace(frame=panel.frame._replace(title=title))])  # with its caption
    return Picture(
        title, "", f"{words_of(measure.kind)}: {side}, {what} by {measure.by}. {figure.axes[0].get_label()}", png(figure)
    )


def png(figure: Figure) -> bytes:
    """The figure as a PNG file."""
    content = io.BytesIO()
    with style():
        figure.savefig(content, dpi=DPI, metadata=METADATA["png"])
    return content.getvalue()
