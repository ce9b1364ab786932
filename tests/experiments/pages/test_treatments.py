"""The page of treatment checks names what does not take, beside the share in the latest test of each claim."""

from concertacion.analysis.claims.ledger import open_ledger
from concertacion.experiments.pages.claims_kept import FULL, MENDED
from concertacion.experiments.pages.treatments import INTRODUCTION, PAGE, short_of


def rows(text):
    """Claim, share and verdict of each row of the table on the page."""
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("| ")]
    return [row for row in cells if row[-1] in ("yes", "no")]


def test_the_committed_page_names_what_falls_short_in_the_sandbox():
    text = PAGE.read_text(encoding="utf-8")
    assert text.startswith(INTRODUCTION)
    (said,) = short_of(rows(text))
    short = [row[0] for row in rows(text) if row[-1] == "no"]
    assert short and all(f"{claim} (" in said for claim in short) and said.count("%, there ") <= len(short)
    assert said.partition("test of claims: ")[2].count(" (") == len(short)


def share_in(ledger, claim):
    """The share of points that a kept test of claims found for the treatment of a claim; None where it has none."""
    kept = open_ledger(ledger).entries.get(claim)
    found = kept and kept.judgement and kept.judgement.findings and kept.judgement.findings.treatment
    return f"{found.share.share:.0%}" if found else None


def test_the_share_there_is_that_of_the_latest_test_of_the_claim():
    mended, other = share_in(MENDED, "PL-10"), share_in(FULL, "MSF-09")
    assert mended != share_in(FULL, "PL-10")
    rows = [("PL-10", "78%", "no"), ("XX-1", "50%", "no"), ("BR-01", "100%", "yes"), ("MSF-09", "1%", "no")]
    told = f"PL-10 (78%, there {mended}), XX-1 (50%), MSF-09 (1%, there {other})"
    assert short_of(rows) == [f"Short here, with the share in the test of claims: {told}.\n"]
    assert short_of([("BR-01", "100%", "yes")]) == []
