"""Declared parameters and hard-coded numbers, counted in the source of an edition of the model."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

TRIVIAL = (0, 1, 2)  # numbers, of either sign, that say how a formula is built, not how strong anything is


class Counts(NamedTuple):
    """How many there are of each kind."""

    parameters: int  # free: with a range, no lever
    strengths: int  # of these, those with a neutral value
    levers: int
    variants: int
    literals: int  # in the mechanisms
    world_literals: int  # in what makes the start of a run from tables, and checks them
    lines: int  # of code, comments and docstrings in the mechanisms
    world_lines: int  # the same of worlds


def counts_of(model: Path) -> Counts:
    """The counts of a folder `sim/`."""
    declared = [text for path in sorted((model / "parameters").glob("*.py")) for text in annotated(path.read_text("utf-8"))]
    free = [text for text in declared if "Prior(" in text and "lever=True" not in text]
    mechanisms, worlds = (codes_of(model / folder) for folder in ("mechanisms", "worlds"))
    return Counts(
        parameters=len(free),
        strengths=sum("neutral=" in text for text in free),
        levers=sum("lever=True" in text for text in declared),
        variants=sum("Variant(" in text for text in declared),
        literals=sum(len(literals(code)) for code in mechanisms),
        world_literals=sum(len(literals(code)) for code in worlds),
        lines=sum(len(code.splitlines()) for code in mechanisms),
        world_lines=sum(len(code.splitlines()) for code in worlds),
    )


def codes_of(folder: Path) -> list[str]:
    """The text of each file of a folder, with the folders in it."""
    return [path.read_text("utf-8") for path in sorted(folder.rglob("*.py"))]


def annotated(code: str) -> Iterator[str]:
    """The annotations of a file, as text."""
    return (ast.unparse(node.annotation) for node in ast.walk(ast.parse(code)) if isinstance(node, ast.AnnAssign))


def literals(code: str) -> list[float]:
    """The numbers written into a file, but for 0, 1, 2 of either sign and those in subscripts."""
    tree = ast.parse(code)
    inside = {id(node) for one in ast.walk(tree) if isinstance(one, ast.Subscript) for node in ast.walk(one.slice)}
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in inside]
    numbers = [float(node.value) for node in found if isinstance(node.value, int | float) and not isinstance(node.value, bool)]
    return [number for number in numbers if abs(number) not in TRIVIAL]
