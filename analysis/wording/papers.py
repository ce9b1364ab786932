"""What the model says of each text: its claims, grouped by what became of them, which verdicts alone decide."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from typing import NamedTuple

from concertacion.analysis.claims.ledger import Entry, Ledger
from concertacion.analysis.claims.rules import parameters_of
from concertacion.analysis.claims.shares import CONTRADICTS, SUPPORTS, UNDECIDED
from concertacion.analysis.claims.thresholds import THRESHOLDS
from concertacion.analysis.claims.verdict import (
    CHANNELS_DISAGREE,
    CONDITIONAL,
    CONTRADICTED,
    MIXED,
    NOTHING,
    ROBUST,
    SELDOM,
    UNTESTABLE,
)
from concertacion.analysis.claims.weighing import DECIDES, LEANS
from concertacion.analysis.formatting import listed
from concertacion.analysis.wording.amounts import reading
from concertacion.analysis.wording.beside import words_of
from concertacion.analysis.wording.parameters import Named, plain
from concertacion.analysis.wording.rules import within
from concertacion.analysis.wording.summary import RESTS_ON, flags, quick
from concertacion.analysis.wording.verdicts import (
    BOTH_WAYS,
    LEANING_AGAINST,
    LEANING_FOR,
    MOSTLY_NOTHING,
    MOSTLY_UNDECIDED,
    SILENT,
    made_mostly_of,
)
from concertacion.analysis.wording.weighed import standing_of

TITLE = "What the model says of each text"
SAYS = (
    "Claims are grouped by how they fare in this model, over ranges of parameters that were declared beforehand. A group says "
    "neither that the world is like that, nor that the claim holds at the default point. In brackets: the statement judged, "
    "where the claim makes several; the shares of points for it and against it, among those at which it applies; what the "
    "default point says; the parameters of a rule, with the share of points for the claim among all that the rule covers (the "
    "rule itself is judged on the decided ones alone); and warnings, except *rests on*, which is in the table."
)
POSSIBLE, IMPOSSIBLE, UNSURE = "possible", "impossible", "unsure"  # of claims that something can happen
GROUPS = {  # in the order of the page
    ROBUST: "Holds",
    CONDITIONAL: "Holds under a rule",
    POSSIBLE: "Can happen",
    LEANING_FOR: "Leans for, and no rule says where",
    CHANNELS_DISAGREE: "Differs by channel",
    BOTH_WAYS: "Goes both ways",
    MOSTLY_UNDECIDED: "Mostly undecided",
    SILENT: "Mostly no effect or undecided",
    UNSURE: "Not sure whether it can happen",
    MOSTLY_NOTHING: "Mostly no effect",
    NOTHING: "No effect",
    IMPOSSIBLE: f"Happens at under {THRESHOLDS.region:.0%} of the points",
    LEANING_AGAINST: "Leans against",
    CONTRADICTED: "Contradicted",
    SELDOM: "Seldom applies",
    UNTESTABLE: "Cannot be tested here",
}
OF_POSSIBLE = {ROBUST: POSSIBLE, NOTHING: IMPOSSIBLE, MIXED: UNSURE}
MANY = 0.2  # share of points that are undecided from which it is told (assumed)
AT_DEFAULT = {"supports": "holds at the default", "contradicts": "contradicted at the default"}  # others as they are read


class Said(NamedTuple):
    """What is said of a text."""

    groups: dict[str, list[str]]  # head -> a line a claim
    beside: list[str]  # sentences


def introduction(ledger: Ledger, full: int) -> str:
    """What the groups say, and that it is preliminary where the test is; `full`: the points of a full test."""
    early = "These are verdicts of a preliminary test: a full one may change them."
    return f"{SAYS} {early}" if quick(ledger.provenance.sizes, full) else SAYS


def of_paper(
    ledger: Ledger,
    paper: str,
    second: Ledger | None = None,
    named: Named = plain,
    linked: Callable[[str], str] = str,
    faulty: Container[str] = (),
) -> Said:
    """What is said of a paper; `named` writes the names of parameters and `linked` those of claims. `faulty`: claims of whose
    files a fault is known.
    """
    entries = {name: entry for name, entry in ledger.entries.items() if entry.claim.paper == paper}
    by_kind: dict[str, list[str]] = {}
    for name, entry in entries.items():
        by_kind.setdefault(kind_of(entry), []).append(name)
    groups = {
        head: [_line(ledger, name, second, named, linked, name in faulty) for name in by_kind[kind]]
        for kind, head in GROUPS.items()
        if kind in by_kind
    }
    return Said(groups, [*_other_parts(entries, linked), *_under_weights(ledger, entries, second, linked)])


def unconfirmed(ledger: Ledger, second: Ledger | None) -> list[str]:
    """Claims that have another verdict under the second seed, of those that it has tested so far; without one, no claim."""
    again, here = ({name: one.judgement.verdict for name, one in both.tested.items()} for both in (second or ledger, ledger))
    return [name for name, verdict in here.items() if again.get(name, verdict) != verdict]


def kind_of(entry: Entry) -> str:
    """The verdict on a claim, or of a mixed one what it is made of."""
    verdict = entry.judgement.verdict
    if not entry.claim.untestable and entry.claim.main.shape == "possible" and verdict in OF_POSSIBLE:
        return OF_POSSIBLE[verdict]
    return made_mostly_of(entry.judgement.main.shares) if verdict == MIXED else verdict


def _line(ledger: Ledger, name: str, second: Ledger | None, named: Named, linked: Callable[[str], str], faulty: bool) -> str:
    """A claim in its words, with what stands behind the head of its group."""
    claim, judgement, _ = ledger.entries[name]
    if claim.untestable:
        return f"{linked(name)}: {claim.sentence}"
    shares, found = judgement.main.shares, within(ledger, name)
    at_default = reading(judgement.found.default, claim.main)
    judged = [f"judged: {words_of(claim.main)}"] if claim.others else []
    told = [
        f"{shares[SUPPORTS].share:.0%} for, {shares[CONTRADICTS].share:.0%} against",
        *([f"{shares[UNDECIDED].share:.0%} undecided"] if shares[UNDECIDED].share > MANY else []),
        *([f"applies at {judgement.found.applicable.share:.0%}"] if judgement.verdict == SELDOM else []),
        AT_DEFAULT.get(at_default, f"{at_default} at the default"),
    ]
    cautions = [flag for flag in flags(judgement, claim) if not flag.startswith(RESTS_ON)]
    rule = []
    if judgement.verdict == CONDITIONAL and found is not None:
        rule = [
            f"rule on {listed([named(one) for one in parameters_of(judgement.rule)])}, {found.support:.0%} for inside it"
            + (f", {found.undecided:.0%} undecided" if found.undecided > MANY else "")
        ]
    close = ["close"] if judgement.close or name in unconfirmed(ledger, second) else []
    fault = ["known fault"] if faulty else []
    return f"{linked(name)}: {claim.sentence} ({'; '.join([*judged, ', '.join(told), *rule, *cautions, *close, *fault])})"


def _other_parts(entries: Mapping[str, Entry], linked: Callable[[str], str]) -> list[str]:
    """Statements measured beside the claims that are robust; nothing without any."""
    robust = [
        f"{words_of(part)} ({linked(name)}, {told.shares[SUPPORTS].share:.0%})"
        for name, entry in entries.items()
        if not entry.claim.untestable
        for part in entry.claim.others
        if (told := entry.judgement.found.parts[part.name]).verdict == ROBUST and part.shape != "possible"
    ]
    return [f"Measured beside the claims and robust by their shares: {listed(robust)}."] if robust else []


def _under_weights(
    ledger: Ledger, entries: Mapping[str, Entry], second: Ledger | None, linked: Callable[[str], str]
) -> list[str]:
    """Which verdicts are surely others under the weights of a record, and which only may be; nothing without weights."""
    weights, again = ledger.provenance.weights, second.entries if second else {}
    weighed = {name: one for name, entry in entries.items() if (one := entry.weighed) is not None}
    if weights is None or not weighed:
        return []
    others = {name: one for name, one in weighed.items() if one.at.verdict != entries[name].judgement.verdict}
    sure, unsure = [], []
    for name, one in others.items():
        if one.at.resample_agreement < THRESHOLDS.close:
            unsure.append(f"{linked(name)} ({one.at.resample_agreement:.0%})")
            continue
        stands = standing_of(entries[name], weights, again.get(name)).name
        said = f" ({stands})" if stands in (DECIDES, LEANS) else ""
        sure.append(f"{linked(name)} turns from {entries[name].judgement.verdict} to {one.at.verdict}{said}")
    few = f"Changed, but in under {THRESHOLDS.close:.0%} of bootstraps of the weights: {listed(unsure)}."
    changes = "; ".join(sure) if sure else "no verdict surely changes"
    return [f"Under the weights of the record {changes}.{f' {few}' if unsure else ''}"]
