"""Statutory meetings on record: when forums that begin a run meet next, and when those that follow the record do."""

from __future__ import annotations

import numpy as np
import pandas as pd

from concertacion.sim.worlds.lookup import quarter_of
from concertacion.sim.worlds.selection import Selection

FAR = 4000.0  # quarters: no such meeting is on record
NO_QUARTERS = np.empty(0, np.int64)


def met(selection: Selection) -> dict[str, np.ndarray]:
    """The quarters in which each forum had a statutory meeting on record, int64, sorted; without those that had none."""
    table = selection.frames["meetings"]
    quarters = pd.Series(quarter_of(table["date"])).groupby(table["organisation"].to_numpy()).unique()
    return {str(name): np.sort(own) for name, own in quarters.items()}


def first_countdown(selection: Selection, names: list[str], interval: np.ndarray, drawn: np.ndarray) -> np.ndarray:
    """Quarters to the next statutory meeting, float64[forum], counted before the start quarter begins, 1 in that quarter:

    an interval after the last one on record before the start, or now if that has just passed. Where another interval has gone by
    since, the record has ended, and the calendar goes on from its last date. `drawn` where no meeting is on record.
    """
    now, countdown, recorded = selection.first_quarter, np.array(drawn, float), met(selection)
    for m, name in enumerate(names):
        past = recorded.get(name, NO_QUARTERS)
        past = past[past < now]
        if len(past):
            overdue = now - past[-1] - interval[m]
            countdown[m] = 1.0 if 0.0 <= overdue < interval[m] else 1.0 + (-overdue) % interval[m]
    return countdown


def around(selection: Selection, slots: list[str], quarters: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Statutory meetings on record around each quarter, counted from the start, float64[quarter, forum]: the last one up to its
    end, `-FAR` without any, and the first one after it, `FAR` without any.
    """
    last, following = np.full((len(quarters), len(slots)), -FAR), np.full((len(quarters), len(slots)), FAR)
    held = met(selection)
    for m, name in enumerate(slots):
        recorded = held.get(name, NO_QUARTERS)
        before = np.searchsorted(recorded, quarters, side="right")
        seen, ahead = before > 0, before < len(recorded)
        last[seen, m] = recorded[before[seen] - 1] - quarters[0]
        following[ahead, m] = recorded[before[ahead]] - quarters[0]
    return last, following
