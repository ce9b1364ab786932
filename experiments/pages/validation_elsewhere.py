"""Parts of docs/validation.md that repeat other pages: scores one year ahead, and how many forums free runs found."""

from __future__ import annotations

from pathlib import Path

from concertacion.experiments.output.manifest import DOCS
from concertacion.experiments.output.tables import markdown_table
from concertacion.experiments.pages.on_record import FIRST, LAST
from concertacion.experiments.pages.scores_text import SHORT
from concertacion.experiments.score.models import MODEL, PRIOR, WEIGHTED

FOUNDED = "Forums founded so far"
VERSIONS = (MODEL, PRIOR, WEIGHTED)
SCORES = """## One year ahead

From [scores.md](scores.md), where the method, the other predictors and the reasons are: each year from 2003 to 2012 is predicted
one year ahead. Every version of the model also knows later years: all have centres of politics computed from governments to 2012.
The columns of the model give its score minus that of the best predictor without it; negative is better. *better*, *worse*: the
90 % interval excludes zero. *In short* there says what the rows come to.

"""


def founded() -> str:
    """That the model founds too few forums, as docs/free-runs.md has it."""
    cells = next(row for row in table_rows(DOCS / "free-runs.md") if row[0] == FOUNDED)
    record, runs = (cell.replace(".00", "") for cell in cells[2:4])
    return (
        f"**The model founds too few forums**: {runs} by {LAST} in runs that are free from {FIRST}, where {record} were founded "
        "([free-runs.md](free-runs.md)).\n"
    )


def scores_part() -> str:
    """What docs/scores.md finds in short, a row a measure."""
    found: dict[tuple[str, ...], dict[str, str]] = {}
    for row in table_rows(DOCS / "scores.md"):
        if len(row) == len(SHORT) and row[3] in VERSIONS:
            found.setdefault(tuple(row[:3]), {})[row[3]] = f"{row[4]} {row[5]}"
    rows = [[*key, *(cells.get(version, "") for version in VERSIONS)] for key, cells in found.items()]
    return SCORES + markdown_table([*SHORT[:3], *VERSIONS], rows)


def table_rows(path: Path) -> list[list[str]]:
    """The cells of all rows of tables on a page of docs/."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.strip("| ").split(" | ") for line in lines if line.startswith("| ")]
