"""The columns of every table of a world and the valid values of each, declared here and nowhere else.

`docs/tables.md` explains them; `sim.worlds.tables` uses them to read and check the files.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from concertacion.sim.state import DOMAINS, ECONOMIC_MODELS, POLITICAL_MODELS

BASES = ("observed", "derived", "interpolated", "carried", "coded", "assumed")


class Column(NamedTuple):
    """The valid values of a cell.

    `kind` is text, code (three capitals), name (one of `choices`), list (`;` between), number, whole (number) or date.
    """

    kind: str
    low: float = -math.inf
    high: float = math.inf
    choices: tuple[str, ...] = ()
    empty: bool = False  # the cell may be empty

    def expected(self) -> str:
        """The valid values, in words."""
        if self.kind in ("name", "list") and self.choices:
            return ("one of " if self.kind == "name" else "a list, separated by ';', of ") + ", ".join(self.choices)
        if self.kind in ("number", "whole"):
            noun = "a whole number" if self.kind == "whole" else "a number"
            return f"{noun} in [{self.low:g}, {self.high:g}]"
        return {"code": "three capital letters", "date": "a date YYYY-MM-DD", "text": "some text", "list": "a list"}[self.kind]


class Table(NamedTuple):
    """Columns by name, the columns that identify a row, and whether the table may be empty."""

    columns: dict[str, Column]
    key: tuple[str, ...]
    may_be_empty: bool = False


TEXT, NOTE, CODE = Column("text"), Column("text", empty=True), Column("code")
DATE, OPEN_DATE = Column("date"), Column("date", empty=True)
SHARE, SIGNED, POSITIVE = Column("number", 0, 1), Column("number", -1, 1), Column("number", 0, 1e9)
YEAR, QUARTER, CELL = Column("whole", 1800, 2200), Column("whole", 1, 4), Column("whole", 0, 99)
DOMAIN, BASIS = Column("name", choices=DOMAINS), Column("name", choices=BASES)
POSTURE = ("ideology", "engagement", "pressure", "reliability", "framing", "willingness")
INDICATORS = {
    "gdp": (1e-9, 1e9), "growth": (-90, 200), "population": (1e-6, 1e5), "capacity": (0, 1), "democracy": (0, 1),
    "inequality": (0, 1), "homicide": (0, 1000), "approval": (0, 1), "commodity_exposure": (0, 1), "openness": (0, 20),
    "fiscal_stress": (0, 1),
}  # fmt: skip
SERIES = ("commodity_price",)
POWER_EXPOSURE = {
    "technology": "1",
    "security": "0.5",
    "trade": "0.5",
}  # assumed where domains.csv has no such column; others 0.1


def _table(key: str, may_be_empty: bool = False, /, **columns: Column) -> Table:
    return Table({**columns, "source": TEXT}, tuple(key.split()), may_be_empty)


TABLES = {
    "countries": _table(
        "iso3", iso3=CODE, name=TEXT, subregion=TEXT, groups=Column("list", empty=True), latitude=Column("number", -90, 90),
        longitude=Column("number", -180, 180), tile_row=CELL, tile_column=CELL,
    ),
    "governments": _table(
        "iso3 from", iso3=CODE, leader=TEXT, **{"from": DATE}, to=OPEN_DATE, ideology=SIGNED, populism=SHARE, sovereigntism=SHARE,
        entry=Column("name", choices=("election", "succession", "irregular", "interim")), basis=BASIS, coding=NOTE,
    ),
    "elections": _table("iso3 date kind", iso3=CODE, date=DATE, kind=Column("name", choices=("presidential", "parliamentary"))),
    "terms": _table(
        "iso3 from", iso3=CODE, **{"from": DATE}, term_quarters=Column("whole", 0, 80),
        reelection=Column("name", choices=("none", "once", "unlimited", "later")),
    ),
    "indicators": _table(
        "iso3 year variable", iso3=CODE, year=YEAR, variable=Column("name", choices=tuple(INDICATORS)),
        value=Column("number", -1e9, 1e9), basis=BASIS,
    ),
    "geography": _table(
        "a b", a=CODE, b=CODE, distance_km=Column("number", 0, 20038), contiguous=Column("whole", 0, 1),
        rivalry_end=Column("whole", 1800, 9999, empty=True),
    ),
    "trade": _table("exporter importer year", exporter=CODE, importer=CODE, year=YEAR, exports=POSITIVE, basis=BASIS),
    "dependence": _table("iso3 power year", iso3=CODE, power=CODE, year=YEAR, value=SHARE, basis=BASIS),
    "powers": _table("power", power=CODE, name=TEXT, term_quarters=Column("whole", 0, 80), group_position=SIGNED),
    "administrations": _table(
        "power from", power=CODE, leader=TEXT, **{"from": DATE}, to=OPEN_DATE, ideology=SIGNED,
        **dict.fromkeys(POSTURE[1:], SHARE), basis=BASIS, coding=NOTE,
    ),
    "organisations": _table(
        "organisation", organisation=TEXT, name=TEXT, founded=DATE, ended=OPEN_DATE,
        kind=Column("name", choices=("trade", "political", "adhoc", "technical")), scope=Column("list", choices=DOMAINS),
        brand_position=SIGNED, brand_strength=SHARE, depth=SHARE, interval_quarters=Column("whole", 1, 80),
        rule=Column("name", choices=("consensus", "majority")), patron=Column("code", empty=True), patron_share=SHARE,
        **dict.fromkeys(ECONOMIC_MODELS + POLITICAL_MODELS, SHARE), basis=BASIS, coding=NOTE,
    ),
    "memberships": _table(
        "organisation member from", organisation=TEXT, member=CODE, **{"from": DATE}, to=OPEN_DATE,
        status=Column("name", choices=("full", "associate", "suspended")),
    ),
    "series": _table(
        "series year quarter", series=Column("name", choices=SERIES), year=YEAR, quarter=QUARTER, value=Column("number", -10, 10),
        basis=BASIS,
    ),
    "shocks": _table(
        "iso3 domain year quarter", True, iso3=CODE, domain=DOMAIN, year=YEAR, quarter=QUARTER, size=SHARE, basis=BASIS,
    ),
    "displacement": _table("origin host year", True, origin=CODE, host=CODE, year=YEAR, persons=POSITIVE, basis=BASIS),
    "crises": _table(
        "crisis country from", True, crisis=TEXT, country=CODE, **{"from": DATE}, to=OPEN_DATE, intensity=SHARE, coding=NOTE,
    ),
    "domains": _table(
        "domain", domain=DOMAIN, name=TEXT, salience=SHARE, toxicity=SHARE, deliverability=SHARE,
        returns=Column("number", 0.1, 3), publicness=SHARE, spillover=SHARE, ideology_weight=SHARE, shock_rate=SHARE,
        shock_size=SHARE, power_exposure=SHARE,
    ),
    "interests": _table("iso3 domain", iso3=CODE, domain=DOMAIN, position=SIGNED, basis=BASIS),
}  # fmt: skip
