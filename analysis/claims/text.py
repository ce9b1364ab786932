"""What a ledger says, in words: the cells of its table and the summary on top."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from concertacion.analysis.claims.ledger import Ledger
from concertacion.analysis.claims.rules import Limit, Rule, in_words
from concertacion.analysis.claims.shares import CLASSES, SUPPORTS
from concertacion.analysis.claims.verdict import VERDICTS
from concertacion.analysis.formatting import listed

Entry = Mapping[str, Any]
SHAPES = {
    "greater": "above +{0:g}", "less": "below -{0:g}", "negligible": "within \u00b1{0:g}", "possible": "above +{0:g} somewhere",
    "non-monotone": "above +{0:g}, for a rise and a fall",
}  # fmt: skip

LIMITS = (
    "Where a claim holds is said of this model, over ranges set beforehand; whether the world is like that it does not say.",
    "Shares are of a uniform prior over the declared ranges: no point of the space is held to be more likely than another.",
    "Who vetoes, calls a minilateral group or backs a transition is not recorded: groups are named beforehand, and failures are "
    "counted.",
    "The record speaks of the travel of presidents until 2012 alone; on what officials, minilateral groups or cities do it is "
    "silent.",
    "Costs of proposals are equal by assumption, and nothing is said of how a proposal would come to be adopted.",
)


def number(value: float | None) -> str:
    """Three digits with a sign; `not defined` if there is none."""
    return "not defined" if value is None else f"{value:+.3g}"


def effect_of(entry: Entry) -> tuple[str, str]:
    """The effect at the default point, and its interval."""
    default = entry["judgement"]["default"]
    effect, low, high = (default[part][0] for part in ("effect", "low", "high"))
    return number(effect), "" if low is None else f"{number(low)} to {number(high)}"


def share_of(entry: Entry, kind: str = SUPPORTS) -> tuple[str, str]:
    """The share of points of a class, and its interval."""
    told = entry["judgement"]["scales"]["1.0"]["shares"][kind]
    return f"{told['share']:.0%}", f"{told['low']:.0%} to {told['high']:.0%}"


def bracketed(told: tuple[str, str]) -> str:
    """A number with its interval in brackets."""
    return f"{told[0]} ({told[1]})" if told[1] else told[0]


def bend_of(entry: Entry) -> str:
    """Lambda*, by how much the prior must be bent."""
    value = entry["judgement"]["scales"]["1.0"]["bend"]
    return "\u221e" if value == "inf" else f"{value:.2g}"


def rule_in(entry: Entry) -> Rule:
    """The flip rule; empty without one."""
    return tuple(tuple(map(_limit, box)) for box in entry["judgement"]["scales"]["1.0"]["flip"]["rule"])


def rule_of(entry: Entry) -> str:
    """The flip rule in words; empty without one."""
    return in_words(rule_in(entry))


def _limit(told: Mapping[str, Any]) -> Limit:
    return Limit(told["parameter"], _end(told["low"], -1), _end(told["high"], 1), tuple(told["forms"]))


def _end(value: float | str | None, sign: int) -> float:
    return sign * float("inf") if value is None or value == "inf" else float(value)


def rule_scores(entry: Entry) -> str:
    """How good the flip rule is out of sample; empty without one."""
    own = entry["judgement"]["scales"]["1.0"]
    flip = own["flip"]
    if not flip["rule"]:
        return ""
    back = listed([f"{name} in {share:.0%}" for name, share in flip["returns"].items()])
    held, told = "holds" if own["ruled"] else "does not hold", flip["scores"]
    beyond = f"{told['beyond']:.1f} standard deviations beyond a blind draw"
    scores = f"density {told['density']:.3f}, coverage {told['coverage']:.3f}, {beyond}"
    return f"On halves not seen: {scores}; it {held}. On other halves come back {back}. Found by {flip['kind'].upper()}."


def scores_of(entry: Entry) -> str:
    """Density and coverage of the flip rule on points that it has not seen; empty without one."""
    flip = entry["judgement"]["scales"]["1.0"]["flip"]
    return f"{flip['scores']['density']:.3f}, {flip['scores']['coverage']:.3f}" if flip["rule"] else ""


def where_of(entry: Entry) -> str:
    """The flip rule where it holds; empty otherwise."""
    return rule_of(entry) if entry["judgement"]["scales"]["1.0"]["ruled"] else ""


def restates_of(entry: Entry) -> str:
    """Which parameter the claim merely restates; empty if it does not."""
    put_in = entry["judgement"]["put_in"]
    return str(put_in["follows"]) if put_in["restates"] else ""


def put_in_words(entry: Entry) -> str:
    """How much of the effect was put in."""
    put_in = entry["judgement"]["put_in"]
    said = []
    if put_in["kept"] is not None:
        said.append(
            f"With all feedbacks frozen at the arm {entry['claim']['control']}, {put_in['kept']:.0%} of the effect is left."
        )
    if put_in["follows"]:
        said.append(f"Its sign follows that of {put_in['follows']} at {put_in['agreement']:.0%} of the points with an effect.")
    said.append("So it restates an assumption." if put_in["restates"] else "It does not merely restate an assumption.")
    return " ".join(said)


def verdict_of(entry: Entry, changed: bool = False) -> str:
    """The verdict, marked if it is a close one."""
    judgement = entry["judgement"]
    return str(judgement["verdict"]) + (" (close)" if judgement["close"] or changed else "")


def asked_of(entry: Entry) -> str:
    """What the effect must be."""
    return SHAPES[entry["claim"]["shape"]].format(entry["claim"]["smallest"])


def summary(ledger: Ledger) -> list[str]:
    """How many of each verdict, what restates its assumptions, how it depends on the smallest effect, and what remains open."""
    entries, tested = ledger.entries, ledger.tested
    counts = Counter(entry["judgement"]["verdict"] for entry in entries.values())
    counted = listed([f"{counts[verdict]} {verdict}" for verdict in VERDICTS if counts[verdict]])
    restating = [name for name, entry in tested.items() if restates_of(entry)]
    moved = [
        name for name, entry in tested.items() if len({told["verdict"] for told in entry["judgement"]["scales"].values()}) > 1
    ]
    close = [name for name, entry in tested.items() if entry["judgement"]["close"]]
    against = [name for name, entry in tested.items() if entry["judgement"]["record"] != "silent"]
    open_ = [name for name, entry in tested.items() if entry["judgement"]["scales"]["1.0"]["shares"][CLASSES[3]]["share"] > 0.5]
    return [
        f"Of {len(entries)} claims: {counted}.",
        _named("Restating an assumption (the effect needs no feedback, and its sign follows one parameter)", restating),
        _named("With another verdict at half or twice the smallest effect of interest", moved),
        _named("Close (resampling often changes the verdict)", close),
        _named("Told apart by the record, which is silent on the others", against),
        _named("Undecided at more than half of the points (luck there is larger than the effect looked for)", open_),
    ]


def _named(what: str, names: list[str]) -> str:
    return f"{what}: {len(names)}" + (f" ({listed(names)})." if names else ".")
