"""The kept ledgers: of the claims as their files are, judged by the thresholds in force, and all on docs/claims.md."""

from __future__ import annotations

import pytest

from concertacion.analysis.claims.ledger import claims_sha256, open_ledger
from concertacion.analysis.claims.thresholds import THRESHOLDS
from concertacion.experiments.claims.reading import read_claims
from concertacion.experiments.pages import claims as page

FIRST, SECOND = page.kept_folders()


@pytest.fixture(scope="module")
def ledgers():
    """The kept ledgers by the name of their folder."""
    return {folder.name: open_ledger(folder) for folder in (*FIRST, *SECOND)}


@pytest.mark.parametrize("folder", [*FIRST, *SECOND])
def test_it_is_of_the_claims_and_thresholds_as_they_are(folder, ledgers):
    ledger, files = ledgers[folder.name], {claim.id: claim for claim in read_claims("all")}
    assert [claim for claim, entry in ledger.entries.items() if entry.claim != files.get(claim)] == []
    assert ledger.provenance.thresholds == THRESHOLDS
    assert ledger.provenance.claims_sha256 == claims_sha256(entry.claim for entry in ledger.entries.values())


def test_the_page_is_made_of_them_and_has_every_claim(ledgers):
    text = page.PAGE.read_text(encoding="utf-8")
    assert text == page.page([ledgers[folder.name] for folder in FIRST], [ledgers[folder.name] for folder in SECOND])
    claims = read_claims("all")
    assert [
        claim.id for claim in claims if f"| [{claim.id}](#{claim.id.lower()})" not in text or f"\n### {claim.id}\n" not in text
    ] == []
