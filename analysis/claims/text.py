"""A ledger in words: the cells of its table and the summary on top."""

from __future__ import annotations

import math
from collections import Counter

from concertacion.analysis.claims.judgement import Judgement
from concertacion.analysis.claims.ledger import Entry, Ledger
from concertacion.analysis.claims.rules import rule_text
from concertacion.analysis.claims.shares import SUPPORTS, UNDECIDED
from concertacion.analysis.claims.verdict import VERDICTS
from concertacion.analysis.formatting import listed

SHAPES = {
    "greater": "above +{0:g}", "less": "below -{0:g}", "negligible": "within \u00b1{0:g}", "possible": "above +{0:g} somewhere",
    "non-monotone": "above +{0:g}, for a rise and a fall",
}  # fmt: skip

LIMITS = (
    "The ledger says where a claim holds in this model, over ranges set beforehand, and not whether the world is like that.",
    "Shares assume a uniform prior over the declared ranges: no point of the space is more likely than another.",
    "There is no record of who vetoes, calls a minilateral group or backs a transition: groups are named beforehand, and "
    "failures are counted.",
    "The record covers the travel of presidents until 2012 only; it is silent on officials, minilateral groups and cities.",
    "Costs of proposals are equal by assumption, and nothing is said of how a proposal would come to be adopted.",
)


def number(value: float) -> str:
    """Three digits with a sign; `not defined` if there is none."""
    return "not defined" if math.isnan(value) else f"{value:+.3g}"


def effect_text(judgement: Judgement) -> tuple[str, str]:
    """The effect at the default point, and its interval."""
    effect, low, high = judgement.default
    return number(effect), "" if math.isnan(low) else f"{number(low)} to {number(high)}"


def share_text(judgement: Judgement, kind: str = SUPPORTS) -> tuple[str, str]:
    """The share of points of a class, and its interval."""
    share = judgement.main.shares[kind]
    return f"{share.share:.0%}", f"{share.low:.0%} to {share.high:.0%}"


def bracketed(cell: tuple[str, str]) -> str:
    """A number with its interval in brackets."""
    return f"{cell[0]} ({cell[1]})" if cell[1] else cell[0]


def bend_text(judgement: Judgement) -> str:
    """Lambda*, by how much the prior must be bent."""
    value = judgement.main.bend
    return "\u221e" if value == math.inf else f"{value:.2g}"


def rule_quality(judgement: Judgement) -> str:
    """How good the flip rule is out of sample; empty without one."""
    flip = judgement.main.flip
    if not flip.rule:
        return ""
    again = listed([f"{name} in {share:.0%}" for name, share in flip.recurrence.items()])
    holds = "holds" if judgement.main.rule_holds else "does not hold"
    excess = f"{flip.scores.excess:.1f} standard deviations beyond a blind draw"
    scores = f"density {flip.scores.density:.3f}, coverage {flip.scores.coverage:.3f}, {excess}"
    return f"On unseen halves: {scores}; it {holds}. Rules of the halves name {again}. Method: {flip.kind.upper()}."


def scores_text(judgement: Judgement) -> str:
    """Density and coverage of the flip rule on points that it has not seen; empty without one."""
    flip = judgement.main.flip
    return f"{flip.scores.density:.3f}, {flip.scores.coverage:.3f}" if flip.rule else ""


def where_text(judgement: Judgement) -> str:
    """The flip rule where it holds; empty otherwise."""
    return rule_text(judgement.rule) if judgement.main.rule_holds else ""


def restated(judgement: Judgement) -> str:
    """The parameter that the claim merely restates; empty if it does not."""
    return judgement.built_in.follows if judgement.built_in and judgement.built_in.restates else ""


def built_in_text(entry: Entry) -> str:
    """How much of the effect is built into the assumptions."""
    built_in = entry.judgement.built_in
    if built_in is None:
        return ""
    sentences = []
    if not math.isnan(built_in.frozen_share):
        sentences.append(
            f"With all feedbacks frozen at the arm {entry.claim.control}, {built_in.frozen_share:.0%} of the effect is left."
        )
    if built_in.follows:
        agreement = f"{built_in.sign_agreement:.0%} of the points with an effect"
        sentences.append(f"Its sign follows that of {built_in.follows} at {agreement}.")
    sentences.append("So it restates an assumption." if built_in.restates else "It does not merely restate an assumption.")
    return " ".join(sentences)


def verdict_text(judgement: Judgement, changed: bool = False) -> str:
    """The verdict, marked if it is a close one."""
    return judgement.verdict + (" (close)" if judgement.close or changed else "")


def shape_text(entry: Entry) -> str:
    """Where the effect must lie to support the claim."""
    return SHAPES[entry.claim.shape].format(entry.claim.smallest)


def summary(ledger: Ledger) -> list[str]:
    """How many of each verdict, what restates its assumptions, how it depends on the smallest effect, and what remains open."""
    tested = {name: entry.judgement for name, entry in ledger.tested.items()}
    counts = Counter(entry.judgement.verdict for entry in ledger.entries.values())
    counted = listed([f"{counts[verdict]} {verdict}" for verdict in VERDICTS if counts[verdict]])
    undecided = [name for name, judgement in tested.items() if judgement.main.shares[UNDECIDED].share > 0.5]
    return [
        f"Of {len(ledger.entries)} claims: {counted}.",
        _names(
            "Claims that restate an assumption (the effect needs no feedback, and its sign follows one parameter)",
            [name for name, judgement in tested.items() if restated(judgement)],
        ),
        _names(
            "Claims with another verdict at half or twice the smallest effect of interest",
            [name for name, judgement in tested.items() if judgement.depends_on_smallest],
        ),
        _names("Close verdicts (resampling often changes them)", [name for name, judgement in tested.items() if judgement.close]),
        _names("Claims on which the data take a side", [name for name, one in tested.items() if one.record != "silent"]),
        _names("Claims undecided at more than half of the points (random noise there exceeds the smallest effect)", undecided),
    ]


def _names(what: str, names: list[str]) -> str:
    return f"{what}: {len(names)}" + (f" ({listed(names)})." if names else ".")
