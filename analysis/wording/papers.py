"""What the model says of each text, in a paragraph that verdicts alone make: what holds, fails, is open or was put in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from concertacion.analysis.claims.ledger import Entry, Ledger
from concertacion.analysis.claims.verdict import (
    CHANNELS_DISAGREE,
    CONDITIONAL,
    CONTRADICTED,
    MIXED,
    NOTHING,
    ROBUST,
    SELDOM,
)
from concertacion.analysis.claims.weighing import DECIDES, LEANS
from concertacion.analysis.formatting import counted, listed
from concertacion.analysis.wording.parameters import Named, plain, rule_in_brief
from concertacion.analysis.wording.rules import signs_taken
from concertacion.analysis.wording.summary import quick
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
    "For each text: what holds in this model, what fails, what is open, and what was put in. *Holds* is a verdict of robust or "
    "conditional, over the ranges that were declared beforehand; it does not say that the world is "
    "like that, nor that the claim holds at the default point."
)
FAILS = {  # verdict or tendency -> what one claim does, and what several do
    CONTRADICTED: ("is contradicted", "are contradicted"),
    LEANING_AGAINST: ("leans against the text", "lean against the text"),
    NOTHING: ("shows no effect", "show no effect"),
    MOSTLY_NOTHING: ("shows mostly no effect", "show mostly no effect"),
}
OPEN = {
    BOTH_WAYS: ("goes both ways", "go both ways"),
    SILENT: ("mostly shows no effect or is undecided", "mostly show no effect or are undecided"),
    MOSTLY_UNDECIDED: ("is mostly undecided", "are mostly undecided"),
    CHANNELS_DISAGREE: ("differs by channel", "differ by channel"),
    SELDOM: ("seldom applies", "seldom apply"),
}


def introduction(ledger: Ledger, full: int) -> str:
    """What the paragraphs say, and that it is preliminary where the test is; `full`: the points of a full test."""
    early = "These are verdicts of a preliminary test: a full one may change them."
    return f"{SAYS} {early}" if quick(ledger.provenance.sizes, full) else SAYS


def of_paper(
    ledger: Ledger, paper: str, second: Ledger | None = None, named: Named = plain, linked: Callable[[str], str] = str
) -> str:
    """The paragraph of a paper; `named` writes the names of parameters and `linked` those of claims."""
    entries = {name: entry for name, entry in ledger.entries.items() if entry.claim.paper == paper}
    tested = {name: entry for name, entry in entries.items() if not entry.claim.untestable}
    left_out = [linked(name) for name in entries if name not in tested]
    by_kind: dict[str, list[str]] = {}
    for name, entry in tested.items():
        by_kind.setdefault(kind_of(entry), []).append(name)

    def told(words: Mapping[str, Sequence[str]]) -> str:
        some = [f"{_all(names, linked)} {words[kind][len(names) > 1]}" for kind in words if (names := by_kind.get(kind, []))]
        return "; ".join(some)

    if not tested:
        return "None of its claims can be tested here."
    untestable = f" ({listed(left_out)} cannot be tested here)" if left_out else ""
    sentences = [
        f"Of {counted(len(entries), 'claim')} {len(tested) if untestable else 'all'} were tested{untestable}.",
        *_holds(tested, by_kind, named, linked),
        *_put_in(tested, by_kind, linked),
        *([f"What fails or shows no effect: {found}."] if (found := told(FAILS)) else []),
        *([f"What is open: {found}."] if (found := told(OPEN)) else []),
        *_under_weights(ledger, tested, second, linked),
    ]
    return " ".join(sentences)


def kind_of(entry: Entry) -> str:
    """The verdict on a claim, or of a mixed one what it is made of."""
    verdict = entry.judgement.verdict
    return made_mostly_of(entry.judgement.main.shares) if verdict == MIXED else verdict


def _holds(
    tested: Mapping[str, Entry], by_kind: Mapping[str, Sequence[str]], named: Named, linked: Callable[[str], str]
) -> list[str]:
    """What is robust, conditional with its rule, or leans for."""
    robust, conditional, leaning = ([*by_kind.get(kind, [])] for kind in (ROBUST, CONDITIONAL, LEANING_FOR))
    rules = [f"{linked(name)} holds where {rule_in_brief(tested[name].judgement.rule, named)}" for name in conditional]
    holds = [
        *([f"{_all(robust, linked)} {'is' if len(robust) == 1 else 'are'} robust."] if robust else []),
        *([f"{'; '.join(rules)}."] if rules else []),
    ]
    them = "it" if len(leaning) == 1 else "them"
    return [
        *(holds or ["None holds."]),
        *(
            [f"More points support {_all(leaning, linked)} than contradict {them}, but too few to settle {them}."]
            if leaning
            else []
        ),
    ]


def _put_in(tested: Mapping[str, Entry], by_kind: Mapping[str, Sequence[str]], linked: Callable[[str], str]) -> list[str]:
    """Which of the claims that hold or lean for say again what was put in."""
    good = [name for kind in (ROBUST, CONDITIONAL, LEANING_FOR) for name in by_kind.get(kind, [])]
    restate = [name for name in good if tested[name].judgement.found.built_in.restates]
    signs = [name for name in good if signs_taken(tested[name].judgement)]
    told = [
        *([f"{_all(restate, linked)} only {'restates' if len(restate) == 1 else 'restate'} an assumption"] if restate else []),
        *([f"{_all(signs, linked)} {_hold(signs)} by the sign of one parameter, which the ranges leave open"] if signs else []),
    ]
    return [f"Of these, {'; '.join(told)}."] if told else []


def _under_weights(ledger: Ledger, tested: Mapping[str, Entry], second: Ledger | None, linked: Callable[[str], str]) -> list[str]:
    """Which verdicts are others under the weights of a record; nothing without weights."""
    weights, again = ledger.provenance.weights, second.entries if second else {}
    weighed = {name: entry for name, entry in tested.items() if entry.weighed is not None}
    if weights is None or not weighed:
        return []
    changes = []
    for name, entry in weighed.items():
        assert entry.weighed is not None
        if entry.weighed.at.verdict != entry.judgement.verdict:
            stands = standing_of(entry, weights, again.get(name)).name
            said = f" ({stands})" if stands in (DECIDES, LEANS) else ""
            changes.append(f"{linked(name)} turns from {entry.judgement.verdict} to {entry.weighed.at.verdict}{said}")
    return [f"Under the weights of the record {'; '.join(changes) if changes else 'no verdict changes'}."]


def _all(names: Sequence[str], linked: Callable[[str], str]) -> str:
    return listed([linked(name) for name in names])


def _hold(names: Sequence[str]) -> str:
    return "holds" if len(names) == 1 else "hold"
