"""The kinds of figure: each makes a small table of what it draws, draws it on Axes, and says what its marks mean."""

from __future__ import annotations

from importlib import import_module

from concertacion.analysis.plot.kinds.kind import Kind

MODULES = {
    "line": "lines", "band": "bands", "heat": "heat", "map": "tiles", "bar": "bars", "scatter": "scatter", "response": "response",
    "phase": "phase", "distribution": "distribution",
}  # fmt: skip


def kind_named(name: str) -> Kind:
    """A kind of figure."""
    kind: Kind = import_module(f"concertacion.analysis.plot.kinds.{MODULES[name]}").KIND
    return kind
