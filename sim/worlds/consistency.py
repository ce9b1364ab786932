"""Rules across rows or tables of a world: names exist in their table, spells do not overlap, shares sum to one.

Each rule yields the faults of one table; a cell that broke its declaration (NaN, NaT) is no fault here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

import numpy as np
import pandas as pd

from concertacion.sim.declare import nearest
from concertacion.sim.spreadsheet import FEW, Fault, alike
from concertacion.sim.state import DOMAINS, ECONOMIC_MODELS, POLITICAL_MODELS
from concertacion.sim.worlds.cells import FOREVER
from concertacion.sim.worlds.columns import INDICATORS, TABLES

Frames = Mapping[str, pd.DataFrame]  # of a world; the index of each is the row, as a spreadsheet shows it
MOST = 10  # gaps of a series that are listed
OPEN = pd.Timestamp(FOREVER)


def each(frame: pd.DataFrame, bad: pd.Series | np.ndarray, message: Callable[[pd.Series], str]) -> Iterator[Fault]:
    """A fault for each bad row, in order; of many, the first one with the rows of the others."""
    chosen = np.asarray(bad, bool)
    if not chosen.any():
        return
    rows = frame[chosen].sort_index()
    numbers = [int(row) for row in rows.index]
    shown = len(rows) if len(rows) <= FEW else 1
    faults = [Fault(number, message(cells)) for number, (_, cells) in zip(numbers, rows.head(shown).iterrows(), strict=False)]
    yield from faults if len(rows) <= FEW else [alike(faults[0], numbers[1:])]


def known(frame: pd.DataFrame, column: str, names: Sequence[str], what: str, codes: bool) -> Iterator[Fault]:
    """Every cell of a column names one of `names`; each unknown name is a fault once. What is no code is a fault of its cell."""
    written = frame[column].str.fullmatch("[A-Z]{3}").astype(bool) if codes else frame[column] != ""
    unknown = frame[~frame[column].isin(names) & written].sort_index()
    if unknown.empty:
        return
    rows = unknown[column].map(unknown[column].value_counts())

    def message(row: pd.Series) -> str:
        more = f", here and in {row['rows'] - 1} more {'row' if row['rows'] == 2 else 'rows'}" if row["rows"] > 1 else ""
        return f"{column} '{row[column][:40]}' is no {what}{more}; {nearest(row[column][:40], names)}"

    yield from each(unknown.assign(rows=rows), ~unknown.duplicated(column), message)


def spells(
    frame: pd.DataFrame, key: Sequence[str], begin: str = "from", end: str = "to", contiguous: bool = False
) -> Iterator[Fault]:
    """Each spell ends after it begins. Spells of one key do not overlap, and leave no gap if `contiguous`."""
    if frame.empty:
        return
    backwards = frame[end] <= frame[begin]
    yield from each(frame, backwards, lambda row: f"{end} {row[end]:%Y-%m-%d} is not after {begin} {row[begin]:%Y-%m-%d}")
    unclear = backwards | frame[begin].isna() | frame[end].isna()
    owners = frame[list(key)].agg(" ".join, axis=1)
    ordered = frame[~owners.isin(set(owners[unclear]))].sort_values([*key, begin]).assign(owner=owners)
    after = ordered.groupby("owner", sort=False)
    rows = ordered.index.to_series().groupby(ordered["owner"])
    ordered = ordered.assign(following=after[begin].shift(-1), row_after=rows.shift(-1))
    late = ordered[ordered["following"].notna() & (ordered[end] > ordered["following"])]
    early = ordered[ordered["following"].notna() & (ordered[end] < ordered["following"]) & contiguous]

    def overlap(row: pd.Series) -> str:
        ends = f"does not end (its `{end}` is empty)" if row[end] == OPEN else f"ends on {row[end]:%Y-%m-%d}"
        after = f"another begins on {row['following']:%Y-%m-%d} (row {int(row['row_after'])})"
        return f"the spell of {row['owner']} {ends}, but {after}; correct one of the two rows"

    yield from each(late, np.full(len(late), True), overlap)
    yield from each(
        early, np.full(len(early), True),
        lambda row: f"{end} {row[end]:%Y-%m-%d} of {row['owner']} is not the day on which the next spell begins "
        f"({row['following']:%Y-%m-%d}, row {int(row['row_after'])})",
    )  # fmt: skip


def shares(frame: pd.DataFrame) -> Iterator[Fault]:
    """The shares of each pair of models sum to one."""
    for models in (ECONOMIC_MODELS, POLITICAL_MODELS):
        total = frame[list(models)].sum(axis=1, skipna=False)

        def message(row: pd.Series, names: str = " + ".join(models)) -> str:
            return f"{names} of {row['organisation'][:40]} is {row['total']:g}, not 1"

        yield from each(frame.assign(total=total), (total - 1).abs() > 0.006, message)


def tiles(frame: pd.DataFrame) -> Iterator[Fault]:
    """No two countries share a tile."""
    placed = frame.dropna(subset=["tile_row", "tile_column"]).sort_index()
    bad = placed.duplicated(["tile_row", "tile_column"])
    return each(placed, bad, lambda row: f"the tile of {row['iso3']} is taken; give it a tile_row and tile_column of its own")


def pairs(frame: pd.DataFrame) -> Iterator[Fault]:
    """A pair joins two different countries and is given once, in either order."""
    yield from each(frame, frame["a"] == frame["b"], lambda row: f"a and b are both {row['a']}; a pair joins two countries")
    ordered = frame.sort_index()
    either_way = pd.Series([" ".join(sorted(pair)) for pair in zip(ordered["a"], ordered["b"], strict=True)], ordered.index)
    turned = either_way.duplicated() & ~ordered.duplicated(["a", "b"])
    yield from each(
        ordered, turned, lambda row: f"the pair {row['a']} {row['b']} is given twice; once is enough, in either order"
    )


def flows(frame: pd.DataFrame) -> Iterator[Fault]:
    """Nobody exports to itself."""
    bad = frame["exporter"] == frame["importer"]
    return each(
        frame, bad, lambda row: f"exporter and importer are both {row['exporter']}; delete the row or correct one of them"
    )


def outside(frame: pd.DataFrame) -> pd.Series:
    """Where an indicator lies outside the range of its variable."""
    low, high = (frame["variable"].map({name: limits[side] for name, limits in INDICATORS.items()}) for side in (0, 1))
    return (frame["value"] < low) | (frame["value"] > high)


def bounds(frame: pd.DataFrame) -> Iterator[Fault]:
    """Each indicator lies in the range of its variable."""

    def message(row: pd.Series) -> str:
        least, most, unit = INDICATORS[row["variable"]]
        times, words = (1000, "in thousands") if row["variable"] == "population" else (100, "in per cent")
        doubt = f"; is it {words}?" if 2 * most <= row["value"] <= times * most else ""
        whose = f"{row['variable']} of {row['iso3']} in {row['year']:g}"
        return f"{whose} is {row['value']:g}, expected a number in [{least:g}, {most:g}] ({unit}){doubt}"

    for _, rows in frame[outside(frame)].groupby("variable", sort=False):
        yield from each(rows, np.full(len(rows), True), message)


def one_leads(frame: pd.DataFrame) -> Iterator[Fault]:
    """There is a power; of several, one has the highest position and one the lowest."""
    ordered = frame.sort_index()
    for extreme, word in ((ordered["group_position"].max(), "leads"), (ordered["group_position"].min(), "is the rival")):
        same = ordered[ordered["group_position"] == extreme]
        if len(same) > 1:
            first, second = same["power"].iloc[0], same["power"].iloc[-1]
            row, more = int(same.index[-1]), "higher" if word == "leads" else "lower"
            yield Fault(row, f"{first} and {second} have the same group_position; the {more} one {word}, so let them differ")
            return


def focus_in_sum(frame: pd.DataFrame) -> Iterator[Fault]:
    """What a model weighs more it weighs less elsewhere."""
    for model, total in frame.groupby("model", sort=False)["focus"].sum().items():
        if abs(total) > 0.006:
            yield Fault(None, f"the focus of {model} sums to {total:g} over the domains, not 0")


def every_domain(frame: pd.DataFrame) -> Iterator[Fault]:
    """Every domain has a row."""
    missing = [domain for domain in DOMAINS if domain not in set(frame["domain"])]
    if missing:
        yield Fault(None, f"no row for {', '.join(missing)}; every domain needs one")


def every_quarter(frame: pd.DataFrame) -> Iterator[Fault]:
    """The series has no gap between its first and its last quarter."""
    quarters = np.sort((frame["year"] * 4 + frame["quarter"] - 1).dropna().to_numpy(int))
    for gap in np.flatnonzero(np.diff(quarters) > 1)[:MOST]:
        first, last = quarters[gap] + 1, quarters[gap + 1] - 1
        until = "" if first == last else f" to {last // 4}Q{last % 4 + 1}"
        yield Fault(None, f"no commodity_price for {first // 4}Q{first % 4 + 1}{until}; give every quarter")


Rule = Callable[[pd.DataFrame], Iterator[Fault]]
RULES: tuple[tuple[str, Rule], ...] = (
    ("countries", tiles), ("powers", one_leads), ("models", focus_in_sum), ("domains", every_domain),
    ("geography", pairs), ("indicators", bounds),
    ("trade", flows), ("series", every_quarter), ("organisations", shares),
    ("governments", partial(spells, key=["iso3"], contiguous=True)),
    ("administrations", partial(spells, key=["power"], contiguous=True)),
    ("memberships", partial(spells, key=["organisation", "member"])),
    ("crises", partial(spells, key=["crisis", "country"])),
    ("spells", partial(spells, key=["organisation"])),
    ("organisations", partial(spells, key=["organisation"], begin="founded", end="ended")),
)  # fmt: skip


def faults_together(frames: Frames) -> Iterator[tuple[str, Fault]]:
    """(table, fault) of all rules that one cell alone cannot show, for the tables that are there; unknown names, which may follow
    from other faults, come last."""
    for name, rule in RULES:
        if name in frames:
            yield from with_table(name, rule(frames[name]))
    if {"countries", "powers"} <= frames.keys():
        powers, countries = frames["powers"], set(frames["countries"]["iso3"])
        both = powers["power"].isin(countries)
        faults = each(powers, both, lambda row: f"power {row['power']} is a country of countries.csv too; it is one or the other")
        yield from with_table("powers", faults)
    if {"countries", "powers", "organisations"} <= frames.keys():
        yield from with_table("organisations", places(frames))
    for name, frame in frames.items():
        for column, declared in TABLES[name].columns.items():
            if declared.refers and all(other in frames for other in declared.refers):
                names = [entry for other in declared.refers for entry in frames[other][TABLES[other].key[0]]]
                yield from with_table(name, known(frame, column, names, OWNERS[declared.refers], declared.kind == "code"))


def places(frames: Frames) -> Iterator[Fault]:
    """Forums are open to, and founded by, those who exist."""
    countries, table = frames["countries"], frames["organisations"]
    codes, groups = list(countries["iso3"]), [group for cell in countries["groups"] for group in cell.split(";") if group]
    everywhere = sorted({"all", *codes, *groups, *countries["subregion"]})
    for column, names, what in (
        ("open_to", everywhere, "country, group or subregion of countries.csv"),
        ("founders", [*codes, *frames["powers"]["power"]], "country or power of this world"),
    ):
        items = table[column].str.split(";").explode().to_frame()
        yield from known(items, column, names, what, codes=False)


OWNERS = {
    ("countries",): "country of countries.csv", ("powers",): "power of powers.csv",
    ("countries", "powers"): "country or power of this world", ("organisations",): "organisation of organisations.csv",
}  # fmt: skip


def with_table(name: str, faults: Iterable[Fault]) -> Iterator[tuple[str, Fault]]:
    """Faults with the name of their table."""
    return ((name, fault) for fault in faults)
