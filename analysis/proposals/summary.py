"""The results of a comparison of proposals: curves, what a common budget buys, portfolios; and the tables they are saved in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd

from concertacion.analysis.formatting import counted, listed, words_of
from concertacion.analysis.proposals.curves import DOSES, Curves, Turn, bought, doses_for, turns
from concertacion.analysis.proposals.factorial import pairs, switched_on
from concertacion.analysis.proposals.portfolio import Choice, Shares, Values, choices, shapley, splits
from concertacion.analysis.proposals.proposal import Proposal
from concertacion.analysis.proposals.resampling import Estimates, mean_of_known

DECIDES = "delivered"  # the outcome by which proposals are ranked and chosen
SHOWN = 10  # portfolios that are told, in tables and in the figure


class Comparison(NamedTuple):
    """Proposals at one budget. Of each outcome: what the budget buys of each alone, by name; values of the combinations and
    Shapley shares, in the order of `values`, the first of which decides.
    """

    proposals: tuple[Proposal, ...]
    budget: float
    curves: Curves
    doses: np.ndarray  # float64 (proposal,): the dose at which each alone spends the budget, at most 1
    alone: dict[str, Estimates]
    turns: tuple[Turn, ...]
    values: tuple[Values, ...]
    shares: tuple[Shares, ...]
    splits: Estimates  # of pairs, in the outcome that decides
    choices: tuple[Choice, ...]  # portfolios, least mean regret first
    multipliers: Mapping[str, float]  # what a price is multiplied by at a full dose, by id of the proposals that have that

    @property
    def names(self) -> tuple[str, ...]:
        """The proposals in a few words each."""
        return tuple(one.short for one in self.proposals)

    @property
    def spends(self) -> np.ndarray:
        """What each alone spends at its dose: less than the budget if a full dose costs less."""
        return np.array([np.interp(x, DOSES, row) for x, row in zip(self.doses, self.curves.spent, strict=True)])

    @property
    def points(self) -> int:
        """Points of the space at which the doses of each were run."""
        return self.curves.money.shape[-1]

    @property
    def few(self) -> int:
        """Points at which combinations were run, the first of all."""
        return self.values[0].gains.shape[1]

    @property
    def gaps(self) -> list[str]:
        """A sentence for each outcome that has no value at some points."""
        return [
            f"{words_of(one.outcome)} has no value at {one.undefined:,} of {one.gains.shape[1]:,} points, where there was "
            "nothing to divide by."
            for one in self.values
            if one.undefined
        ]

    def sentence(self, choice: Choice) -> str:
        """A portfolio in words."""
        which = listed([self.proposals[i].in_words for i in choice.on]) if choice.on else "no proposal"
        return (
            f"Least mean regret at a budget of {self.budget:.3g}, shared in equal parts: {which}. "
            f"Over {counted(self.few, 'point')} it gains {choice.gain:+z.1%} on average, {choice.mean_regret:.1%} less than "
            f"the best at each, and {choice.most_regret:.1%} less at the worst."
        )


def comparison_of(
    proposals: Sequence[Proposal], budget: float, curves: Curves, values: Sequence[Values], multipliers: Mapping[str, float]
) -> Comparison:
    """All results, from the curves and the outcomes of every combination."""
    return Comparison(
        tuple(proposals), budget, curves, doses_for(curves.spent, budget),
        {outcome: bought(curves, outcome, budget) for outcome in curves.gains}, turns(curves, DECIDES, budget), tuple(values),
        tuple(map(shapley, values)), splits(values[0]), tuple(choices(values[0])), multipliers,
    )  # fmt: skip


def order_in_words(alone: Estimates) -> str:
    """What an order of means is worth: how many neighbours in it have intervals that overlap, and so may change places."""
    order = [i for i in np.argsort(-alone.value) if np.isfinite(alone.value[i])]
    apart = [bool(alone.low[one] > alone.high[other]) for one, other in pairwise(order)]
    alike, pairs_of = apart.count(False), counted(len(apart), "pair")
    some = f"{alike} of {pairs_of} of neighbours cannot" if alike else "all neighbours can"
    which = some if alike < len(apart) or not apart else "no two neighbours can"
    return f"Order of means; by their intervals {which} be distinguished."


def tables_of(results: Comparison) -> dict[str, pd.DataFrame]:
    """The tables by name: proposals, curves, turns, splits, portfolios, combinations."""
    ids = [one.id for one in results.proposals]
    proposals = pd.DataFrame(
        [
            (one.id, one.short, one.sentence, one.price, one.per_says, results.multipliers.get(one.id), one.why)
            for one in results.proposals
        ],
        columns=["proposal", "short", "sentence", "price", "per", "multiplier", "why"],
    ).assign(dose=results.doses, spends=results.spends, outside=results.doses * [one.outside for one in results.proposals])
    for outcome, estimates in results.alone.items():
        _add(proposals, f"alone_{outcome}", estimates)
    for values, shares in zip(results.values, results.shares, strict=True):
        _add(proposals, f"added_{values.outcome}", shares.added)
        if shares.parts is not None:
            _add(proposals, f"share_{values.outcome}", shares.parts)
    by_pair = [(ids[i], ids[j]) for i, j in pairs(len(ids))]
    split = pd.DataFrame(by_pair, columns=["one", "other"])
    _add(split, "split", results.splits)
    rows = [{"portfolio": "+".join(ids[i] for i in one.on), **one._asdict()} for one in results.choices]
    combinations = pd.DataFrame(switched_on(len(ids)).astype(int), columns=ids)
    for values in results.values:
        combinations[f"gain_{values.outcome}"] = values.mean
    return {
        "proposals": proposals, "curves": _curves(results.curves), "turns": pd.DataFrame(results.turns, columns=Turn._fields),
        "splits": split, "portfolios": pd.DataFrame(rows).drop(columns="on"), "combinations": combinations,
    }  # fmt: skip


def _add(table: pd.DataFrame, name: str, estimates: Estimates) -> None:
    for part, column in estimates._asdict().items():
        table[f"{name}_{part}"] = column


def _curves(curves: Curves) -> pd.DataFrame:
    """A row for each proposal and dose: money and gains, means over points."""
    table = pd.DataFrame(
        [(name, dose) for name in curves.names for dose in DOSES], columns=["proposal", "dose"]
    ).assign(money=curves.spent.ravel())  # fmt: skip
    for outcome, gain in curves.gains.items():
        table[f"gain_{outcome}"] = mean_of_known(gain).ravel()
    return table
