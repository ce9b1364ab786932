"""A ledger from its folder: what was judged of each claim, and its effect at every point of the space."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from concertacion.analysis.claims.effects import Effects
from concertacion.analysis.claims.shares import classes
from concertacion.sim.declare import InputError

LEDGER, EFFECTS, SESSIONS = "ledger.json", "effects.parquet", "sessions.json"


class Ledger(NamedTuple):
    """What the folder of a test of claims says."""

    facts: Mapping[str, Any]  # command, hashes, sizes, thresholds
    entries: Mapping[str, Mapping[str, Any]]  # by id: the claim and its judgement, as JSON data
    table: pd.DataFrame  # effects.parquet
    sessions: tuple[Mapping[str, Any], ...]  # when it ran, for how many seconds, on how many workers

    @property
    def points(self) -> dict[str, np.ndarray]:
        """The points of the space: axis -> (points,), numbers or names of forms."""
        return {str(name): self.table[name].to_numpy() for name in self.table.columns if "." not in str(name)}

    @property
    def tested(self) -> dict[str, Mapping[str, Any]]:
        """The entries of the claims that were tested."""
        return {name: entry for name, entry in self.entries.items() if not entry["claim"]["untestable"]}


def open_ledger(folder: str | Path) -> Ledger:
    """The ledger in a folder.

    Raises
    ------
    InputError
        If there is none, or it is not finished.
    """
    folder = Path(folder)
    for name in (LEDGER, EFFECTS, SESSIONS):
        if not (folder / name).is_file():
            raise InputError(
                f"{folder}: holds no finished test of claims ({name} is missing); run experiment=claims out={folder}"
            )
    told = json.loads((folder / LEDGER).read_text(encoding="utf-8"))
    sessions = json.loads((folder / SESSIONS).read_text(encoding="utf-8"))
    return Ledger(told, told.pop("claims"), pd.read_parquet(folder / EFFECTS), tuple(sessions))


def merged(ledgers: Sequence[Ledger]) -> Ledger:
    """One ledger of several over the same points: claims of a later one take the place of those of an earlier one.

    Raises
    ------
    InputError
        If they have other seeds, points, thresholds or worlds.
    """
    first = ledgers[0]
    entries, table = dict(first.entries), first.table
    for other in ledgers[1:]:
        for fact in ("seed", "thresholds", "world", "start", "years"):
            if other.facts[fact] != first.facts[fact]:
                raise InputError(f"ledgers do not go together: {fact} is {first.facts[fact]} and {other.facts[fact]}")
        if len(other.table) != len(table):
            raise InputError(f"ledgers do not go together: they have {len(table):,} and {len(other.table):,} points")
        entries |= other.entries
        table = table.drop(columns=[name for name in table.columns if name in other.table.columns]).join(other.table)
    return first._replace(entries=entries, table=table, sessions=tuple(one for ledger in ledgers for one in ledger.sessions))


def effects_in(ledger: Ledger, claim: str) -> Effects:
    """The effects of a claim over the space, float64 (points,)."""
    return Effects(*(ledger.table[f"{claim}.{part}"].to_numpy() for part in Effects._fields))


def classes_in(ledger: Ledger, claim: str) -> np.ndarray:
    """The class of each point for a claim, text (points,)."""
    said = ledger.entries[claim]["claim"]
    return classes(effects_in(ledger, claim), said["smallest"], said["shape"])
