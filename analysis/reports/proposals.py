"""The report of a portfolio of proposals: one HTML page that needs no network and no script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from concertacion.analysis.figures.sensitivity import Shown
from concertacion.analysis.formatting import counted, listed
from concertacion.analysis.proposals.portfolio import Choice, Estimates
from concertacion.analysis.proposals.summary import Told, outcome_title
from concertacion.analysis.reports.ensemble import embedded, facts, templates

TEMPLATE = "proposals.html.j2"
SHOWN = 10  # portfolios in the table


def write_proposals_report(
    told: Told, manifest: Mapping[str, Any], sentences: Sequence[str], folder: Path, figures: Sequence[Shown]
) -> str:
    """The page, with the PNG figures of a folder embedded. Every text is escaped."""
    count = len(told.names)
    return (
        templates()
        .get_template(TEMPLATE)
        .render(
            title=f"{counted(count, 'proposal').capitalize()} as a portfolio",
            subtitle=f"{counted(2**count, 'combination')} at {counted(manifest['points'], 'point')} of the space of parameters, "
            f"{counted(manifest['replicates'], 'run')} at each",
            what=what_was_done(told),
            answer=told.sentence(told.choices[0]),
            outcomes=[outcome_title(values) for values in told.values],
            proposals=[
                (name, sentences[place], f"{told.costs[place]:g}", [interval(found, place) for found in told.shares],
                 [interval(found, place) for found in told.effects])
                for place, name in enumerate(told.names)
            ],
            portfolios=[portfolio(told, one) for one in told.choices[:SHOWN]],
            frontier=[portfolio(told, one) for one in told.frontier],
            figures=[embedded(folder / f"{one.name}.png") | one._asdict() for one in figures],
            command=str(manifest["command"]),
            facts=list(facts({key: value for key, value in manifest.items() if key != "command"})),
        )
    )  # fmt: skip


def what_was_done(told: Told) -> list[str]:
    """How the numbers are to be read."""
    return [
        "Every combination of the proposals was run at every point, with the same luck. A gain is what a combination delivers "
        "more than no proposal at all, in per cent of what none delivers on average; of resilience, likewise.",
        "The Shapley share of a proposal is what it adds on average over all orders in which the proposals could be taken up; "
        "the shares add up to the gain of all. The main effect is on against off, averaged over all settings of the others.",
        f"Costs are assumed equal unless told otherwise, and the budget is {told.budget:g}. Regret is what a portfolio gains "
        "less than the best affordable one at the same point; with few runs a point, part of it is luck.",
    ]


def interval(found: Estimates, place: int) -> tuple[str, str]:
    """An estimate in per cent, and its interval."""
    return f"{found.value[place]:+.1%}", f"{found.low[place]:+.1%} to {found.high[place]:+.1%}"


def portfolio(told: Told, one: Choice) -> tuple[str, ...]:
    """A portfolio as a row: proposals, cost, gain, mean and largest regret."""
    which = listed([told.names[i] for i in one.on]) if one.on else "none"
    return which, f"{one.cost:g}", f"{one.gain:+.1%}", f"{one.mean_regret:.1%}", f"{one.most_regret:.1%}"
