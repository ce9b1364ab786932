"""Whether a folder holds the sweep that is asked for, and if not, what differs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from concertacion.sim.declare import InputError

SHOWN = 3  # differences named; the rest is counted
LONGEST = 24  # characters shown of a value: enough of a hash, or of a name


def flat(facts: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    """Nested facts as dotted key -> the value as JSON writes it, in order."""
    found: dict[str, str] = {}
    for key, value in facts.items():
        if isinstance(value, Mapping) and value:
            found.update(flat(value, f"{prefix}{key}."))
        else:
            found[f"{prefix}{key}"] = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return found


def check_same(folder: Path, there: Mapping[str, Any], here: Mapping[str, Any]) -> None:
    """Refuse a folder whose facts are not those asked for.

    Raises
    ------
    InputError
        With the first differences, each as key: there X, here Y.
    """
    found, asked = flat(there), flat(here)
    pairs = {key: (found.get(key, "nothing"), asked.get(key, "nothing")) for key in {**asked, **found}}
    differing = [f"{key}: {_shown(*pair)}" for key, pair in pairs.items() if pair[0] != pair[1]]
    if differing:
        more = f"; and {len(differing) - SHOWN} more" if len(differing) > SHOWN else ""
        raise InputError(f"out={folder}: holds another sweep ({'; '.join(differing[:SHOWN])}{more}); name another folder")


def _shown(there: str, here: str) -> str:
    """Two values, long ones cut to where they begin to differ."""
    alike = next((place for place, pair in enumerate(zip(there, here, strict=False)) if pair[0] != pair[1]), 0)
    begin = alike // 8 * 8 if max(len(there), len(here)) > LONGEST else 0
    return f"there {_cut(there, begin)}, here {_cut(here, begin)}"


def _cut(text: str, begin: int) -> str:
    end = begin + LONGEST
    return ("..." if begin else "") + text[begin:end] + ("..." if end < len(text) else "")
