"""The page on a forum: whether it lives, how often it meets, who comes, and what is agreed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from xarray import Dataset

from concertacion.analysis.figures import standing
from concertacion.analysis.figures.marks import words as mark_words
from concertacion.analysis.figures.partners import names_of
from concertacion.analysis.formatting import counted, listed, quantity, spelled, spread, widest
from concertacion.analysis.long import STATUS, alive_in, codes_of
from concertacion.analysis.outcomes import HELD
from concertacion.analysis.plot.request import Request
from concertacion.analysis.plot.sources import Runs
from concertacion.analysis.record import recorded_facts
from concertacion.analysis.reports.country import attendance, membership
from concertacion.analysis.reports.subject import Chart, Subject, chart, page_of


def forum_page(runs: Runs, manifest: Mapping[str, Any], code: str, command: str, failed: int = 0) -> str:
    """The page on a forum of the runs of one arm, as HTML; `failed` runs are not among the results."""
    results = next(iter(runs.arms.values()))
    official = str(results["forum_name"].sel(forum=code).values)
    name, in_record = spelled(code, official), manifest.get("world") == "latin_america"
    sentences = [
        ("Life.", life(results, code)),
        ("Meetings.", meetings(results, code)),
        ("Attendance.", came(results, code) + (on_record(code) if in_record else "")),
        ("Members.", members(results, code)),
    ]
    table = (
        "Members: the share of the runs in which each country has a seat in the forum, and the share of its meetings that the "
        "country's president attends while it does (median and interval of the runs).",
        ("Country", "At the start", "At the end", f"Attendance ({widest(results.sizes['run'])})"),
        member_rows(results, code),
    )
    kind = f"A forum in a simulation with Concertación: {official}"
    return page_of(Subject(code, name, kind, sentences, charts(runs, results, code), table), results, manifest, command, failed)


def charts(runs: Runs, results: Dataset, code: str) -> list[Chart]:
    """The figures of the page."""
    one = results.sel(forum=[code])

    def of(y: str, **more: Any) -> Request:
        return Request(y, select={"forum": (code,)}, **more)

    said = f"Share of the runs in which the forum is active, dormant or dead. {counted(results.sizes['run'], 'run')}."
    drawn = [Chart("Whether it lives", said + mark_words(one), standing.alt(one, code), standing.standing(one))]
    if ever(results, code):
        drawn += [
            chart(runs, "How often it meets", "While the forum lives.", of("forum_meeting.held", kind="line"), ["Meetings held"]),
            chart(
                runs, "Vitality and members", "Above, the life left in the forum; below, its members.",
                of("forum_vitality", y2="forum_size"), ["Vitality", "Members"],
            ),
            chart(
                runs, "What is promised and done", "Above, commitments in force; below, carried out; means over members.",
                of("forum_pledged", y2="forum_implemented"), ["Commitments in force", "Commitments carried out"],
            ),
        ]  # fmt: skip
    if (results["forum_meeting"].sel(forum=code) == HELD).any():
        words = "Share of the forum's meetings to which the president comes, while the country is a member."
        drawn.append(chart(runs, "Who comes", words, Request(f"attendance.{code}", by="country", kind="bar"), ["Attendance"]))
    return drawn


def ever(results: Dataset, code: str) -> bool:
    """Whether the forum is alive at any time in any run."""
    return bool(alive_in(results).sel(forum=code).any())


def life(results: Dataset, code: str) -> str:
    """How the forum stands at the start and the end."""
    codes, status = codes_of(results[STATUS]), results[STATUS].sel(forum=code)
    at = [{word: float((status.isel(quarter=end) == number).mean()) for word, number in codes.items()} for end in (0, -1)]
    start, end = (
        listed([f"{standing.NAMES.get(word, word)} in {_of_runs(share)}" for word, share in shares.items() if share])
        for shares in at
    )
    before, now = status.transpose("run", "quarter").values[:, :-1], status.transpose("run", "quarter").values[:, 1:]
    moved = [
        f"{word} {spread(((before == codes[was]) & (now == codes[then])).sum(1).astype(float), 'count')} times"
        for word, was, then in (("goes dormant", "active", "dormant"), ("is revived", "dormant", "active"))
    ]
    return f"At the start it is {start}, at the end {end}. In a run it {listed(moved)}."


def _of_runs(share: float) -> str:
    return "every run" if share == 1 else f"{quantity(share, 'share')} of the runs"


def meetings(results: Dataset, code: str) -> str:
    """How often it meets, and how much is agreed."""
    held = (results["forum_meeting"].sel(forum=code) == HELD).sum("quarter").values / (results.sizes["quarter"] / 4)
    agenda, agreed = (_number(results, name, code) for name in ("forum_on_agenda", "forum_agreed"))
    with np.errstate(invalid="ignore", divide="ignore"):
        share = agreed / agenda
    return (
        f"It holds {spread(held, 'rate')} meetings a year over the whole run, and agrees on {spread(share, 'share')} of "
        "the issue domains on their agendas."
    )


def _number(results: Dataset, name: str, code: str) -> np.ndarray:
    """How often a flag holds over the whole run, all domains together: float64 (run,)."""
    values = results[name].sel(forum=code)
    return values.sum([dim for dim in values.dims if dim != "run"]).values.astype("float64")


def came(results: Dataset, code: str) -> str:
    """The share of its members that come, over all meetings."""
    totals = [attendance(results, str(country)) for country in results["country"].values]
    present, invited = (sum(one[part].sel(forum=code).values for one in totals) for part in (0, 1))
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.asarray(present) / np.asarray(invited)
    return f"Presidents come to {spread(share, 'share')} of the meetings of the forum while their country is a member."


def on_record(code: str) -> str:
    """What is on record of attendance; nothing where nothing is."""
    fact = recorded_facts().get(f"attendance_{code}")
    if fact is None:
        return ""
    return (
        f" On record, from 1995 to 2012, South American presidents came to {fact.value:.0%} of its large meetings abroad "
        f"(standard error {fact.error:.0%}, {counted(fact.observations, 'seat')}): a lower bound, of other meetings than the "
        "model counts."
    )


def members(results: Dataset, code: str) -> str:
    """How many members it has, and which leave."""
    living = alive_in(results).sel(forum=code)
    size = results["forum_size"].sel(forum=code).where(living)
    start, end = (spread(size.isel(quarter=end).values.astype("float64"), "count") for end in (0, -1))
    return f"It has {start} members at the start and {end} at the end, in the runs in which it lives then."


def member_rows(results: Dataset, code: str) -> list[tuple[str, ...]]:
    """Country, share of runs in which it sits in the forum at the start and the end, share of the meetings to which it comes."""
    rows = []
    for country, name in names_of(results).items():
        seat = membership(results, country).sel(forum=code)
        if not seat.any():
            continue
        present, invited = (part.sel(forum=code).values for part in attendance(results, country))
        with np.errstate(invalid="ignore", divide="ignore"):
            share = present / invited
        ends = (quantity(float(seat.isel(quarter=end).mean()), "share") for end in (0, -1))
        rows.append((name, *ends, spread(share, "share")))
    return rows
