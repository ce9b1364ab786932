"""What has changed since a test of claims: the claims that its ledger has otherwise than their files, and what is frozen now."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from itertools import chain
from pathlib import Path

from concertacion.analysis.claims.claim import Claim
from concertacion.analysis.claims.ledger import Ledger
from concertacion.analysis.formatting import counted, listed
from concertacion.experiments.claims.freeze import FREEZE
from concertacion.experiments.claims.reading import read_claims

WORDS = {
    "sentence": "sentence",
    "status": "status",
    "sign": "reason of the sign",
}  # field that no run reads -> its name on a page
RUN = (  # all that a run or a verdict depends on
    "start", "years", "world", "mode", "arms", "common", "control", "measures", "parts", "applies", "treatment", "direct",
    "record",
)  # fmt: skip


def present_claims() -> dict[str, Claim]:
    """The project's claims by id, as their files are now."""
    return {claim.id: claim for claim in read_claims("all")}


def frozen_now(path: Path = FREEZE) -> str:
    """SHA-256 of the state that is frozen now; empty where none is."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def changes(ledger: Ledger, present: Mapping[str, Claim]) -> tuple[list[str], dict[str, list[str]]]:
    """The claims that would be run or judged otherwise now, and by kind of wording those that are only worded otherwise."""
    both = {name: (entry.claim, present[name]) for name, entry in ledger.entries.items() if name in present}
    run = [name for name, pair in both.items() if _as_run(pair[0]) != _as_run(pair[1])]
    worded = {word: [name for name, (was, now) in both.items() if getattr(was, field) != getattr(now, field)]
              for field, word in WORDS.items()}  # fmt: skip
    return run, {word: names for word, names in worded.items() if names}


def differing(ledger: Ledger, present: Mapping[str, Claim]) -> list[str]:
    """The claims of a ledger that would be run, judged or worded otherwise now."""
    run, worded = changes(ledger, present)
    return [name for name in ledger.entries if name in {*run, *chain.from_iterable(worded.values())}]


def _as_run(claim: Claim) -> tuple[object, ...]:
    """The claim without the words that no run reads."""
    parts = tuple(part._replace(status="", reason="") for part in claim.parts)
    treatment = claim.treatment and claim.treatment._replace(why="")
    bare = claim._replace(parts=parts, treatment=treatment)
    return (claim.sign.expected, *(getattr(bare, field) for field in RUN))


def mended(ledger: Ledger, before: Ledger) -> list[str]:
    """Which claims were mended after an earlier full test, and the verdicts before and after; nothing where none was."""
    former = differing(before, {name: entry.claim for name, entry in ledger.entries.items()})
    if not former:
        return []
    was, now = ({name: one.entries[name].judgement.verdict for name in former} for one in (before, ledger))
    told = listed([f"{name} ({was[name]}{'' if was[name] == now[name] else f', now {now[name]}'})" for name in former])
    return [
        "Mended after a first full test, whose verdicts (in brackets) were known by then, and tested again on a state frozen "
        f"anew: {len(former)}: {told}. [The ledger](ledger/README.md#mended-claims) says what was mended, and why."
    ]


def respecified(ledger: Ledger, first: Ledger) -> list[str]:
    """Which claims are run or judged otherwise than in a test whose verdicts were known by then; nothing where none is."""
    names, _ = changes(first, {name: entry.claim for name, entry in ledger.entries.items()})
    if not names:
        return []
    moved = [name for name in names if first.entries[name].claim.main.smallest != ledger.entries[name].claim.main.smallest]
    thresholds = f"; of these with another threshold: {len(moved)} ({listed(moved)})" if moved else ""
    return [
        f"Run or judged differently from the preliminary test, whose verdicts were known by then: {len(names)} "
        f"({listed(names)}){thresholds}. [The ledger](ledger/README.md) says what was changed, and why."
    ]


def under_test(ledger: Ledger, present: Mapping[str, Claim]) -> list[str]:
    """At the top of the page: which of the project's claims are not in the test yet; nothing if all are, or none is."""
    others = [claim for name, claim in present.items() if name not in ledger.entries]
    if not others or len(others) == len(present):
        return []
    papers = Counter(claim.paper for claim in others)
    still = listed([f"{count} of {paper}" for paper, count in papers.items()])
    return [
        f"## Not every claim yet\n\n**This page has {len(present) - len(others)} of {len(present)} claims.** The full test of "
        f"the others is still to come: {still}.\n"
    ]


def warning(ledger: Ledger, present: Mapping[str, Claim]) -> list[str]:
    """At the top of the page: which claims have changed since the test; nothing if none has."""
    run, worded = changes(ledger, present)
    if not run and not worded:
        return []
    words = [
        f"the {word} of {listed(rest)}" for word, names in worded.items() if (rest := [one for one in names if one not in run])
    ]
    former = (
        f"**The verdicts of {counted(len(run), 'claim')} are those of former files.** Readers found faults in these files, which "
        f"are told with each claim; they were mended, and are still to be tested again: {listed(run)}."
    )
    said = [*([former] if run else []), *([f"Only worded otherwise now: {listed(words)}."] if words else [])]
    return [f"## Claims changed since the test\n\n{' '.join(said)} The page shows each claim as it was tested.\n"]
