"""The kept ledgers: of the claims as their files put them to the test, by the thresholds in force, and all on docs/claims.md."""

from __future__ import annotations

import hashlib
import json
from itertools import pairwise

import pytest

from concertacion.analysis.claims.claim import Claim
from concertacion.analysis.claims.ledger import claims_sha256, open_ledger
from concertacion.analysis.claims.thresholds import THRESHOLDS
from concertacion.experiments.claims.reading import read_claims
from concertacion.experiments.pages import claims as page
from concertacion.experiments.pages.claims_faults import FAULTS
from concertacion.experiments.pages.claims_kept import LEDGERS, MEDIUM, kept_folders
from concertacion.experiments.pages.claims_present import changes

FOLDERS = [folder for folders in (*kept_folders(), [MEDIUM]) for folder in folders]
CODE = ("code of the model", "code that judges", "code that reads the record", "parameters and their ranges")  # words, outcomes
MENDED = {f"claim {name}" for name in FAULTS} | {*CODE}


@pytest.fixture(scope="module")
def ledgers():
    """The kept ledgers by the name of their folder."""
    return {folder.name: open_ledger(folder) for folder in FOLDERS}


def put_to_the_test(claim: Claim) -> Claim:
    """A claim without the words that no run reads: a file may be worded anew, and the ledger keeps what was tested."""
    parts = tuple(part._replace(status="", reason="") for part in claim.parts)
    treatment = claim.treatment and claim.treatment._replace(why="")
    sign = claim.sign._replace(why="")
    silent = claim._replace(section="", passage="", status="", sentence="", note="")
    return silent._replace(parts=parts, treatment=treatment, sign=sign)


@pytest.mark.parametrize("folder", FOLDERS)
def test_it_is_of_the_claims_and_thresholds_as_they_are(folder, ledgers):
    ledger, files = ledgers[folder.name], {claim.id: claim for claim in read_claims("all")}
    assert [name for name in ledger.entries if name not in files] == []
    others = [name for name, entry in ledger.entries.items() if put_to_the_test(entry.claim) != put_to_the_test(files[name])]
    assert others == changes(ledger, files)[0]  # which the page names at its top
    assert ledger.provenance.thresholds == THRESHOLDS
    assert ledger.provenance.claims_sha256 == claims_sha256(entry.claim for entry in ledger.entries.values())


def test_each_ran_on_a_state_whose_hashes_are_kept_and_states_differ_in_claims_code_and_words_alone(ledgers):
    kept = {hashlib.sha256(path.read_bytes()).hexdigest(): json.loads(path.read_bytes()) for path in LEDGERS.glob("freeze*.json")}
    states = [
        state for folders in kept_folders() for folder in folders for state in ledgers[folder.name].provenance.freeze.states
    ]
    assert set(states) <= set(kept)
    for one, other in pairwise(kept.values()):
        assert {name for name in {**one, **other} if one.get(name) != other.get(name)} <= MENDED


def test_the_page_is_made_of_them_and_has_every_claim_of_theirs(ledgers):
    text = page.PAGE.read_text(encoding="utf-8")
    first, second = ([ledgers[folder.name] for folder in folders] for folders in kept_folders())
    assert page.page(first, second) == text, "run python -m concertacion.experiments.pages.claims"
    claims = {claim for ledger in (*first, *second) for claim in ledger.entries}
    assert [one for one in claims if f"| [{one}](#{one.lower()})" not in text or f"\n### {one}\n" not in text] == []


def test_a_change_of_what_is_run_is_no_change_of_words(ledgers):
    claim = ledgers["first"].entries["MSF-03"].claim
    assert put_to_the_test(claim._replace(sentence="In other words.")) == put_to_the_test(claim)
    assert put_to_the_test(claim._replace(start=2021)) != put_to_the_test(claim)
    part = claim.main._replace(smallest=2 * claim.main.smallest)
    assert put_to_the_test(claim._replace(parts=(part, *claim.others))) != put_to_the_test(claim)
