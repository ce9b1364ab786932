"""docs/claims.md from finished tests of claims: `python -m concertacion.experiments.pages.claims [FOLDER... [--second
FOLDER...]]`.

Without folders the page is made from the ledgers kept in docs/ledger, whose README says how they were made. Of several folders a
later one adds claims, or replaces them. `--second` is a test under another master seed: claims whose verdict it does not confirm
are marked as close.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from concertacion.analysis.claims import text
from concertacion.analysis.claims.judgement import Judgement
from concertacion.analysis.claims.ledger import Entry, Ledger, Sizes, merged, open_ledger
from concertacion.analysis.claims.rivals import groups, map_of, paragraph
from concertacion.analysis.claims.shares import CONTRADICTS, UNDECIDED
from concertacion.analysis.figures import METADATA
from concertacion.analysis.figures.canvas import style
from concertacion.analysis.figures.rivals import rivals_map
from concertacion.analysis.formatting import counted, listed
from concertacion.experiments.output.files import write_bytes
from concertacion.experiments.pages.sensitivity import table
from concertacion.experiments.sweep.estimate import in_words
from concertacion.sim.declare import InputError

PROJECT = Path(__file__).resolve().parents[2]
PAGE = PROJECT / "docs" / "claims.md"
KEPT, KEPT_SECOND = (PAGE.parent / "ledger" / seed for seed in ("first", "second"))
INTRODUCTION = """# The claims put to the test

Written by `python -m concertacion.experiments.pages.claims`; do not edit by hand. How a claim is put to the test:
[claims-method.md](claims-method.md). `concertacion experiment=claims` makes the same ledger as a page to sort and filter, with
a figure a claim. The ledger itself, with the effect of every claim at every point, is in [ledger/](ledger/README.md).
"""
READ = """
## The ledger

*Supports*, *contradicts*: shares of the points of the space, with their 95 % intervals; *Λ\\**: by how much the prior must be
bent before support falls to a half; *holds where*: a rule that holds out of sample; *restates*: the parameter that the claim
merely restates; °: the paper does not state it plainly.
"""
BEHIND = """## Behind the verdicts

The verdict at half, one and two times the smallest effect of interest; *weakest form*: the form of a structural variant in which
fewest points support, and how many do; *rule*: density and coverage of flip rules on points that they have not seen; *frozen*:
share of the effect that is left with all feedbacks frozen; *resamples*: share of resamples (of the points, each with the rules of
one halving) with the same verdict.
"""
BEHIND_HEADER = (
    "Claim", "At ½", "At 1", "At 2", "Undecided", "Weakest form", "Rule", "Frozen", "Record", "Resamples", "Second seed",
)  # fmt: skip
HEADER = ("Claim", "What it says", "Verdict", "Effect at the default", "Supports", "Contradicts", "Λ*", "Holds where", "Restates")


def page(ledgers: Sequence[Ledger], others: Sequence[Ledger] = ()) -> str:
    """The page, in Markdown, of ledgers that go together and of others under a second seed."""
    ledger, second = merged(ledgers), merged(others) if others else None
    changed = unconfirmed(ledger, second) if second else []
    summary = [*text.summary(ledger), *([confirmed(ledger, second, changed)] if second else [])]
    tables = [part for paper in ledger.papers for part in (f"### {paper}\n", ledger_table(ledger, paper, changed))]
    disagreements = [part for group in groups(ledger.tested) for part in _rivals(ledger, group)]
    return "\n".join(
        [
            INTRODUCTION,
            "## Summary\n",
            *_points(summary),
            "\nLimits:\n",
            *_points(text.LIMITS),
            READ,
            *tables,
            BEHIND,
            behind(ledger, second),
            "## Where the papers disagree\n",
            *disagreements,
            "## How it was made\n",
            *(made(one) for one in (*ledgers, *others)),
        ]
    )


def _points(sentences: Iterable[str]) -> list[str]:
    return [f"- {sentence}" for sentence in sentences]


def ledger_table(ledger: Ledger, paper: str, changed: Sequence[str]) -> str:
    """The claims of a paper."""
    entries = {name: entry for name, entry in ledger.entries.items() if entry.claim.paper == paper}
    return table(HEADER, [_row(name, entry, name in changed) for name, entry in entries.items()])


def _row(name: str, entry: Entry, changed: bool) -> list[str]:
    claim, judgement = entry
    mark = "°" if claim.status == "inferred" else ""
    cells = [f"{name}{mark}", claim.sentence, text.verdict_text(judgement, changed)]
    if claim.untestable:
        return [*cells, *[""] * (len(HEADER) - len(cells))]
    numbers = (text.effect_text(judgement), text.share_text(judgement), text.share_text(judgement, CONTRADICTS))
    rest = text.bend_text(judgement), text.where_text(judgement), text.restated(judgement)
    return [*cells, *map(text.bracketed, numbers), *(cell.replace("_", "\\_") for cell in rest)]


def behind(ledger: Ledger, second: Ledger | None) -> str:
    """The numbers that the verdicts rest on, a row a claim."""
    again = {} if second is None else {name: entry.judgement.verdict for name, entry in second.entries.items()}
    return table(BEHIND_HEADER, [[name, *_behind(entry.judgement), again.get(name, "")] for name, entry in ledger.tested.items()])


def _behind(judgement: Judgement) -> list[str]:
    frozen = judgement.built_in.frozen_share if judgement.built_in else math.nan
    forms = judgement.main.supported_by_form
    weakest = min(forms, key=lambda form: forms[form])
    return [
        *(at.verdict for at in judgement.scales.values()),
        text.share_text(judgement, UNDECIDED)[0],
        f"{weakest} {forms[weakest]:.0%}",
        text.scores_text(judgement),
        "" if math.isnan(frozen) else f"{frozen:.0%}",
        judgement.record,
        f"{judgement.main.resample_agreement:.0%}",
    ]


def unconfirmed(ledger: Ledger, second: Ledger) -> list[str]:
    """Claims that have another verdict under the second seed."""
    again, here = ({name: one.judgement.verdict for name, one in both.entries.items()} for both in (second, ledger))
    return [name for name, verdict in here.items() if again.get(name) != verdict]


def confirmed(ledger: Ledger, second: Ledger, changed: Sequence[str]) -> str:
    """How many verdicts the second seed confirms."""
    of, how = len(ledger.entries), pairs_of(second.provenance.sizes)
    same, which = of - len(changed), f" ({listed(changed)})" if changed else ""
    return (
        f"A second master seed ({how}) gives {same} of {of} claims ({same / of:.0%}) the same verdict; the others are marked as "
        f"close{which}."
    )


def pairs_of(sizes: Sizes) -> str:
    """How many points of the space a test looks at, and how many pairs at each."""
    further = f", up to {sizes.most_pairs} where a claim is undecided" if sizes.most_pairs > sizes.pairs else ""
    return f"{sizes.points:,} points, {counted(sizes.pairs, 'pair')} at each{further}"


def _rivals(ledger: Ledger, group: tuple[str, ...]) -> list[str]:
    chart = map_of(ledger, group)
    sentences = [f"- {name}: {ledger.entries[name].claim.sentence}" for name in group]
    picture = f"![Where each holds, by {listed(list(chart.parameters))}](figures/{figure_name(group)})\n"
    return [f"### {' × '.join(group)}\n", *sentences, f"\n{paragraph(chart)}\n", picture]


def figure_name(group: tuple[str, ...]) -> str:
    """The file of a map."""
    return f"rivals-{group[0]}.png"


def made(ledger: Ledger) -> str:
    """Command, hashes, date and cost of a test."""
    of, sizes, sessions = ledger.provenance, ledger.provenance.sizes, ledger.sessions
    cost = f"{in_words(sum(one.seconds for one in sessions))} on {max(one.workers for one in sessions)} workers"
    space = f"{pairs_of(sizes)}, {sizes.default_pairs} at the default point"
    few = f"frozen feedbacks and ablations at {sizes.ablation_points} points with {counted(sizes.ablation_pairs, 'pair')}"
    hashes = {
        "claims and thresholds": of.claims_sha256, "config": of.config_sha256, "source": of.source_sha256, "commit": of.commit,
    }  # fmt: skip
    return (
        f"```\n{of.command}\n```\n\n{sessions[-1].began[:10]}; {cost}; {space}; {few}; seed {of.seed}. Hashes:\n\n"
        + "\n".join(f"- {name} `{value}`" for name, value in hashes.items())
        + "\n"
    )


def kept_folders() -> tuple[list[Path], list[Path]]:
    """The folders of the ledgers that are kept with the page: of the first seed, and of a second if there is one."""
    return [KEPT], [KEPT_SECOND] if KEPT_SECOND.is_dir() else []


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the page and its maps."""
    parser = argparse.ArgumentParser(prog="python -m concertacion.experiments.pages.claims", description="Write docs/claims.md.")
    parser.add_argument(
        "folder", type=Path, nargs="*", help="of a finished test of claims; without one, those kept in docs/ledger"
    )
    parser.add_argument("--second", type=Path, nargs="+", default=[], help="likewise, under a second seed")
    parser.add_argument("--page", type=Path, default=PAGE)
    options = parser.parse_args(arguments)
    folders, seconds = (options.folder, options.second) if options.folder else kept_folders()
    try:
        ledgers, others = ([open_ledger(folder) for folder in named] for named in (folders, seconds))
        ledger, content = merged(ledgers), page(ledgers, others)
    except InputError as error:
        print(f"concertacion: error: {error}", file=sys.stderr)
        return 2
    figures = options.page.parent / "figures"
    figures.mkdir(exist_ok=True, parents=True)
    for group in groups(ledger.tested):
        with style():
            rivals_map(map_of(ledger, group)).savefig(figures / figure_name(group), metadata=METADATA["png"], dpi=200)
    write_bytes(options.page, content.encode())
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
