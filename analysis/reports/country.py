"""The page on a country: who governs it, how it works with others and with whom, and in which forums it sits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from xarray import Dataset

from concertacion.analysis.figures import partners
from concertacion.analysis.formatting import SPARE, channel_name, levels, listed, quantity, signed, spelled, spread, widest
from concertacion.analysis.long import alive_in, yearly_names
from concertacion.analysis.plot.request import Request
from concertacion.analysis.plot.sources import Runs
from concertacion.analysis.reports.subject import Chart, Subject, chart, page_of

HERE = {"meeting held": "meeting hosted"}  # events by another name
SEEN = 0.02  # share of runs and years from which on membership in a forum is shown


def country_page(
    runs: Runs, manifest: Mapping[str, Any], code: str, command: str, elections: Sequence[str] = (), failed: int = 0
) -> str:
    """The page on a country of the runs of one arm, as HTML.

    `elections` are those in the calendar, as quarters; `failed` runs are not among the results.
    """
    results = next(iter(runs.arms.values()))
    name = partners.names_of(results)[code]
    subregion = str(results["subregion"].sel(country=code).values)
    sentences = [
        ("Governments.", governments(results, runs.record, code, elections)),
        ("Work.", work(results, code)),
        ("Partners.", foremost(results, code)),
        ("Forums.", seats(results, code)),
    ]
    table = (
        "Forums: the share of the runs in which the country has a seat in them, and the share of their meetings that its "
        "president attends (median and interval of the runs).",
        ("Forum", "At the start", "At the end", f"Attendance ({widest(results.sizes['run'])})"),
        seat_rows(results, code),
    )
    kind = f"A country in a simulation with Concertación: {code}, {spelled(subregion)}"
    subject = Subject(code, name, kind, sentences, charts(runs, results, code), table, HERE)
    return page_of(subject, results, manifest, command, failed)


def charts(runs: Runs, results: Dataset, code: str) -> list[Chart]:
    """The figures of the page."""

    def of(y: str, **more: Any) -> Request:
        return Request(y, select={"country": (code,), **more.pop("select", {})}, **more)

    forums = [str(m) for m in results["forum"].values[membership(results, code).mean(("run", "quarter")).values > SEEN]]
    named = tuple(m for m in forums if not m.startswith(SPARE))
    drawn = [
        chart(runs, "Who governs", "Left is −1, right is +1.", of("ideology"), ["Ideology of the government"]),
        chart(runs, "Changes of government", "", of("new_leader", kind="line"), ["New leaders"]),
        chart(
            runs, "Support and means", "Above, public approval; below, the capacity of the state.",
            of("approval", y2="capacity"), ["Approval", "Capacity"],
        ),
        chart(
            runs, "How it works with others", "Share of issue domains and quarters in which it works in the channel.",
            of("took_part", by="channel"), ["Works in the channel"],
        ),
        chart(
            runs, "What is delivered to it", "Share of all that it could get, mean over issue domains.",
            of("delivered", by="channel"), ["Cooperation delivered"],
        ),
        Chart(
            "With whom it works", partners.caption(results), partners.alt(results, code), partners.partners(results, code)
        ),
    ]  # fmt: skip
    if named:
        seat = next(name for name in yearly_names(results) if name.partition(".")[0] == "forum_member")
        request = of(seat, by="forum", kind="heat", select={"forum": named})
        drawn.append(
            chart(runs, "Where it sits", "Quarters in which it is a member, while the forum lives.", request, ["Member"])
        )
    return drawn


def membership(results: Dataset, code: str) -> Any:
    """Whether the country sits in each forum that is alive, bool (run, quarter, forum)."""
    return (results["forum_member"].sel(country=code) > 0) & alive_in(results)


def governments(results: Dataset, record: Dataset | None, code: str, elections: Sequence[str]) -> str:
    """Changes of government and leanings, beside those on record."""
    changes = results["new_leader"].sel(country=code)
    ideology = results["ideology"].sel(country=code).mean("quarter", dtype="float64").values
    low, _, median, _, high = (signed(value) for value in np.quantile(ideology, levels(ideology.size)))
    said = f"In a run, {spread(changes.sum('quarter').values.astype(float), 'count')} new leaders take office"
    if record is not None and "new_leader" in record:
        known = record["new_leader"].sel(country=code)
        until = str(known["quarter"].values[-1])
        said += f"; on record, {int(known.sum())} did until {until}"
    said += f". On average its governments stand at {median} ({low} to {high}) between left (−1) and right (+1)"
    if record is not None and "ideology" in record:
        said += f", on record at {signed(float(record['ideology'].sel(country=code).mean()))}"
    if elections:
        said += f". Elections in the calendar: {listed(elections)}"
    return f"{said}."


def work(results: Dataset, code: str) -> str:
    """How much of its work goes through each channel."""
    working = results["took_part"].sel(country=code).mean(("quarter", "domain"), dtype="float64")
    parts = [
        f"{channel_name(str(c)).lower()} in {spread(working.sel(channel=c).values, 'share')}" for c in results["channel"].values
    ]
    return f"In a typical quarter there is {listed(parts)} of its issue domains."


def foremost(results: Dataset, code: str) -> str:
    """With whom it works most."""
    names, work = partners.names_of(results), partners.together(results, code).sum(("run", "channel"))
    most = [names[other] for other in partners.by_weight(results, code)[:5] if work.sel(other=other) > 0]
    return f"It works most with {listed(most)}, all channels together." if most else "It works with no other country."


def seats(results: Dataset, code: str) -> str:
    """In how many forums it sits."""
    sits = membership(results, code).sum("forum")
    hosted = (results["forum_host"] == list(results["country"].values).index(code)).sum(("quarter", "forum"))
    return (
        f"It sits in {spread(sits.isel(quarter=0).values.astype(float), 'count')} forums at the start and in "
        f"{spread(sits.isel(quarter=-1).values.astype(float), 'count')} at the end, and hosts "
        f"{spread(hosted.values / (results.sizes['quarter'] / 4), 'rate')} meetings a year."
    )


def seat_rows(results: Dataset, code: str) -> list[tuple[str, ...]]:
    """Forum, share of runs in which the country sits in it at the start and the end, share of its meetings to which it comes."""
    sits = membership(results, code)
    came, invited = attendance(results, code)
    rows = []
    for m, official in zip(results["forum"].values, results["forum_name"].values, strict=True):
        seat = sits.sel(forum=m)
        if str(m).startswith(SPARE) or float(seat.mean()) <= SEEN:
            continue
        ends = (quantity(float(seat.isel(quarter=end).mean()), "share") for end in (0, -1))
        with np.errstate(invalid="ignore", divide="ignore"):
            share = came.sel(forum=m).values / invited.sel(forum=m).values
        rows.append((spelled(str(m), str(official)), *ends, spread(share, "share")))
    return rows


def attendance(results: Dataset, code: str) -> tuple[Any, Any]:
    """Meetings of each forum to which the country's president came, and those held while it was a member: (run, forum)."""
    held = results["forum_meeting"] == 1
    sits = membership(results, code) & held
    return ((results["forum_attended"].sel(country=code) > 0) & sits).sum("quarter"), sits.sum("quarter")
