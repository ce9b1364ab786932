"""The tables of docs/odd.md and docs/outcomes.md from the declarations: `python -m concertacion.experiments.pages.reference`
rewrites them.

With `--check` it only refuses stale ones.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Mapping, Sequence
from numbers import Integral
from pathlib import Path
from typing import get_type_hints

import concertacion.sim.draws as draws
from concertacion.experiments.claims.reading import read_claims
from concertacion.experiments.output.manifest import DOCS
from concertacion.experiments.output.tables import markdown_table
from concertacion.experiments.pages.markers import Tables, refresh
from concertacion.sim.declare import Field, Prior, Variant, declared
from concertacion.sim.inputs import Exogenous, Setting, Traits
from concertacion.sim.outcomes import OUTCOMES
from concertacion.sim.outcomes.requests import name_of
from concertacion.sim.parameters import DECLARED, Parameters
from concertacion.sim.record import Record
from concertacion.sim.state import State
from concertacion.sim.view import Scratch, View

PAGE = DOCS / "odd.md"
OUTCOMES_PAGE = DOCS / "outcomes.md"
MECHANISMS = Path(draws.__file__).parent / "mechanisms"
SCHEDULE = MECHANISMS.parent / "schedule.py"
DRAWING = [  # the functions that draw from a stream, their second argument
    node.name
    for node in ast.parse(Path(draws.__file__).read_text(encoding="utf-8")).body
    if isinstance(node, ast.FunctionDef) and "stream" in [argument.arg for argument in node.args.args]
]


def number(value: float | None) -> str:
    """A number as short as it can be, a dash for none."""
    return "–" if value is None else f"{value:g}"


def priors() -> dict[str, Prior]:
    """The parameters that are numbers."""
    return {name: prior for name, prior in DECLARED.items() if isinstance(prior, Prior)}


def range_of(prior: Prior) -> str:
    """The range that is sampled, on which scale, and what a user may set where that is more."""
    legal = f" ({prior.legal[0]:g} to {prior.legal[1]:g} may be set)" if prior.legal else ""
    return f"{prior.low:.3g} to {prior.high:.3g}{', by logarithm' if prior.scale == 'log' else ''}{legal}"


def parameters() -> str:
    """Every number a user may set."""
    defaults = Parameters()
    return markdown_table(
        ("name", "default", "range", "unit", "neutral", "meaning", "source"),
        (
            (f"`{name}`", number(getattr(defaults, name)), range_of(p), p.unit, number(p.neutral),
             p.meaning + (" (lever)" if p.lever else ""), p.source)
            for name, p in priors().items()
        ),
    )  # fmt: skip


def variants() -> str:
    """Every structural variant with its two forms, the default first."""
    chosen = ((name, variant) for name, variant in DECLARED.items() if isinstance(variant, Variant))
    return markdown_table(
        ("name", "default form", "other form", "meaning", "source"),
        ((f"`{name}`", f"`{v.forms[0]}`", f"`{v.forms[1]}`", v.meaning, v.source) for name, v in chosen),
    )


def reads() -> dict[str, list[str]]:
    """Parameter or stream -> the functions that read it, as `theme.function`."""
    readers: dict[str, list[str]] = {}
    for path in sorted(MECHANISMS.glob("*.py")):
        for function in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(function, ast.FunctionDef):
                for name in sorted(set(_names_read(function))):
                    readers.setdefault(name, []).append(f"{path.stem}.{function.name}")
    return readers


def _names_read(function: ast.FunctionDef) -> Iterable[str]:
    for node in ast.walk(function):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "p":
            yield node.attr
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in DRAWING and len(node.args) > 1:
            yield from (leaf.id for leaf in ast.walk(node.args[1]) if isinstance(leaf, ast.Name))


def mechanisms() -> str:
    """Every strength parameter: the value that switches its mechanism off, where it is read, and why it is there."""
    read = reads()
    return markdown_table(
        ("mechanism", "strength", "neutral", "read in", "source"),
        (
            (
                p.meaning,
                f"`{name}`",
                number(p.neutral),
                ", ".join(f"`{reader}`" for reader in read.get(name, ["nowhere"])),
                p.source,
            )
            for name, p in priors().items()
            if p.neutral is not None
        ),
    )


def streams() -> str:
    """Every stream of random numbers: its number and where it is drawn."""
    read = reads()
    numbers = {name: value for name, value in vars(draws).items() if name in read and isinstance(value, Integral)}
    return markdown_table(
        ("stream", "number", "drawn in"),
        (
            (f"`{name}`", value, ", ".join(f"`{p}`" for p in read[name]))
            for name, value in sorted(numbers.items(), key=lambda item: item[1])
        ),
    )


def phases() -> list[str]:
    """The phases of the quarter in the order of the schedule."""
    tree = ast.parse(SCHEDULE.read_text(encoding="utf-8"))
    quarter = next(node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "quarter")
    calls = [node.value for node in ast.walk(quarter) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)]
    return [call.func.id for call in sorted(calls, key=lambda call: call.lineno) if isinstance(call.func, ast.Name)]


def fields(owner: type, prefix: str = "") -> list[tuple[str, str, str, str]]:
    """Name, dimensions, unit and meaning of every array of a themed tuple."""
    return [(f"`{prefix}{name}`", f.dims, f.unit, f.meaning) for name, f in declared(owner).items() if isinstance(f, Field)]


def themed(themes: Mapping[str, type]) -> str:
    """The tables of themed tuples, one heading a theme."""
    header = ("array", "dimensions", "unit", "meaning")
    return "\n".join(f"**{name}**: {theme.__doc__}\n\n{markdown_table(header, fields(theme))}" for name, theme in themes.items())


def given() -> str:
    """What a run is given and never changes."""
    return themed({"setting": Setting, **get_type_hints(Traits), "exogenous": Exogenous})


def record() -> str:
    """The variables of results.nc; those of forums carry a prefix."""
    header = ("variable", "dimensions after `run`", "unit", "meaning")
    themes = get_type_hints(Record).items()
    return markdown_table(header, [row for name, theme in themes for row in fields(theme, "forum_" if name == "forums" else "")])


def outcomes() -> str:
    """Every outcome, and the claims that use it."""
    served: dict[str, list[str]] = {name: [] for name in OUTCOMES}
    for claim in read_claims("all"):
        for name in dict.fromkeys(map(name_of, claim.measures.values())):
            served[name].append(claim.id)
    return markdown_table(
        ("outcome", "tag", "unit", "range", "meaning", "equation", "takes", "claims"),
        (
            (
                f"`{name}`",
                o.tag,
                o.unit,
                f"{o.low:g} to {o.high:g}",
                o.meaning,
                o.equation,
                ", ".join(o.takes),
                ", ".join(served[name]),
            )
            for name, o in OUTCOMES.items()
        ),
    )


TABLES: Tables = {
    "parameters": parameters, "variants": variants, "mechanisms": mechanisms, "streams": streams, "given": given,
    "state": lambda: themed(get_type_hints(State)),
    "view": lambda: themed({**get_type_hints(View), "scratch": Scratch}), "record": record, "outcomes": outcomes,
}  # fmt: skip


def main(arguments: Sequence[str]) -> int:
    """Rewrite the pages, or with `--check` only say whether they are current; returns the exit code."""
    return refresh((PAGE, OUTCOMES_PAGE), TABLES, "concertacion.experiments.pages.reference", arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
