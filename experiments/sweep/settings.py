"""What a sweep was asked to do: its own settings, checked value by value."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from concertacion.experiments.settings import choice, text, whole
from concertacion.experiments.sweep.design import DESIGNS, Design
from concertacion.sim.declare import InputError, nearest

LUCKS = ("common", "independent")
MOST_POINTS, MOST_RUNS = 2**24, 2**31  # beyond any use, and well within what numbers of runs and rows can count


class Asked(NamedTuple):
    """The checked settings of a sweep. What `over`, `fixed` and the table say is read when the axes are made; where it runs is
    `experiments.chunks.executors.where_of`.
    """

    design: Design
    table: Path | None
    over: Any
    fixed: Any
    luck: str
    outcomes: tuple[str, ...]
    trajectories: tuple[str, ...]
    limit: int
    quiet: bool


def asked_of(own: dict[str, Any]) -> Asked:
    """The settings of a sweep in those of its kind (`Settings.own`).

    Raises
    ------
    InputError
        If a value has the wrong type or range, names nothing there is, or contradicts another.
    """
    name = choice(own, "design", DESIGNS)
    table = text(own, "table")
    if (table is not None) != (name == "table"):
        needs = "needs table=FILE.csv, the points" if table is None else f"has no use for table={table}; write design=table"
        raise InputError(f"design={name}: {needs}")
    if name == "table" and own["over"]:
        raise InputError("over: design=table takes its axes from the columns of the table; leave it out")
    return Asked(
        design=Design(name, whole(own, "points", 1, MOST_POINTS), own["levels"], _flag(own, "second_order")),
        table=None if table is None else Path(table),
        over=own["over"],
        fixed=own["fixed"],
        luck=choice(own, "luck", LUCKS),
        outcomes=_outcomes(own["outcomes"]),
        trajectories=_trajectories(own["trajectories"]),
        limit=whole(own, "limit", 1, MOST_RUNS),
        quiet=_flag(own, "quiet"),
    )


def _outcomes(asked: Any) -> tuple[str, ...]:
    """Outcomes in words, read against the world when the points are tried; without any, the standard ones."""
    from concertacion.sim.outcomes.asking import STANDARD

    return STANDARD if asked is None else _listed("outcomes", asked)


def _trajectories(asked: Any) -> tuple[str, ...]:
    """Names of what is recorded quarter by quarter, as in results.nc."""
    from concertacion.sim.results import recorded_variables

    names, valid = () if asked is None else _listed("trajectories", asked), recorded_variables()
    for name in names:
        if name not in valid:
            raise InputError(f"trajectories: there is no '{name}'; {nearest(name, valid)}")
    return names


def _listed(key: str, asked: Any) -> tuple[str, ...]:
    """A list of texts, each once."""
    names = [asked] if isinstance(asked, str) else asked
    if not isinstance(names, list | tuple) or not names or len(set(map(str, names))) < len(names):
        raise InputError(f"{key}={asked!r}: expected a list of names, each once")
    return tuple(str(name) for name in names)


def _flag(own: dict[str, Any], key: str) -> bool:
    if not isinstance(own[key], bool):
        raise InputError(f"{key}={own[key]!r}: expected true or false")
    return own[key]
