"""docs/changes-of-verdict.md: `python -m concertacion.experiments.pages.changes [--gather OLD_FILES SECOND_HAND] [--thin]`.

With `--gather`, the verdicts of two tests of claims, the files of the first edition and those of a second coder, both on the
model of the preliminary test, are first put beside those of the kept ledgers into docs/ledger/verdicts.csv, from which the page
is written.
`--thin` works out anew what the first edition's test would have said at the size of the others (two minutes).
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
from sklearn.metrics import cohen_kappa_score

from concertacion.analysis.claims.verdict import CONDITIONAL, MIXED
from concertacion.analysis.formatting import counted, listed
from concertacion.experiments.output.files import write_bytes
from concertacion.experiments.output.manifest import DOCS
from concertacion.experiments.output.tables import markdown_table
from concertacion.experiments.pages.answers import answered
from concertacion.experiments.pages.changes_text import INTRODUCTION, SECOND_HAND
from concertacion.experiments.pages.changes_thinned import kept, thinned
from concertacion.experiments.pages.claims_kept import of_first_seed

LEDGERS, PAGE = DOCS / "ledger", DOCS / "changes-of-verdict.md"
TABLE = LEDGERS / "verdicts.csv"
COLUMNS = ("old_on_old", "thinned", "old_on_new", "new_on_new", "second_hand")
THINNED, OLD_ON_NEW = "First edition, thinned to 256 points", "Old claim file, new model"
HEADER = ("Claim", "First edition", THINNED, OLD_ON_NEW, "Second edition", "Cause", "Full test")
BY_HAND = ("Claim", "Second edition", "Second hand")
PREFIXES = ("E1-", "SH-")  # before the id, where files could not have that of ours
SEEN = ("MSF-08",)  # the example of claims-method.md, which the second coder had to read
BOTH_NEW = "new claim"


class Change(NamedTuple):
    """The verdicts on one claim, by whose file on which model; "" where there is none."""

    claim: str
    old_on_old: str
    thinned: str  # as a test of the size of the others would have it
    old_on_new: str
    new_on_new: str
    second_hand: str

    @property
    def cause(self) -> str:
        """The cause of a change of verdict: each step from test to test changes one thing."""
        if not self.old_on_old:
            return BOTH_NEW
        steps = [("model or file", self.thinned, self.new_on_new)]
        if self.old_on_new:
            steps = [("model", self.thinned, self.old_on_new), ("file", self.old_on_new, self.new_on_new)]
        changed = [name for name, before, after in (("size", self.old_on_old, self.thinned), *steps) if before != after]
        if self.old_on_old == self.new_on_new:
            return f"no change: {listed(changed)} cancel out" if changed else "no change"
        return listed(changed)


def verdicts(folder: Path) -> dict[str, str]:
    """The verdict on each claim that a ledger of any edition holds, by the id that it has among ours."""
    claims: Mapping[str, Any] = json.loads((folder / "ledger.json").read_text(encoding="utf-8"))["claims"]
    found = {}
    for name, entry in claims.items():
        own = next((name.removeprefix(prefix) for prefix in PREFIXES if name.startswith(prefix)), name)
        found[own] = entry["judgement"]["verdict"] if entry["judgement"] else "untestable here"
    return found


def former(claim: str, known: Mapping[str, str]) -> str:
    """The id that a claim had before it was cut into parts with a letter each."""
    return claim if claim in known else claim[:-1]


def gathered(old_files: Path, second_hand: Path) -> pd.DataFrame:
    """The verdicts of the tests of claims, a row a claim of ours."""
    old, on_new = verdicts(LEDGERS / "first_edition"), verdicts(old_files)
    new, hand = verdicts(LEDGERS / "first"), verdicts(second_hand)
    small = thinned(kept(LEDGERS / "first_edition"))
    rows = []
    for claim, verdict in new.items():
        before = [each.get(former(claim, each), "") for each in (old, small, on_new)]
        rows.append((claim, *before, verdict, hand.get(claim, "")))
    return pd.DataFrame(rows, columns=["claim", *COLUMNS])


def again_thinned(table: pd.DataFrame) -> pd.DataFrame:
    """The table with the verdicts of the smaller test worked out anew."""
    small = thinned(kept(LEDGERS / "first_edition"))
    of_each = [small.get(former(claim, small), "") for claim in table["claim"]]
    return table.assign(thinned=of_each)[["claim", *COLUMNS]]


def independent(table: pd.DataFrame) -> pd.DataFrame:
    """The rows of the claims that a second coder wrote too, without having seen ours."""
    return table[(table["second_hand"] != "") & ~table["claim"].isin(SEEN)]


def page(table: pd.DataFrame) -> str:
    """The page, in Markdown."""
    table = table.fillna("")
    changes = [Change(*row) for row in table.itertuples(index=False)]
    shared = [one for one in changes if one.old_on_old]
    causes = Counter(one.cause for one in shared)
    written = [one for one in changes if one.second_hand]
    both = independent(table)
    agreed = both.loc[both["second_hand"] == both["new_on_new"], "second_hand"].tolist()
    beyond = cohen_kappa_score(both["new_on_new"], both["second_hand"])
    conditional = [one for one in shared if one.old_on_old == CONDITIONAL]
    by_size = sum(one.thinned == MIXED for one in conditional)
    differ = [one.claim for one in changes if one.old_on_new and one.old_on_new != one.new_on_new]
    full = {name: entry.judgement.verdict for name, entry in of_first_seed().entries.items()}
    others = sum(one.new_on_new != full[one.claim] for one in changes if one.claim in full)
    rows = [
        (one.claim, one.old_on_old, one.thinned, one.old_on_new, one.new_on_new, one.cause, full.get(one.claim, ""))
        for one in changes
    ]
    return "\n".join([
        INTRODUCTION,
        "## What changed, and why\n",
        f"{_numbers(changes)}\n",
        *(f"- {cause}: {counted(count, 'claim')}" for cause, count in causes.most_common()),
        f"\nOf the {len(conditional)} that were *conditional* in the first edition, {by_size} are *mixed* by the size "
        "of the test alone.",
        f"\nOn the model of the preliminary test the two files of a claim disagree for {len(differ)}: {', '.join(differ)}. These "
        "verdicts depend on how the claim is specified.",
        f"\nOf the {len(full)} claims in the full test {others} have another verdict there than in the column *Second "
        "edition*. Causes are those up to that column; what came after is not traced.\n",
        markdown_table(HEADER, rows),
        SECOND_HAND.format(
            agreed=len(agreed), mixed=agreed.count(MIXED), written=len(both), kappa=beyond, seen=", ".join(SEEN)
        ),
        markdown_table(BY_HAND, [(one.claim, one.new_on_new, one.second_hand) for one in written]),
    ])  # fmt: skip


def _numbers(changes: Sequence[Change]) -> str:
    """How the claims compared, the claims of the first edition and the new ones add up."""
    first = set(verdicts(LEDGERS / "first_edition"))
    shared = [one.claim for one in changes if one.old_on_old]
    halves = [claim for claim in shared if claim not in first]
    cut, new = sorted({claim[:-1] for claim in halves}), len(changes) - len(shared)
    return (
        f"The first edition had {len(first)} claims. {listed(cut)} were each cut into two, and both halves stand beside the "
        f"verdict of the whole; so {len(shared)} claims are compared here. The other {new} of the {len(changes)} are new. The "
        f"changelog counts files and so has {len(changes) - len(first)} new ones: it takes one half of each cut claim as new."
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the page, and with `--gather` its table first."""
    parser = argparse.ArgumentParser(prog="python -m concertacion.experiments.pages.changes", description=f"Write {PAGE.name}.")
    parser.add_argument(
        "--gather", nargs=2, type=Path, metavar=("OLD_FILES", "SECOND_HAND"), help="folders of two tests of claims"
    )
    parser.add_argument("--thin", action="store_true", help="judge the first edition anew at the size of the other tests")
    options = parser.parse_args(arguments)
    if options.gather or options.thin:
        table = gathered(*options.gather) if options.gather else again_thinned(pd.read_csv(TABLE).fillna(""))
        write_bytes(TABLE, table.to_csv(index=False, lineterminator="\n").encode())
    write_bytes(PAGE, page(pd.read_csv(TABLE)).encode())


if __name__ == "__main__":
    raise SystemExit(answered(main))
