"""The tables of a world, their columns, the valid values of each and its meaning: declared here and nowhere else.

`sim.worlds.tables` uses them to read and check the files; templates of a region and docs/tables.md are written from them.
"""

from __future__ import annotations

from concertacion.sim.state import DOMAINS, ECONOMIC_MODELS, POLITICAL_MODELS
from concertacion.sim.worlds.cells import Column, Table

BASES = ("observed", "derived", "interpolated", "carried", "coded", "assumed")
POSTURE = ("ideology", "engagement", "pressure", "reliability", "framing", "willingness")
INDICATORS = {  # lowest, highest, unit
    "gdp": (1e-9, 1e9, "billion current USD"), "growth": (-90, 200, "% a year"), "population": (1e-6, 2000, "millions"),
    "capacity": (0, 1, "0 to 1: what the state is able to do"), "democracy": (0, 1, "0 to 1"), "inequality": (0, 1, "Gini, 0 to 1"),
    "homicide": (0, 1000, "a year per 100,000 people"), "approval": (0, 1, "0 to 1: of the government"),
    "commodity_exposure": (0, 1, "share of commodities in exports"), "openness": (0, 20, "merchandise trade over GDP"),
    "fiscal_stress": (0, 1, "0 to 1"),
}  # fmt: skip
SERIES = ("commodity_price",)
# Cells of a column that is left out: of every row alike, or by the row's key (others under "").
LEFT_OUT: dict[str, dict[str, dict[str, str]]] = {
    "domains": {
        "power_exposure": {"technology": "1", "security": "0.5", "trade": "0.5", "": "0.1"},  # assumed
        "crisis": {"democracy": "1", "migration": "0.5", "security": "0.5", "": "0"},  # Merke et al. 2021, third proposal; coded
    },
    "powers": {"work": {"": ""}},
    "organisations": {"open_to": {"": ""}, "founders": {"": ""}},
    "elections": {"called": {"": ""}},
}

TEXT, CODE, DATE = Column("text"), Column("code"), Column("date")
NOTE = Column("text", empty=True, meaning="remarks on how the row was coded")
FROM, TO = DATE.says("first day"), DATE.says("the day on which the next begins, empty while it goes on", empty=True)
SHARE, SIGNED, POSITIVE = Column("number", 0, 1), Column("number", -1, 1), Column("number", 0, 1e9)
YEAR, QUARTER = Column("whole", 1800, 2200, meaning="year"), Column("whole", 1, 4, meaning="of the year")
CELL = Column("whole", 0, 99)
QUARTERS = Column("whole", 0, 80, unit="quarters")
DOMAIN = Column("name", choices=DOMAINS, meaning="the issue")
BASIS = Column("name", choices=BASES, meaning="how the value came about")
SOURCE = TEXT.says("key of a source that SOURCES.md describes")
COUNTRY = CODE._replace(refers=("countries",), meaning="the country")
POWER = CODE._replace(refers=("powers",), meaning="the power")
EITHER = CODE._replace(refers=("countries", "powers"))
ORGANISATION = TEXT.says("its id", refers=("organisations",))


def _table(key: str, rows: str, without: str = "", optional: bool = False, /, **columns: Column) -> Table:
    return Table({**columns, "source": SOURCE}, tuple(key.split()), rows, without, optional)


TABLES = {
    "countries": _table(
        "iso3", "One row for each country.",
        iso3=CODE.says("ISO 3166 code"), name=TEXT.says("name"), subregion=TEXT.says("any word for the part of the region"),
        groups=Column("list", empty=True).says("names that `countries=` understands"),
        latitude=Column("number", -90, 90).says("of the capital; south is negative", "degrees"),
        longitude=Column("number", -180, 180).says("of the capital; west is negative", "degrees"),
        tile_row=CELL.says("on a map of equal tiles, one country a tile, from 0 in the north"),
        tile_column=CELL.says("on that map, from 0 in the west"),
    ),
    "governments": _table(
        "iso3 from", "One row for each spell of whoever heads the government, one after the other without a gap.",
        iso3=COUNTRY, leader=TEXT.says("name; rows of one leader that follow one another are one period in office"),
        **{"from": FROM}, to=TO, ideology=SIGNED.says("-1 left to 1 right"), populism=SHARE.says("plays to the street"),
        sovereigntism=SHARE.says("turned inward, against commitments"),
        entry=Column("name", choices=("election", "succession", "irregular", "interim")).says("how the leader came in"),
        basis=BASIS, coding=NOTE,
    ),
    "elections": _table(
        "iso3 date kind", "One row for each election that decides who governs, past and to come.",
        iso3=COUNTRY, date=DATE.says("of the first round"),
        kind=Column("name", choices=("presidential", "parliamentary")).says("of what"),
        called=Column("name", choices=("statutory", "early"), empty=True).says(
            "`early`: before its time, so that nobody could foresee it; nothing: early if it comes more than half a year before a "
            "full term has passed", default="as if it were empty",
        ),
    ),
    "terms": _table(
        "iso3 from", "One row for each rule of terms, in force until the next.",
        iso3=COUNTRY, **{"from": DATE.says("when the rule came into force")}, term_quarters=QUARTERS.says("0: no elections", "quarters"),
        reelection=Column("name", choices=("none", "once", "unlimited", "later")).says("`later`: allowed, but not in a row"),
    ),
    "indicators": _table(
        "iso3 year variable", "One row for each country, year and variable.",
        iso3=COUNTRY, year=YEAR, variable=Column("name", choices=tuple(INDICATORS)).says("see below"),
        value=Column("number", -1e9, 1e9).says("in the unit of its variable"), basis=BASIS,
    ),
    "geography": _table(
        "a b", "One row for each pair of countries, in either order.",
        a=COUNTRY.says("one of them"), b=COUNTRY.says("the other"), distance_km=Column("number", 1, 20038).says("between the capitals", "km"),
        contiguous=Column("whole", 0, 1).says("1 with a land border, else 0"),
        rivalry_end=Column("whole", 1800, 9999, empty=True).says(
            "in which a strategic rivalry ended; 9999 while it goes on, empty if there was none", "year"
        ),
    ),
    "trade": _table(
        "exporter importer year", "One row for each flow and year, among the countries and with the powers.",
        exporter=EITHER.says("who sells"), importer=EITHER.says("who buys"), year=YEAR, exports=POSITIVE.says("what is sold in the year", "million current USD"), basis=BASIS,
    ),
    "dependence": _table(
        "iso3 power year", "One row for each country, power and year; none at all of a power that only sits and pays.",
        iso3=COUNTRY, power=POWER, year=YEAR,
        value=SHARE.says("how far the country depends on the power; 0 everywhere on a power without a row"), basis=BASIS,
    ),
    "powers": _table(
        "power", "One row for each power, at least one. The one with the highest `group_position` leads, the lowest is its rival.",
        power=CODE.says("three letters, of no country of the region"), name=TEXT.says("name"),
        term_quarters=QUARTERS.says("of an administration; 0 without elections", "quarters"),
        group_position=SIGNED.says("where it draws those who follow it"),
        work=Column("list", choices=DOMAINS, empty=True).says(
            "the issues on which its officials work with those of the region", default="none",
        ),
    ),
    "administrations": _table(
        "power from", "One row for each administration of a power, one after the other without a gap. A new term begins with a row.",
        power=POWER, leader=TEXT.says("name"), **{"from": FROM}, to=TO, ideology=SIGNED.says("-1 left to 1 right"),
        engagement=SHARE.says("resources and attention for the region"), pressure=SHARE.says("coercion"),
        reliability=SHARE.says("keeps its word"), framing=SHARE.says("how far engagement is about containing the other power"),
        willingness=SHARE.says("will at home"), basis=BASIS, coding=NOTE,
    ),
    "organisations": _table(
        "organisation", "One row for each forum that the region has, or had.",
        organisation=TEXT.says("an id"), name=TEXT.says("name"), founded=DATE.says("first day"),
        ended=DATE.says("last day, empty for one that still exists, dormant or not", empty=True),
        kind=Column("name", choices=("trade", "political", "adhoc", "technical")).says("what it is for"),
        scope=Column("list", choices=DOMAINS).says("the issues that it deals with"),
        brand_position=SIGNED.says("of its ideological brand, left to right"), brand_strength=SHARE.says("of that brand"),
        depth=SHARE.says("authority delegated by the members"),
        interval_quarters=Column("whole", 1, 80).says("between statutory meetings", "quarters"),
        rule=Column("name", choices=("consensus", "two_thirds", "majority")).says("how it decides"),
        open_to=Column("list", empty=True).says(
            "who may join: `all`, groups, subregions or codes of countries; nothing: those who were members before",
            default="open to those who were members before",
        ),
        founders=Column("list", empty=True).says(
            "whose creation it is, codes; nothing: its first members", default="its first members"
        ),
        patron=EITHER.says("who pays most; may be empty", empty=True), patron_share=SHARE.says("the part that the patron pays; 0 without one"),
        **{name: SHARE.says("share of an economic model; the three sum to 1") for name in ECONOMIC_MODELS},
        **{name: SHARE.says("share of a political model; the three sum to 1") for name in POLITICAL_MODELS},
        basis=BASIS, coding=NOTE,
    ),
    "memberships": _table(
        "organisation member from", "One row for each spell of a member. Full members sit, associates are guests, suspended ones come back.",
        organisation=ORGANISATION, member=EITHER.says("a country or a power"), **{"from": FROM}, to=TO,
        status=Column("name", choices=("full", "associate", "suspended")).says("of the member"),
    ),
    "series": _table(
        "series year quarter", "One row for each quarter, from the first start to the end of the record.",
        series=Column("name", choices=SERIES).says("which"), year=YEAR, quarter=QUARTER,
        value=Column("number", -10, 10).says("of a real price index, less its long-run mean", "logarithm"), basis=BASIS,
    ),
    "shocks": _table(
        "iso3 domain year quarter", "One row for each shock that hit a country, such as a pandemic or a great storm.",
        "no shock on record: those of a run come by chance alone",
        iso3=COUNTRY, domain=DOMAIN, year=YEAR, quarter=QUARTER, size=SHARE.says("how hard"), basis=BASIS,
    ),
    "displacement": _table(
        "origin host year", "One row for each group of displaced people and year.", "nobody on record is displaced",
        origin=CODE.says("where they come from, an ISO 3166 code; it may lie outside the region"), host=COUNTRY.says("where they are"), year=YEAR,
        persons=POSITIVE.says("at the end of the year", "thousand people"), basis=BASIS,
    ),
    "crises": _table(
        "crisis country from", "One row for each spell of a crisis that divides the region.", "no crisis on record",
        crisis=TEXT.says("an id"), country=COUNTRY.says("where it burns"), **{"from": FROM}, to=TO,
        intensity=SHARE.says("how far it divides the region, not how many suffer"), coding=NOTE,
    ),
    "domains": _table(
        "domain", "One row for each of the seven domains.",
        domain=DOMAIN, name=TEXT.says("name"), salience=SHARE.says("how much the issue matters in quiet times"),
        toxicity=SHARE.says("how easily it becomes a matter of principle"),
        deliverability=SHARE.says("what bureaucracies can deliver on their own"),
        returns=Column("number", 0.1, 3).says(
            "to scale (`Y` in odd.md): at 1 what is delivered is proportional to the share of capacity that takes part; below 1 the "
            "first to take part matter most, above 1 the last"
        ),
        publicness=SHARE.says("what outsiders get for free"), spillover=SHARE.says("how far a neighbour's shock is one's own"),
        ideology_weight=SHARE.says("of ideology against interest in a position"),
        shock_rate=SHARE.says("probability of a regional shock in a quarter"), shock_size=SHARE.says("how hard such a shock hits"),
        power_exposure=SHARE.says(
            "how far rivalry between the powers bears on the issue",
            default="technology 1, security and trade 0.5, all others 0.1 (assumed)",
        ),
        crisis=SHARE.says(
            "how far a political crisis bears on the issue", default="democracy 1, migration and security 0.5, all others 0 (coded)",
        ),
    ),
    "interests": _table(
        "iso3 domain", "One row for each country and domain.",
        iso3=COUNTRY, domain=DOMAIN,
        position=SIGNED.says("material interest, whoever governs: -1 protective, autonomist, led by the state; 1 open, aligned, led by the market"),
        basis=BASIS,
    ),
    "traditions": _table(
        "iso3", "One row for each country.", "every country has a tradition of autonomy of 0.5", True,
        iso3=COUNTRY, autonomy=SHARE.says("tradition of autonomy towards the powers, whoever governs"), basis=BASIS, coding=NOTE,
    ),
    "models": _table(
        "model domain", "One row for each economic model and domain; the seven rows of a model sum to 0.",
        "forums of every economic model work on all issues alike", True,
        model=Column("name", choices=ECONOMIC_MODELS).says("the economic model"), domain=DOMAIN,
        focus=SIGNED.says("how much more (or less) than the average issue it weighs in what a forum of that model delivers"),
    ),
    "spells": _table(
        "organisation from", "One row for each time in which a forum exists and rests.", "no forum rests at any start", True,
        organisation=ORGANISATION, status=Column("name", choices=("dormant",)).says("the only one: it does not meet"),
        **{"from": FROM}, to=TO, coding=NOTE,
    ),
    "meetings": _table(
        "organisation date", "One row for each statutory meeting that was held: no special or extraordinary ones.",
        "which quarter a forum meets in is drawn by its id", True,
        organisation=ORGANISATION, date=DATE.says("last day"),
    ),
    "ties": _table(
        "organisation member", "One row for each country and forum whose tie is known.", "ties of countries to forums are drawn", True,
        organisation=ORGANISATION, member=COUNTRY.says("the country"),
        value=Column("number", -5, 5).says("how much more readily than others it comes to the forum", "log-odds"), basis=BASIS, coding=NOTE,
    ),
}  # fmt: skip


def texts(table: str) -> list[str]:
    """The columns of a table that hold no numbers."""
    return [name for name, column in TABLES[table].columns.items() if column.kind not in ("number", "whole")]
