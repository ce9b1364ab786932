"""The report of a portfolio of proposals: one HTML page that needs no network and no script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from concertacion.analysis.figures.sensitivity import SavedFigure
from concertacion.analysis.formatting import counted, listed
from concertacion.analysis.proposals.portfolio import Choice, Estimates
from concertacion.analysis.proposals.summary import PortfolioResults, outcome_title
from concertacion.analysis.reports.ensemble import embedded, facts, templates

TEMPLATE = "proposals.html.j2"
SHOWN = 10  # portfolios in the table


def write_proposals_report(
    results: PortfolioResults, manifest: Mapping[str, Any], sentences: Sequence[str], folder: Path, figures: Sequence[SavedFigure]
) -> str:
    """The page, with the PNG figures of a folder embedded. Every text is escaped."""
    count = len(results.names)
    return (
        templates()
        .get_template(TEMPLATE)
        .render(
            title=f"{counted(count, 'proposal').capitalize()} as a portfolio",
            subtitle=f"{counted(2**count, 'combination')} at {counted(manifest['points'], 'point')} of the space of parameters, "
            f"{counted(manifest['replicates'], 'run')} at each",
            what=what_was_done(results),
            answer=results.sentence(results.choices[0]),
            outcomes=[outcome_title(values) for values in results.values],
            proposals=[
                (name, sentences[i], f"{results.costs[i]:g}", [interval(shares, i) for shares in results.shares],
                 [interval(effects, i) for effects in results.effects])
                for i, name in enumerate(results.names)
            ],
            portfolios=[portfolio(results, one) for one in results.choices[:SHOWN]],
            frontier=[portfolio(results, one) for one in results.frontier],
            figures=[embedded(folder / f"{one.name}.png") | one._asdict() for one in figures],
            command=str(manifest["command"]),
            facts=list(facts({key: value for key, value in manifest.items() if key != "command"})),
        )
    )  # fmt: skip


def what_was_done(results: PortfolioResults) -> list[str]:
    """How to read the numbers."""
    return [
        "Every combination of the proposals was run at every point, with the same random numbers. A gain is what a combination "
        "delivers more than no proposal at all, in per cent of what none delivers on average; of resilience, likewise.",
        "The Shapley share of a proposal is what it adds on average over all orders in which the proposals could be taken up; "
        "the shares add up to the gain of all. The main effect is on against off, averaged over all settings of the others.",
        f"Costs are assumed equal unless set otherwise, and the budget is {results.budget:g}. Regret is what a portfolio gains "
        "less than the best affordable one at the same point; with few runs a point, part of it is random noise.",
        *results.gaps,
    ]


def interval(estimates: Estimates, i: int) -> tuple[str, str]:
    """An estimate in per cent, and its interval; without one, where the outcome has no value at any point."""
    if not np.isfinite(estimates.value[i]):
        return "no value", ""
    return f"{estimates.value[i]:+.1%}", f"{estimates.low[i]:+.1%} to {estimates.high[i]:+.1%}"


def portfolio(results: PortfolioResults, one: Choice) -> tuple[str, ...]:
    """A portfolio as a row: proposals, cost, gain, mean and largest regret."""
    which = listed([results.names[i] for i in one.on]) if one.on else "none"
    return which, f"{one.cost:g}", f"{one.gain:+.1%}", f"{one.mean_regret:.1%}", f"{one.most_regret:.1%}"
