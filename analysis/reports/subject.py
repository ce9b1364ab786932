"""A page on one country or one forum: what both have in common. Figures are made in memory and embedded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox
from xarray import Dataset

from concertacion.analysis import events
from concertacion.analysis.figures import METADATA
from concertacion.analysis.figures.canvas import MM, style
from concertacion.analysis.formatting import counted, levels, quantity, widest
from concertacion.analysis.outcomes import main_outcomes, representative_run
from concertacion.analysis.plot.frame import Side
from concertacion.analysis.plot.picture import LINE, Panel, caption_lines, caption_of, panels_of, picture
from concertacion.analysis.plot.request import Request
from concertacion.analysis.plot.sources import Runs
from concertacion.analysis.reports import narrative
from concertacion.analysis.reports.ensemble import TOLD_ELSEWHERE, embedded_image, facts, templates
from concertacion.analysis.units import scale_of

TEMPLATE = "subject.html.j2"
GENERATOR = "concertacion experiment=page"  # in every page, so that it can be told from a file of somebody's


class Chart(NamedTuple):
    """A figure of a page."""

    title: str
    caption: str
    alt: str
    figure: Figure
    foot: float = 0.0  # mm at the bottom of the figure that the page leaves out: there it has its caption in small print


class Subject(NamedTuple):
    """What a page tells of."""

    code: str
    name: str
    kind: str  # in the title: what it is one of
    sentences: Sequence[tuple[str, str]]  # lead, sentence
    charts: Sequence[Chart]
    table: tuple[str, Sequence[str], Sequence[Sequence[str]]]  # caption, header, rows
    events: Mapping[str, str] = {}  # what an event is called here, where it has another name


def page_of(subject: Subject, results: Dataset, manifest: Mapping[str, Any], command: str, failed: int = 0) -> str:
    """The page as HTML, self-contained. Every text is escaped; the same arguments give the same bytes.

    `failed` runs are not among the results.
    """
    first, last = narrative.first_and_last_year(results)
    happened, chosen = events.events(results), representative_run(main_outcomes(results))
    mine = of_subject(happened, subject.code).replace({"event": dict(subject.events)})
    one = mine[mine["run"] == results["run"].values[chosen]]
    return (
        templates()
        .get_template(TEMPLATE)
        .render(
            generator=GENERATOR,
            title=f"{subject.name}, {first} to {last}",
            subtitle=f"{subject.kind}, {counted(results.sizes['run'], 'run')}",
            what=narrative.what_was_run(results, manifest, failed),
            sentences=subject.sentences,
            several=results.sizes["run"] > 1,
            charts=[_embedded(chart) for chart in subject.charts],
            table=subject.table,
            widest=widest(results.sizes["run"]),
            events=event_rows(mine, results.sizes["run"]),
            chosen=int(results["run"].values[chosen]),
            history=[event_row(row, subject.code) for row in one.to_dict("records")],
            limits=narrative.limits(manifest),
            command=command,
            facts=list(facts({key: value for key, value in manifest.items() if key not in TOLD_ELSEWHERE})),
        )
    )


def chart(runs: Runs, title: str, words: str, request: Request, names: Sequence[str] = ()) -> Chart:
    """A figure as `experiment=plot` draws it, of one panel or two; `names` say what each shows (default: the title)."""
    panels = [_named(panel, name) for panel, name in zip(panels_of(runs, request), names or (title,), strict=True)]
    captions = " ".join(dict.fromkeys(map(caption_of, panels)))
    alt = " ".join(_course(panel.frame.y, panel.table) for panel in panels)
    return Chart(title, f"{words} {captions}", f"{title}. {alt}", picture(panels), LINE * (len(caption_lines(panels)) + 0.5))


def _named(panel: Panel, name: str) -> Panel:
    """A panel under the name that the page gives it, which says what runs are told of."""
    side = panel.frame.y._replace(name="", title=name)
    return panel._replace(frame=panel.frame._replace(y=side, title=name, about=""))


def _course(side: Side, table: pd.DataFrame) -> str:
    """The first and the last number of a panel along time; of another, its largest and least."""
    column = next(name for name in ("median", "mean", "value") if name in table)
    title, values = side.label, scale_of(side.unit) * table[column].dropna()
    if values.empty:
        return f"{side.title}: not defined."
    if "x" in table and "by" not in table:
        return f"{title}: from {values.iloc[0]:.3g} to {values.iloc[-1]:.3g}."
    return f"{title}: between {values.min():.3g} and {values.max():.3g}."


def _embedded(one: Chart) -> dict[str, Any]:
    content = BytesIO()
    with style():
        wide, tall = one.figure.get_size_inches()
        shown = Bbox([[0.0, one.foot * MM], [wide, tall]])
        one.figure.savefig(content, format="png", metadata=METADATA["png"], bbox_inches=shown)
    return {"title": one.title, "caption": one.caption, "alt": one.alt, **embedded_image(content.getvalue())}


def of_subject(happened: pd.DataFrame, code: str) -> pd.DataFrame:
    """The events in which a country or forum appears."""
    return happened[(happened["country"] == code) | (happened["other"] == code) | (happened["forum"] == code)]


def event_rows(mine: pd.DataFrame, runs: int) -> list[tuple[str, str, str]]:
    """How often each kind of event happens in a run: event, median, interval; the most frequent first."""
    rows = []
    for event, of_kind in mine.groupby("event"):
        counts = np.zeros(runs)
        counts[: of_kind["run"].nunique()] = of_kind.groupby("run").size()
        low, _, median, _, high = np.quantile(counts, levels(runs))
        shown = (quantity(number, "count") for number in (median, low, high))
        middle, least, most = shown
        rows.append((counts.mean(), (str(event).capitalize(), middle, f"{least} to {most}")))
    return [row for _, row in sorted(rows, key=lambda entry: (-entry[0], entry[1]))]


def event_row(row: Mapping[str, Any], code: str) -> tuple[str, str, str]:
    """An event as the history of one run lists it: quarter, event, with whom and where and what else."""
    whom = [str(row[key]) for key in ("country", "other", "forum") if row[key] and row[key] != code]
    return str(row["quarter"]), str(row["event"]).capitalize(), "; ".join(filter(None, [" ".join(whom), str(row["detail"])]))
