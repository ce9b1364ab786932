"""Income, people, growth and trade in units that cannot be meant."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from concertacion.sim.spreadsheet import Fault
from concertacion.sim.worlds.consistency import Frames, each

PER_HEAD = (0.03, 400.0)  # thousand current USD a year: poorer and richer than any country ever was
FAR_FROM_OTHERS = 40.0  # times the median country's GDP a head, or as many times less
JUMPS = {"gdp": 6.0, "population": 1.5}  # times, from one year to the next
FRACTION, OF_OTHERS = 0.5, 0.05  # growth this small in every year, and its median against that of others
FEWEST_YEARS = 3  # of a country's growth, to be compared with that of others
PER_CENT = "it is in % a year, 3.5 and not 0.035"
MOST_TRADE = 8.0  # trade in the table over all merchandise trade
UNITS = "gdp is in billion USD, population in millions"
SMALL = 0.1  # GDP over that of the median country


def per_head(frames: Frames) -> pd.DataFrame:
    """GDP in thousand USD a head, with the rows of GDP: columns iso3, year, value; the index is the row of the GDP."""
    table = frames["indicators"]
    people = table[table["variable"] == "population"].set_index(["iso3", "year"])["value"]
    gdp = table[table["variable"] == "gdp"]
    same = people[~people.index.duplicated()].reindex(pd.MultiIndex.from_frame(gdp[["iso3", "year"]]))
    return gdp.assign(value=gdp["value"].to_numpy() / same.to_numpy())


def impossible_income(frames: Frames) -> Iterator[Fault]:
    """GDP a head outside what any country ever had."""
    heads = per_head(frames)
    return each(
        heads, (heads["value"] < PER_HEAD[0]) | (heads["value"] > PER_HEAD[1]),
        lambda row: f"gdp of {row['iso3']} in {row['year']:g} is {1000 * row['value']:,.0f} USD a head; {UNITS}",
    )  # fmt: skip


def unusual_income(frames: Frames) -> Iterator[Fault]:
    """GDP a head far from that of the median country."""
    heads = per_head(frames)
    level = heads.groupby("iso3")["value"].median()
    for country, own in level.items():
        others = level.drop(index=country)
        ratio = own / others.median() if len(others) else 1.0
        rows = heads[(heads["iso3"] == country) & heads["value"].between(*PER_HEAD)]
        if not 1 / FAR_FROM_OTHERS <= ratio <= FAR_FROM_OTHERS and len(rows):
            times = f"{ratio:.0f} times" if ratio > 1 else f"1/{1 / ratio:.0f} of"
            yield Fault(int(rows.index.min()), f"GDP a head of {country} is {times} that of the median country; {UNITS}")


def jumps(frames: Frames) -> Iterator[Fault]:
    """A value that is many times that of the year before or after."""
    for variable, most in JUMPS.items():
        table = frames["indicators"]
        own = table[table["variable"] == variable].sort_values(["iso3", "year"])
        steps, times = own.groupby("iso3")["year"].diff(), own["value"] / own.groupby("iso3")["value"].shift()
        bad = (steps == 1) & ~times.between(1 / most, most) & times.notna()

        def message(row: pd.Series, name: str = variable) -> str:
            return f"{name} of {row['iso3']} in {row['year']:g} is {row['times']:.3g} times that of {row['year'] - 1:g}"

        yield from each(own.assign(times=times), bad, message)


def fractions(frames: Frames) -> Iterator[Fault]:
    """Growth that looks like a share instead of per cent."""
    table = frames["indicators"]
    growth = table[(table["variable"] == "growth") & table["value"].notna()]
    size = growth.assign(size=growth["value"].abs()).groupby("iso3")["size"].agg(["max", "median", "size"])
    if len(size) and (size["max"] < FRACTION).all():
        yield Fault(int(growth.index.min()), f"no growth is more than {size['max'].max():g}; {PER_CENT}")
        return
    for country, (largest, median, years) in size.iterrows():
        others = size["median"].drop(index=country)
        against = float(others.median()) if years >= FEWEST_YEARS else 0.0
        if largest < FRACTION and median < OF_OTHERS * against:
            row = growth.index[growth["iso3"] == country].min()
            yield Fault(int(row), f"growth of {country} is never more than {largest:g}; {PER_CENT}")


def no_trade(frames: Frames) -> Iterator[Fault]:
    """No trade at all, or a country without any."""
    trade, countries = frames["trade"], frames["countries"]
    sold = trade[trade["exports"] > 0]
    if not (sold["exporter"].isin(countries["iso3"]) & sold["importer"].isin(countries["iso3"])).any():
        yield Fault(None, "no country exports anything to another")
        return
    indicators = frames["indicators"]
    size = indicators[indicators["variable"] == "gdp"].groupby("iso3")["value"].median()
    for country in size.index[size > SMALL * size.median()]:  # of the smallest, trade is often not counted
        if country not in {*sold["exporter"], *sold["importer"]}:
            yield Fault(None, f"{country} neither exports nor imports anything")


def too_much_trade(frames: Frames) -> Iterator[Fault]:
    """Trade above what openness and GDP allow, in most years of a country: another unit."""
    table, trade = frames["indicators"], frames["trade"]
    table = table[table["variable"].isin(["gdp", "openness"])]
    wide = table.pivot_table(index=["iso3", "year"], columns="variable", values="value")
    if not {"gdp", "openness"} <= set(wide.columns):
        return
    all_trade = 1000 * wide["gdp"] * wide["openness"]  # million USD
    sides = pd.concat([trade.rename(columns={side: "iso3"})[["iso3", "year", "exports"]] for side in ("exporter", "importer")])
    times = (sides.groupby(["iso3", "year"])["exports"].sum() / all_trade).dropna().groupby("iso3").median()
    for country in times.index[times > MOST_TRADE]:
        row = trade.index[(trade["exporter"] == country) | (trade["importer"] == country)].min()
        many = f"{times[country]:.0f} times its openness times its GDP"
        yield Fault(int(row), f"trade of {country} is {many}; exports are in million USD, gdp is in billions")
