"""Who governs in each quarter, and when the next election is due, from the tables of governments, terms and elections."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from concertacion.sim.worlds.lookup import in_force, mean_in_office, quarter_of
from concertacion.sim.worlds.selection import Selection

NEVER = 4000  # quarters: the term of a government that faces no election (bound: no run is as long)
TERM_LIMITS = {"none": 1, "later": 1, "once": 2, "unlimited": 99}  # terms in a row (definition; 99 is a bound)
CENTRE_SINCE = "1985-01-01"  # most of the region had returned to elections (assumed)
CENTRE_UNTIL = 4 * 2012 + 3  # the last quarter from which the model was made
YEARS_OF_DOUBT = 10.0  # a country's long-run centre is its mean after adding ten years at the middle of the scale (assumed)
TOLERANCE = 2  # quarters by which the calendar of an election may precede the anniversary of the last (assumed)
LAME_DUCK = np.timedelta64(270, "D")  # an election this close to a leader's end was not won by the leader (assumed)


class Office(NamedTuple):
    """Rows of governments.csv in force (int64[quarter, country]) and, row by row, the leader's whole time in office."""

    rows: np.ndarray
    tenure: np.ndarray  # number of the leader's unbroken time in office, which may span several rows
    begins: np.ndarray  # its first day
    ends: np.ndarray  # its last day
    elected: np.ndarray  # 1 where it began with an election

    def began(self, rows: np.ndarray) -> np.ndarray:
        """The quarter in which the leader of each row took office."""
        return quarter_of(pd.Series(self.begins[rows]))


def office(selection: Selection, quarters: np.ndarray) -> Office:
    """Who is in office at the end of each quarter. Consecutive rows of one leader count as one time in office.

    Raises
    ------
    InputError
        If a country has no government in the first of the quarters.
    """
    table = selection.frames["governments"]
    rows = in_force(table, "iso3", selection.countries, quarters, selection.file("governments"))
    fresh = (table["iso3"] != table["iso3"].shift()) | (table["leader"] != table["leader"].shift())
    tenure = fresh.cumsum()
    begins = table.groupby(tenure)["from"].transform("first").to_numpy("datetime64[D]")
    ends = table.groupby(tenure)["to"].transform("last").to_numpy("datetime64[D]")
    elected = (table.groupby(tenure)["entry"].transform("first") == "election").to_numpy(float)
    return Office(rows, tenure.to_numpy(), begins, ends, elected)


def rules(selection: Selection, quarters: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Length of a term in quarters (NEVER without elections) and number of terms allowed in a row, float64[quarter, country]."""
    table = selection.frames["terms"]
    rows = in_force(table, "iso3", selection.countries, quarters, selection.file("terms"))
    lengths = table["term_quarters"].replace(0, NEVER).to_numpy(float)
    limits = table["reelection"].map(TERM_LIMITS).to_numpy(float)
    return lengths[rows], limits[rows]


def elections(selection: Selection) -> list[tuple[np.ndarray, np.ndarray]]:
    """By country, the quarters of its elections on record, sorted, and whether each was called early (1), in time (0), or the
    table does not say (NaN).
    """
    table = selection.frames["elections"]
    quarters, called = quarter_of(table["date"]), table["called"].map({"early": 1.0, "statutory": 0.0}).to_numpy(float)
    order, owners = np.argsort(quarters, kind="stable"), table["iso3"].to_numpy()
    rows = [order[owners[order] == country] for country in selection.countries]
    return [(quarters[own], called[own]) for own in rows]


def election_clock(selection: Selection, quarters: np.ndarray) -> np.ndarray:
    """Quarters to the next election that can be foreseen, float64[quarter, country], 0 in the quarter of any election."""
    terms, _ = rules(selection, quarters)
    held = office(selection, quarters)
    clock = np.empty(terms.shape)
    took_office = held.began(held.rows[0])
    for i, (recorded, early) in enumerate(elections(selection)):
        clock[:, i] = foreseen(recorded, early, int(took_office[i]), terms[:, i], quarters)
        clock[np.isin(quarters, recorded), i] = 0.0
    return clock


def foreseen(recorded: np.ndarray, early: np.ndarray, anchor: int, terms: np.ndarray, quarters: np.ndarray) -> np.ndarray:
    """Quarters from each of `quarters` to the election that the law foresees then, 0 in its quarter, float64[quarter].

    The next one on record, unless it was called early: then full terms after the last before that quarter (or after `anchor`).
    `early` says it of each (1), or says nothing (NaN): early if it comes more than `TOLERANCE` before the full term.
    """
    position = np.searchsorted(recorded, quarters)
    last = np.concatenate([[anchor], recorded])[position]
    by_rule = np.where(last < quarters, (last - quarters) % terms, terms - (quarters - last))
    wait = np.append(recorded, np.iinfo(np.int64).max)[position] - quarters.astype(float)
    called = np.append(early, np.nan)[position]
    before_time = np.where(np.isnan(called), wait < by_rule - TOLERANCE, called == 1.0)
    on_record = (position < len(recorded)) & ~before_time
    return np.where(terms >= NEVER, terms, np.where(on_record, wait, by_rule))


def pending_election(selection: Selection, held: Office) -> np.ndarray:
    """Quarters to the next election that can be foreseen, counted before the start quarter begins, float64[country].

    An election in the start quarter is still ahead, unless it brought in the leader who holds office at the end of the quarter.
    """
    now = selection.first_quarter
    terms, _ = rules(selection, np.array([now]))
    began = held.began(held.rows[0])
    clock = np.empty(len(selection.countries))
    for i, (recorded, early) in enumerate(elections(selection)):
        held_already = began[i] == now and now in recorded
        first = now + 1 if held_already else now
        clock[i] = foreseen(recorded, early, int(began[i]), terms[0, i : i + 1], np.array([first]))[0] + first - now + 1
    return clock


def terms_served(selection: Selection, held: Office) -> np.ndarray:
    """Terms in a row that the leaders in office have won, float64[country]: the first, if elected, and each re-election."""
    table = selection.frames["elections"]
    dates, before = table["date"].to_numpy("datetime64[D]"), quarter_of(table["date"]) < selection.first_quarter
    served, owners = held.elected[held.rows[0]].copy(), table["iso3"].to_numpy()
    for i, (country, row) in enumerate(zip(selection.countries, held.rows[0], strict=True)):
        won = (owners == country) & before & (dates > held.begins[row]) & (dates < held.ends[row] - LAME_DUCK)
        served[i] += won.sum()
    return served


def centre(selection: Selection, column: str, doubt: float = 0.0) -> np.ndarray:
    """Long-run level of a trait of governments, float64[country].

    The mean over time in office from 1985 (or the table's first government) to the end of 2012, or of the start quarter if that
    is later. A run that starts before 2012 thus looks ahead: a few governments say little about where a country's politics comes
    back to, and the years to 2012 are those from which the model was made. `doubt` years at zero are added for the same reason.
    """
    table, last = selection.frames["governments"], max(selection.first_quarter, CENTRE_UNTIL)
    return mean_in_office(table, "iso3", selection.countries, column, CENTRE_SINCE, last, doubt)
