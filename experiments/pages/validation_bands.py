"""The first part of docs/validation.md: whether main outcomes lie within their bands, at several starts, in both regions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from concertacion.experiments.output.tables import markdown_table
from concertacion.experiments.pages.validation_setup import (
    BANDS,
    BEYOND,
    CELLS,
    DEFAULT,
    LONG,
    LONGER,
    SOME_ASKED,
    YEARS,
    Setup,
    Spread,
    in_unit,
    judged,
    title_of,
    verdict,
)

Spreads = Mapping[Setup, Mapping[str, Spread]]
HEAD = """## Main outcomes within sensible bands

For some main outcomes ([defined here](outcomes.md)) we state a band of sensible values and compare the default ensemble with it.
*yes*: 90 % of the runs lie inside; *median*: the median run lies inside, but more than one run in twenty lies above, or more than
one in twenty below; *no*: the median run lies outside.

A *yes* says little. No band is an estimate: most are assumed. {some} of the {all} ask for *some* of a thing or for *not all* of
it: they fail only where it is absent or total (below 0.5 % or above 99.5 %; below 0.1 meetings a year or 0.1 changes of
government). Two of these can hardly fail: meetings fall due by statute, and elections by law. Where politics is pinned the two
rows on governments are the record itself, the same in all runs, and test nothing. Both regions have the same bands, though the
record behind some is Latin America's.
"""
STARTS_HEAD = """### Other starts, both regions, free and pinned

{runs} runs each, of {years} years; pinned politics follow the record and end with it, at the end of {last}. A cell without a word
is a *yes*, or is not judged: counts in a run are judged only if it has {long} years or more.
"""
NAMES = {"latin_america": "Twenty republics of Latin America", "southeast_asia": "Southeast Asia"}


def bands_part(spreads: Spreads, few: int) -> str:
    """The bands at the default world, and at the others (of `few` runs each)."""
    first = [
        [title_of(b.outcome), b.wanted, b.source, in_unit(b.outcome, found), verdict(b, found)]
        for b in BANDS
        for found in [spreads[DEFAULT][b.outcome]]
    ]
    head = HEAD.format(some=sum(b.wanted.startswith(SOME_ASKED) for b in BANDS), all=len(BANDS))
    parts = [head, markdown_table(["Outcome of a run", "band", "where it comes from", "median [90 %]", "inside?"], first)]
    parts.append(STARTS_HEAD.format(runs=few, years=YEARS, last=BEYOND - 1, long=LONG))
    for region, setups in CELLS.items():
        parts += [f"{NAMES[region]}:\n", table(spreads, setups)]
    parts += ["### A longer run, more countries\n", f"{few} runs each, free, from {DEFAULT.start}.\n", table(spreads, LONGER)]
    return "\n".join([*parts, f"Median runs outside their band: {listed(outside(spreads))}\n"])


def table(spreads: Spreads, setups: Sequence[Setup]) -> str:
    """A row an outcome, a column a setup."""
    rows = [[title_of(b.outcome), *(cell(spreads, setup, position) for setup in setups)] for position, b in enumerate(BANDS)]
    return markdown_table(["Outcome of a run", *(setup.title for setup in setups)], rows)


def cell(spreads: Spreads, setup: Setup, position: int) -> str:
    """Median and interval, and the verdict if it is not `yes`."""
    band = BANDS[position]
    found = spreads[setup][band.outcome]
    said = verdict(band, found) if judged(band, setup) else "yes"
    return in_unit(band.outcome, found) + ("" if said == "yes" else f" {said}")


def outside(spreads: Spreads) -> list[str]:
    """Each outcome that lies outside its band in a median run, with the regions and setups in which it does."""
    found = []
    for b in BANDS:
        where: dict[str, list[str]] = {}
        for setup, each in spreads.items():
            if judged(b, setup) and verdict(b, each[b.outcome]) == "no":
                where.setdefault(NAMES[setup.name], []).append(setup.title)
        if where:
            places = ", and ".join(f"{region} ({', '.join(titles)})" for region, titles in where.items())
            found.append(f"{title_of(b.outcome)} in {places}")
    return found


def listed(words: Sequence[str]) -> str:
    """Words with semicolons and a full stop; `none.` for none."""
    return ("; ".join(words) or "none") + "."
