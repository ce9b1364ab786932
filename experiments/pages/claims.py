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
from concertacion.analysis.claims.ledger import Entry, Ledger, Sizes, merged, open_ledger
from concertacion.analysis.claims.rivals import groups, map_of, paragraph
from concertacion.analysis.claims.sentences import interval, number
from concertacion.analysis.claims.shares import CONTRADICTS, SUPPORTS, UNDECIDED
from concertacion.analysis.figures import METADATA
from concertacion.analysis.figures.canvas import style
from concertacion.analysis.figures.rivals import rivals_map
from concertacion.analysis.formatting import counted, listed
from concertacion.experiments.output.files import write_bytes
from concertacion.experiments.output.tables import markdown_table
from concertacion.experiments.pages.claims_text import BEHIND, BESIDE, INTRODUCTION, READ
from concertacion.experiments.settings.claims import EFFORTS
from concertacion.experiments.sweep.estimate import in_words
from concertacion.sim.declare import InputError

PROJECT = Path(__file__).resolve().parents[2]
PAGE = PROJECT / "docs" / "claims.md"
KEPT, KEPT_SECOND = (PAGE.parent / "ledger" / seed for seed in ("first", "second"))
BESIDE_HEADER = ("Claim", "Part or channel", "Verdict", "Effect at the default", "Supports", "Contradicts")
BEHIND_HEADER = (
    "Claim", "At ½", "At 1", "At 2", "Undecided", "Weakest form", "Rule", "Frozen", "Without", "Treatment", "Sign", "Against",
    "From", "Record", "Resamples", "Second seed",
)  # fmt: skip
HEADER = (
    "Claim", "What it says", "Verdict", "Effect at the default", "Supports", "Contradicts", "Λ*", "Applies", "By channel",
    "Holds where", "Flags",
)  # fmt: skip


def page(ledgers: Sequence[Ledger], others: Sequence[Ledger] = ()) -> str:
    """The page, in Markdown, of ledgers that go together and of others under a second seed."""
    ledger, second = merged(ledgers), merged(others) if others else None
    changed = unconfirmed(ledger, second) if second else []
    summary = [*quick(ledger), *text.summary(ledger), *([confirmed(ledger, second, changed)] if second else [])]
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
            BESIDE,
            beside(ledger),
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
    return markdown_table(HEADER, [_row(name, entry, name in changed) for name, entry in entries.items()])


def _row(name: str, entry: Entry, changed: bool) -> list[str]:
    claim, judgement = entry
    mark = "°" if claim.status == "inferred" else ""
    cells = [f"{name}{mark}", claim.sentence, text.verdict_text(judgement, changed)]
    if claim.untestable:
        return [*cells, *[""] * (len(HEADER) - len(cells))]
    numbers = (text.effect_text(judgement), text.share_text(judgement), text.share_text(judgement, CONTRADICTS))
    rest = text.channels_text(judgement), text.where_text(judgement), ", ".join(text.flags(judgement))
    applies = f"{judgement.found.applicable.share:.0%}"
    plain = [*cells, *map(text.bracketed, numbers), text.bend_text(judgement), applies]
    return [*plain, *(cell.replace("_", "\\_") for cell in rest)]


def behind(ledger: Ledger, second: Ledger | None) -> str:
    """The numbers that the verdicts rest on, a row a claim."""
    again = {} if second is None else {name: entry.judgement.verdict for name, entry in second.entries.items()}
    return markdown_table(BEHIND_HEADER, [[name, *_behind(entry), again.get(name, "")] for name, entry in ledger.tested.items()])


def _behind(entry: Entry) -> list[str]:
    judgement, found = entry.judgement, entry.judgement.found
    forms, check = judgement.main.supported_by_form, found.check
    weakest = min(forms, key=lambda form: forms[form])
    return [
        *(at.verdict for at in judgement.scales.values()),
        text.share_text(judgement, UNDECIDED)[0],
        f"{weakest} {forms[weakest]:.0%}",
        text.scores_text(judgement),
        *(_percent(left.share) for left in (found.built_in.frozen, found.built_in.without)),
        _percent(found.treatment.share.share) if found.treatment else "",
        f"{entry.claim.sign.expected}",
        f"{found.sign.against.share:.1%}",
        f"{check.start}: {check.told.verdict if check.told else 'cannot be run'}" if check else "",
        found.record,
        f"{judgement.main.resample_agreement:.0%}",
    ]


def beside(ledger: Ledger) -> str:
    """The other parts and the channels, a row each."""
    rows = []
    for name, (_, judgement) in ledger.tested.items():
        for what, told in {**judgement.found.parts, **judgement.found.channels}.items():
            shares = [_percent(told.shares[kind].share) for kind in (SUPPORTS, CONTRADICTS)]
            effect = text.bracketed((number(told.default.effect), interval(told.default)))
            rows.append([name, what.replace("_", " "), told.verdict, effect, *shares])
    return markdown_table(BESIDE_HEADER, rows)


def _percent(share: float) -> str:
    return "" if math.isnan(share) else f"{share:.0%}"


def unconfirmed(ledger: Ledger, second: Ledger) -> list[str]:
    """Claims that have another verdict under the second seed."""
    again, here = ({name: one.judgement.verdict for name, one in both.entries.items()} for both in (second, ledger))
    return [name for name, verdict in here.items() if again.get(name) != verdict]


def quick(ledger: Ledger) -> list[str]:
    """That the test is a quick one, where it has fewer points than a full one."""
    sizes, full = ledger.provenance.sizes, EFFORTS["full"][0]
    if sizes.points >= full:
        return []
    few = f"{sizes.points} points with {sizes.pairs} pairs of runs each"
    return [f"**A quick test, for a first look: {few}, where a full test has {full:,} points.**"]


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
    few = (
        f"frozen feedbacks, ablations and runs from the shared start at {sizes.ablation_points} points with "
        f"{counted(sizes.ablation_pairs, 'pair')}"
    )
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
