"""Rows that the model cannot speak of, each with the reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from concertacion.experiments.score.record import Record
from concertacion.sim.state import ACTIVE, DORMANT, FULL, TECHNICAL_FORUM
from concertacion.sim.world import World

FEWEST = 10  # meetings over all runs in which a seat is seen, for its share to be told
LONGEST = 200  # years of a run
UNKNOWN = "unknown"
RARELY = f"too few meetings in the runs (fewer than {FEWEST})"


def reasons(rows: pd.DataFrame, record: Record, start: int, world: World | None, known: int) -> pd.Series:
    """Why the model cannot speak of each row, a text; empty where it can. Without a world only the year is looked at."""
    told = pd.Series("", rows.index)

    def say(which: pd.Series | np.ndarray, reason: str) -> None:
        told[(told == "") & which] = reason

    first = max(start, int(record.rows["year"].min())) + 1
    say(rows["year"] < first, f"year before {first}: no year of the record comes before")
    say(rows["year"] >= start + LONGEST, f"year after {start + LONGEST - 1}: no run is that long")
    for name, meaning in (("host", "the host does not travel"), ("guest", "a guest has no seat")):
        if name in rows:
            say(rows[name] == 1, meaning)
    if world is None:
        return told
    for name in (column for column in record.kind.texts if column != "organisation"):
        say(~rows[name].isin(world.countries), f"country {UNKNOWN}: not in this world")
    if "organisation" in rows:
        _of_forums(rows, world, known, say)
    return told


def _of_forums(rows: pd.DataFrame, world: World, known: int, say: Callable[[Any, str], None]) -> None:
    quarter = 4 * (known + 1 - world.start) - 1
    forum = rows["organisation"].map({name: m for m, name in enumerate(world.forums)})
    say(forum.isna(), f"forum {UNKNOWN}: none of this name up to {known}")
    at = forum.fillna(0).astype(int).to_numpy()
    status = world.exogenous.forum_status[quarter][at]
    say(~np.isin(status, (ACTIVE, DORMANT)), f"forum not alive at the end of {known}")
    say(world.state.forums.kind[at] == TECHNICAL_FORUM, "forum of officials: presidents do not attend")
    if "country" in rows:
        country = rows["country"].map({name: i for i, name in enumerate(world.countries)}).fillna(0).astype(int).to_numpy()
        say(world.exogenous.link[quarter][at, country] != FULL, f"country without a seat at the end of {known}")
