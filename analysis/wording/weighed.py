"""Claims under the weights of a record, in words: whether the record decides, and what was not tried."""

from __future__ import annotations

import math

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
from concertacion.analysis.wording.parameters import Named, plain, rule_in_words
from concertacion.analysis.wording.verdicts import made_of

HEADER = ("Claim", "Uniform points", "Weighted points", "What weighted points show", "By chance", "The record")
UNTOLD = "\u2014"  # of a verdict that subsets cannot have
ALMOST = 0.9  # of the points: from which share of them subsets are almost the whole sample
MEANINGS = {
    DECIDES: "mixed or conditional over the uniform space, the claim becomes robust, contradicted or without effect under the "
    f"weights: in {THRESHOLDS.close:.0%} of bootstraps of the weights, in at most {BY_CHANCE:.0%} of {SUBSETS} random subsets of "
    "the uniform points of equal effective size, with the facts' discrepancies halved and doubled, without each group of facts, "
    "and under a second master seed.",
    LEANS: "it becomes so, but not in all of these trials, or not all of them were made, on "
    f"{FEW:.0f} effective points at least.",
    SILENT: "what is open over the uniform space stays open under the weights.",
}


def standing_of(entry: Entry, weights: Weights, second: Entry | None = None) -> Standing:
    """Whether the record decides a claim that was weighed; `second`: the same under a second master seed."""
    assert entry.weighed is not None
    again = [second.weighed.at.verdict] if second is not None and second.weighed is not None else None
    return standing(entry.judgement.verdict, entry.weighed, weights, THRESHOLDS, again)


def belief(weights: Weights) -> str:
    """What the weights are, and what is not said under them."""
    k = "an unknown Pareto k" if math.isnan(weights.pareto_k) else f"a Pareto k of {weights.pareto_k:.2f}"
    numbers = f"{weights.points:,} points with a weight are worth {weights.effective:.0f}, with {k}"
    drawn = f"{counted(weights.drawn, 'point')} drawn by weight were judged beside the uniform ones"
    if not weights.screen:
        return f"The weights of the record are a posterior ({numbers}); {drawn}."
    return (
        f"The weights of the record are a screen and no posterior ({numbers}; it takes 400 effective points and a k of 0.7 at "
        f"most); {drawn}. No rules are sought under a screen, and it decides nothing."
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
        *(_names(name, [claim for claim, one in stands.items() if one.name == name]) for name in (DECIDES, LEANS, SILENT)),
        _names("Another verdict under the weights", other),
        *(
            [f"For at least one claim these checks were not made, or rest on too few points: {listed(untried)}."]
            if untried
            else []
        ),
    ]


def _names(what: str, names: list[str]) -> str:
    return f"{what[0].upper()}{what[1:]}: {len(names)}" + (f" ({listed(names)})." if names else ".")


def told_by_chance(entry: Entry) -> bool:
    """Whether subsets of the uniform points can say what the weighted points say.

    No rule is sought in subsets: none is conditional, and where the uniform points are, all subsets are mixed.
    """
    assert entry.weighed is not None
    uniform, under = entry.judgement.verdict, entry.weighed.at.verdict
    return under not in OPEN or CONDITIONAL not in (uniform, under)


def chance_note(ledger: Ledger) -> str:
    """What the column *By chance* cannot say."""
    words = [f"No rule is sought in random subsets, so none of them is conditional ({UNTOLD})."]
    under, points = ledger.under_weights, len(ledger.table)
    if under is not None and (size := min(round(effective(under.counts)), points)) >= ALMOST * points:
        words.append(
            f"The weighted points are worth {size:,}, and subsets of {size:,} of the {points:,} uniform points are almost the "
            "whole sample: they hardly differ from it or from one another, so that the column tests little."
        )
    return " ".join(words)


def row_of(name: str, entry: Entry, weights: Weights, second: Entry | None = None) -> list[str]:
    """Both verdicts of a claim side by side."""
    weighed = entry.weighed
    if weighed is None:
        return [name, entry.judgement.verdict, *[""] * (len(HEADER) - 2)]
    stands = standing_of(entry, weights, second).name
    chance = f"{weighed.by_chance:.0%}" if told_by_chance(entry) else UNTOLD
    return [name, entry.judgement.verdict, weighed.at.verdict, made_of(weighed.at.shares, ends=True), chance, stands]


def text_of(entry: Entry, weights: Weights, named: Named = plain, second: Entry | None = None) -> str:
    """A claim under the weights: verdict, shares, rules on both, and what stands for and against the record's deciding it."""
    weighed, judgement = entry.weighed, entry.judgement
    assert weighed is not None
    words = [
        f"{weighed.at.verdict[0].upper()}{weighed.at.verdict[1:]}, over the uniform space {judgement.verdict}. Of an effective "
        f"{weighed.effective:.0f} points at which it applies: {made_of(weighed.at.shares, ends=True)}.",
        _again(entry),
        _rules(weighed, judgement, weights, named),
    ]
    found = standing_of(entry, weights, second)
    if found.name:
        words.append(f"{found.name[0].upper()}{found.name[1:]}.")
    if found.against:
        words.append(f"Against its deciding it: {listed(list(found.against))}.")
    if found.untried:
        words.append(f"Not tried, or on fewer than {FEW:.0f} effective points: {listed(list(found.untried))}.")
    return " ".join(word for word in words if word)


def _again(entry: Entry) -> str:
    """How often subsets and bootstraps say the same."""
    assert entry.weighed is not None
    bootstraps = f"{entry.weighed.at.resample_agreement:.0%} of bootstraps of the weights"
    if not told_by_chance(entry):
        return f"{bootstraps} have the same verdict; no rule is sought in random subsets of the uniform points."
    return (
        f"{entry.weighed.by_chance:.0%} of random subsets of the uniform points, of equal effective size, have the same verdict, "
        f"and {bootstraps}."
    )


def _rules(weighed: Weighed, judgement: Judgement, weights: Weights, named: Named) -> str:
    if weights.screen:
        return "No rule is sought under a screen."
    if weighed.at.flip.rule:
        held = "" if weighed.at.rule_holds else ", which is too little to count"
        return f"Under the weights it holds where {rule_in_words(weighed.at.flip.rule, named)}{held}."
    return "No rule tells under the weights where it holds." if judgement.rule or weighed.at.verdict == MIXED else ""
