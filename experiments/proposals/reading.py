"""Proposals from their files: `configs/proposal/<id>.yaml`, and those of a folder of the user's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from concertacion.analysis.proposals.proposal import Proposal
from concertacion.experiments.settings.declaration import Declaration, Setting, checked, shown
from concertacion.experiments.yaml_files import named_files, read_yaml
from concertacion.sim.declare import InputError, nearest
from concertacion.sim.outcomes import OUTCOMES
from concertacion.sim.outcomes.requests import name_of

NEEDED = ("short", "sentence", "source", "scenario", "price", "why")
KEYS = (*NEEDED, "common", "per", "per_says", "outside")
MONEY = Setting("money", 0)


def proposal_files(folder: Path | None = None) -> dict[str, Any]:
    """The files of the proposals by id: those of the project, and those of a folder, which win.

    Raises
    ------
    InputError
        If there is no such folder.
    """
    return named_files("proposal", "proposals_folder", folder)


def read_proposals(ids: Sequence[str], folder: Path | None = None) -> tuple[Proposal, ...]:
    """The proposals by id.

    Raises
    ------
    InputError
        If there is none of an id, or its file is wrong.
    """
    known = proposal_files(folder)
    for name in ids:
        if name not in known:
            raise InputError(f"proposals: there is no proposal '{name}'; {nearest(str(name), known)}")
    return tuple(_proposal(name, known[name]) for name in ids)


def _proposal(name: str, file: Any) -> Proposal:
    where = f"proposal {name}"
    content = read_yaml(file, where)
    if not isinstance(content, Mapping):
        raise InputError(f"{where}: expected keys and values: {', '.join(KEYS)}")
    for key in content:
        if key not in KEYS:
            raise InputError(f"{where}: there is no '{key}'; {nearest(str(key), KEYS)}")
    for key in NEEDED:
        if key not in content:
            raise InputError(f"{where}: needs {key}")
    common, per = content.get("common", {}), content.get("per")
    if not isinstance(common, Mapping):
        raise InputError(f"{where}: common={shown(common)}; expected {{PARAMETER: VALUE}}")
    if per is not None and name_of(str(per)) not in OUTCOMES:
        raise InputError(f"{where}: per: there is no outcome '{name_of(str(per))}'; {nearest(name_of(str(per)), OUTCOMES)}")
    words: dict[str, Any] = {key: str(content[key]).strip() for key in ("short", "sentence", "source", "scenario", "why")}
    money = {key: checked(content.get(key, 0), Declaration(f"{where}: {key}", float, 0.0, MONEY)) for key in ("price", "outside")}
    per = None if per is None else str(per)
    says = str(content.get("per_says", per or "")).strip()
    return Proposal(id=name, common=dict(common), per=per, per_says=says, **words, **money)
