"""The page of treatment checks names what does not take, beside the share in the kept test of claims."""

from concertacion.analysis.claims.ledger import open_ledger
from concertacion.experiments.pages.treatments import INTRODUCTION, KEPT, PAGE, short_of


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
    assert said.partition("kept test: ")[2].count(" (") == len(short)


def test_the_share_there_is_that_of_the_kept_ledger():
    kept = open_ledger(KEPT).entries["PL-10"].judgement
    assert kept is not None and kept.findings is not None and kept.findings.treatment is not None
    share = f"{kept.findings.treatment.share.share:.0%}"
    assert short_of([("PL-10", "78%", "no"), ("XX-1", "50%", "no"), ("BR-01", "100%", "yes")]) == [
        f"Short here, with the share in the kept test: PL-10 (78%, there {share}), XX-1 (50%).\n"
    ]
    assert short_of([("BR-01", "100%", "yes")]) == []
