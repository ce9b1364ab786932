"""python -m tests.first_edition FOLDER: the claims of the first edition as files that this edition reads.

Arms, measures, formula, shape, smallest effect and period are those of the kept ledger (docs/ledger/first_edition). What the
first edition did not have, a declared sign, parts, applicability and a treatment check, is left open. Its claims can then be
judged on the present model, and a change of verdict be put down to the model or to the file:

concertacion experiment=claims effort=medium claims_folder=FOLDER claim=[E1-BR-01,...] out=OUT
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from concertacion.sim.declare import Prior
from concertacion.sim.parameters import DECLARED

LEDGER = Path(__file__).resolve().parents[1] / "docs" / "ledger" / "first_edition" / "ledger.json"
PREFIX = "E1-"  # a claim of one's own has an id of its own
NONE = "The first edition declared none."


def translated(claim: Mapping[str, Any], period: Mapping[str, int]) -> dict[str, Any]:
    """The content of a file of the present form, from a claim of the kept ledger."""
    direct = [name for name in claim["direct"] if isinstance(DECLARED.get(name), Prior) and DECLARED[name].neutral is not None]
    part = {
        "name": "claim", "claim": True, "effect": claim["effect"]["text"], "shape": claim["shape"], "type": "gap",
        "smallest": claim["smallest"], "reason": claim["reason"],
    }  # fmt: skip
    arms = {name: _signed(arm) for name, arm in claim["arms"].items()}
    return {
        **{key: claim[key] for key in ("paper", "section", "passage", "status", "sentence")}, **period,
        "sign": {"expected": "open", "why": NONE}, "arms": arms, "measures": claim["measures"], "parts": [part],
        "control": claim["control"], "direct": direct,
        **({"common": _signed(claim["common"])} if claim["common"] else {}),
        **({"treatment": {"why": NONE}} if len(arms) > 1 else {}),
    }  # fmt: skip


def _signed(arm: Mapping[str, Any]) -> dict[str, Any]:
    """An arm whose times are quarters after the start, which a ledger keeps as plain numbers."""
    times = {key: [{**one, **{when: f"+{one[when]}" for when in ("from", "to") if when in one}} for one in arm[key]]
             for key in ("events", "parameters") if key in arm}  # fmt: skip
    return {**arm, **times}


def files() -> Iterator[tuple[str, str]]:
    """Name and text of each file."""
    kept = json.loads(LEDGER.read_text(encoding="utf-8"))
    period = {name: kept["provenance"][name] for name in ("start", "years")}
    for identity, entry in kept["claims"].items():
        yield f"{PREFIX}{identity}.yaml", yaml.safe_dump(translated(entry["claim"], period), sort_keys=False, width=120)


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True)
    for name, text in files():
        (folder / name).write_text(text, encoding="utf-8")
