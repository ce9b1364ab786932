"""docs/claims.md from finished tests of claims: `python -m concertacion.experiments.pages.claims [FOLDER... [--second
FOLDER...]]`.

Without folders it tells the ledgers that are kept with the page; docs/ledger/README.md says how they were made. Of several
folders a later one tells more claims, or tells claims anew. `--second` is a test under another master seed: claims whose
verdict it does not confirm are marked as close.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from concertacion.analysis.claims import text as telling
from concertacion.analysis.claims.ledger import Ledger, merged, open_ledger
from concertacion.analysis.claims.rivals import groups, map_of, paragraph
from concertacion.analysis.claims.shares import CONTRADICTS, SUPPORTS, UNDECIDED
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
INTRODUCTION = """# What the claims come to

Written by `python -m concertacion.experiments.pages.claims`; do not edit by hand. How a claim is put to the test:
[claims-method.md](claims-method.md). `concertacion experiment=claims` makes the same ledger as a page to sort and filter, with
a figure a claim. The ledger itself, with the effect of every claim at every point, is in [ledger/](ledger/README.md).
"""
READ = """
## The ledger

*Supports*, *contradicts*: shares of the points of the space, with their 95 % intervals; *Λ\\**: by how much the prior must be
bent before support falls to a half; *holds where*: a rule that stands out of sample; *restates*: the parameter that the claim
merely restates; °: not plainly stated in the paper.
"""
BEHIND = """## Behind the verdicts

The verdict at half, one and two times the smallest effect of interest; *weakest form*: the form of a structural variant in which
fewest points support, and how many do; *rule*: density and coverage of flip rules on points that they have not seen; *frozen*:
share of the effect that is left with all feedbacks frozen; *kept*: share of resamples (of the points, each with the rules of one
halving) with the same verdict.
"""
BEHIND_HEADER = ("Claim", "At ½", "At 1", "At 2", "Undecided", "Weakest form", "Rule", "Frozen", "Record", "Kept", "Second seed")
HEADER = ("Claim", "What it says", "Verdict", "Effect at the default", "Supports", "Contradicts", "Λ*", "Holds where", "Restates")


def page(ledgers: Sequence[Ledger], others: Sequence[Ledger] = ()) -> str:
    """The page, in Markdown, of ledgers that go together and of others under a second seed."""
    ledger, second = merged(ledgers), merged(others) if others else None
    changed = unconfirmed(ledger, second) if second else []
    summary = [*telling.summary(ledger), *([confirmed(ledger, second, changed)] if second else [])]
    tables = [part for paper in papers(ledger) for part in (f"### {paper}\n", ledger_table(ledger, paper, changed))]
    disagree = [part for group in groups(ledger.tested) for part in _rivals(ledger, group)]
    return "\n".join(
        [
            INTRODUCTION,
            "## Summary\n",
            *_points(summary),
            "\nWhat the model cannot say:\n",
            *_points(telling.LIMITS),
            READ,
            *tables,
            BEHIND,
            behind(ledger, second),
            "## Where the papers disagree\n",
            *disagree,
            "## How it was made\n",
            *(made(one) for one in (*ledgers, *others)),
        ]
    )


def _points(sentences: Iterable[str]) -> list[str]:
    return [f"- {sentence}" for sentence in sentences]


def papers(ledger: Ledger) -> list[str]:
    """The papers, in order of first appearance."""
    return list(dict.fromkeys(entry["claim"]["paper"] for entry in ledger.entries.values()))


def ledger_table(ledger: Ledger, paper: str, changed: Sequence[str]) -> str:
    """The claims of a paper."""
    own = {name: entry for name, entry in ledger.entries.items() if entry["claim"]["paper"] == paper}
    return table(HEADER, [_row(name, entry, name in changed) for name, entry in own.items()])


def _row(name: str, entry: Mapping[str, Any], changed: bool) -> list[str]:
    mark = "°" if entry["claim"]["status"] == "inferred" else ""
    said = [f"{name}{mark}", entry["claim"]["sentence"], telling.verdict_of(entry, changed)]
    if entry["claim"]["untestable"]:
        return [*said, *[""] * (len(HEADER) - len(said))]
    numbers = (telling.effect_of(entry), telling.share_of(entry), telling.share_of(entry, CONTRADICTS))
    rest = telling.bend_of(entry), telling.where_of(entry), telling.restates_of(entry)
    return [*said, *map(telling.bracketed, numbers), *(cell.replace("_", "\\_") for cell in rest)]


def behind(ledger: Ledger, second: Ledger | None) -> str:
    """What the verdicts rest on, a row a claim."""
    there = {} if second is None else {name: str(one["judgement"]["verdict"]) for name, one in second.entries.items()}
    return table(BEHIND_HEADER, [[name, *_behind(entry), there.get(name, "")] for name, entry in ledger.tested.items()])


def _behind(entry: Mapping[str, Any]) -> list[str]:
    judgement = entry["judgement"]
    own, kept = judgement["scales"]["1.0"], judgement["put_in"]["kept"]
    forms = {form: told[SUPPORTS]["share"] for told_of in own["by_form"].values() for form, told in told_of.items()}
    weakest = min(forms, key=lambda form: forms[form])
    return [
        *(told["verdict"] for told in judgement["scales"].values()),
        telling.share_of(entry, UNDECIDED)[0],
        f"{weakest} {forms[weakest]:.0%}",
        telling.scores_of(entry),
        "" if kept is None else f"{kept:.0%}",
        judgement["record"],
        f"{own['same']:.0%}",
    ]


def unconfirmed(ledger: Ledger, second: Ledger) -> list[str]:
    """Claims that have another verdict under the second seed."""
    there, here = ({name: one["judgement"]["verdict"] for name, one in both.entries.items()} for both in (second, ledger))
    return [name for name, verdict in here.items() if there.get(name) != verdict]


def confirmed(ledger: Ledger, second: Ledger, changed: Sequence[str]) -> str:
    """How many verdicts the second seed confirms."""
    of, how = len(ledger.entries), pairs_of(second.facts["sizes"])
    same, which = of - len(changed), f" ({listed(changed)})" if changed else ""
    return (
        f"A second master seed ({how}) gives {same} of {of} claims ({same / of:.0%}) the same verdict; the others are marked as "
        f"close{which}."
    )


def pairs_of(sizes: Mapping[str, int]) -> str:
    """How many points of the space a test looks at, and how many pairs at each."""
    further = f", up to {sizes['most']} where a claim is undecided" if sizes["most"] > sizes["pairs"] else ""
    return f"{sizes['points']:,} points, {counted(sizes['pairs'], 'pair')} at each{further}"


def _rivals(ledger: Ledger, group: tuple[str, ...]) -> list[str]:
    told = map_of(ledger, group)
    sentences = [f"- {name}: {ledger.entries[name]['claim']['sentence']}" for name in group]
    picture = f"![Where each holds, by {listed(list(told.parameters))}](figures/{figure_name(group)})\n"
    return [f"### {' × '.join(group)}\n", *sentences, f"\n{paragraph(told)}\n", picture]


def figure_name(group: tuple[str, ...]) -> str:
    """The file of a map."""
    return f"rivals-{group[0]}.png"


def made(ledger: Ledger) -> str:
    """Command, hashes, date and cost of a test."""
    facts, sizes, sessions = ledger.facts, ledger.facts["sizes"], ledger.sessions
    cost = f"{in_words(sum(one['seconds'] for one in sessions))} on {max(one['workers'] for one in sessions)} workers"
    space = f"{pairs_of(sizes)}, {sizes['default']} at the default point"
    few = f"frozen feedbacks and ablations at {sizes['few']} points with {counted(sizes['few_pairs'], 'pair')}"
    hashes = {name: facts[f"{name}_sha256"] for name in ("claims", "config", "source")} | {"commit": facts["commit"]}
    return (
        f"```\n{facts['command']}\n```\n\n{sessions[-1]['began'][:10]}; {cost}; {space}; {few}; seed {facts['seed']}. Hashes:\n\n"
        + "\n".join(f"- {name}{' and thresholds' if name == 'claims' else ''} `{value}`" for name, value in hashes.items())
        + "\n"
    )


def kept() -> tuple[list[Path], list[Path]]:
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
    asked = parser.parse_args(arguments)
    folders, seconds = (asked.folder, asked.second) if asked.folder else kept()
    try:
        ledgers, others = ([open_ledger(folder) for folder in named] for named in (folders, seconds))
        ledger, text = merged(ledgers), page(ledgers, others)
    except InputError as error:
        print(f"concertacion: error: {error}", file=sys.stderr)
        return 2
    figures = asked.page.parent / "figures"
    figures.mkdir(exist_ok=True, parents=True)
    for group in groups(ledger.tested):
        with style():
            rivals_map(map_of(ledger, group)).savefig(figures / figure_name(group), metadata=METADATA["png"], dpi=200)
    write_bytes(asked.page, text.encode())
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
