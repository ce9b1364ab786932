"""No number moves unless somebody means it to: hashes of runs, a sweep and judged claims, kept since before the last rebuild.

After a change that is meant to move numbers, `python -m tests.reference --keep` writes them anew (with `--ledger`, those of the
ledger too). Hashes hold for machines whose C library gives the same last bits; elsewhere means are compared. The whole quick
ledger, which takes minutes, is compared by `python -m tests.reference --ledger`.
"""

import json

import pytest

from tests.reference import runs
from tests.reference.fingerprints import canary, differences, renamed
from tests.reference.keep import KEPT

REFERENCE = json.loads(KEPT.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def exact():
    return canary() == REFERENCE["canary"]


@pytest.mark.parametrize("name", runs.RUNS)
def test_a_run_has_the_numbers_it_had(name, exact):
    now = runs.run(name)
    assert not differences(REFERENCE["runs"][name], now, exact)


def test_a_sweep_has_the_numbers_it_had(exact, tmp_path, capsys):
    assert not differences(REFERENCE["sweep"], runs.sweep(tmp_path / "sweep"), exact)


def test_claims_are_judged_as_they_were(exact, tmp_path, capsys):
    now = runs.claims(tmp_path / "claims")
    axes = {name for name in now if name.startswith("effects.") and name.count(".") == 1}
    added = axes - {name for kept in REFERENCE["claims"] for name in (kept, renamed(kept))}
    # One axis more gives the Latin hypercube of the claims other points.
    told = f"parameters were added ({', '.join(sorted(added))})"
    assert not added, f"{told}: keep the claims anew, python -m tests.reference --keep"
    assert not differences(REFERENCE["claims"], now, exact)


def test_a_changed_number_shows():
    kept = REFERENCE["runs"]["default"]
    moved = {runs_name: dict(entry) for runs_name, entry in kept.items()}
    moved["ideology"]["sha256"] = "0" * 64
    del moved["approval"]
    changed = differences(kept, {name.replace("club", "minilateral"): entry for name, entry in moved.items()}, exact=True)
    assert sorted(line.split(":")[0] for line in changed) == ["approval", "ideology"]
