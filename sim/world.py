"""A world: its countries, forums and powers, their state at the start, and the recorded series, all read from tables."""

from __future__ import annotations

import hashlib
import json
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from concertacion.sim.declare import Implausible, InputError, nearest
from concertacion.sim.inputs import Exogenous, Setting, Traits
from concertacion.sim.modes import FORUMS
from concertacion.sim.state import CHANNELS, DOMAINS, ECONOMIC_MODELS, POLITICAL_MODELS, Bilateral, State
from concertacion.sim.worlds import charters, initial, outside, relations
from concertacion.sim.worlds.columns import POSTURE
from concertacion.sim.worlds.coverage import silences
from concertacion.sim.worlds.exogenous import record_end, recorded_series
from concertacion.sim.worlds.lookup import filled, quarter_label
from concertacion.sim.worlds.overrides import Override, check_kept, edit_state, parse, share_out, steady
from concertacion.sim.worlds.selection import Selection, groups_of, select, world_folder
from concertacion.sim.worlds.tables import more, read_tables

SETTLE = 80  # quarters: twenty years (assumed; networks and faith take as long; a test shows that nothing drifts after it)


class World(NamedTuple):
    """Everything a run needs to know about a region, and the data it was built from."""

    name: str
    countries: tuple[str, ...]  # sorted ISO3
    country_names: tuple[str, ...]
    subregions: tuple[str, ...]  # one a country
    groups: dict[str, tuple[str, ...]]  # the countries of each group of countries.csv that are in this world
    tiles: tuple[tuple[int, int], ...]  # row and column on the tile map, one a country
    forums: tuple[str, ...]  # those that exist at the start, sorted; those that the run will follow into being; free slots
    forum_names: tuple[str, ...]
    powers: tuple[str, ...]  # the first leads, the second rivals
    start: int
    quarters: int
    setting: Setting
    traits: Traits
    exogenous: Exogenous
    state: State
    recorded_quarters: int  # quarters from the start that the record covers
    forums_follow: bool  # founding, membership and rest of forums follow the record while politics does
    settle: int  # quarters that are run in before the first
    record_forums: tuple[tuple[str, str, str], ...]  # (id, founded, ended or "") of the organisations on record
    silences: tuple[tuple[int, str], ...]  # (year, sentence): why politics cannot follow the user's tables beyond it
    basis: dict[str, dict[str, int]]  # rows of the chosen countries by table and basis
    digest: str


def quarter_labels(world: World) -> list[str]:
    """The quarters of a world: 2000Q1, 2000Q2, ..."""
    return [quarter_label(4 * world.start + quarter) for quarter in range(world.quarters)]


def sizes_of(selection: Selection, forums: int) -> dict[str, int]:
    """The length of every dimension of the state."""
    countries = len(selection.countries)
    return {
        "one": 1, "country": countries, "other": countries, "domain": len(DOMAINS), "forum": forums, "other_forum": forums,
        "power": len(selection.powers), "channel": len(CHANNELS), "quarter": selection.quarters, "posture": len(POSTURE),
        "economic_model": len(ECONOMIC_MODELS), "political_model": len(POLITICAL_MODELS),
    }  # fmt: skip


def first_state(
    selection: Selection, sizes: dict[str, int], setting: Setting, names: list[str], spare: int, changes: Sequence[Override]
) -> tuple[Traits, State]:
    """Traits, and the state at the start. Overrides are applied before the values that are computed from them."""
    governments, politics = initial.governments(selection, sizes), initial.politics(selection, sizes)
    leanings = initial.leanings(selection, sizes)
    edit_state(changes, "governments", selection.countries, governments, leanings, politics)
    societies, structure = initial.societies(selection, sizes), initial.structure(selection, sizes, leanings)
    standing = initial.standing(selection, sizes, governments, leanings)
    edit_state(changes, "countries", selection.countries, societies, structure, standing)
    share_out(structure.weight, [selection.countries.index(c.row) for c in changes if c[0] == "countries" and c[2] == "weight"])
    powers, administrations = outside.powers(selection, sizes), outside.administrations(selection, sizes)
    edit_state(changes, "powers", selection.powers, powers, administrations)
    steady(changes, selection.powers, powers)
    circles, issues = charters.circles(selection, sizes, names, spare), outside.issues(selection, sizes)
    state = State(
        region=outside.region(selection, sizes, issues),
        governments=governments,
        leanings=leanings,
        societies=societies,
        standing=standing,
        issues=issues,
        ties=relations.ties(sizes, setting, governments, circles),
        bilateral=filled(Bilateral, sizes),
        forums=charters.forums(selection, sizes, names, spare),
        circles=circles,
        powers=powers,
        regard=outside.regard(selection, sizes, powers),
        crises=relations.crises(selection, sizes, governments),
    )
    return Traits(politics, structure, outside.domains(selection, sizes), administrations), state


def basis_of(selection: Selection) -> dict[str, dict[str, int]]:
    """Number of rows of each table by basis (observed, carried, coded, ...); only the chosen countries, if it has countries."""
    counts = {}
    for name, frame in selection.frames.items():
        if "basis" in frame and len(frame):
            rows = frame[frame["iso3"].isin(selection.countries)] if "iso3" in frame else frame
            counts[name] = {str(basis): int(count) for basis, count in sorted(rows["basis"].value_counts().items())}
    return counts


def check_forums(changes: Sequence[Override], selection: Selection, names: list[str]) -> None:
    """Refuse overrides of organisations that do not exist at the start: they would change nothing."""
    for change in changes:
        if change.section == "organisations" and change.row not in names:
            when = quarter_label(selection.first_quarter)
            raise InputError(
                f"overrides.organisations.{change.row}: not a forum of this world in {when}; {nearest(change.row, names)}"
            )


def load_world(
    name: str = "latin_america", countries: str | Sequence[str] | None = None, start: int = 2000, years: int = 25,
    overrides: Mapping[str, Any] | None = None, folder: str | Path | None = None, spare_forums: int = 24, forums: str = "free",
    settle: int | None = None,
) -> World:  # fmt: skip
    """Load a world that comes with the package, or your own from `folder`, at a start year.

    `countries` is a group of countries.csv, a list of ISO3 codes, or None for the default group. `overrides` changes values
    (see `sim.worlds.overrides`). `spare_forums` slots are reserved for forums founded during a run. With forums="record", who
    founds, joins and leaves which forum follows the record as long as politics does. `settle` quarters are run in before the
    first (see `sim.settling`; `SETTLE` if not given, 0: the start is as the tables say).

    Raises
    ------
    InputError
        In one sentence: a table is broken, the tables do not cover the choice, or an override names nothing in this world.

    Warns
    -----
    Implausible
        If values in the user's tables can hardly be right.
    """
    if isinstance(spare_forums, bool) or not isinstance(spare_forums, int) or not 0 <= spare_forums <= 99:
        raise InputError(f"spare_forums={spare_forums!r}: expected a whole number in [0, 99]")
    if forums not in FORUMS:
        raise InputError(f"forums={forums}: there is no such choice; {nearest(str(forums), FORUMS)}")
    quiet = SETTLE if settle is None else settle
    if isinstance(quiet, bool) or not isinstance(quiet, int) or not 0 <= quiet <= 400:
        raise InputError(f"settle={settle!r}: expected a whole number of quarters in [0, 400]")
    changes = parse(overrides)
    tables = read_tables(world_folder(name, folder), changes, trusted=folder is None)
    if tables.doubts:
        first = tables.sentence(*tables.doubts[0]) + more(len(tables.doubts) - 1, Path(str(folder)))
        warnings.warn(first, Implausible, stacklevel=2)
    selection = select(tables, countries, start, years)
    names = charters.alive(selection) + (charters.yet_to_come(selection) if forums == "record" else [])
    check_forums(changes, selection, names)
    if quiet:
        check_kept(changes)
    slots = names + charters.spare_names(spare_forums)
    sizes = sizes_of(selection, len(slots))
    setting = relations.setting(
        selection, sizes, np.array([charters.forum_key(slot) for slot in slots]), charters.open_to(selection, slots)
    )
    rows = tables.frames["countries"].set_index("iso3").loc[list(selection.countries)]
    titles = list(charters.rows_of(selection, names)["name"])
    choices = [tables.digest, selection.countries, start, years, spare_forums, forums, quiet, sorted(map(str, changes))]
    quarters = np.arange(selection.quarters) + selection.first_quarter
    traits, state = first_state(selection, sizes, setting, names, spare_forums, changes)
    return World(
        name=name if folder is None else tables.label,
        countries=selection.countries,
        country_names=tuple(rows["name"]),
        subregions=tuple(rows["subregion"]),
        groups={name: tuple(codes) for name, codes in groups_of(rows.reset_index()).items()},
        tiles=tuple(zip(rows["tile_row"].astype(int).tolist(), rows["tile_column"].astype(int).tolist(), strict=True)),
        forums=tuple(slots),
        forum_names=tuple(titles + [f"New forum {number}" for number in range(1, spare_forums + 1)]),
        powers=selection.powers,
        start=start,
        quarters=selection.quarters,
        setting=setting,
        traits=traits,
        exogenous=recorded_series(selection, sizes, charters.on_record(selection, slots, quarters)),
        state=state,
        recorded_quarters=max(0, record_end(selection) - selection.first_quarter + 1),
        forums_follow=forums == "record",
        settle=quiet,
        record_forums=charters.record_forums(selection),
        silences=() if folder is None else tuple(silences(tables.frames, selection.countries, selection.powers, start)),
        basis=basis_of(selection),
        digest=hashlib.sha256(json.dumps(choices).encode()).hexdigest(),
    )
