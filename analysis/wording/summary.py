"""A ledger in words: the cells of its table, what its warnings mean, and the summary on top."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence

from concertacion.analysis.claims.claim import Claim
from concertacion.analysis.claims.judgement import Judgement
from concertacion.analysis.claims.ledger import Entry, Frozen, Ledger, Sizes
from concertacion.analysis.claims.shares import UNDECIDED
from concertacion.analysis.claims.thresholds import THRESHOLDS
from concertacion.analysis.claims.types import TYPES
from concertacion.analysis.claims.verdict import CONDITIONAL, MIXED, ROBUST, VERDICTS, by_shares
from concertacion.analysis.formatting import counted, listed
from concertacion.analysis.wording.amounts import POSITIONS, amount, interval, reading
from concertacion.analysis.wording.assumed import one_signed
from concertacion.analysis.wording.rules import may_rest_on, rests_on, signs_taken
from concertacion.analysis.wording.verdicts import tally, tendency

VERDICT, CAUTIONS, RECORD = "Verdicts", "Read with care", "The record"  # heads of the summary
ONE_SIGNED, RESTATES, RESTS_ON = "one-signed", "restates", "rests on"
TAKES_THE_SIGN = "takes the sign of"
NOT_DECIDED = "May rest on such a parameter (the runs do not decide it), and surely rest on none"
CLEAR, SOUND = "Of these, with no warning and not close", "Of these, with no known fault either"
NOT_BY_ITS_MECHANISMS, DOES_NOT_TAKE = "not by its mechanisms", "arms differ too rarely"
FLAGS = {  # with what the summary says of the claims, and what a warning means
    ONE_SIGNED: (
        "One-signed, so that the model can hardly contradict them",
        "the equations imply the sign, and hardly a point of the space says the opposite. Support is then no surprise; the size "
        "of the effect may be. Claims whose sign the equations leave open are not counted.",
    ),
    RESTATES: (
        "Restate an assumption",
        "the effect needs no feedback and nearly always has the declared sign: the claim repeats what an equation says.",
    ),
    RESTS_ON: (
        "Rest on one parameter that can have one sign only",
        "without this one parameter, which can push one way only, the effect is gone: the whole interval of what is "
        f"left lies within {THRESHOLDS.gone:.0%} of nothing, either way. Where it lies partly outside, the page says that it is "
        "not decided. Parameters that an arm sets are the treatment itself and are not tried.",
    ),
    TAKES_THE_SIGN: (
        "Hold where one parameter of open sign has the sign they need",
        "the rule that says where it holds is little more than the sign of this one parameter, which may have either; without "
        "the parameter the effect is gone.",
    ),
    NOT_BY_ITS_MECHANISMS: (
        "Come by other mechanisms than they name",
        "with the mechanisms that the claim names switched off, the effect is still there.",
    ),
    DOES_NOT_TAKE: (
        "Their arms differ too rarely in what they are meant to change",
        f"the arms differ in what they are meant to change at fewer than {THRESHOLDS.treatment:.0%} of the points, so a "
        "finding of no effect says less about the claim.",
    ),
}
LIMITS = (
    "The ledger says where a claim holds in this model, over ranges set beforehand, and not whether the world is like that.",
    "A share of points is a share of the prior over these ranges, most of which are our judgement; it is not the probability "
    "that a claim is true, because every point counts as much as any other.",
    "The record ends in 2012. It covers the travel of presidents, the lives of forums, politics, growth and trade, and says "
    "nothing about officials, minilateral groups and cities.",
    "The ledger does not say how a proposal would come to be adopted.",
)


def effect_text(entry: Entry) -> tuple[str, str]:
    """The effect at the default point, and its interval, in the unit of the claim."""
    part, default = entry.claim.main, entry.judgement.found.default
    return amount(default.effect, part), interval(default, part)


def bracketed(cell: tuple[str, str]) -> str:
    """A number with its interval in brackets."""
    return f"{cell[0]} ({cell[1]})" if cell[1] else cell[0]


def flags(judgement: Judgement, claim: Claim) -> list[str]:
    """What a reader must know before the verdict is believed: one-signed, a treatment that does not take, what was put in.

    Ledgers that were judged by an earlier rule are read by the present one.
    """
    found = judgement.found
    built_in, treatment = found.built_in, found.treatment
    named = {
        ONE_SIGNED: one_signed(claim, judgement),
        RESTATES: built_in.restates,
        NOT_BY_ITS_MECHANISMS: built_in.not_by_its_mechanisms,
        DOES_NOT_TAKE: treatment is not None and not treatment.takes,
    }
    return [
        *(name for name, raised in named.items() if raised),
        *(f"{RESTS_ON} {name}" for name in rests_on(judgement, claim)),
        *(f"{TAKES_THE_SIGN} {name}" for name in signs_taken(judgement)),
    ]


def quick(sizes: Sizes, full: int) -> str:
    """What a test that looks at fewer points than a full one cannot tell; empty for a full one."""
    if sizes.points >= full:
        return ""
    pairs = counted(sizes.most_pairs, "pair")
    return (
        f"This is a preliminary test: {sizes.points:,} points with up to {pairs} of runs at each, where a full test has "
        f"{full:,} points. Noise leaves more points undecided than there, so that fewer verdicts are robust; rules that say "
        "where a claim holds need more points. Do not cite these verdicts."
    )


def summary(ledger: Ledger) -> list[str]:
    """All sentences, how many of each verdict first."""
    return [sentence for sentences in by_head(ledger).values() for sentence in sentences]


def by_head(ledger: Ledger, frozen_now: str = "", faulty: Collection[str] = ()) -> dict[str, list[str]]:
    """By head: how many of each verdict, and what a reader must know of them: what was put in, and what remains open.

    `frozen_now`: SHA-256 of the state that is frozen now; empty if it is not known. `faulty`: claims of whose files a fault is
    known.
    """
    tested = {name: entry.judgement for name, entry in ledger.tested.items()}
    warned = {name: flags(entry.judgement, entry.claim) for name, entry in ledger.tested.items()}
    verdicts = Counter(entry.judgement.verdict for entry in ledger.entries.values())
    told = listed([f"{verdicts[verdict]} {verdict}" for verdict in VERDICTS if verdicts[verdict]])
    tendencies = Counter(tendency(one).removeprefix(": ") for one in tested.values() if one.verdict == MIXED)
    mixed = listed([f"{count} {words}" for words, count in tendencies.most_common()])
    rest_open = [
        name
        for name, (claim, judgement, _) in ledger.tested.items()
        if may_rest_on(judgement, claim) and not rests_on(judgement, claim)
    ]
    parts = {name: entry.claim.main for name, entry in ledger.tested.items()}
    return {
        VERDICT: [
            f"Of {len(ledger.entries)} claims: {told}.",
            *([f"Of the mixed ones: {mixed}."] if tendencies else []),
            *at_the_default(ledger, warned, faulty),
            frozen_text(ledger.provenance.freeze, frozen_now),
        ],
        CAUTIONS: [
            *(
                line
                for flag, (words, _) in FLAGS.items()
                for line in (
                    tally(words, [name for name, raised in warned.items() if any(one.startswith(flag) for one in raised)]),
                    *([tally(NOT_DECIDED, rest_open)] if flag == RESTS_ON else []),
                )
            ),
            tally(
                "With a threshold of their own below that of their kind",
                [name for name, part in parts.items() if part.smallest < TYPES[part.type].smallest],
            ),
            tally("Another verdict with a threshold half or twice as large", _where(tested, lambda one: one.depends_on_smallest)),
            tally("Another verdict, by shares alone, when run from another start", _where(tested, _other_from_shared_start)),
            tally(
                f"Close: another verdict in more than {1 - THRESHOLDS.close:.0%} of redraws of the points",
                _where(tested, lambda one: one.close),
            ),
            tally("Undecided at more than half of the points", _where(tested, _undecided)),
            tally(
                "Median interval reaches beyond the threshold, so that most points cannot show an effect to be too small",
                [name for name, part in parts.items() if ledger.half_width(name) > part.smallest],
            ),
        ],
        RECORD: [
            tally("Claims that the record supports or contradicts", _where(tested, lambda one: one.found.record != "silent"))
        ],
    }


def at_the_default(ledger: Ledger, warned: Mapping[str, Sequence[str]], faulty: Collection[str] = ()) -> list[str]:
    """What the default point says of the claims, and of those that hold somewhere; nothing without any.

    `warned`: the warnings on each claim; `faulty`: claims of whose files a fault is known.
    """
    found = {name: reading(one.judgement.found.default, one.claim.main) for name, one in ledger.tested.items()}
    there = {kind: [name for name, one in found.items() if one == kind] for kind in POSITIONS.values()}
    words = {"supports": "supported", "contradicts": "contradicted"}
    some = [f"{len(there[kind])} {word} ({listed(there[kind])})" for kind, word in words.items() if there[kind]]
    others = [f"{len(there[kind])} {kind}" for kind in POSITIONS.values() if kind not in words and there[kind]]
    holding = [name for name, one in ledger.tested.items() if one.judgement.verdict in (ROBUST, CONDITIONAL)]
    support = [name for name in holding if name in there["supports"]]
    clear = [name for name in support if not warned[name] and not ledger.tested[name].judgement.close]
    return [
        *([f"At the default point, of {counted(len(found), 'claim')}: {listed([*some, *others])}."] if found else []),
        *([tally(f"Of {len(holding)} robust or conditional, supported at the default point", support)] if holding else []),
        *([tally(CLEAR, clear)] if support else []),
        *([tally(SOUND, [name for name in clear if name not in faulty])] if clear and faulty else []),
    ]


def _undecided(judgement: Judgement) -> bool:
    return judgement.main.shares[UNDECIDED].share > 0.5


def _where(tested: Mapping[str, Judgement], which: Callable[[Judgement], bool]) -> list[str]:
    return [name for name, judgement in tested.items() if which(judgement)]


def _other_from_shared_start(judgement: Judgement) -> bool:
    check = judgement.found.check
    return check is not None and check.told is not None and check.told.verdict != by_shares(judgement.verdict)


def frozen_text(freeze: Frozen, now: str = "") -> str:
    """Whether the test ran on the state that was frozen before it, and whether that is still the frozen one."""
    if not freeze.sha256:
        return "No state was frozen before this test."
    if freeze.holds:
        words = f"The test ran on the state that was frozen before it ({freeze.states[0][:12]})"
        if later := [state[:12] for state in freeze.states[1:]]:
            words += f"; claims mended since, on the state frozen anew before their test ({listed(later)})"
        if now in ("", *freeze.states):
            return f"{words}."
        return f"{words}. The state has been frozen again since then ({now[:12]})."
    return f"Since the state was frozen ({freeze.sha256[:12]}) these have changed: {listed(list(freeze.changed))}."
