"""docs/claims.md from finished tests of claims: `python -m concertacion.experiments.pages.claims [FOLDER... [--second
FOLDER...]]`.

Without folders the page is made from the ledgers kept in docs/ledger, whose README says how they were made. Of several folders
a later one adds claims, or replaces them. `--second` is a test under another master seed: claims whose verdict it does not
confirm are marked as close.
"""

from __future__ import annotations

import argparse
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from concertacion.analysis.claims.ledger import Entry, Ledger, open_ledger
from concertacion.analysis.claims.merging import merged
from concertacion.analysis.claims.rivals import groups
from concertacion.analysis.claims.shares import CONTRADICTS, NO_EFFECT, SUPPORTS, UNDECIDED
from concertacion.analysis.claims.weighing import OPEN
from concertacion.analysis.formatting import listed
from concertacion.analysis.wording import papers, rivals, summary, weighed
from concertacion.analysis.wording.amounts import demand
from concertacion.analysis.wording.sentences import lines_of
from concertacion.analysis.wording.verdicts import POINTS, TENDENCIES, made_of, meanings, possible, verdict_text
from concertacion.experiments.output.files import write_bytes
from concertacion.experiments.output.tables import markdown_table
from concertacion.experiments.pages.answers import answered
from concertacion.experiments.pages.claims_faults import counted_faults, faults_of
from concertacion.experiments.pages.claims_kept import LEDGERS, MEDIUM, kept_folders, seeds_of
from concertacion.experiments.pages.claims_kept import PAGE as NAME
from concertacion.experiments.pages.claims_limits import limits
from concertacion.experiments.pages.claims_made import confirmed, made
from concertacion.experiments.pages.claims_present import frozen_now, mended, present_claims, respecified, under_test, warning
from concertacion.experiments.pages.claims_rivals import draw_rivals, escaped, named, rivals_text
from concertacion.experiments.pages.claims_text import EVERY, FAULTY, INTRODUCTION, LEDGER, READ, SECOND, UNDER
from concertacion.experiments.settings.claims import EFFORTS

PAGE = LEDGERS.parent / NAME
HEADER = ("Claim", "What it says", "Verdict", "What the points show", "Effect", "Supports if", "Applies", "Warnings")


def page(ledgers: Sequence[Ledger], others: Sequence[Ledger] = (), name: str = PAGE.name) -> str:
    """The page of that name, in Markdown, of ledgers that go together and of others under a second seed.

    Raises
    ------
    InputError
        If ledgers do not go together, or those of the second seed have the first one.
    """
    ledger, second = seeds_of(ledgers, others)
    changed = papers.unconfirmed(ledger, second)
    present = present_claims()
    faults = faults_of(ledger, present)
    said = summary.by_head(ledger, frozen_now(), faults)
    said[summary.CAUTIONS] += counted_faults(faults)
    if name == PAGE.name:
        said[summary.CAUTIONS] += [*mended(ledger, ledgers[0]), *respecified(ledger, open_ledger(MEDIUM))]
    said[summary.CAUTIONS] += [confirmed(ledger, second, changed) if second else SECOND]
    said[summary.RECORD] += weighed.summary(ledger, second)
    tables = [part for paper in ledger.papers for part in (f"### {paper}\n", ledger_table(ledger, paper, changed))]
    return "\n".join(
        [
            INTRODUCTION,
            *warning(ledger, present),
            *quick(ledger),
            *(under_test(ledger, present) if name == PAGE.name else ()),
            *of_texts(ledger, second, faults),
            "## Summary\n",
            *(part for head, sentences in said.items() for part in (f"**{head}**\n", *_points(sentences), "")),
            "**Limits**\n",
            *_points([*summary.LIMITS, *limits(ledger, present)]),
            "",
            how_to_read(),
            LEDGER,
            *tables,
            *under_the_record(ledger, second),
            f"## {rivals.TITLE}\n\n{rivals.INTRODUCTION}\n",
            *(part for group in groups(ledger.tested) for part in rivals_text(ledger, group, faults, name)),
            EVERY,
            *(part for claim in ledger.entries for part in claim_text(claim, ledger, claim in changed, second, faults)),
            "## How it was made\n",
            *(made(one) for one in (*ledgers, *others)),
        ]
    )


def how_to_read() -> str:
    """The words of the page, defined."""
    warnings = [f"**{flag}**: {meaning}" for flag, (_, meaning) in summary.FLAGS.items()]
    return READ.format(
        supports=POINTS[SUPPORTS], contradicts=POINTS[CONTRADICTS], nothing=POINTS[NO_EFFECT], undecided=POINTS[UNDECIDED],
        verdicts="\n".join(_points(f"**{verdict}**: {meaning}" for verdict, meaning in meanings().items())),
        tendencies=TENDENCIES, possible=of_possible(), warnings="\n".join(_points(warnings)),
    )  # fmt: skip


def _points(sentences: Iterable[str]) -> list[str]:
    return [f"- {sentence}" for sentence in sentences]


def of_possible() -> str:
    """What verdicts mean of a claim that something can happen."""
    named = [f"*{verdict}*: {meaning.removesuffix('.')}" for verdict, meaning in possible().items()]
    return f"Of a claim that something can happen (*in a part of the space*), {'; '.join(named)}."


def of_texts(ledger: Ledger, second: Ledger | None, faults: Collection[str]) -> Iterator[str]:
    """What the model says of each text, a line a claim."""
    yield f"## {papers.TITLE}\n\n{papers.introduction(ledger, EFFORTS['full'][0])} {FAULTY} [How to read it](#how-to-read-it).\n"
    for paper in ledger.papers:
        said = papers.of_paper(ledger, paper, second, named, lambda name: f"[{name}](#{name.lower()})", faults)
        yield f"### {escaped(paper)}\n"
        for head, lines in said.groups.items():
            yield f"**{head}**\n"
            yield from _points(map(escaped, lines))
            yield ""
        yield from (f"{escaped(sentence)}\n" for sentence in said.beside)


def ledger_table(ledger: Ledger, paper: str, changed: Sequence[str]) -> str:
    """The claims of a paper."""
    entries = {name: entry for name, entry in ledger.entries.items() if entry.claim.paper == paper}
    return markdown_table(HEADER, [_row(name, entry, name in changed) for name, entry in entries.items()])


def _row(name: str, entry: Entry, changed: bool) -> list[str]:
    claim, judgement, _ = entry
    mark = "°" if claim.status == "inferred" else ""
    cells = [f"[{name}](#{name.lower()}){mark}", claim.sentence]
    if claim.untestable:
        return [*cells, judgement.verdict, *[""] * (len(HEADER) - len(cells) - 1)]
    effect, warnings = summary.bracketed(summary.effect_text(entry)), ", ".join(summary.flags(judgement, claim))
    applies = f"{judgement.found.applicable.share:.0%}"
    told = (
        verdict_text(judgement, changed),
        made_of(judgement.main.shares, shape=claim.main.shape),
        effect,
        demand(claim.main),
        applies,
    )
    return [*cells, *told, escaped(warnings)]


def under_the_record(ledger: Ledger, second: Ledger | None) -> list[str]:
    """Verdicts under uniform and weighted points side by side; nothing without weights."""
    weights = ledger.provenance.weights
    if weights is None:
        return []
    header, rows = weighed.table_of(ledger, second)
    linked = [[f"[{name}](#{name.lower()})", *cells] for name, *cells in rows]
    meanings = _points(f"**{name[0].upper()}{name[1:]}**: {meaning}" for name, meaning in weighed.MEANINGS.items())
    silent = [name for name, entry in ledger.tested.items() if _moved_unsaid(entry)]
    others = f"; of these {listed(silent)} {'has' if len(silent) == 1 else 'have'} another under the weights" if silent else ""
    text = UNDER.format(belief=weighed.belief(weights), meanings="\n".join(meanings), others=others)
    return [text, markdown_table(header, linked), f"\n{weighed.chance_note(ledger)}\n"]


def _moved_unsaid(entry: Entry) -> bool:
    """Whether the weights change a verdict that is neither mixed nor conditional, of which the record decides nothing."""
    verdict = entry.judgement.verdict
    return entry.weighed is not None and verdict not in OPEN and entry.weighed.at.verdict != verdict


def claim_text(name: str, ledger: Ledger, changed: bool, second: Ledger | None, faults: Mapping[str, str]) -> Iterator[str]:
    """A claim with all that is found of it, and a known fault of its file first."""
    again, file = second.entries.get(name) if second else None, f"{name}.yaml"
    yield f"### {name}\n\n*{ledger.entries[name].claim.sentence}*\n"
    if name in faults:
        yield f"- **Known fault.** {escaped(faults[name])}"
    for lead, text in lines_of(ledger, name, named, changed, again):
        yield f"- **{escaped(lead)}.** {escaped(text).replace(file, f'[{file}](../configs/claim/{file})')}"
    yield ""


def quick(ledger: Ledger) -> list[str]:
    """That the test is preliminary, in large, where it has fewer points than a full one."""
    said = summary.quick(ledger.provenance.sizes, EFFORTS["full"][0])
    return [f"## Preliminary test, not final verdicts\n\n**{said}**\n"] if said else []


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the page and its maps."""
    parser = argparse.ArgumentParser(
        prog="python -m concertacion.experiments.pages.claims", description="Write docs/claims.md and its maps."
    )
    parser.add_argument(
        "folder", type=Path, nargs="*", help="of a finished test of claims; without one, those kept in docs/ledger"
    )
    parser.add_argument("--second", type=Path, nargs="+", default=[], help="likewise, under a second seed")
    parser.add_argument("--page", type=Path, default=PAGE)
    options = parser.parse_args(arguments)
    if not options.folder and (options.second or options.page != PAGE):
        parser.error("--page and --second need FOLDER, a finished test of claims")
    both = (options.folder, options.second) if options.folder else kept_folders()
    return answered(lambda: write(options.page, *both))


def write(path: Path, first: Sequence[Path], second: Sequence[Path]) -> None:
    """Write a page and its maps from the folders of a first seed and of a second (raises what `page` does)."""
    ledgers, others = ([open_ledger(folder) for folder in folders] for folders in (first, second))
    content = page(ledgers, others, path.name)
    draw_rivals(merged(ledgers), path.parent / "figures", path.name)
    write_bytes(path, content.encode())


if __name__ == "__main__":
    raise SystemExit(main())
