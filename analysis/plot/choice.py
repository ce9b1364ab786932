"""Which kind of figure suits what is asked for, where none is named; and whether the named one can be drawn."""

from __future__ import annotations

from concertacion.analysis.plot.measured import base_of
from concertacion.analysis.plot.request import ARM, THROUGH_TIME, TIME, WITH_RECORD, Request
from concertacion.analysis.plot.sources import Runs, Table
from concertacion.sim.declare import InputError

MANY = 8  # lines, beyond which a heat map is easier to read


def completed(source: Runs | Table, request: Request) -> Request:
    """The request with kind, x and by filled in.

    Raises
    ------
    InputError
        If the kind of figure does not suit the source, or lacks a setting.
    """
    return _of_runs(source, request) if isinstance(source, Runs) else _of_table(source, request)


def _of_runs(runs: Runs, request: Request) -> Request:
    if request.kind == "map" and request.by is None:
        request = request._replace(by="country")
    if request.by is None and len(runs.drawn(request)) > 1:
        request = request._replace(by=ARM)
    if request.kind in ("response", "phase"):
        raise InputError(f"kind={request.kind}: shows what a sweep varies, and runs vary nothing; leave kind out")
    kind = request.kind or _kind_of_runs(runs, request)
    if kind in THROUGH_TIME:
        if request.x not in (None, TIME):
            raise InputError(f"x={request.x}: kind={kind} is along time; leave x out, or write kind=scatter")
        request = request._replace(x=TIME)
    elif kind == "scatter":
        if request.x in (None, TIME):
            raise InputError("kind=scatter: needs x=NAME, another outcome")
    elif request.x is not None:
        raise InputError(f"x={request.x}: kind={kind} has no such side; leave x out")
    if kind in ("heat", "bar", "map") and request.by is None:
        raise InputError(f"kind={kind}: needs by, such as by=country")
    if kind == "map" and request.by != "country":
        raise InputError(f"by={request.by}: kind=map is by country; leave by out")
    if request.record and kind not in WITH_RECORD:
        raise InputError(f"record=true: kind={kind} does not show the record; write kind={' or kind='.join(WITH_RECORD)}")
    return request._replace(kind=kind)


def _kind_of_runs(runs: Runs, request: Request) -> str:
    if request.x not in (None, TIME):
        return "scatter"
    if request.x is None and "@" in request.y:  # an outcome over one stretch of time
        return "bar" if request.by else "distribution"
    if request.by is None:
        return "line" if request.against else "band"
    if request.by == ARM:
        return "line"
    dataset = next(iter(runs.arms.values()))
    labels = request.select.get(request.by) or (dataset[request.by].values if request.by in dataset.dims else ())
    return "heat" if len(labels) > MANY else "line"


def _of_table(table: Table, request: Request) -> Request:
    if request.against:
        raise InputError(f"against={request.against}: a table with one row per {table.each} has no arms; draw from a comparison")
    if request.x == TIME or request.kind in (*THROUGH_TIME, "map"):
        name = f"kind={request.kind}" if request.x != TIME else "x=time"
        raise InputError(f"{name}: there is no time in a table with one row per {table.each}; draw from a run, or with x=AXIS")
    if request.kind is None and request.x is None and request.y2 is None and table.indices is not None and not request.by:
        return request._replace(kind="bar")
    if request.kind == "bar" and table.indices is not None and not request.by and request.x is None:
        return request
    if request.kind == "bar" and request.by is None:
        if request.x is None:
            raise InputError(f"kind=bar: needs by, such as by={table.axes[0] if table.axes else 'channel'}")
        return request._replace(by=request.x, x=None)
    if request.kind is None:
        request = request._replace(kind=_kind_of_table(table, request))
    if request.kind in ("response", "phase", "scatter") and request.x is None:
        free = [axis for axis in table.axes if axis not in (request.by, request.y2)]
        ranged = [axis for axis in free if not table.listed(axis)]
        if not free or request.kind == "scatter":
            raise InputError(f"kind={request.kind}: needs x=NAME of what varies or of another outcome")
        request = request._replace(x=(ranged or free)[0])
    if request.kind == "phase" and request.y2 is None:
        free = [axis for axis in table.axes if axis != request.x]
        if not free:
            raise InputError("kind=phase: needs y2=NAME, a second parameter that varies")
        request = request._replace(y2=free[0])
    if request.kind == "phase" and request.by:
        raise InputError(f"by={request.by}: a plane shows one outcome; choose a part, such as y={base_of(request.y)}.summit")
    if request.kind == "distribution" and request.x is not None:
        raise InputError(f"x={request.x}: kind=distribution has no such side; write by={request.x} or leave it out")
    return request


def _kind_of_table(table: Table, request: Request) -> str:
    if request.x is not None:
        if request.x in table.values and request.x not in table.axes:
            return "scatter"
        return "phase" if request.y2 in table.axes else "response"
    if request.y2 in table.axes:
        return "phase"
    if table.each == "point" or request.by in table.axes or not table.axes:
        return "distribution"
    return "response"
