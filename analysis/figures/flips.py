"""Where a claim flips, drawn: the class of each point, along the parameters that its rule names, with the limits of the rule."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from concertacion.analysis.claims.rules import Limit, Rule
from concertacion.analysis.claims.shares import CLASSES
from concertacion.analysis.figures.canvas import INK
from concertacion.analysis.formatting import words_of

DOT, JITTER = 4.0, 0.32  # size of a point; how far points of one form are spread
DASHED = (0, (3, 2))


def effect_along(
    axes: Axes, name: str, rule: Rule, points: Mapping[str, np.ndarray], effect: np.ndarray, classes: np.ndarray,
    colours: Mapping[str, str],
) -> None:  # fmt: skip
    """The effect (points,) against one parameter, by the class of each point; dashed, the limits that the rule sets to it."""
    x = _axis(axes.xaxis, name, points[name])
    _dots(axes, x, effect, classes, colours)
    ends = {end for box in rule for limit in box if limit.parameter == name for end in (limit.low, limit.high)}
    for end in ends:
        if np.isfinite(end):
            axes.axvline(end, color=INK, linewidth=0.7, linestyle=DASHED)
    axes.set_ylabel("Effect")


def two_along(
    axes: Axes, names: tuple[str, str], rule: Rule, points: Mapping[str, np.ndarray], classes: np.ndarray,
    colours: Mapping[str, str],
) -> None:  # fmt: skip
    """The points along two parameters, by class; dashed, the boxes of the rule, whatever their limits on a third."""
    x, y = (_axis(axis, name, points[name]) for axis, name in zip((axes.xaxis, axes.yaxis), names, strict=True))
    _dots(axes, x, y, classes, colours)
    for box in rule:
        (left, right), (low, high) = (_ends(box, name, points[name]) for name in names)
        axes.add_patch(
            Rectangle((left, low), right - left, high - low, fill=False, edgecolor=INK, linewidth=0.7, linestyle=DASHED)
        )


def _dots(axes: Axes, x: np.ndarray, y: np.ndarray, classes: np.ndarray, colours: Mapping[str, str]) -> None:
    for kind in reversed(CLASSES):  # those that are undecided lie below
        at = (classes == kind) & np.isfinite(y)
        axes.scatter(x[at], y[at], s=DOT, color=colours[kind], linewidths=0)


def _axis(axis, name: str, values: np.ndarray) -> np.ndarray:
    """Label an axis; where its points lie, (points,): forms of a variant at whole numbers, spread by a fixed pattern."""
    axis.set_label_text(words_of(name))
    if values.dtype.kind in "fi":
        axis.set_major_locator(MaxNLocator(4))
        return values
    forms, codes = np.unique(values, return_inverse=True)
    axis.set_ticks(range(len(forms)), [str(form) for form in forms])
    return codes + JITTER * np.linspace(-1, 1, 17)[np.arange(len(codes)) % 17]


def _ends(box: tuple[Limit, ...], name: str, values: np.ndarray) -> tuple[float, float]:
    """The ends between which a box holds a parameter, no further than its values go."""
    limit = next((one for one in box if one.parameter == name), Limit(name))
    if values.dtype.kind in "fi":
        return max(limit.low, float(values.min())), min(limit.high, float(values.max()))
    there = [at for at, form in enumerate(np.unique(values)) if form in (limit.forms or values)]
    return min(there) - 0.45, max(there) + 0.45
