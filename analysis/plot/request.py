"""What a user wants to see: names, and how they are drawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import yaml

from concertacion.sim.declare import InputError, nearest

KINDS = ("line", "band", "heat", "map", "bar", "scatter", "response", "phase", "distribution")
TIME, ARM = "time", "arm"
THROUGH_TIME = ("line", "band", "heat")
WITH_RECORD = ("line", "band")  # kinds that lay the record over


class Request(NamedTuple):
    """A figure of `y`, along `x`, one part for each label of `by`; `y2` goes into a panel below, or upwards in a phase."""

    y: str
    x: str | None = None
    y2: str | None = None
    by: str | None = None
    select: Mapping[str, tuple[Any, ...]] = {}
    kind: str | None = None
    years: tuple[int, int] | None = None
    record: bool | None = None  # None: laid over where there is one
    against: str | None = None  # an arm: differences from it are drawn, run by run


def request_of(
    y: Any, x: Any = None, y2: Any = None, by: Any = None, select: Any = None, kind: Any = None, years: Any = None,
    record: bool | None = None, against: Any = None,
) -> Request:  # fmt: skip
    """A checked request.

    Raises
    ------
    InputError
        If a setting cannot be read.
    """
    if y is None:
        raise InputError("y=NAME is missing: name an outcome, such as y=attendance; docs/outcomes.md lists them")
    for key, value in {"y": y, "x": x, "y2": y2, "by": by, "against": against}.items():
        if value is not None and (not isinstance(value, str) or not value.strip()):
            raise InputError(f"{key}={value!r}: expected a name")
    if kind is not None and kind not in KINDS:
        raise InputError(f"kind={kind}: {nearest(str(kind), KINDS)}")
    if record and against:
        raise InputError(f"record=true: no difference from {against} is on record; leave out record or against")
    return Request(y, x, y2, by, _select(select), kind, _years(years), record, against)


def chosen(parts: Mapping[str, Any]) -> str:
    """`select` as one types it in a shell: "select={arm: pandemic}" in quotes."""
    written = yaml.safe_dump(dict(parts), default_flow_style=True, sort_keys=False, width=10**6).strip()
    return f'"select={written}"'


def _select(select: Any) -> dict[str, tuple[Any, ...]]:
    if select is None:
        return {}
    if not isinstance(select, Mapping) or not all(isinstance(key, str) for key in select):
        raise InputError(f"select={str(select)[:40]}: expected {{DIMENSION: NAMES}}, such as {{country: [BRA,MEX]}}")
    chosen = {key: tuple(part) if isinstance(part, list | tuple) else (part,) for key, part in select.items()}
    for key, part in chosen.items():
        if not part or not all(isinstance(one, str | int | float) for one in part):
            raise InputError(f"select.{key}={str(list(part))[:40]}: expected names, such as [BRA,MEX]")
    return chosen


def _years(years: Any) -> tuple[int, int] | None:
    if years is None:
        return None
    pair = list(years) if isinstance(years, list | tuple) else [years, years]
    if len(pair) != 2 or not all(isinstance(year, int) and not isinstance(year, bool) for year in pair) or pair[0] > pair[1]:
        raise InputError(f"years={str(years)[:40]}: expected the first and the last year, such as [2000,2010]")
    return pair[0], pair[1]
