"""One ledger of several: claims that were tested in other folders, judged as if they had been tested in one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from concertacion.analysis.claims.bar import bar_of, decided, decided_at
from concertacion.analysis.claims.ledger import Entry, Frozen, Ledger
from concertacion.analysis.claims.thresholds import Thresholds
from concertacion.sim.declare import InputError

GO_TOGETHER = ("seed", "sizes", "thresholds", "world", "start", "years", "weights")  # what merged ledgers have in common


def merged(ledgers: Sequence[Ledger]) -> Ledger:
    """One ledger of several over the same points: claims of a later one replace those of an earlier one.

    Claims mended and frozen anew stand beside others if each ledger ran on its own frozen state; claims that were not frozen
    stand beside a ledger of the same state.

    Raises
    ------
    InputError
        If they have other seeds, sizes, points, thresholds or worlds, or ran on other states of which one did not hold.
    """
    first, *others = ledgers
    if not others:
        return first
    entries, table, weighted = dict(first.entries), first.table, first.weighted
    states = dict.fromkeys(first.provenance.freeze.states)
    for other in others:
        for name in GO_TOGETHER:
            _same(name, getattr(first.provenance, name), getattr(other.provenance, name))
        held = first.provenance.freeze.holds and other.provenance.freeze.holds
        if not held and not {*other.provenance.freeze.states} <= {*states}:
            _same("the frozen state", *(one.provenance.freeze.sha256[:12] or "none" for one in (first, other)))
        states |= dict.fromkeys(other.provenance.freeze.states)
        entries |= other.entries
        table = _joined(table, other.table)
        weighted = None if weighted is None or other.weighted is None else _joined(weighted, other.weighted)
    changed = dict.fromkeys(name for one in ledgers for name in one.provenance.freeze.changed)
    return first._replace(
        provenance=first.provenance._replace(freeze=Frozen(", ".join(states), tuple(changed))),
        entries=decided_together(entries, first.provenance.thresholds),
        table=table,
        sessions=tuple(one for ledger in ledgers for one in ledger.sessions),
        weighted=weighted,
    )


def decided_together(entries: Mapping[str, Entry], thresholds: Thresholds) -> dict[str, Entry]:
    """Entries by the excess that chance reaches over all of them, over the space and at weighted points."""
    tested = [entry for entry in entries.values() if entry.judgement.scales]
    bar = bar_of((entry.judgement.main for entry in tested), thresholds)
    beside = bar_of((entry.weighed.at for entry in tested if entry.weighed), thresholds)
    return {
        name: entry._replace(
            judgement=decided(entry.judgement, bar, thresholds),
            weighed=entry.weighed and entry.weighed._replace(at=decided_at(entry.weighed.at, beside, thresholds)),
        )
        for name, entry in entries.items()
    }


def _same(what: str, one: object, another: object) -> None:
    if one != another:
        raise InputError(f"ledgers do not go together: {what} is {one} and {another}")


def _joined(table: pd.DataFrame, other: pd.DataFrame) -> pd.DataFrame:
    """Two tables of the same points, with the columns of the later one where both have them; others are refused."""
    axes = [name for name in table.columns if "." not in str(name)]
    if not table[axes].equals(other.reindex(columns=axes)):
        raise InputError(f"ledgers do not go together: their {len(table):,} and {len(other):,} points are not the same")
    return table.drop(columns=[name for name in table.columns if name in other.columns]).join(other)
