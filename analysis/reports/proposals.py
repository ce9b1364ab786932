"""The report of a comparison of proposals: one HTML page that needs no network and no script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from concertacion.analysis.figures.sensitivity import SavedFigure
from concertacion.analysis.formatting import counted, listed
from concertacion.analysis.proposals.portfolio import Choice
from concertacion.analysis.proposals.resampling import Estimates
from concertacion.analysis.proposals.summary import DECIDES, SHOWN, Comparison, order_in_words
from concertacion.analysis.reports.ensemble import embedded, facts, templates

TEMPLATE = "proposals.html.j2"


def quick(points: int, replicates: int, full: int) -> str:
    """What a comparison at fewer points than a full one cannot tell; empty for a full one."""
    if points >= full:
        return ""
    return (
        f"This comparison looks at {points:,} points with {counted(replicates, 'run')} at each, where a full one has {full:,} "
        "points. It is for a first look: intervals are wide, and part of every regret is random noise. Do not cite these numbers."
    )


def write_proposals_report(
    results: Comparison, manifest: Mapping[str, Any], folder: Path, figures: Sequence[SavedFigure], full: int
) -> str:
    """The page, with the PNG figures of a folder embedded; `full`: the points of a full comparison. Every text is escaped."""
    count, decides = len(results.names), results.alone[DECIDES]
    channels = [name for name in results.alone if name.startswith(f"{DECIDES}.")]
    return (
        templates()
        .get_template(TEMPLATE)
        .render(
            title=f"{counted(count, 'proposal').capitalize()} at one budget",
            subtitle=f"five doses of each at {counted(manifest['points'], 'point')} of the space of parameters, "
            f"{counted(2**count, 'combination')} at half of them, {counted(manifest['replicates'], 'run')} at each",
            quick=quick(int(manifest["points"]), int(manifest["replicates"]), full),
            what=what_was_done(results),
            answer=results.sentence(results.choices[0]),
            order=order_in_words(decides),
            channels=[name.partition(".")[2] for name in channels],
            proposals=[
                (one.short, one.sentence, one.why, f"{results.doses[i]:.2f}", f"{results.spends[i]:.3g}",
                 f"{one.outside * results.doses[i]:.2g}" if one.outside else "", interval(decides, i),
                 [interval(results.alone[name], i) for name in channels], interval(results.alone["resilience"], i),
                 interval(results.shares[0].added, i), part(results, i))
                for i, one in enumerate(results.proposals)
            ],
            together=interval(results.shares[0].together, 0),
            turns=ranking_turns(results),
            portfolios=[portfolio(results, one) for one in results.choices[:SHOWN]],
            figures=[embedded(folder / f"{one.name}.png") | one._asdict() for one in figures],
            command=str(manifest["command"]),
            facts=list(facts({key: value for key, value in manifest.items() if key != "command"})),
        )
    )  # fmt: skip


def what_was_done(results: Comparison) -> list[str]:
    """How to read the numbers."""
    return [
        f"Each proposal was run alone at doses 0, 0.25, 0.5, 0.75 and 1 of its levers, at {counted(results.points, 'point')} of "
        f"the space of parameters, combinations at {results.few:,} of them, all with the same random numbers. A gain is how "
        "much more is delivered than at dose 0, in per cent of what is delivered there on average, and likewise for resilience. "
        "Differences between gains are in the same unit.",
        "Money is measured: payment for work beyond that without the proposal, plus an assumed price for costs that a run does "
        "not record (costs= sets another). Its unit, the same at every point of "
        "the space, is what one channel costs all countries in all issue domains at the default cost.",
        f"The budget is {results.budget:.3g} of that. A proposal alone spends it at the dose shown; one whose full dose costs "
        "less spends less. In a combination the members spend equal parts of it.",
        "The Shapley value says what each adds on average over all orders in which proposals could be taken up. Regret is how "
        "much less a portfolio gains than the best one at the same point; with few runs per point, part of it is random noise.",
        *results.gaps,
    ]


def interval(estimates: Estimates, i: int) -> tuple[str, str]:
    """An estimate in per cent, and its interval; without one, where the outcome has no value at any point."""
    if not np.isfinite(estimates.value[i]):
        return "no value", ""
    return f"{estimates.value[i]:+z.1%}", f"{estimates.low[i]:+z.1%} to {estimates.high[i]:+z.1%}"


def part(results: Comparison, i: int) -> tuple[str, str]:
    """The share of a proposal in what all gain, and its interval; none where they are no parts of a whole."""
    parts = results.shares[0].told
    return ("none", "") if parts is None else (f"{parts.value[i]:z.0%}", f"{parts.low[i]:z.0%} to {parts.high[i]:z.0%}")


def ranking_turns(results: Comparison) -> list[str]:
    """Of each two proposals that follow one another in the ranking: at which costs they would change places."""
    names, inside = {one.id: one.short for one in results.proposals}, {one.id: one.in_words for one in results.proposals}
    order = sorted(names, key=lambda name: -_gain(results, name))
    ahead = {(turn.ahead, turn.behind): turn.ratio for turn in results.turns}
    sentences = []
    for one, other in pairwise(order):
        ratio = ahead.get((one, other))
        if ratio is None:
            sentences.append(f"{names[one]} and {inside[other]} buy the same.")
        elif np.isinf(ratio):
            sentences.append(f"{names[one]} stays ahead of {inside[other]} at any unit costs.")
        else:
            sentences.append(f"{names[one]} stays ahead of {inside[other]} until its unit costs are {ratio:.2g} times as high.")
    return sentences


def _gain(results: Comparison, name: str) -> float:
    gain = float(results.alone[DECIDES].value[list(results.curves.names).index(name)])
    return gain if np.isfinite(gain) else -np.inf


def portfolio(results: Comparison, one: Choice) -> tuple[str, ...]:
    """A portfolio as a row: proposals, gain, mean and largest regret."""
    which = listed([results.proposals[i].in_words for i in one.on]) if one.on else "none"
    return which, f"{one.gain:+z.1%}", f"{one.mean_regret:.1%}", f"{one.most_regret:.1%}"
