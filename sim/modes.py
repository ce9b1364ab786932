"""How politics moves in a run and which engine runs it: names, and the rules of `until`, the last year that follows data."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from concertacion.sim.declare import Implausible, InputError, nearest

if TYPE_CHECKING:
    from concertacion.sim.world import World

MODES = ("free", "pinned", "replay")
ENGINES = ("kernel", "mesa")


def pinned_quarters(world: World, mode: str, until: int | None) -> int:
    """How many quarters from the start politics follows the data: none in mode=free, all in mode=pinned.

    Raises
    ------
    InputError
        If the mode is unknown, `until` is missing or out of place, or the data end too early.

    Warns
    -----
    Implausible
        If a table of the user's own world ends before.
    """
    if mode not in MODES:
        raise InputError(f"mode={mode}: there is no such mode; {nearest(mode, MODES)}")
    if mode != "replay" and until is not None:
        raise InputError(f"until={until} applies only to mode=replay; add mode=replay, or leave until out")
    last, data_end = world.start + world.quarters // 4 - 1, world.start + (world.recorded_quarters - 1) // 4
    if mode == "replay":
        if until is None:
            raise InputError(f"mode=replay needs until=YEAR, the last year that follows the data, {world.start} to {last}")
        if not world.start <= until <= last:
            raise InputError(f"until={until}: outside the run, which goes from {world.start} to {last}")
        if until > data_end:
            raise InputError(f"until={until}: {world.name} has data to {data_end} only; choose {data_end} or earlier")
        _warn_of_silences(world, mode, until)
        return 4 * (until + 1 - world.start)
    if mode == "pinned" and world.quarters > world.recorded_quarters:
        raise InputError(
            f"mode=pinned: {world.name} has data to {data_end}; this run ends in {last}; "
            f"shorten it to years={data_end + 1 - world.start}"
        )
    if mode == "pinned":
        _warn_of_silences(world, mode, last)
        return world.quarters
    return 0


def _warn_of_silences(world: World, mode: str, until: int) -> None:
    """Say which table ends early, the one that ends first, and how many more there are."""
    early = sorted(silence for silence in world.silences if silence[0] < until)
    if not early:
        return
    year, sentence = early[0]
    more = f" (and {len(early) - 1} more)" if len(early) > 1 else ""
    setting = "until" if mode == "replay" else "years"
    shorter = f", or write {setting}={year if mode == 'replay' else year + 1 - world.start}" if year >= world.start else ""
    warnings.warn(
        f"{world.name}/{sentence}; mode={mode} keeps whoever governed then in office to the end of {until}{more}; "
        f"add the rows since{shorter}", Implausible, stacklevel=1,
    )  # fmt: skip
