"""The results of a portfolio: shares, effects, interactions and choices, and the tables they are saved in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from concertacion.analysis.formatting import listed, words_of
from concertacion.analysis.proposals.factorial import pairs, switched_on
from concertacion.analysis.proposals.portfolio import (
    Choice,
    Estimates,
    Values,
    choices,
    frontier,
    interactions,
    main_effects,
    shapley,
)  # fmt: skip


class PortfolioResults(NamedTuple):
    """Of each outcome (the first decides): values, Shapley shares, main effects, interactions; choices under the budget."""

    names: tuple[str, ...]
    costs: tuple[float, ...]
    budget: float
    values: tuple[Values, ...]
    shares: tuple[Estimates, ...]
    effects: tuple[Estimates, ...]
    interactions: tuple[Estimates, ...]
    choices: tuple[Choice, ...]  # affordable portfolios, least mean regret first
    frontier: tuple[Choice, ...]  # the best portfolio at each cost worth paying

    @property
    def gaps(self) -> list[str]:
        """A sentence for each outcome that has no value at some points."""
        return [
            f"{words_of(one.outcome)} has no value at {one.undefined:,} of {len(one.gains):,} points, where there was nothing to "
            "divide by."
            for one in self.values
            if one.undefined
        ]

    def sentence(self, choice: Choice) -> str:
        """A portfolio in words."""
        which = listed([self.names[i] for i in choice.on]) if choice.on else "no proposal"
        return (
            f"Least mean regret within {self.budget:g}: {which}, at a cost of {choice.cost:g}; it gains {choice.gain:+.1%} on "
            f"average, {choice.mean_regret:.1%} less than the best at each point, and {choice.most_regret:.1%} less at the worst."
        )


def results_of(names: Sequence[str], costs: Sequence[float], budget: float, values: Sequence[Values]) -> PortfolioResults:
    """All results, from the outcomes of every combination."""
    return PortfolioResults(
        tuple(names), tuple(costs), budget, tuple(values),
        tuple(map(shapley, values)), tuple(map(main_effects, values)), tuple(map(interactions, values)),
        tuple(choices(values[0], costs, budget)), tuple(frontier(values[0], costs)),
    )  # fmt: skip


def tables_of(results: PortfolioResults) -> dict[str, pd.DataFrame]:
    """The tables by name: proposals, interactions, portfolios, combinations."""
    by_pair = [(results.names[i], results.names[j]) for i, j in pairs(len(results.names))]
    proposals = pd.DataFrame({"proposal": results.names, "cost": results.costs})
    together = pd.DataFrame(by_pair, columns=["one", "other"])
    for number, values in enumerate(results.values):
        for table, kind, estimates in (
            (proposals, "shapley", results.shares), (proposals, "main", results.effects),
            (together, "interaction", results.interactions),
        ):  # fmt: skip
            for part, column in estimates[number]._asdict().items():
                table[f"{kind}_{values.outcome}_{part}"] = column
    rows = [{"portfolio": "+".join(results.names[i] for i in one.on), **one._asdict()} for one in results.choices]
    portfolios = pd.DataFrame(rows).drop(columns="on")
    combinations = pd.DataFrame(switched_on(len(results.names)).astype(int), columns=list(results.names))
    for values in results.values:
        combinations[f"gain_{values.outcome}"] = values.mean
    return {"proposals": proposals, "interactions": together, "portfolios": portfolios, "combinations": combinations}


def outcome_title(values: Values) -> str:
    """An outcome as a title."""
    return words_of(values.outcome)
