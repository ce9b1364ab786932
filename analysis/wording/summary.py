"""A ledger in words: the cells of its table, what its warnings mean, and the summary on top."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from concertacion.analysis.claims.judgement import Judgement
from concertacion.analysis.claims.ledger import Entry, Frozen, Ledger, Sizes
from concertacion.analysis.claims.shares import UNDECIDED
from concertacion.analysis.claims.verdict import MIXED, VERDICTS
from concertacion.analysis.formatting import counted, listed
from concertacion.analysis.wording.amounts import amount, interval
from concertacion.analysis.wording.rules import signs_taken
from concertacion.analysis.wording.verdicts import tendency

ONE_SIGNED, RESTATES, RESTS_ON = "one-signed", "restates", "rests on"
TAKES_THE_SIGN = "takes the sign of"
NOT_BY_ITS_MECHANISMS, DOES_NOT_TAKE = "not by its mechanisms", "arms hardly differ"
FLAGS = {  # with what the summary says of the claims, and what a warning means
    ONE_SIGNED: (
        "One-signed, so that the model can hardly contradict them",
        "the sign follows from what was put in, and hardly a point of the space could say the opposite. Support is then no "
        "surprise; the size of the effect may be.",
    ),
    RESTATES: (
        "Restate an assumption",
        "the effect needs no feedback and nearly always has the declared sign: the claim says again what an equation says.",
    ),
    RESTS_ON: (
        "Rest on one parameter that can have one sign only",
        "without this one parameter, which can push one way only, the effect is gone.",
    ),
    TAKES_THE_SIGN: (
        "Hold where one parameter of open sign has the sign they need",
        "the rule that tells where it holds is little more than the sign of this one parameter, which may have either; without "
        "the parameter the effect is gone.",
    ),
    NOT_BY_ITS_MECHANISMS: (
        "Come by other mechanisms than they name",
        "with the mechanisms that the claim names switched off, the effect is still there.",
    ),
    DOES_NOT_TAKE: (
        "Their arms seldom differ in what they are meant to change",
        "the arms seldom differ in what they are meant to change, so that no effect says little of the claim.",
    ),
}
LIMITS = (
    "The ledger says where a claim holds in this model, over ranges set beforehand, and not whether the world is like that.",
    "Shares take every point of the space, within the ranges that are declared, to be as likely as any other.",
    "The record covers the travel of presidents until 2012 only; it is silent on officials, minilateral groups and cities.",
    "Nothing is said of how a proposal would come to be adopted.",
)


def effect_text(entry: Entry) -> tuple[str, str]:
    """The effect at the default point, and its interval, in the unit of the claim."""
    part, default = entry.claim.main, entry.judgement.found.default
    return amount(default.effect, part), interval(default, part)


def bracketed(cell: tuple[str, str]) -> str:
    """A number with its interval in brackets."""
    return f"{cell[0]} ({cell[1]})" if cell[1] else cell[0]


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
    return [
        *(name for name, raised in named.items() if raised),
        *(f"{RESTS_ON} {name}" for name in built_in.rests_on),
        *(f"{TAKES_THE_SIGN} {name}" for name in signs_taken(judgement)),
    ]


def quick(sizes: Sizes, full: int) -> str:
    """What a test that looks at fewer points than a full one cannot tell; empty for a full one."""
    if sizes.points >= full:
        return ""
    pairs = counted(sizes.most_pairs, "pair")
    return (
        f"This is a preliminary test: {sizes.points:,} points with up to {pairs} of runs at each, where a full test has "
        f"{full:,} points. Noise leaves more points undecided than there, so that fewer verdicts are robust; rules that tell "
        "where a claim holds need more points. Do not cite these verdicts."
    )


def summary(ledger: Ledger) -> list[str]:
    """How many of each verdict, what is built in, how it depends on the smallest effect, and what remains open."""
    tested = {name: entry.judgement for name, entry in ledger.tested.items()}
    verdicts = Counter(entry.judgement.verdict for entry in ledger.entries.values())
    told = listed([f"{verdicts[verdict]} {verdict}" for verdict in VERDICTS if verdicts[verdict]])
    tendencies = Counter(tendency(one).removeprefix(": ") for one in tested.values() if one.verdict == MIXED)
    mixed = listed([f"{count} {words}" for words, count in tendencies.most_common()])
    undecided = [name for name, judgement in tested.items() if judgement.main.shares[UNDECIDED].share > 0.5]
    return [
        f"Of {len(ledger.entries)} claims: {told}.",
        *([f"Of the mixed ones: {mixed}."] if tendencies else []),
        frozen_text(ledger.provenance.freeze),
        *(_names(words, [name for name, one in tested.items() if _raised(one, flag)]) for flag, (words, _) in FLAGS.items()),
        _names("Another verdict with a threshold half or twice as large", _where(tested, lambda one: one.depends_on_smallest)),
        _names("Another verdict, by shares alone, when run from another start", _where(tested, _other_from_shared_start)),
        _names("Close, so often another when points are drawn anew", _where(tested, lambda one: one.close)),
        _names("The data take a side", _where(tested, lambda one: one.found.record != "silent")),
        _names("Undecided at more than half of the points", undecided),
    ]


def _where(tested: Mapping[str, Judgement], which: Callable[[Judgement], bool]) -> list[str]:
    return [name for name, judgement in tested.items() if which(judgement)]


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
