"""Which file of formulas each parameter belongs to, read from the code of the mechanisms."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Mapping

from concertacion.experiments.output.manifest import PROJECT
from concertacion.sim.declare import Prior
from concertacion.sim.parameters import DECLARED

MECHANISMS = PROJECT / "sim" / "mechanisms"
ROW = "p"  # as every formula calls the parameters


def read_in(code: str) -> Counter[str]:
    """How often a file reads each parameter."""
    found = (node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Attribute))
    return Counter(node.attr for node in found if isinstance(node.value, ast.Name) and node.value.id == ROW)


def mechanism_of(reads: Mapping[str, Counter[str]], parameter: str) -> str:
    """The file that reads a parameter most often; of equals the first by name. Empty if none does."""
    best = max(reads, key=lambda name: reads[name][parameter])
    return best if reads[best][parameter] else ""


def strengths_by_mechanism() -> dict[str, tuple[str, ...]]:
    """By mechanism, its parameters that have a neutral value (levers left out), in order of declaration."""
    reads = {path.stem: read_in(path.read_text(encoding="utf-8")) for path in sorted(MECHANISMS.glob("*.py"))}
    groups: dict[str, tuple[str, ...]] = {}
    for name, each in DECLARED.items():
        if isinstance(each, Prior) and each.neutral is not None and not each.lever:
            mechanism = mechanism_of(reads, name)
            groups[mechanism] = (*groups.get(mechanism, ()), name)
    return dict(sorted(groups.items()))


def neutral(names: tuple[str, ...]) -> dict[str, float]:
    """The neutral values of parameters that have one."""
    declared = {name: DECLARED[name] for name in names}
    return {name: each.neutral for name, each in declared.items() if isinstance(each, Prior) and each.neutral is not None}
