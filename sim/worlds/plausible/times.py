"""Dates beyond the record, spells that repeat one another, and years or rows left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import permutations

import numpy as np
import pandas as pd

from concertacion.sim.spreadsheet import Fault
from concertacion.sim.worlds.cells import Table
from concertacion.sim.worlds.columns import TABLES
from concertacion.sim.worlds.consistency import Frames, each

SOON, LATE = 8, 30  # years beyond the record: hardly known, never meant
MOST_FLOWS, FEW_FLOWS = 0.55, 0.4  # share of flows with a row, and of those with less than half of the years
SHORT_TERM = 7  # quarters: no government is elected for less than two years
SAME_CRISIS = 0.8  # of the longer of two spells


def dated(table: Table) -> list[str]:
    """The columns of a table that hold dates or years."""
    return [name for name, column in table.columns.items() if column.kind == "date" or name == "year"]


def beyond(name: str, years: float, most: float = np.inf) -> Callable[[Frames], Iterator[Fault]]:
    """The check of a table for dates more than `years`, and at most `most`, after the last year of series.csv."""

    def find(frames: Frames) -> Iterator[Fault]:
        frame, end = frames[name], frames["series"]["year"].max()
        shapes = ("{:%Y-%m-%d}", "{:g}")
        for column in dated(TABLES[name]):

            def message(row: pd.Series, column: str = column) -> str:
                return f"{column} {row['shown']} lies {most_words}beyond the record, which ends in {end:g} (series.csv)"

            year = frame[column] if column == "year" else frame[column].dt.year.where(frame[column].dt.year < 9999)
            late = (year > end + years) & (year <= end + most)
            if late.any():
                shown = shapes[column == "year"].format
                yield from each(frame[late].assign(shown=frame.loc[late, column].map(shown)), late[late], message)

    most_words = "" if np.isfinite(most) else "far "
    return find


def same_crises(frames: Frames) -> Iterator[Fault]:
    """Two crises of one country over nearly the same time."""
    table = frames["crises"].sort_index()
    spells = [(int(row), cells) for row, cells in table.dropna(subset=["from", "to"]).iterrows()]  # type: ignore[call-overload]
    for number, (row, late) in enumerate(spells):
        for row_before, early in spells[:number]:
            shared = min(late["to"], early["to"]) - max(late["from"], early["from"])
            longer = max(late["to"] - late["from"], early["to"] - early["from"])
            if late["country"] == early["country"] and shared > SAME_CRISIS * longer:
                both = f"crisis {late['crisis']} of {late['country']} burns while {early['crisis']} does (row {row_before})"
                yield Fault(row, f"{both}; only the stronger counts")
                break


def outside_life(frames: Frames) -> Iterator[Fault]:
    """Memberships of an organisation that is not there yet, or any more."""
    table = frames["memberships"]
    life = frames["organisations"].drop_duplicates("organisation").set_index("organisation")
    founded, ended = (table["organisation"].map(life[column]) for column in ("founded", "ended"))
    yield from each(
        table.assign(day=founded), table["from"] < founded,
        lambda row: f"{row['member']} is in {row['organisation'][:40]} before it was founded ({row['day']:%Y-%m-%d})",
    )  # fmt: skip
    yield from each(
        table.assign(day=ended), table["from"] > ended,
        lambda row: f"{row['member']} joins {row['organisation'][:40]} after it ended ({row['day']:%Y-%m-%d})",
    )  # fmt: skip


def missing_elections(frames: Frames) -> Iterator[Fault]:
    """Two elections of a country further apart than two of its terms."""
    elections, terms = frames["elections"], frames["terms"]
    longest = terms.groupby("iso3")["term_quarters"].max() / 4
    ordered = elections.sort_values(["iso3", "date"])
    before = ordered.groupby("iso3")["date"].shift()
    years = (ordered["date"] - before).dt.days / 365.25
    limit = ordered["iso3"].map(longest)
    bad = (limit > SHORT_TERM / 4) & (years > 2 * limit + 1)  # shorter ones are a doubt of their own
    return each(
        ordered.assign(before=before), bad,
        lambda row: f"{row['iso3']} has no election from {row['before']:%Y-%m-%d} to {row['date']:%Y-%m-%d}, for over two terms",
    )  # fmt: skip


def holes(name: str, axis: str) -> Callable[[Frames], Iterator[Fault]]:
    """The check of a panel (a row for each country, `axis` and year) for countries with fewer years than others."""

    def find(frames: Frames) -> Iterator[Fault]:
        count = frames[name].groupby(["iso3", axis])["year"].nunique()
        few = count[count < count.max()]
        if len(few):
            some = ", ".join(f"{' '.join(owner)} {years}" for owner, years in few.head(4).items())  # type: ignore[arg-type]
            yield Fault(None, f"others have {count.max()} years, but fewer have {some}{', ...' if len(few) > 4 else ''}")

    return find


def trade_holes(frames: Frames) -> Iterator[Fault]:
    """Flows between countries without a row, or with far fewer years than others have, if they are many."""
    trade, countries = frames["trade"], frames["countries"]["iso3"]
    inside = trade[trade["exporter"].isin(countries) & trade["importer"].isin(countries)]
    years = inside.groupby(["exporter", "importer"])["year"].nunique()
    possible = len(countries) * (len(countries) - 1)
    missing = [pair for pair in permutations(sorted(countries), 2) if pair not in years.index]
    if len(years) < MOST_FLOWS * possible:
        some = ", ".join(" to ".join(pair) for pair in missing[:3])
        what = f"{len(missing)} of {possible} flows between countries have no row ({some}, ...) and count as no trade"
        yield Fault(None, f"{what}; add them or, where nothing is sold, rows with 0")
    short = years.index[years < years.max() / 2]
    if len(short) > FEW_FLOWS * len(years):
        some = ", ".join(" to ".join(pair) for pair in short[:3])
        what = (
            f"{len(short)} of {len(years)} flows have rows for fewer than half of the {years.max()} years of others ({some}, ...)"
        )
        yield Fault(None, f"{what}; between their years they are interpolated")


def short_terms(name: str, owner: str) -> Callable[[Frames], Iterator[Fault]]:
    """The check of a table for terms so short that they are in years."""

    def find(frames: Frames) -> Iterator[Fault]:
        table = frames[name]
        return each(
            table, table["term_quarters"].between(1, SHORT_TERM),
            lambda row: f"term_quarters of {row[owner]} is {row['term_quarters']:g}, {3 * row['term_quarters']:g} months; "
            f"{row['term_quarters']:g} years are {4 * row['term_quarters']:g} quarters",
        )  # fmt: skip

    return find


def without_members(frames: Frames) -> Iterator[Fault]:
    """Organisations that exist when a run may start, and never have two full members then."""
    table = frames["memberships"]
    full = table[(table["status"] == "full") & table["member"].isin(frames["countries"]["iso3"])]
    years = np.unique(frames["indicators"]["year"].dropna().to_numpy(int))
    starts = pd.to_datetime([f"{year}-03-31" for year in years])
    begun, left = (full[column].to_numpy()[:, None] for column in ("from", "to"))
    inside = (begun <= starts.to_numpy()) & (left > starts.to_numpy())  # memberships x years
    for row, cells in frames["organisations"].sort_index().iterrows():
        exists = (starts >= cells["founded"]) & (starts < cells["ended"])
        days = starts[exists]
        own = (full["organisation"] == cells["organisation"]).to_numpy()
        most = int(inside[own][:, exists].sum(0).max(initial=0)) if len(days) else 2
        if most < 2:
            held = "one full member" if most else "no full member"
            when = f"{days[0].year}" if len(days) == 1 else f"any year from {days[0].year} to {days[-1].year}"
            what = f"{cells['organisation'][:40]} has {held} in {when}, and takes no part with fewer than two"
            yield Fault(int(row), f"{what}; add them to memberships.csv")  # type: ignore[call-overload]
