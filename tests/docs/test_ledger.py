"""The kept ledgers: of the claims as their files are, judged by the thresholds in force, and told by docs/claims.md."""

from __future__ import annotations

import json

import pytest

from concertacion.analysis.claims.judging import as_json
from concertacion.analysis.claims.ledger import open_ledger
from concertacion.analysis.claims.thresholds import THRESHOLDS
from concertacion.experiments.claims.reading import read_claims
from concertacion.experiments.pages import claims as page

FIRST, SECOND = page.kept()
LEDGERS = {folder.name: folder for folder in (*FIRST, *SECOND)}


@pytest.mark.parametrize("name", LEDGERS)
def test_it_is_of_the_claims_and_thresholds_as_they_are(name):
    ledger = open_ledger(LEDGERS[name])
    files = {claim.id: json.loads(json.dumps(as_json(claim))) for claim in read_claims("all")}
    assert {claim: entry["claim"] for claim, entry in ledger.entries.items()} == {claim: files[claim] for claim in ledger.entries}
    assert ledger.facts["thresholds"] == json.loads(json.dumps(as_json(THRESHOLDS)))


def test_the_page_tells_them():
    told = page.page([open_ledger(folder) for folder in FIRST], [open_ledger(folder) for folder in SECOND])
    assert page.PAGE.read_text(encoding="utf-8") == told
