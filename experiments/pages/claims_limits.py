"""The limits of the test of claims that its own files show: which texts, which years, who read the claims, and how alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

import numpy as np
import pandas as pd
from sklearn.metrics import cohen_kappa_score

from concertacion.analysis.claims.claim import Claim
from concertacion.analysis.claims.ledger import Ledger
from concertacion.experiments.pages.changes import TABLE, independent
from concertacion.experiments.pages.on_record import LAST
from concertacion.sim.declare import Prior
from concertacion.sim.parameters import DECLARED

LATE = 2015  # from when on claims are counted as late
DRAWS, SEED, TAIL = 10_000, 1, 0.025  # of the bootstrap of kappa
TEXTS = (
    "The project began with these five texts; no rule drew them from the literature. One is a report of 15,000 words, one an "
    "article in a journal, one an essay without a named author, and two are opinion pieces of 783 and 1,536 words, by a master's "
    "student and a master's graduate. No verdict says how well a field of study does."
)
AUTHORS = (
    "The project's authors drew the claims from the texts, {most} of {all} from {paper}, and wrote their arms and measures. Of "
    "the {all}, {inferred} are not stated plainly{normative}."
)
NORMATIVE = " and {count} are recommendations, whose effect is our reading"
UNCLAIMED = (
    "Not every thesis of a text is among its claims. Planchart 2025 begins and ends with the thesis that division between left "
    "and right is what stands in the way; only claims of the other texts test it (BR-03, MSF-01 and MSF-02)."
)
YEARS = (
    "Of {tested} claims that were tested, {late} start in {years}; the record, the weights from it and the validation "
    "end in {recorded}. No measurement of those years tests them."
)
RANGES = (
    "Of the {priors} ranges of parameters, {assumed} name no source and {texts} a passage of these texts, which gives a "
    "mechanism its meaning and seldom a number; {others} name data or other work."
)
HANDS = (
    "Two hands write a claim's file differently. For {count} claims written twice, Cohen's kappa of the verdicts in the "
    "preliminary test is {kappa:.2f} (95 % interval {low:.2f} to {high:.2f}, bootstrap of claims){chance}: a verdict depends on "
    "who writes the file too ([changes of verdict](changes-of-verdict.md))."
)


def limits(ledger: Ledger, present: Mapping[str, Claim]) -> list[str]:
    """The sentences, with their numbers; none for a ledger of other claims than the project's."""
    entries = {name: entry.claim for name, entry in ledger.entries.items() if name in present}
    if not entries:
        return []
    (paper, most), *_ = Counter(claim.paper for claim in entries.values()).most_common()
    status, papers = Counter(present[name].status for name in entries), {claim.paper for claim in present.values()}
    starts = [claim.start or ledger.provenance.start for name, claim in entries.items() if name in ledger.tested]
    late = [year for year in starts if year >= LATE]
    return [
        TEXTS,
        AUTHORS.format(
            most=most, all=len(entries), paper=paper, inferred=status["inferred"],
            normative=NORMATIVE.format(count=status["normative"]) if status["normative"] else "",
        ),
        UNCLAIMED,
        *([YEARS.format(late=len(late), tested=len(starts), years=_between(late), recorded=LAST)] if late else []),
        ranges(papers),
        *two_hands(pd.read_csv(TABLE).fillna("")),
    ]  # fmt: skip


def _between(years: Sequence[int]) -> str:
    first, last = min(years), max(years)
    return str(first) if first == last else f"{first} to {last}"


def ranges(papers: Collection[str]) -> str:
    """On what the ranges of parameters rest: nothing, a passage of the texts, or data and other work."""
    sources = [each.source for each in DECLARED.values() if isinstance(each, Prior)]
    assumed, texts = (sum(one.startswith(heads) for one in sources) for heads in (("assumed",), tuple(papers)))
    return RANGES.format(priors=len(sources), assumed=assumed, texts=texts, others=len(sources) - assumed - texts)


def two_hands(table: pd.DataFrame) -> list[str]:
    """How far the verdicts on files of two coders agree beyond chance; nothing without a second one."""
    both = independent(table)
    if both.empty:
        return []
    one, other = both["new_on_new"].tolist(), both["second_hand"].tolist()
    found, (low, high) = cohen_kappa_score(one, other), kappa_interval(one, other)
    chance = ", too wide to show agreement beyond that of chance" if low <= 0.0 else ""
    return [HANDS.format(count=len(one), kappa=found, low=low, high=high, chance=chance)]


def kappas(one: Sequence[str], other: Sequence[str], chosen: np.ndarray) -> np.ndarray:
    """Cohen's kappa (1960) of each row of cases, `chosen` (rows, cases); NaN where chance alone agrees always.

    All rows at once: scikit-learn's takes one, and the bootstrap has ten thousand.
    """
    words = {word: code for code, word in enumerate(sorted({*one, *other}))}
    first, second = (np.array([words[word] for word in side])[chosen] for side in (one, other))
    chance = sum((first == code).mean(axis=1) * (second == code).mean(axis=1) for code in words.values())
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(chance < 1.0, ((first == second).mean(axis=1) - chance) / (1.0 - chance), np.nan)


def kappa_interval(one: Sequence[str], other: Sequence[str], draws: int = DRAWS) -> tuple[float, float]:
    """The interval of kappa, 95 %, by bootstrap of the cases (percentiles); draws of which chance alone agrees do not count."""
    found = kappas(one, other, np.random.default_rng(SEED).integers(0, len(one), (draws, len(one))))
    low, high = np.nanquantile(found, [TAIL, 1 - TAIL])
    return float(low), float(high)
