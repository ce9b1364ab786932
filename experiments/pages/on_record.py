"""Where the pages hold the model against the record: the thirty-three states, its years, and the meetings that it saw."""

from __future__ import annotations

import pandas as pd

from concertacion.analysis.observation import TRAVELLERS
from concertacion.sim.world import World, load_world
from concertacion.sim.worlds.selection import DATA

FIRST, LAST = 1995, 2012  # outcomes on record after 2012 are for others to test the model on
TABLES, COUNTRIES = "latin_america", "celac_33"
MINISTERS = ("LAIA",)  # forums whose meetings are of ministers: presidents' travel never shows them
LEFT_OUT = (*MINISTERS, "EU_LAC")  # the last begins outside the region, and is not in the record's sample
ATTENDANCE = DATA / TABLES / "observed" / "attendance.csv"


def thirty_three(start: int, last: int = LAST, forums: str = "free") -> World:
    """The thirty-three states from the beginning of a year to the end of another."""
    return load_world(TABLES, countries=COUNTRIES, start=start, years=last + 1 - start, forums=forums)


def meetings_on_record() -> pd.DataFrame:
    """The meetings to which three or more of the observed presidents travelled as members: year, organisation, event."""
    seats = pd.read_csv(ATTENDANCE)
    came = seats[(seats["host"] == 0) & (seats["guest"] == 0)].groupby(["year", "organisation", "event"])["attended"].sum()
    return came[came >= TRAVELLERS].index.to_frame(index=False)
