"""The figure of one claim: its effect over the space, classes of points by form, the effect left, where it flips."""

from __future__ import annotations

import math

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from concertacion.analysis.claims.built_in import BuiltIn
from concertacion.analysis.claims.judgement import AtScale, Judgement
from concertacion.analysis.claims.ledger import Ledger
from concertacion.analysis.claims.rules import Rule, parameters_of
from concertacion.analysis.claims.shares import CLASSES, CONTRADICTS, NO_EFFECT, SUPPORTS, UNDECIDED
from concertacion.analysis.figures.canvas import BLUE, FULL, INK, MUTED, PALE, VERMILION, axes_at, note, sheet, style
from concertacion.analysis.figures.flips import effect_along, two_along
from concertacion.analysis.formatting import listed, shortened

COLOURS = {SUPPORTS: BLUE, CONTRADICTS: VERMILION, NO_EFFECT: "#9A9A9A", UNDECIDED: PALE}
BINS, TAIL = 41, 0.01  # of the distribution, and the share of the points at either end that is drawn at its edge
HEIGHT, TOP, LOW, BELOW = 62.0, 13.0, 38.0, 56.0  # mm; of the sheet, above the first row, of a row, of the second with its labels
LONGEST = 34  # characters of a name


def claim_figure(ledger: Ledger, name: str) -> Figure:
    """The figure of a claim that was tested."""
    judgement = ledger.entries[name].judgement
    rule = judgement.rule
    with style():
        figure = sheet(FULL, HEIGHT + (BELOW if rule else 0.0))
        _effects(axes_at(figure, 13, TOP, 48, LOW, "a"), ledger, name)
        _shares(axes_at(figure, 92, TOP, 22, LOW), judgement.main)
        _left(axes_at(figure, 154, TOP, 26, LOW), judgement.found.built_in)
        _key(figure)
        for left, letter in ((66, "b"), (119, "c")):
            note(figure, left, TOP - 1.2, letter, fontsize=8, fontweight="bold", va="bottom")
        if rule:
            _flip(figure, ledger, name, rule)
    return figure


def _flip(figure: Figure, ledger: Ledger, name: str, rule: Rule) -> None:
    """The effect along the first parameter that the rule names, and the points along the first two."""
    parameters, classes, effect = parameters_of(rule), ledger.classes(name), ledger.effects(name).effect
    inner = effect[np.isfinite(effect)]
    shown = np.clip(effect, *np.quantile(inner, [TAIL, 1 - TAIL])) if inner.size else effect
    effect_along(axes_at(figure, 13, HEIGHT + 4, 70, LOW, "d"), parameters[0], rule, ledger.points, shown, classes, COLOURS)
    if len(parameters) > 1:
        two = axes_at(figure, 110, HEIGHT + 4, 70, LOW, "e")
        two_along(two, (parameters[0], parameters[1]), rule, ledger.points, classes, COLOURS)


def _effects(axes: Axes, ledger: Ledger, name: str) -> None:
    """The distribution of the effect over the points, by class; above it the effect at the default point."""
    effect, classes = ledger.effects(name).effect, ledger.classes(name)
    smallest, default = ledger.entries[name].claim.main.smallest, ledger.entries[name].judgement.found.default
    known = np.isfinite(effect)
    at = default.low, default.effect, default.high
    spread = [*effect[known], *(value for value in at if not math.isnan(value)), smallest, -smallest]
    low, high = np.quantile(spread, [TAIL, 1 - TAIL]) if len(spread) else (-1.0, 1.0)
    low, high = min(low, -2 * smallest), max(high, 2 * smallest)
    held = [np.clip(effect[known & (classes == kind)], low, high) for kind in CLASSES]
    axes.hist(held, bins=BINS, range=(low, high), stacked=True, color=[COLOURS[kind] for kind in CLASSES], linewidth=0)
    for end in (-smallest, smallest):
        axes.axvline(end, color=INK, linewidth=0.7, linestyle=(0, (3, 2)))
    top = axes.get_ylim()[1] * 1.1
    if not math.isnan(default.effect):
        ends = [np.clip(default.effect if math.isnan(value) else value, low, high) for value in at]
        axes.hlines(top, ends[0], ends[2], color=INK, linewidth=1.2)
        axes.plot(ends[1], top, marker="D", color=INK, markersize=3)
    axes.set_ylim(0, top * 1.06)
    axes.set_xlim(low, high)
    axes.set_xlabel("Effect")
    axes.set_ylabel("Points of the space")
    axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))


def _shares(axes: Axes, at: AtScale) -> None:
    """The shares of the classes, of the points at which the claim applies and of those of each form of each variant."""
    rows = [("all points", at.shares)]
    rows += [(f"{variant}: {form}", shares) for variant, forms in at.by_form.items() for form, shares in forms.items()]
    for row, (_, shares) in enumerate(rows):
        begin = 0.0
        for kind in CLASSES:
            width = np.nan_to_num(shares[kind].share)
            axes.barh(row, width, left=begin, height=0.7, color=COLOURS[kind], linewidth=0)
            begin += width
    axes.set_yticks(range(len(rows)), [label.replace("_", " ") for label, _ in rows])
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_xlim(0, 1)
    axes.set_xticks([0, 0.5, 1], ["0", "50", "100%"])
    axes.set_xlabel("Share of points")


def _left(axes: Axes, built_in: BuiltIn) -> None:
    """The share of the effect that is left with feedbacks frozen, and with mechanisms switched off."""
    every = [("feedbacks frozen", built_in.frozen), ("without all that are named", built_in.without)]
    every += [(f"without {name.replace('_', ' ')}", left) for name, left in built_in.alone.items()]
    rows = [(label, left.share) for label, left in every if not math.isnan(left.share)]
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
        axes.text(0.05, 1.5, "no effect", color=MUTED, va="center")


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


def caption(judgement: Judgement) -> str:
    """What the figure shows, with its numbers."""
    left = judgement.found.built_in.frozen.share
    frozen = "" if math.isnan(left) else f" With feedbacks frozen {left:.0%} of the effect is left."
    parameters = parameters_of(judgement.rule)
    flips = " (d) The effect along the first parameter of the flip rule, whose limits are dashed." if parameters else ""
    flips += " (e) The points along the first two." if len(parameters) > 1 else ""
    return (
        f"(a) Effect over the space of parameters; (b) shares of the points at which it applies: {_listed_shares(judgement)}; "
        f"(c) what is left of the effect.{frozen}{flips} Against the record: {judgement.found.record}."
    )


def alt(judgement: Judgement) -> str:
    """The figure in words, for a reader who cannot see it."""
    return f"Distribution of the effect and bars of shares: {_listed_shares(judgement)}"


def _listed_shares(judgement: Judgement) -> str:
    return listed([f"{share.share:.0%} {kind}" for kind, share in judgement.main.shares.items()])
