"""Claims under the weights of a record, in words: whether the record decides, and which trials are missing."""

from __future__ import annotations

import math
from collections.abc import Container, Mapping

from concertacion.analysis.claims.judgement import Judgement
from concertacion.analysis.claims.ledger import Entry, Ledger
from concertacion.analysis.claims.shares import effective
from concertacion.analysis.claims.thresholds import THRESHOLDS
from concertacion.analysis.claims.verdict import CONDITIONAL, MIXED
from concertacion.analysis.claims.weighing import (
    BY_CHANCE,
    DECIDES,
    FEW,
    LEANS,
    OPEN,
    SILENT,
    SUBSETS,
    Standing,
    Weighed,
    Weights,
    standing,
)
from concertacion.analysis.formatting import counted, listed
from concertacion.analysis.record.weighting import ENOUGH, HEAVY
from concertacion.analysis.wording.parameters import Named, plain, rule_in_words
from concertacion.analysis.wording.verdicts import made_of, tally

CHANCE = "By chance"
HEADER = ("Claim", "Uniform points", "Weighted points", "What weighted points show", CHANCE, "The record")
UNTOLD = "\u2014"  # of a verdict that subsets cannot have
ALMOST = 0.9  # of the points: from which share of them subsets are almost the whole sample
MEANINGS = {
    DECIDES: "mixed or conditional over the uniform space, the claim becomes robust, contradicted or without effect under the "
    f"weights: in at least {THRESHOLDS.close:.0%} of bootstraps of the weights, in at most {BY_CHANCE:.0%} of {SUBSETS} random "
    "subsets of the uniform points of equal effective size, with the facts' discrepancies halved and doubled, without each group "
    "of facts, and under a second master seed.",
    LEANS: "the verdict changes likewise, but some trials disagree or were not run. "
    f"At least {FEW:.0f} effective points are needed.",
    SILENT: "a claim that is mixed or conditional over the uniform space is also one of the two under the weights, though not "
    "necessarily the same one.",
}


def standing_of(entry: Entry, weights: Weights, second: Entry | None = None) -> Standing:
    """Whether the record decides a claim that was weighed; `second`: the same under a second master seed."""
    assert entry.weighed is not None
    again = [second.weighed.at.verdict] if second is not None and second.weighed is not None else None
    return standing(entry.judgement.verdict, entry.weighed, weights, THRESHOLDS, again)


def belief(weights: Weights) -> str:
    """What the weights are, and what cannot be said under them."""
    k = "an unknown Pareto k" if math.isnan(weights.pareto_k) else f"a Pareto k of {weights.pareto_k:.2f}"
    numbers = f"{weights.points:,} points with a weight are worth {weights.effective:.0f}, with {k}"
    drawn = f"{counted(weights.drawn, 'different point')}, drawn by weight, were judged beside the uniform ones"
    if not weights.screen:
        return f"The weights of the record are a posterior ({numbers}); {drawn}."
    return (
        f"The weights of the record only screen the points: they are no posterior ({numbers}; that takes {ENOUGH:.0f} "
        f"effective points and a k of {HEAVY:g} at most); {drawn}. No rules are sought under a screen, and it decides nothing."
    )


def summary(ledger: Ledger, second: Ledger | None = None) -> list[str]:
    """What the weights are, which claims the record decides or leans on, and which verdicts are others under it."""
    weights = ledger.provenance.weights
    if weights is None:
        return []
    again = {} if second is None else second.entries
    weighed = {name: one for name, one in ledger.tested.items() if one.weighed is not None}
    stands = {name: standing_of(one, weights, again.get(name)) for name, one in weighed.items()}
    other = [name for name, one in weighed.items() if one.weighed and one.weighed.at.verdict != one.judgement.verdict]
    untried = list(dict.fromkeys(trial for one in stands.values() for trial in one.untried))
    return [
        belief(weights),
        *(
            tally(name, [claim for claim, one in stands.items() if one.name == name])
            + (none_could(weighed, stands, again) if name == DECIDES else "")
            for name in (DECIDES, LEANS, SILENT)
        ),
        tally("Another verdict under the weights", other),
        *(
            [f"Trials missing for some claim (not run, or on fewer than {FEW:.0f} effective points): {listed(untried)}."]
            if untried
            else []
        ),
    ]


def none_could(weighed: Mapping[str, Entry], stands: Mapping[str, Standing], again: Container[str]) -> str:
    """That the record could decide no claim, and why: each open one lacks a trial or a second seed (`again`: has one)."""
    open_ones = {name: weighed[name].weighed for name, one in stands.items() if one.name}
    lost = [[trial for trial, said in one.trials.items() if not said] for one in open_ones.values() if one]
    seconded = [name in again for name in open_ones]
    if not lost or any(one.name == DECIDES for one in stands.values()) or (all(seconded) and not all(lost)):
        return ""
    shared = [trial for trial in lost[0] if all(trial in one for one in lost)]
    few = f"weights are worth fewer than {FEW:.0f} points"
    reasons = [
        *([f"{listed(shared)} the {few}"] if shared else [f"in a trial of each its {few}"] if all(lost) else []),
        *([] if all(seconded) else [f"the second seed has not been run{' for all of them' if any(seconded) else ''}"]),
    ]
    return f" None could: {', and '.join(reasons)}."


def told_by_chance(entry: Entry) -> bool:
    """Whether subsets of the uniform points can say what the weighted points say.

    No rule is sought in subsets: none is conditional, and where the uniform points are, all subsets are mixed.
    """
    assert entry.weighed is not None
    uniform, under = entry.judgement.verdict, entry.weighed.at.verdict
    return under not in OPEN or CONDITIONAL not in (uniform, under)


def chance_note(ledger: Ledger) -> str:
    """What the column *By chance* cannot say."""
    if chance_tells(ledger):
        return (
            f"*{CHANCE}*: the share of random subsets of the uniform points, of equal effective size, with the verdict of the "
            f"weighted ones. No rule is sought in these subsets, so none of them is conditional ({UNTOLD})."
        )
    size, points = _size_of_subsets(ledger), len(ledger.table)
    return (
        f"The weighted points are worth {size:,}. Random subsets of {size:,} of the {points:,} uniform points are almost the "
        "whole sample, so how often they give the same verdict says nothing and is left out. For the same reason the condition "
        "on such subsets in *the record decides* is no hurdle here."
    )


def chance_tells(ledger: Ledger) -> bool:
    """Whether random subsets, as large as the weighted points are worth, leave enough points out to say anything."""
    return _size_of_subsets(ledger) < ALMOST * len(ledger.table)


def _size_of_subsets(ledger: Ledger) -> int:
    under = ledger.under_weights
    return 0 if under is None else min(round(effective(under.counts)), len(ledger.table))


def table_of(ledger: Ledger, second: Ledger | None = None) -> tuple[list[str], list[list[str]]]:
    """Header and rows of both verdicts side by side; without the column on chance where it cannot tell anything."""
    weights, again, tells = ledger.provenance.weights, second.entries if second else {}, chance_tells(ledger)
    assert weights is not None
    rows = [row_of(name, entry, weights, again.get(name), tells) for name, entry in ledger.tested.items()]
    kept = [n for n, column in enumerate(HEADER) if tells or column != CHANCE]
    return [HEADER[n] for n in kept], [[row[n] for n in kept] for row in rows]


def row_of(name: str, entry: Entry, weights: Weights, second: Entry | None = None, tells: bool = True) -> list[str]:
    """Both verdicts of a claim side by side; `tells`: whether subsets say anything of chance."""
    weighed = entry.weighed
    if weighed is None:
        return [name, entry.judgement.verdict, *[""] * (len(HEADER) - 2)]
    stands = standing_of(entry, weights, second).name
    chance = "" if not tells else f"{weighed.by_chance:.0%}" if told_by_chance(entry) else UNTOLD
    return [name, entry.judgement.verdict, weighed.at.verdict, _shown(entry), chance, stands]


def _shown(entry: Entry) -> str:
    """What weighted points show of a claim."""
    assert entry.weighed is not None
    return made_of(entry.weighed.at.shares, ends=True, shape=entry.claim.main.shape)


def text_of(entry: Entry, weights: Weights, named: Named = plain, second: Entry | None = None, tells: bool = True) -> str:
    """A claim under the weights: verdict, shares, rules on both, and what stands for and against the record's deciding it."""
    weighed, judgement = entry.weighed, entry.judgement
    assert weighed is not None
    words = [
        f"{weighed.at.verdict[0].upper()}{weighed.at.verdict[1:]}; over the uniform space, {judgement.verdict}. Of an effective "
        f"{weighed.effective:.0f} points at which it applies: {_shown(entry)}.",
        _again(entry, tells),
        _rules(weighed, judgement, weights, named),
    ]
    found = standing_of(entry, weights, second)
    if found.name:
        words.append(f"{found.name[0].upper()}{found.name[1:]}.")
    if found.against:
        words.append(f"What speaks against a decision: {listed(list(found.against))}.")
    if found.untried:
        words.append(f"Not run, or on fewer than {FEW:.0f} effective points: {listed(list(found.untried))}.")
    return " ".join(word for word in words if word)


def _again(entry: Entry, tells: bool) -> str:
    """How often subsets and bootstraps say the same."""
    assert entry.weighed is not None
    bootstraps = f"{entry.weighed.at.resample_agreement:.0%} of bootstraps of the weights"
    if not tells:
        return f"{bootstraps} have the same verdict."
    if not told_by_chance(entry):
        return f"{bootstraps} have the same verdict; no rule is sought in random subsets of the uniform points."
    return (
        f"{entry.weighed.by_chance:.0%} of random subsets of the uniform points, of equal effective size, have the same verdict, "
        f"and so do {bootstraps}."
    )


def _rules(weighed: Weighed, judgement: Judgement, weights: Weights, named: Named) -> str:
    if weights.screen:
        return "No rule is sought under a screen."
    if weighed.at.rule_holds:
        return f"Under the weights it holds where {rule_in_words(weighed.at.flip.rule, named)}."
    return "Under the weights no rule says where it holds." if judgement.rule or weighed.at.verdict == MIXED else ""
