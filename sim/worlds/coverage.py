"""From which years a run can start, and to which it can follow the tables: what they hold of the countries, and lack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product

import pandas as pd

from concertacion.sim.spreadsheet import Fault
from concertacion.sim.state import DOMAINS
from concertacion.sim.worlds.columns import INDICATORS
from concertacion.sim.worlds.lookup import quarter_label, quarter_of

Frames = Mapping[str, pd.DataFrame]


def missing(frames: Frames, countries: Sequence[str], powers: Sequence[str]) -> Iterator[tuple[str, Fault]]:
    """(table, fault) of what is missing whatever the start: rows that every chosen country, pair or power needs."""
    for name, axes, values in (
        ("governments", ["iso3"], [countries]),
        ("terms", ["iso3"], [countries]),
        ("administrations", ["power"], [powers]),
        ("interests", ["iso3", "domain"], [countries, DOMAINS]),
        ("dependence", ["iso3", "power"], [countries, powers]),
    ):
        if name not in frames:
            continue
        held = set(frames[name][axes].itertuples(index=False, name=None))
        yield from ((name, fault) for fault in _listed([row for row in product(*values) if row not in held]))
    if "geography" not in frames:
        return
    pairs = {frozenset(pair) for pair in frames["geography"][["a", "b"]].itertuples(index=False, name=None)}
    lacking = [pair for pair in combinations(countries, 2) if frozenset(pair) not in pairs]
    yield from (("geography", fault) for fault in _listed(lacking))


def missing_at(frames: Frames, countries: Sequence[str], powers: Sequence[str], year: int) -> Iterator[tuple[str, Fault]]:
    """(table, fault) of what a start in January of a year lacks: somebody in office, a rule, indicators, the price."""
    table = frames["indicators"]
    held = set(table.loc[table["year"] == year, ["iso3", "variable"]].itertuples(index=False, name=None))
    lacking = [row for row in product(countries, INDICATORS) if row not in held]
    yield from (("indicators", fault) for fault in _listed(lacking, f" in {year}"))
    for name, key, names in (
        ("governments", "iso3", countries),
        ("terms", "iso3", countries),
        ("administrations", "power", powers),
    ):
        begins = frames[name].groupby(key)["from"].min().reindex(list(names)).dropna()
        for owner, late in begins[quarter_of(begins) > 4 * year].items():
            yield name, Fault(None, f"the first row of {owner} begins {late:%Y-%m-%d}; add what was in force before")
    series = frames["series"]
    first = int((series["year"] * 4 + series["quarter"] - 1).min())
    if first > 4 * year:
        yield "series", Fault(None, f"begins in {quarter_label(first)}")


def _listed(rows: Sequence[tuple[str, ...]], when: str = "") -> Iterator[Fault]:
    """One fault for all that is missing, with the first few."""
    if rows:
        some = ", ".join(" ".join(row) for row in rows[:4]) + (f", ... ({len(rows)} in all)" if len(rows) > 4 else "")
        yield Fault(None, f"no row for {some}{when}; add {'it' if len(rows) == 1 else 'them'}")


def possible_starts(frames: Frames, countries: Sequence[str], powers: Sequence[str]) -> list[int]:
    """The years in which a run can start."""
    years = sorted(frames["indicators"]["year"].dropna().astype(int).unique().tolist())
    return [year for year in years if next(missing_at(frames, countries, powers, year), None) is None]


def silences(frames: Frames, countries: Sequence[str], powers: Sequence[str], start: int) -> list[tuple[int, str]]:
    """(last year, sentence): where politics that follows the tables beyond the year would keep whoever governed then.

    Of many owners with terms one is due to change soon: no row of any is a sign that the table ends. One owner alone may stay for
    a term from the start or from its last election, which shows that its leader was confirmed.
    """
    found = []
    for name, key, owners, elections, lengths in (
        ("governments", "iso3", countries, frames["elections"], frames["terms"]),
        ("administrations", "power", powers, None, frames["powers"]),
    ):
        terms = lengths.groupby(key)["term_quarters"].max().reindex(list(owners)) / 4
        terms = terms[terms > 0]
        if terms.empty:
            continue
        table = frames[name][frames[name][key].isin(owners)]
        last = table["from"].max()
        end = _years(last) + 1 + terms.max() / len(terms)
        found.append((int(end) - 1, f"{name}.csv has no row after {last:%Y-%m-%d}"))
        news = table.groupby(key)["from"].max()
        if elections is not None:
            news = pd.concat([news, elections.groupby(key)["date"].max()]).groupby(level=0).max()
        for owner in terms.index:
            end = max(_years(news[owner]), start) + 1 + terms[owner]
            found.append((int(end) - 1, f"{name}.csv has no row of {owner} that tells who governs after {news[owner]:%Y-%m-%d}"))
    return found


def _years(date: pd.Timestamp) -> float:
    return int(date.year) + date.day_of_year / 366


def in_words(years: Sequence[int]) -> str:
    """2005; 2005 to 2010; 2005 to 2010 and 2012."""
    spans: list[list[int]] = []
    for year in years:
        if spans and year == spans[-1][1] + 1:
            spans[-1][1] = year
        else:
            spans.append([year, year])
    words = [f"{first}" if first == last else f"{first} to {last}" for first, last in spans]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
