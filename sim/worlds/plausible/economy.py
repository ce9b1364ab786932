"""Income, people, growth and trade in units that cannot be meant."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from concertacion.sim.spreadsheet import Fault
from concertacion.sim.worlds.columns import INDICATORS
from concertacion.sim.worlds.consistency import Frames, each

PER_HEAD = (0.03, 400.0)  # thousand current USD a year: poorer and richer than any country ever was
FAR_FROM_OTHERS = 40.0  # times the median country's GDP a head, or as many times less
JUMPS = {"gdp": 6.0, "population": 1.5}  # times, from one year to the next
FRACTION, OF_OTHERS = 0.5, 0.05  # growth this small in every year, and its median against that of others
FEWEST_YEARS = 3  # of a country's growth, to be compared with that of others
PER_CENT = "it is in % a year, 3.5 and not 0.035"
LEAST_TRADE, MOST_TRADE = 0.005, 8.0  # trade in the table over all merchandise trade
USUAL = {"homicide": (0.08, 150.0), "openness": (0.03, 6.0), "inequality": (0.15, 0.75)}  # medians of a country over its years
MOST_DISPLACED = 0.6  # of the people of the country that they left or came to
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


def strange_trade(frames: Frames) -> Iterator[Fault]:
    """Trade far from what openness and GDP allow, in most years of a country: another unit."""
    table, trade = frames["indicators"], frames["trade"]
    table = table[table["variable"].isin(["gdp", "openness"])]
    wide = table.pivot_table(index=["iso3", "year"], columns="variable", values="value")
    if not {"gdp", "openness"} <= set(wide.columns):
        return
    all_trade = 1000 * wide["gdp"] * wide["openness"]  # million USD
    sides = pd.concat(
        [trade.rename(columns={side: "iso3"})[["iso3", "year", "exports"]] for side in ("exporter", "importer")]
    ).rename_axis("row").reset_index()  # fmt: skip
    times = (sides.groupby(["iso3", "year"])["exports"].sum() / all_trade).dropna().groupby("iso3").median()
    found = pd.DataFrame({"iso3": times.index, "times": times.to_numpy()}, sides.groupby("iso3")["row"].min()[times.index])
    yield from each(
        found, (found["times"] > MOST_TRADE) | ((found["times"] > 0) & (found["times"] < LEAST_TRADE)),
        lambda row: f"trade of {row['iso3']} is {row['times']:.2g} times its openness times its GDP; exports are in million USD, "
        "gdp is in billions",
    )  # fmt: skip


def unusual(frames: Frames) -> Iterator[Fault]:
    """Indicators of a country that lie where no country's do, in most years: another unit."""
    table = frames["indicators"]
    for variable, (low, high) in USUAL.items():
        own = table[table["variable"] == variable].rename_axis("row").reset_index().groupby("iso3")
        level = own.agg(row=("row", "min"), value=("value", "median")).reset_index().set_index("row")

        def message(row: pd.Series, name: str = variable, limits: tuple[float, float] = (low, high)) -> str:
            usual = f"hardly any country is below {limits[0]:g} or above {limits[1]:g}"
            return f"{name} of {row['iso3']} is {row['value']:g} in most years, and {usual} ({INDICATORS[name][2]})"

        yield from each(level, ~level["value"].between(low, high) & level["value"].notna(), message)


def too_many_displaced(frames: Frames) -> Iterator[Fault]:
    """More people displaced from a country, or to it, than it can have."""
    table, indicators = frames["displacement"].rename_axis("row").reset_index(), frames["indicators"]
    people = 1000 * indicators[indicators["variable"] == "population"].groupby("iso3")["value"].median()
    for side, way in (("origin", "from"), ("host", "to")):
        sums = table.groupby([side, "year"]).agg(row=("row", "min"), persons=("persons", "sum")).reset_index().set_index("row")
        sums = sums.assign(people=sums[side].map(people))

        def message(row: pd.Series, side: str = side, way: str = way) -> str:
            moved = f"{row['persons']:g} thousand people are displaced {way} {row[side]} in {row['year']:g}"
            return f"{moved}, which has {row['people']:g} thousand; persons is in thousands"

        yield from each(sums, sums["persons"] > MOST_DISPLACED * sums["people"], message)
