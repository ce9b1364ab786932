"""The four tables that can be scored, each declared once: columns, what is predicted, what is alike and drawn together."""

from __future__ import annotations

from typing import NamedTuple


class Kind(NamedTuple):
    """A table of a record. A count is predicted for each row; in a table of 0 and 1 it is a single seat."""

    name: str  # of the table, and of its file in the record of a world
    keys: tuple[str, ...]  # the columns that name a row
    outcomes: tuple[str, ...]  # the columns that are predicted
    groups: tuple[tuple[str, ...], ...]  # groups of rows that are alike, the wider first
    event: tuple[str, ...]  # rows that are drawn together by the bootstrap
    events: str  # their name
    binary: bool = False
    optional: tuple[str, ...] = ()  # 0/1: a row with 1 is no seat that can be scored

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that the table must have, in their usual order."""
        return (*self.keys, *self.outcomes)

    @property
    def texts(self) -> tuple[str, ...]:
        """The columns that hold names."""
        return tuple(name for name in self.keys if name != "year")

    @property
    def repeats(self) -> bool:
        """Whether a key may stand in several rows: a forum may meet twice a year."""
        return self.binary


FORUM, PAIR, COUNTRY = ("organisation",), ("visitor", "visited"), ("country",)
KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            "attendance", ("organisation", "year", "country"), ("attended",), (FORUM, ("organisation", "country")),
            ("organisation", "year"), "meetings of a forum in a year", True, ("host", "guest"),
        ),
        Kind("meetings", ("organisation", "year"), ("meetings",), (FORUM,), ("organisation", "year"), "forums and years"),
        Kind("visits", ("visitor", "visited", "year"), ("visits",), (PAIR,), PAIR, "pairs"),
        Kind("travel", ("country", "year"), ("sent", "received"), (COUNTRY,), COUNTRY, "countries"),
    )
}  # fmt: skip
