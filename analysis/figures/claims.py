"""The figure of one claim: its effect over the space, what points say by structural variant, what is left, where it flips."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from concertacion.analysis.claims.ledger import Ledger, classes_in, effects_in
from concertacion.analysis.claims.rules import Rule, parameters_of
from concertacion.analysis.claims.shares import CLASSES, CONTRADICTS, NO_EFFECT, SUPPORTS, UNDECIDED
from concertacion.analysis.claims.text import rule_in
from concertacion.analysis.figures.canvas import BLUE, FULL, INK, MUTED, PALE, VERMILION, note, place, sheet, style
from concertacion.analysis.figures.flips import effect_along, two_along
from concertacion.analysis.formatting import listed, shortened

COLOURS = {SUPPORTS: BLUE, CONTRADICTS: VERMILION, NO_EFFECT: "#9A9A9A", UNDECIDED: PALE}
BINS, TAIL = 41, 0.01  # of the distribution, and the share of the points at either end that is drawn at its edge
HEIGHT, TOP, LOW, BELOW = 62.0, 13.0, 38.0, 56.0  # mm; of the sheet, above the first row, of a row, of the second with its labels
LONGEST = 34  # characters of a name


def claim_figure(ledger: Ledger, name: str) -> Figure:
    """The figure of a claim that was tested."""
    entry = ledger.entries[name]
    rule = rule_in(entry)
    with style():
        figure = sheet(FULL, HEIGHT + (BELOW if rule else 0.0))
        _effects(place(figure, 13, TOP, 48, LOW, "a"), ledger, name)
        _shares(place(figure, 92, TOP, 22, LOW), entry["judgement"])
        _left(place(figure, 154, TOP, 26, LOW), entry["judgement"]["put_in"])
        _key(figure)
        for left, letter in ((66, "b"), (119, "c")):
            note(figure, left, TOP - 1.2, letter, fontsize=8, fontweight="bold", va="bottom")
        if rule:
            _flip(figure, ledger, name, rule)
    return figure


def _flip(figure: Figure, ledger: Ledger, name: str, rule: Rule) -> None:
    """The effect along the first parameter that the rule names, and the points along the first two."""
    named, found, effect = parameters_of(rule), classes_in(ledger, name), effects_in(ledger, name).effect
    inner = effect[np.isfinite(effect)]
    shown = np.clip(effect, *np.quantile(inner, [TAIL, 1 - TAIL])) if inner.size else effect
    effect_along(place(figure, 13, HEIGHT + 4, 70, LOW, "d"), named[0], rule, ledger.points, shown, found, COLOURS)
    if len(named) > 1:
        two = place(figure, 110, HEIGHT + 4, 70, LOW, "e")
        two_along(two, (named[0], named[1]), rule, ledger.points, found, COLOURS)


def _effects(axes: Axes, ledger: Ledger, name: str) -> None:
    """The distribution of the effect over the points, by what each says; above it the effect at the default point."""
    effect, found = effects_in(ledger, name).effect, classes_in(ledger, name)
    claim, default = ledger.entries[name]["claim"], ledger.entries[name]["judgement"]["default"]
    known = np.isfinite(effect)
    at = [default[part][0] for part in ("low", "effect", "high")]
    spread = [*effect[known], *(value for value in at if value is not None), claim["smallest"], -claim["smallest"]]
    low, high = np.quantile(spread, [TAIL, 1 - TAIL]) if len(spread) else (-1.0, 1.0)
    low, high = min(low, -2 * claim["smallest"]), max(high, 2 * claim["smallest"])
    held = [np.clip(effect[known & (found == kind)], low, high) for kind in CLASSES]
    axes.hist(held, bins=BINS, range=(low, high), stacked=True, color=[COLOURS[kind] for kind in CLASSES], linewidth=0)
    for end in (-claim["smallest"], claim["smallest"]):
        axes.axvline(end, color=INK, linewidth=0.7, linestyle=(0, (3, 2)))
    top = axes.get_ylim()[1] * 1.1
    if at[1] is not None:
        ends = [np.clip(at[1] if value is None else value, low, high) for value in at]
        axes.hlines(top, ends[0], ends[2], color=INK, linewidth=1.2)
        axes.plot(ends[1], top, marker="D", color=INK, markersize=3)
    axes.set_ylim(0, top * 1.06)
    axes.set_xlim(low, high)
    axes.set_xlabel("Effect")
    axes.set_ylabel("Points of the space")
    axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))


def _shares(axes: Axes, judgement: Mapping[str, Any]) -> None:
    """What the points say, all of them and those of each form of each structural variant."""
    own = judgement["scales"]["1.0"]
    rows = [("all points", own["shares"])]
    rows += [(f"{variant}: {form}", told) for variant, forms in own["by_form"].items() for form, told in forms.items()]
    for row, (_, told) in enumerate(rows):
        begin = 0.0
        for kind in CLASSES:
            width = told[kind]["share"] or 0.0
            axes.barh(row, width, left=begin, height=0.7, color=COLOURS[kind], linewidth=0)
            begin += width
    axes.set_yticks(range(len(rows)), [label.replace("_", " ") for label, _ in rows])
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_xlim(0, 1)
    axes.set_xticks([0, 0.5, 1], ["0", "50", "100%"])
    axes.set_xlabel("Share of points")


def _left(axes: Axes, put_in: Mapping[str, Any]) -> None:
    """The share of the effect that is left with feedbacks frozen, and with mechanisms switched off."""
    numbers = {name: str(n) for n, name in enumerate([off for off in put_in["ablations"] if "+" not in off], 1)}
    every = [("feedbacks frozen", put_in["kept"])]
    for off, left in put_in["ablations"].items():
        which = (
            f"{numbers[off]}. {off.replace('_', ' ')}" if off in numbers else listed([numbers[name] for name in off.split("+")])
        )
        every.append((f"without {which}", left))
    rows = [(label, value) for label, value in every if value is not None]
    for row, (_, value) in enumerate(rows):
        axes.barh(row, value, height=0.7, color=BLUE if value >= 0 else VERMILION, linewidth=0)
    axes.axvline(1, color=INK, linewidth=0.7, linestyle=(0, (3, 2)))
    axes.axvline(0, color=INK, linewidth=0.6)
    size = 5.5 if len(rows) > 8 else 6.5
    axes.set_yticks(range(len(rows)), [shortened(label, LONGEST) for label, _ in rows], fontsize=size)
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(max(len(rows), 4) - 0.5, -0.5)
    axes.set_xlim(min([0.0, *(value for _, value in rows)]), max([1.1, *(value for _, value in rows)]))
    axes.set_xticks([0, 1], ["0", "100%"])
    axes.set_xlabel("Left of the effect")
    if not rows:
        axes.text(0.05, 1.5, "no effect to keep", color=MUTED, va="center")


def _key(figure: Figure) -> None:
    for row, kind in enumerate(CLASSES):
        note(
            figure, 14 + 24 * row, 4.5, "\u25a0", color=COLOURS[kind] if kind != UNDECIDED else "#CFCFCF", fontsize=8, va="center"
        )
        note(figure, 17 + 24 * row, 4.5, kind, fontsize=6.5, va="center")
    note(
        figure,
        112,
        4.5,
        "diamond: default point; dashed: smallest effect of interest",
        fontsize=6.5,
        va="center",
        color=MUTED,
    )


def caption(entry: Mapping[str, Any]) -> str:
    """What the figure shows, with its numbers."""
    own, put_in = entry["judgement"]["scales"]["1.0"], entry["judgement"]["put_in"]
    said = [f"{told['share']:.0%} {kind}" for kind, told in own["shares"].items()]
    kept = f" With feedbacks frozen {put_in['kept']:.0%} of the effect is left." if put_in["kept"] is not None else ""
    named = parameters_of(rule_in(entry))
    flips = " (d) The effect along the first parameter of the flip rule, whose limits are dashed." if named else ""
    flips += " (e) The points along the first two." if len(named) > 1 else ""
    return (
        f"(a) Effect over the space of parameters; (b) what the points say: {listed(said)}; (c) what is left of the effect."
        f"{kept}{flips} Against the record: {entry['judgement']['record']}."
    )


def alt(entry: Mapping[str, Any]) -> str:
    """The figure in words, for a reader who cannot see it."""
    shares = entry["judgement"]["scales"]["1.0"]["shares"]
    return "Distribution of the effect and bars of shares: " + listed(
        [f"{told['share']:.0%} {kind}" for kind, told in shares.items()]
    )
