"""The figure of one claim: its effect over the space, classes of points by form, the effect left, where it flips."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from concertacion.analysis.claims.built_in import BuiltIn
from concertacion.analysis.claims.claim import Part
from concertacion.analysis.claims.judgement import AtScale, Judgement
from concertacion.analysis.claims.ledger import Ledger
from concertacion.analysis.claims.rules import Rule, parameters_of
from concertacion.analysis.claims.shares import CLASSES, CONTRADICTS, NO_EFFECT, SUPPORTS, UNDECIDED
from concertacion.analysis.figures.canvas import BLUE, FULL, INK, MM, MUTED, PALE, VERMILION, axes_at, note, sheet, style
from concertacion.analysis.figures.flips import effect_along, two_along
from concertacion.analysis.formatting import shortened
from concertacion.analysis.wording.amounts import PER_CENT, POINTS, demand, unit_of
from concertacion.analysis.wording.parameters import glossed
from concertacion.analysis.wording.verdicts import made_of, points_applying

COLOURS = {SUPPORTS: BLUE, CONTRADICTS: VERMILION, NO_EFFECT: "#9A9A9A", UNDECIDED: PALE}
HATCHES = {CONTRADICTS: "////"}  # so that the two sides differ in grey too
FEWEST_BINS, MOST_BINS, TAIL = 12, 40, 0.01  # of the distribution; share of the points at either end drawn at its edge
HEIGHT, TOP, LOW, BELOW = 66.0, 13.0, 38.0, 56.0  # mm; of the sheet, above the first row, of a row, of the second with its labels
LONGEST = 34  # characters of a name
LEAST_LEFT, MOST_LEFT = -0.5, 1.6  # of the axis of what is left; what lies beyond is told in numbers


def claim_figure(ledger: Ledger, name: str) -> Figure:
    """The figure of a claim that was tested."""
    claim, judgement, _ = ledger.entries[name]
    rule, count = judgement.rule, points_applying(judgement, ledger.provenance.sizes)
    with style():
        figure = sheet(FULL, HEIGHT + (BELOW if rule else 0.0))
        _effects(axes_at(figure, 13, TOP, 48, LOW, "a"), ledger, name)
        _shares(axes_at(figure, 96, TOP, 24, LOW), judgement.main, count)
        _left(axes_at(figure, 154, TOP, 22, LOW), judgement.found.built_in)
        _key(figure)
        note(figure, 13, HEIGHT - 2.6, f"A point supports the claim {demand(claim.main)}.", fontsize=6.5)
        for left, letter in ((66, "b"), (124, "c")):
            note(figure, left, TOP - 1.2, letter, fontsize=8, fontweight="bold", va="bottom")
        if rule:
            _flip(figure, ledger, name, rule)
    return figure


def axis_title(part: Part) -> str:
    """The effect with its unit."""
    return {PER_CENT: "Effect (%)", POINTS: "Effect (percentage points)"}.get(unit_of(part), "Effect")


def scale_of(part: Part) -> float:
    """By which effects are multiplied to be in their unit."""
    return 100.0 if unit_of(part) else 1.0


def _flip(figure: Figure, ledger: Ledger, name: str, rule: Rule) -> None:
    """The effect along the first parameter that the rule names, and the points along the first two."""
    part = ledger.entries[name].claim.main
    parameters, classes, effect = parameters_of(rule), ledger.classes(name), scale_of(part) * ledger.effects(name).effect
    inner = effect[np.isfinite(effect)]
    shown = np.clip(effect, *np.quantile(inner, [TAIL, 1 - TAIL])) if inner.size else effect
    along = axes_at(figure, 13, HEIGHT + 4, 70, LOW, "d")
    effect_along(along, parameters[0], rule, ledger.points, shown, classes, COLOURS)
    along.set_ylabel(axis_title(part))
    if len(parameters) > 1:
        two = axes_at(figure, 110, HEIGHT + 4, 70, LOW, "e")
        two_along(two, (parameters[0], parameters[1]), rule, ledger.points, classes, COLOURS)


def _effects(axes: Axes, ledger: Ledger, name: str) -> None:
    """The distribution of the effect over the points at which the claim applies, by class; above it that at the default point."""
    part, classes = ledger.entries[name].claim.main, ledger.classes(name)
    scale = scale_of(part)
    effect, smallest = scale * ledger.effects(name).effect, scale * part.smallest
    default = ledger.entries[name].judgement.found.default
    known = np.isfinite(effect) & np.isin(classes, CLASSES)
    at = tuple(scale * value for value in (default.low, default.effect, default.high))
    spread = [*effect[known], *(value for value in at if not math.isnan(value)), smallest, -smallest]
    low, high = np.quantile(spread, [TAIL, 1 - TAIL])
    low, high = min(low, -2 * smallest), max(high, 2 * smallest)
    held = [np.clip(effect[known & (classes == kind)], low, high) for kind in CLASSES]
    bins = int(np.clip(np.sqrt(known.sum()) * 2, FEWEST_BINS, MOST_BINS))
    edges, below = np.linspace(low, high, bins + 1), np.zeros(bins)
    for kind, values in zip(CLASSES, held, strict=True):
        counts = np.histogram(values, edges)[0]
        look: dict[str, Any] = {"color": COLOURS[kind], "hatch": HATCHES.get(kind, ""), "linewidth": 0}
        axes.stairs(below + counts, edges, baseline=below, fill=True, **look)  # one shape a class, for there are many figures
        below = below + counts
    for end in (-smallest, smallest):
        axes.axvline(end, color=INK, linewidth=0.7, linestyle=(0, (3, 2)))
    top = axes.get_ylim()[1] * 1.1
    if not math.isnan(default.effect):
        ends = [np.clip(at[1] if math.isnan(value) else value, low, high) for value in at]
        axes.hlines(top, ends[0], ends[2], color=INK, linewidth=1.2)
        axes.plot(ends[1], top, marker="D", color=INK, markersize=3)
    axes.set_ylim(0, top * 1.06)
    axes.set_xlim(low, high)
    axes.set_xlabel(axis_title(part))
    axes.set_ylabel(f"Points (of {int(known.sum()):,})")
    axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))


def _shares(axes: Axes, at: AtScale, count: int) -> None:
    """The shares of the classes, of all points at which it applies and by form of each variant."""
    rows = [(f"all {count:,} points", at.shares)]
    rows += [(f"{variant}: {form}", shares) for variant, forms in at.by_form.items() for form, shares in forms.items()]
    begin = np.zeros(len(rows))
    for kind in CLASSES:
        widths = np.nan_to_num([shares[kind].share for _, shares in rows])
        axes.barh(range(len(rows)), widths, left=begin, height=0.7, color=COLOURS[kind], linewidth=0, hatch=HATCHES.get(kind, ""))
        begin = begin + widths
    ends = [(row, of[SUPPORTS]) for row, (_, of) in enumerate(rows) if not math.isnan(of[SUPPORTS].share)]
    places, lows, highs = [row for row, _ in ends], [share.low for _, share in ends], [share.high for _, share in ends]
    axes.hlines(places, lows, highs, color=INK, linewidth=0.8, capstyle="butt")
    axes.set_yticks(range(len(rows)), [label.replace("_", " ") for label, _ in rows])
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_xlim(0, 1)
    axes.set_xticks([0, 0.5, 1], ["0", "50", "100%"])
    axes.set_xlabel("Share of points")


def _left(axes: Axes, built_in: BuiltIn) -> None:
    """The share of the effect that is left with feedbacks frozen and with mechanisms switched off, with its interval."""
    every = [("feedbacks frozen", built_in.frozen), ("without its mechanisms", built_in.without)]
    every += [(f"without {name.replace('_', ' ')}", left) for name, left in built_in.alone.items()]
    rows = [(label, left) for label, left in every if not math.isnan(left.share)]
    for row, (_, left) in enumerate(rows):
        low, value, high = (float(np.clip(end, LEAST_LEFT, MOST_LEFT)) for end in (left.low, left.share, left.high))
        axes.plot((low, high), (row, row), color=BLUE, linewidth=1.0, solid_capstyle="butt")
        axes.plot(value, row, marker="o", color=BLUE, markersize=2.8)
        told = f"{left.share:z.0%}".replace("-", "\u2212")
        axes.text(1.04, row, told, transform=axes.get_yaxis_transform(), va="center", fontsize=5.5)
    axes.axvline(1, color=INK, linewidth=0.7, linestyle=(0, (3, 2)))
    axes.axvline(0, color=INK, linewidth=0.6)
    size = 5.5 if len(rows) > 8 else 6.5
    axes.set_yticks(range(len(rows)), [shortened(label, LONGEST) for label, _ in rows], fontsize=size)
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(max(len(rows), 4) - 0.5, -0.5)
    axes.set_xlim(LEAST_LEFT, MOST_LEFT)
    axes.set_xticks([0, 1], ["0", "100%"])
    axes.set_xlabel("Effect that is left")
    if not rows:
        axes.text(-0.4, 1.5, "too few points\nwith an effect", color=MUTED, va="center", fontsize=6.5)


def _key(figure: Figure) -> None:
    across, down = figure.get_size_inches() / MM
    for row, kind in enumerate(CLASSES):
        left = 13 + 22 * row
        figure.add_artist(
            Rectangle(
                (left / across, 1 - 5.5 / down), 2.4 / across, 2.2 / down, facecolor=COLOURS[kind], hatch=HATCHES.get(kind, ""),
                edgecolor="white" if kind in HATCHES else "#BDBDBD", linewidth=0.3, transform=figure.transFigure,
            )
        )  # fmt: skip
        note(figure, left + 3.4, 4.5, kind, fontsize=6.5, va="center")
    words = "diamond: default point; dashed: thresholds; lines: intervals (95%)"
    note(figure, 108, 4.5, words, fontsize=6.2, va="center", color=MUTED)


def caption(ledger: Ledger, name: str) -> str:
    """What the figure shows, with its numbers."""
    judgement = ledger.entries[name].judgement
    count, parameters = points_applying(judgement, ledger.provenance.sizes), parameters_of(judgement.rule)
    flips = f" (d) The effect along {glossed(parameters[0])}; its limits are dashed." if parameters else ""
    flips += f" (e) The points along it and {glossed(parameters[1])}." if len(parameters) > 1 else ""
    return (
        f"(a) The effect at the {count:,} points of the space at which the claim applies; the outermost bars hold what "
        f"lies beyond. (b) What the points show: {made_of(judgement.main.shares)}; by form of each mechanism on which scholars "
        "disagree; lines: interval of the support. (c) How much of the effect is left without feedbacks or a mechanism: 100% "
        f"where the effect does not need it, 0 where it rests on it.{flips}"
    )


def alt(judgement: Judgement) -> str:
    """The figure in words, for a reader who cannot see it."""
    return f"Distribution of the effect and bars of shares: {made_of(judgement.main.shares)}."
