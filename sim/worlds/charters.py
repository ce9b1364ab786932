"""Forums at the start: the organisations that exist then, their members, and free slots for new forums."""

from __future__ import annotations

import zlib
from typing import Any

import numpy as np
import pandas as pd

from concertacion.sim.state import (
    ACTIVE,
    DEAD,
    DOMAINS,
    DORMANT,
    ECONOMIC_MODELS,
    FULL,
    MEMBERSHIP,
    POLITICAL_MODELS,
    UNUSED,
    Circles,
    Forums,
)
from concertacion.sim.worlds.exogenous import record_end
from concertacion.sim.worlds.lookup import filled, grid, quarter_of
from concertacion.sim.worlds.selection import Selection, named, sets_of
from concertacion.sim.worlds.statutory import around, first_countdown

KINDS = ("trade", "political", "adhoc", "technical")  # in the order of the codes of `state`
VITALITY, SPARE_INTERVAL = 0.7, 4.0  # at the start (assumed)
THRESHOLDS = {"consensus": 1.0, "two_thirds": 2.0 / 3.0, "majority": 0.5 + 1e-9}  # share of those present to consent (definition)
STANDING_PLEDGES = 0.3  # commitments in force, and carried out, by members of old forums in every domain of their scope (assumed)


def forum_key(name: str) -> int:
    """A stable 31-bit key of a forum's id."""
    return zlib.crc32(name.encode()) & 0x7FFFFFFF


def spare_names(count: int) -> list[str]:
    """NEW_01, NEW_02, ..."""
    return [f"NEW_{number:02d}" for number in range(1, count + 1)]


def linked(selection: Selection, quarters: np.ndarray) -> pd.DataFrame:
    """Spells of memberships.csv of countries and powers, with the quarters in which they begin and end."""
    table = selection.frames["memberships"]
    return table.assign(begins=quarter_of(table["from"]), ends=quarter_of(table["to"]))[
        (quarter_of(table["from"]) <= quarters[-1]) & (quarter_of(table["to"]) > quarters[0])
    ]


def members_now(selection: Selection) -> pd.DataFrame:
    """Spells in force at the end of the start quarter, of whatever status."""
    now = np.array([selection.first_quarter])
    return linked(selection, now).assign(sits=1.0)


def joined(selection: Selection, spells: pd.DataFrame) -> pd.Series:
    """How many of the chosen countries are linked in full to each organisation in these spells; who is suspended comes back."""
    full = spells[spells["status"].isin(("full", "suspended")) & spells["member"].isin(selection.countries)]
    return full.groupby("organisation")["member"].nunique()


def alive(selection: Selection) -> list[str]:
    """Organisations at the end of the start quarter with two or more members among the chosen countries, sorted."""
    now, table = selection.first_quarter, selection.frames["organisations"]
    exist = table[(quarter_of(table["founded"]) <= now) & (quarter_of(table["ended"]) > now)]["organisation"]
    count = joined(selection, members_now(selection))
    return sorted(name for name in exist if count.get(name, 0) >= 2)


def yet_to_come(selection: Selection) -> list[str]:
    """Organisations founded on record later in the run, with two or more members among the chosen countries, sorted."""
    quarters, table = np.arange(selection.quarters) + selection.first_quarter, selection.frames["organisations"]
    founded = quarter_of(table["founded"])
    begin = table[(founded > quarters[0]) & (founded <= quarters[-1])]["organisation"]
    count = joined(selection, linked(selection, quarters))
    return sorted(name for name in begin if count.get(name, 0) >= 2)


def links(selection: Selection, slots: list[str], quarters: np.ndarray) -> np.ndarray:
    """How each country is linked to each forum at the end of each quarter, float64[quarter, forum, country], as `MEMBERSHIP`."""
    held = np.zeros((len(quarters), len(slots), len(selection.countries)))
    places, codes = {name: m for m, name in enumerate(slots)}, {code: i for i, code in enumerate(selection.countries)}
    spells = linked(selection, quarters)
    columns = (spells[name] for name in ("organisation", "member", "begins", "ends", "status"))
    for forum, member, begins, ends, status in zip(*columns, strict=True):
        if forum in places and member in codes:
            span = (quarters >= begins) & (quarters < ends)
            held[span, places[forum], codes[member]] = float(MEMBERSHIP.index(status))
    return held


def suspensions(selection: Selection, slots: list[str]) -> np.ndarray:
    """Quarters of suspension left before the start quarter, which takes one off, float64[forum, country]; one without an end
    lasts as long as the record.
    """
    table = members_now(selection)
    table = table[table["status"] == "suspended"]
    ends = np.minimum(table["ends"], np.maximum(record_end(selection), selection.first_quarter) + 1)
    left = table.assign(left=ends - selection.first_quarter + 1)
    return grid(left, {"organisation": slots, "member": selection.countries}, "left", fill=0.0)


def founders(selection: Selection, slots: list[str]) -> np.ndarray:
    """Who is among the founders, float64[forum, country]: those named, else the full members of the first quarter."""
    table, spells = selection.frames["organisations"], selection.frames["memberships"]
    made, full = np.zeros((len(slots), len(selection.countries))), spells[spells["status"] == "full"]
    owners, members, begins = full["organisation"].to_numpy(), full["member"].to_numpy(), quarter_of(full["from"])
    for name, founded, cell in zip(table["organisation"], quarter_of(table["founded"]), table["founders"], strict=True):
        if name in slots:
            named_ones = cell.split(";") if cell else members[(owners == name) & (begins <= founded)].tolist()
            made[slots.index(name)] = np.isin(selection.countries, named_ones)
    return made


def former_members(selection: Selection, slots: list[str]) -> np.ndarray:
    """Who was a full member before the start and is none now, float64[forum, country]."""
    spells = selection.frames["memberships"]
    full = spells[spells["status"] != "associate"]
    left = full[quarter_of(full["to"]) <= selection.first_quarter].assign(was=1.0).drop_duplicates(["organisation", "member"])
    was = grid(left, {"organisation": slots, "member": selection.countries}, "was", fill=0.0)
    return was * (links(selection, slots, np.array([selection.first_quarter]))[0] < FULL)


def open_to(selection: Selection, slots: list[str]) -> np.ndarray:
    """Who may join, float64[forum, country]: those to whom the forum is open, and who was a member by the start."""
    table, spells = selection.frames["organisations"], selection.frames["memberships"]
    past = spells[(spells["status"] != "associate") & (quarter_of(spells["from"]) <= selection.first_quarter)].assign(was=1.0)
    past = past.drop_duplicates(["organisation", "member"])
    may = grid(past, {"organisation": slots, "member": selection.countries}, "was", fill=0.0)
    sets = sets_of(selection.frames["countries"])
    for name, cell in zip(table["organisation"], table["open_to"], strict=True):
        if name in slots:
            invited = np.isin(selection.countries, list(named(cell, sets)))
            may[slots.index(name)] = np.maximum(may[slots.index(name)], invited)
    return may


def statuses(selection: Selection, slots: list[str], quarters: np.ndarray) -> np.ndarray:
    """The status of each forum at the end of each quarter, float64[quarter, forum]; free slots are unused."""
    table, rests = selection.frames["organisations"], selection.frames["spells"]
    status, owners = np.full((len(quarters), len(slots)), float(UNUSED)), rests["organisation"].to_numpy()
    spans = np.column_stack([quarter_of(rests["from"]), quarter_of(rests["to"])])
    for name, begins, ends in zip(table["organisation"], quarter_of(table["founded"]), quarter_of(table["ended"]), strict=True):
        if name in slots:
            column = status[:, slots.index(name)]
            column[quarters >= begins] = ACTIVE
            for first, last in spans[owners == name]:
                column[(quarters >= first) & (quarters < last)] = DORMANT
            column[quarters >= ends] = DEAD
    return status


def on_record(selection: Selection, slots: list[str], quarters: np.ndarray) -> dict[str, np.ndarray]:
    """The recorded series of forums, under their names in `Exogenous`."""
    last, following = around(selection, slots, quarters)
    status, link = statuses(selection, slots, quarters), links(selection, slots, quarters)
    return {"forum_status": status, "link": link, "last_meeting": last, "next_meeting": following}


def rows_of(selection: Selection, names: list[str]) -> pd.DataFrame:
    """The rows of organisations.csv with these names, in the order of the names."""
    return selection.frames["organisations"].set_index("organisation").loc[names]


def forums(selection: Selection, sizes: dict[str, int], names: list[str], spare: int) -> Forums:
    """Forum slots. Where no meeting is on record, a forum's key sets the quarter of its statutory meetings, so that forums do not
    all meet at once.

    Slots of forums that are yet to come hold what their charters will say.
    """
    table, used, now = rows_of(selection, names), len(names), selection.first_quarter
    interval = np.append(table["interval_quarters"].to_numpy(float), np.full(spare, SPARE_INTERVAL))
    keys = np.array([forum_key(name) for name in names + spare_names(spare)])
    by_key = 1 + keys[:used] % interval[:used]
    payers = [*selection.countries, *selection.powers]
    patron = np.array([payers.index(code) if code in payers else -1 for code in table["patron"]])
    slots: dict[str, Any] = {
        "status": statuses(selection, names, np.array([now]))[0], "kind": np.array([KINDS.index(kind) for kind in table["kind"]]),
        "depth": table["depth"], "vitality": np.full(used, VITALITY), "brand_position": table["brand_position"],
        "brand_strength": table["brand_strength"], "countdown": first_countdown(selection, names, interval, by_key),
        "threshold": table["rule"].map(THRESHOLDS), "patron_share": np.where(patron >= 0, table["patron_share"], 0.0),
        "dormant_for": resting_for(selection, names),
    }  # fmt: skip
    padded = {name: np.append(np.asarray(values, float), np.full(spare, float(UNUSED))) for name, values in slots.items()}
    return filled(Forums, sizes, interval=interval, patron=np.append(patron, np.full(spare, -1)), **padded)


def resting_for(selection: Selection, names: list[str]) -> np.ndarray:
    """Quarters for which each forum has rested at the start, float64[forum]; 0 where it does not."""
    table, now = selection.frames["spells"], selection.first_quarter
    rests = table[(quarter_of(table["from"]) <= now) & (quarter_of(table["to"]) > now)]
    since = dict(zip(rests["organisation"], now - quarter_of(rests["from"]), strict=True))
    return np.array([float(since.get(name, 0)) for name in names])


def circles(selection: Selection, sizes: dict[str, int], names: list[str], spare: int) -> Circles:
    """Members, seats of powers, scope and models of the slots. Free slots have no members, and all models in equal shares.

    Equal shares are assumed.
    """
    table, slots, now = rows_of(selection, names), names + spare_names(spare), np.array([selection.first_quarter])
    scope = np.array([[domain in cell.split(";") for domain in DOMAINS] for cell in table["scope"]]).reshape(-1, len(DOMAINS))
    equal = np.full((spare, 3), 1.0 / 3.0)

    def shares(models: tuple[str, ...]) -> np.ndarray:
        values = table[list(models)].to_numpy(float)
        return np.vstack([values / values.sum(axis=1, keepdims=True), equal])

    scope_of_slots = np.vstack([scope, np.zeros((spare, len(DOMAINS)))])
    recorded, away = links(selection, slots, now)[0], suspensions(selection, slots)
    seated = (recorded == FULL) & (away == 0.0)
    promises = STANDING_PLEDGES * scope_of_slots[:, :, None] * seated[:, None, :]
    return filled(
        Circles, sizes, members=seated, link=np.minimum(recorded, FULL), suspended=away, founder=founders(selection, slots),
        former=former_members(selection, slots),
        pledged=promises, implemented=promises, seats=seats(selection, slots), tie=known_ties(selection, slots),
        scope=scope_of_slots, economic_model=shares(ECONOMIC_MODELS), political_model=shares(POLITICAL_MODELS),
    )  # fmt: skip


def seats(selection: Selection, slots: list[str]) -> np.ndarray:
    """Powers that are members at the start or, of a forum yet to come, when it begins, float64[forum, power]."""
    table, spells = selection.frames["organisations"], selection.frames["memberships"]
    begins = dict(zip(table["organisation"], quarter_of(table["founded"]), strict=True))
    when = np.maximum(spells["organisation"].map(begins).to_numpy(), selection.first_quarter)
    sits = (spells["status"] == "full") & (quarter_of(spells["from"]) <= when) & (quarter_of(spells["to"]) > when)
    return grid(spells[sits].assign(sits=1.0), {"organisation": slots, "member": selection.powers}, "sits", fill=0.0)


def known_ties(selection: Selection, slots: list[str]) -> np.ndarray:
    """Ties that the tables give, float64[forum, country], 0 where they are drawn. One that is given as 0 is next to nothing."""
    table = selection.frames["ties"]
    given = table.assign(value=table["value"].where(table["value"] != 0.0, 1e-12))
    return grid(given, {"organisation": slots, "member": selection.countries}, "value", fill=0.0)


def record_forums(selection: Selection) -> tuple[tuple[str, str, str], ...]:
    """(id, founded, ended or "") of every organisation on record that two or more chosen countries ever joined."""
    table, count = selection.frames["organisations"], joined(selection, selection.frames["memberships"])
    return tuple(
        (name, f"{founded:%Y-%m-%d}", "" if ended.year == 9999 else f"{ended:%Y-%m-%d}")
        for name, founded, ended in zip(table["organisation"], table["founded"], table["ended"], strict=True)
        if count.get(name, 0) >= 2
    )
