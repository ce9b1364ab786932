"""The kept hashes: written anew, or the whole quick ledger compared with them."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from tests.reference import runs
from tests.reference.fingerprints import canary, differences

KEPT = Path(__file__).with_name("reference.json")


def keep(ledger: bool) -> None:
    """Write all hashes as they are now (those of the ledger only on request, since they take minutes)."""
    before = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    with tempfile.TemporaryDirectory() as folder:
        kept = {
            "canary": canary(),
            "versions": {name: version(name) for name in ("numba", "numpy", "mesa")},
            "runs": {name: runs.run(name) for name in runs.RUNS},
            "sweep": runs.sweep(Path(folder) / "sweep"),
            "claims": runs.claims(Path(folder) / "claims"),
            "ledger": runs.claims(Path(folder) / "ledger", runs.LEDGER) if ledger else before.get("ledger", {}),
        }
    KEPT.write_text(json.dumps(kept, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")


def compare_ledger() -> list[str]:
    """What differs in the quick ledger from the one that was kept."""
    reference = json.loads(KEPT.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        now = runs.claims(Path(folder) / "ledger", runs.LEDGER)
    return differences(reference["ledger"], now, canary() == reference["canary"])


def main(arguments: Sequence[str]) -> int:
    """`--ledger` compares the ledger; `--keep` writes runs, sweep and claims anew, `--keep --ledger` the ledger as well."""
    if "--keep" in arguments:
        keep("--ledger" in arguments)
        return 0
    wrong = compare_ledger()
    print("\n".join(wrong) or "the ledger has the numbers it had")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
