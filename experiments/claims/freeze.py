"""The state that is frozen before any arm of a claim is run: `python -m concertacion.experiments.claims.freeze`.

It writes docs/ledger/freeze.json: SHA-256 of every claim file, of smallest effects, thresholds, declared parameters with their
ranges, code and tables of the model, its worlds, how much a test runs, and the code that runs claims,
reads the record and judges. Each ledger says whether it ran on that state.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from concertacion.analysis.claims.ledger import Frozen, json_bytes
from concertacion.analysis.claims.thresholds import THRESHOLDS
from concertacion.analysis.claims.typed_json import to_json
from concertacion.analysis.claims.types import TYPES
from concertacion.experiments.claims.reading import claim_files
from concertacion.experiments.output.files import write_bytes
from concertacion.experiments.output.manifest import PROJECT, source_sha256
from concertacion.experiments.settings.claims import EFFORTS
from concertacion.sim.parameters import DECLARED, Parameters

FREEZE = PROJECT / "docs" / "ledger" / "freeze.json"
CLAIM = "claim "  # before the id, in the keys of the manifest
JUDGES = "analysis/claims", "experiments/claims"  # the latter makes the arms and decides at which points they run
RECORD = "analysis/record", "analysis/observation.py", "analysis/observation_pairs.py"  # facts, their errors, and weights
WORLDS = "configs/world"
TABLES = "sim/data"


def manifest_of(files: Mapping[str, Any]) -> dict[str, str]:
    """SHA-256 of all that decides a verdict, by name; `files` are those of the claims by id."""
    defaults = Parameters()._asdict()
    declared = {name: [to_json(declaration), defaults[name]] for name, declaration in DECLARED.items()}
    tables = {
        path.relative_to(PROJECT).as_posix(): _sha256(path.read_bytes()) for path in sorted((PROJECT / TABLES).rglob("*.csv"))
    }
    return {
        **{f"{CLAIM}{name}": _sha256(file.read_bytes()) for name, file in files.items()},
        "smallest effects": _sha256(_json(TYPES)),
        "thresholds": _sha256(_json(THRESHOLDS)),
        "parameters and their ranges": _sha256(_json(declared)),
        "code of the model": source_sha256(("sim",)),
        "tables of the model": _sha256(_json(tables)),
        "worlds": source_sha256((WORLDS,)),
        "points and pairs of a test": _sha256(_json(EFFORTS)),
        "code that judges": source_sha256(JUDGES),
        "code that reads the record": _sha256(_json({name: _source(name) for name in RECORD})),
    }


def frozen_state(ids: Sequence[str], files: Mapping[str, Any], path: Path = FREEZE) -> Frozen:
    """How the state now compares with the frozen one, for the claims of these ids."""
    if not path.is_file():
        return Frozen("", ())
    content, tested = path.read_bytes(), {name: files[name] for name in ids}
    frozen, now = json.loads(content), manifest_of(tested)
    return Frozen(_sha256(content), tuple(name for name, digest in now.items() if frozen.get(name) != digest))


def _source(name: str) -> str:
    """SHA-256 of the source in a folder, or of one file."""
    path = PROJECT / name
    return _sha256(path.read_bytes()) if path.is_file() else source_sha256((name,))


def _json(value: Any) -> bytes:
    return json.dumps(to_json(value), sort_keys=True).encode()


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def main(arguments: Sequence[str] | None = None) -> int:
    """Freeze the state, once: what is frozen is not frozen again without `--again`."""
    parser = argparse.ArgumentParser(prog="python -m concertacion.experiments.claims.freeze", description=f"Write {FREEZE.name}.")
    parser.add_argument("--again", action="store_true", help="in place of an earlier one: a new edition of the claims")
    parser.add_argument("--file", type=Path, default=FREEZE)
    options = parser.parse_args(arguments)
    if options.file.exists() and not options.again:
        print(f"concertacion: error: {options.file} is frozen already; --again opens a new edition", file=sys.stderr)
        return 2
    files = claim_files()
    write_bytes(options.file, json_bytes(manifest_of(files)))
    print(f"Frozen: {len(files)} claims, {frozen_state(list(files), files, options.file).sha256[:12]}\nFile:   {options.file}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
