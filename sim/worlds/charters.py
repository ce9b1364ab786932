"""Forums at the start: the organisations that exist then, their members, and free slots for new forums."""

from __future__ import annotations

import zlib
from typing import Any

import numpy as np
import pandas as pd

from concertacion.sim.state import ACTIVE, DOMAINS, ECONOMIC_MODELS, FULL, POLITICAL_MODELS, UNUSED, Circles, Forums
from concertacion.sim.worlds.lookup import filled, grid, quarter_of
from concertacion.sim.worlds.selection import Selection

KINDS = ("trade", "political", "adhoc", "technical")  # in the order of the codes of `state`
VITALITY, SPARE_INTERVAL = 0.7, 4.0  # at the start (assumed)
THRESHOLDS = {"consensus": 1.0, "two_thirds": 2.0 / 3.0, "majority": 0.5 + 1e-9}  # share of those present that must consent
STANDING_PLEDGES = 0.3  # commitments in force, and carried out, by members of old forums in every domain of their scope (assumed)


def forum_key(name: str) -> int:
    """A stable 31-bit key of a forum's id."""
    return zlib.crc32(name.encode()) & 0x7FFFFFFF


def spare_names(count: int) -> list[str]:
    """NEW_01, NEW_02, ..."""
    return [f"NEW_{number:02d}" for number in range(1, count + 1)]


def alive(selection: Selection) -> list[str]:
    """Organisations at the end of the start quarter with two or more full members among the chosen countries, sorted."""
    now, table = selection.first_quarter, selection.frames["organisations"]
    exist = table[(quarter_of(table["founded"]) <= now) & (quarter_of(table["ended"]) > now)]["organisation"]
    sitting = members_now(selection)
    count = sitting[sitting["member"].isin(selection.countries)].groupby("organisation")["member"].nunique()
    return sorted(name for name in exist if count.get(name, 0) >= 2)


def members_now(selection: Selection) -> pd.DataFrame:
    """Rows of memberships.csv of full members at the end of the start quarter. Associates and suspended members do not count."""
    now, table = selection.first_quarter, selection.frames["memberships"]
    sits = (table["status"] == "full") & (quarter_of(table["from"]) <= now) & (quarter_of(table["to"]) > now)
    return table[sits].assign(sits=1.0)


def members(selection: Selection, slots: list[str]) -> np.ndarray:
    """Full members at the end of the start quarter, float64[forum, country], 0 or 1."""
    return grid(members_now(selection), {"organisation": slots, "member": selection.countries}, "sits", fill=0.0)


def rows_of(selection: Selection, names: list[str]) -> pd.DataFrame:
    """The rows of organisations.csv with these names, in the order of the names."""
    return selection.frames["organisations"].set_index("organisation").loc[names]


def forums(selection: Selection, sizes: dict[str, int], names: list[str], spare: int) -> Forums:
    """Forum slots. A forum's key sets the quarter of its statutory meetings, so that forums do not all meet at once."""
    table, used = rows_of(selection, names), len(names)
    interval = np.append(table["interval_quarters"].to_numpy(float), np.full(spare, SPARE_INTERVAL))
    keys = np.array([forum_key(name) for name in names + spare_names(spare)])
    patron = np.array([selection.countries.index(code) if code in selection.countries else -1 for code in table["patron"]])
    slots: dict[str, Any] = {
        "status": np.full(used, ACTIVE), "kind": np.array([KINDS.index(kind) for kind in table["kind"]]),
        "depth": table["depth"], "vitality": np.full(used, VITALITY), "brand_position": table["brand_position"],
        "brand_strength": table["brand_strength"], "countdown": 1 + keys[:used] % interval[:used],
        "threshold": table["rule"].map(THRESHOLDS), "patron_share": np.where(patron >= 0, table["patron_share"], 0.0),
    }  # fmt: skip
    padded = {name: np.append(np.asarray(values, float), np.full(spare, float(UNUSED))) for name, values in slots.items()}
    return filled(Forums, sizes, interval=interval, patron=np.append(patron, np.full(spare, -1)), **padded)


def circles(selection: Selection, sizes: dict[str, int], names: list[str], spare: int) -> Circles:
    """Members, seats of powers, scope and models of the slots. Free slots have no members, and all models in equal shares."""
    table, sitting, slots = rows_of(selection, names), members_now(selection), names + spare_names(spare)
    scope = np.array([[domain in cell.split(";") for domain in DOMAINS] for cell in table["scope"]]).reshape(-1, len(DOMAINS))
    equal = np.full((spare, 3), 1.0 / 3.0)

    def shares(models: tuple[str, ...]) -> np.ndarray:
        values = table[list(models)].to_numpy(float)
        return np.vstack([values / values.sum(axis=1, keepdims=True), equal])

    scope_of_slots = np.vstack([scope, np.zeros((spare, len(DOMAINS)))])
    seated = members(selection, slots)
    promises = STANDING_PLEDGES * scope_of_slots[:, :, None] * seated[:, None, :]
    return filled(
        Circles, sizes, members=seated, link=FULL * seated, pledged=promises, implemented=promises,
        seats=grid(sitting, {"organisation": slots, "member": selection.powers}, "sits", fill=0.0),
        scope=scope_of_slots, economic_model=shares(ECONOMIC_MODELS),
        political_model=shares(POLITICAL_MODELS),
    )  # fmt: skip


def record_forums(selection: Selection) -> tuple[tuple[str, str, str], ...]:
    """(id, founded, ended or "") of every organisation on record that two or more chosen countries ever joined."""
    table, joined = selection.frames["organisations"], selection.frames["memberships"]
    joined = joined[(joined["status"] == "full") & joined["member"].isin(selection.countries)]
    count = joined.groupby("organisation")["member"].nunique()
    return tuple(
        (name, f"{founded:%Y-%m-%d}", "" if ended.year == 9999 else f"{ended:%Y-%m-%d}")
        for name, founded, ended in zip(table["organisation"], table["founded"], table["ended"], strict=True)
        if count.get(name, 0) >= 2
    )
