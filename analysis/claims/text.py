"""A ledger in words: the cells of its table and the summary on top."""

from __future__ import annotations

import math
from collections import Counter

from concertacion.analysis.claims.judgement import Judgement
from concertacion.analysis.claims.ledger import Frozen, Ledger
from concertacion.analysis.claims.rules import rule_text
from concertacion.analysis.claims.sentences import interval, number
from concertacion.analysis.claims.shares import CONTRADICTS, SUPPORTS, UNDECIDED
from concertacion.analysis.claims.verdict import VERDICTS
from concertacion.analysis.formatting import listed

ONE_SIGNED, RESTATES, RESTS_ON = "one-signed", "restates", "rests on"
NOT_BY_ITS_MECHANISMS, DOES_NOT_TAKE = "not by its mechanisms", "treatment does not take"
FLAGS = {  # with what the summary says of each
    ONE_SIGNED: "Claims that the model can hardly contradict (one-signed: the sign follows from what was put in)",
    RESTATES: "Claims that restate an assumption (the effect needs no feedback, and has the declared sign nearly always)",
    RESTS_ON: "Claims that rest on one parameter that can have one sign only",
    NOT_BY_ITS_MECHANISMS: "Claims whose effect does not come by the mechanisms that their files name",
    DOES_NOT_TAKE: "Claims whose arms seldom change what they are meant to change",
}
LIMITS = (
    "The ledger says where a claim holds in this model, over ranges set beforehand, and not whether the world is like that.",
    "Shares assume a uniform prior over the declared ranges: no point of the space is more likely than another.",
    "The record covers the travel of presidents until 2012 only; it is silent on officials, minilateral groups and cities.",
    "Nothing is said of how a proposal would come to be adopted.",
)


def effect_text(judgement: Judgement) -> tuple[str, str]:
    """The effect at the default point, and its interval."""
    default = judgement.found.default
    return number(default.effect), interval(default)


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


def flags(judgement: Judgement) -> list[str]:
    """What a reader must know before the verdict is believed: one-signed, a treatment that does not take, what is built in."""
    found = judgement.found
    built_in, treatment = found.built_in, found.treatment
    named = {
        ONE_SIGNED: found.sign.one_signed,
        RESTATES: built_in.restates,
        NOT_BY_ITS_MECHANISMS: built_in.not_by_its_mechanisms,
        DOES_NOT_TAKE: treatment is not None and not treatment.takes,
    }
    return [name for name, raised in named.items() if raised] + [f"{RESTS_ON} {name}" for name in built_in.rests_on]


def channels_text(judgement: Judgement) -> str:
    """The share of points that support and that contradict in each channel of a total; empty without one."""
    told = judgement.found.channels
    return ", ".join(
        f"{channel} {one.shares[SUPPORTS].share:.0%} / {one.shares[CONTRADICTS].share:.0%}" for channel, one in told.items()
    )


def verdict_text(judgement: Judgement, changed: bool = False) -> str:
    """The verdict, marked if it is a close one."""
    return judgement.verdict + (" (close)" if judgement.close or changed else "")


def summary(ledger: Ledger) -> list[str]:
    """How many of each verdict, what restates its assumptions, how it depends on the smallest effect, and what remains open."""
    tested = {name: entry.judgement for name, entry in ledger.tested.items()}
    counts = Counter(entry.judgement.verdict for entry in ledger.entries.values())
    counted = listed([f"{counts[verdict]} {verdict}" for verdict in VERDICTS if counts[verdict]])
    undecided = [name for name, judgement in tested.items() if judgement.main.shares[UNDECIDED].share > 0.5]
    return [
        f"Of {len(ledger.entries)} claims: {counted}.",
        frozen_text(ledger.provenance.freeze),
        *(_names(words, [name for name, one in tested.items() if _raised(one, flag)]) for flag, words in FLAGS.items()),
        _names(
            "Claims with another verdict at half or twice the smallest effect of interest",
            [name for name, judgement in tested.items() if judgement.depends_on_smallest],
        ),
        _names(
            "Claims with another verdict, by shares alone, when run from the shared start",
            [name for name, one in tested.items() if _other_from_shared_start(one)],
        ),
        _names("Close verdicts (resampling often changes them)", [name for name, judgement in tested.items() if judgement.close]),
        _names("Claims on which the data take a side", [name for name, one in tested.items() if one.found.record != "silent"]),
        _names("Claims undecided at more than half of the points (random noise there exceeds the smallest effect)", undecided),
    ]


def _raised(judgement: Judgement, flag: str) -> bool:
    return any(raised.startswith(flag) for raised in flags(judgement))


def _other_from_shared_start(judgement: Judgement) -> bool:
    check = judgement.found.check
    return check is not None and check.told is not None and check.told.verdict != judgement.verdict


def frozen_text(freeze: Frozen) -> str:
    """Whether the test ran on the frozen state."""
    if not freeze.sha256:
        return "No state was frozen before this test."
    if freeze.holds:
        return f"The test ran on the state that was frozen before any arm was run ({freeze.sha256[:12]})."
    return f"Since the state was frozen ({freeze.sha256[:12]}) these changed: {listed(list(freeze.changed))}."


def _names(what: str, names: list[str]) -> str:
    return f"{what}: {len(names)}" + (f" ({listed(names)})." if names else ".")
