"""How a case of bad input is written down.

A case is a command, and where it needs files, what they hold. Files of a region are those of Southeast Asia with one text
replaced by another; a file replaced by None is missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Case(NamedTuple):
    """Arguments of the command, the files that it finds, and edits of the tables of a region, (table, old, new)."""

    command: str
    files: Mapping[str, str | bytes] = {}
    edits: tuple[tuple[str, str | None, str | None], ...] = ()


def plain(text: str) -> list[Case]:
    """Commands that need no files, one a line."""
    return [Case(line) for line in text.strip().splitlines()]


def scenarios(text: str) -> list[Case]:
    """Scenario files, each of one line: what follows their name."""
    head = "name: mine\ndescription: A scenario.\nsource: nobody\n"
    return [
        Case(
            "--config-dir here scenario=mine world=southeast_asia start=2005 years=1",
            {"here/scenario/mine.yaml": f"{head}{line}\n"},
        )
        for line in text.strip().splitlines()
    ]


def tables_of_points(text: str) -> list[Case]:
    """Tables of points, each on one line: rows apart by ` | `."""
    command = "experiment=sweep design=table table=points.csv"
    return [Case(command, {"points.csv": line.replace(" | ", "\n") + "\n"}) for line in text.strip().splitlines()]


CLAIM = {
    "paper": "Nobody 2020", "section": "First", "passage": "second paragraph", "status": "stated", "sentence": "It holds.",
    "arms": "{treated: {set: {insulation: 0.5}}, control: {set: {insulation: 0.1}}}",
    "measures": "{delivered: delivered.technical}",
    "sign": '{expected: "+", why: it does}',
    "parts": "[{name: more, claim: true, effect: treated.delivered - control.delivered, shape: greater, type: share}]",
    "treatment": "{measure: delivered, arm: treated, type: share}", "control": "control", "direct": "[insulation]",
}  # fmt: skip


def claims(text: str) -> list[Case]:
    """Claim files: a good one with one line put in place of its own; `-KEY` leaves a line out."""
    cases = []
    for line in text.strip().splitlines():
        key = line.lstrip("-").split(":")[0]
        lines = [f"{name}: {value}" for name, value in CLAIM.items() if name != key]
        content = "\n".join([*lines, *([] if line.startswith("-") else [line])]) + "\n"
        cases.append(Case("experiment=claims claim=X-1 claims_folder=here years=2", {"here/X-1.yaml": content}))
    return cases


def regions(*edits: tuple[str, str | None, str | None]) -> list[Case]:
    """Regions with one mistake each."""
    return [Case("world=own world.folder=region start=2005 years=5", {}, (edit,)) for edit in edits]
