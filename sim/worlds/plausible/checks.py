"""Every check of what is implausible, in one list.

A check compares a row with the rest of the tables, by medians where one wrong row must not hide itself. What cannot be meant is
refused; the rest is a warning. The worlds that come with the package give none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from concertacion.sim.spreadsheet import Fault
from concertacion.sim.worlds.columns import TABLES
from concertacion.sim.worlds.consistency import Frames, outside
from concertacion.sim.worlds.plausible import economy, places, times
from concertacion.sim.worlds.plausible.times import LATE, SOON


class Check(NamedTuple):
    """One check: the table whose rows it names, the tables it reads, whether it refuses, what it finds, and how."""

    table: str
    reads: tuple[str, ...]
    refuses: bool
    finds: str
    find: Callable[[Frames], Iterator[Fault]]


DATED = [name for name, table in TABLES.items() if times.dated(table)]
CHECKS = (
    Check("indicators", ("indicators",), True, "GDP a head below 30 or above 400,000 USD", economy.impossible_income),
    Check("indicators", ("indicators",), False, "GDP a head 40 times the median country's, or 1/40", economy.unusual_income),
    Check("indicators", ("indicators",), False, "GDP that changes six-fold in a year, or population by half", economy.jumps),
    Check("indicators", ("indicators",), False, "growth that looks like a share instead of per cent", economy.fractions),
    Check("indicators", ("indicators",), False, "fewer years than others have", times.holes("indicators", "variable")),
    Check("indicators", ("indicators",), False, "homicide, openness or inequality as in no country", economy.unusual),
    Check("dependence", ("dependence",), False, "fewer years than others have", times.holes("dependence", "power")),
    Check("countries", ("countries", "geography"), False, "coordinates that do not fit the distances", places.wrong_places),
    Check("geography", ("countries", "geography"), False, "a distance that does not fit the coordinates", places.wrong_distances),
    Check("trade", ("countries", "indicators", "trade"), False, "no trade at all, or a country without any", economy.no_trade),
    Check("trade", ("indicators", "trade"), False, "trade far above or below openness times GDP", economy.strange_trade),
    Check("trade", ("countries", "trade"), False, "many flows, or many of their years, left out", times.trade_holes),
    Check("crises", ("crises",), False, "two crises of one country over the same time", times.same_crises),
    Check("displacement", ("countries", "displacement"), False, "an origin that is no country", places.strange_codes),
    Check("displacement", ("displacement",), False, "people displaced within their country", places.displaced_at_home),
    Check("displacement", ("displacement", "indicators"), False, "more people than the country has", economy.too_many_displaced),
    Check("terms", ("terms",), False, "a term below two years", times.short_terms("terms", "iso3")),
    Check("powers", ("powers",), False, "a term below two years", times.short_terms("powers", "power")),
    Check(
        "organisations", ("countries", "indicators", "memberships", "organisations"), False,
        "fewer than two full members in every year in which a run may start", times.without_members,
    ),
    Check("memberships", ("memberships", "organisations"), False, "members when there is no organisation", times.outside_life),
    Check("elections", ("elections", "terms"), False, "two elections further apart than two terms", times.missing_elections),
    *(Check(name, (name, "series"), False, "dates 9 to 30 years too late", times.beyond(name, SOON, LATE)) for name in DATED),
    *(Check(name, (name, "series"), True, "dates over 30 years too late", times.beyond(name, LATE)) for name in DATED),
)  # fmt: skip


def implausible(frames: Frames, only_refused: bool = False) -> Iterator[tuple[str, Fault, bool]]:
    """(table, fault, refused) of all checks, or those that refuse, whose tables are there, and hold something; an indicator out
    of its range is refused already, and not there for them.
    """
    if "indicators" in frames:
        table = frames["indicators"]
        frames = {**frames, "indicators": table.assign(value=table["value"].mask(outside(table)))}
    for check in CHECKS:
        if (check.refuses or not only_refused) and all(name in frames and len(frames[name]) for name in check.reads):
            yield from ((check.table, fault, check.refuses) for fault in check.find(frames))
