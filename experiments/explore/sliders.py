"""The sliders of the page: the strongest levers and parameters of a kept ranking, each as its declaration has it.

`python -m concertacion.experiments.pages.explore` makes the ranking anew.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import pandas as pd

from concertacion.sim.declare import InputError, Prior
from concertacion.sim.parameters import DECLARED, Parameters

RANKING = "ranking.csv"
STEPS = 100  # of a slider, at least


class Slider(NamedTuple):
    """One lever or parameter, with all that the page says of it."""

    name: str
    title: str
    lever: bool
    default: float
    low: float
    high: float
    step: float
    unit: str
    meaning: str
    source: str
    strength: float  # mean over the outcomes of the screen: 1, the strongest of each

    def rounded(self, value: float) -> float:
        """A value as the address and the command show it, on the steps of the slider; the default stays as declared."""
        if math.isclose(value, self.default, abs_tol=self.step / 2):
            return self.default
        return round(round(value / self.step) * self.step, places_of(self.step))


def places_of(step: float) -> int:
    """Digits after the point that tell steps apart."""
    return max(0, -math.floor(math.log10(step) + 1e-9))


def step_of(low: float, high: float) -> float:
    """The largest of 1, 2 and 5 times a power of ten with which a range has a hundred steps or more."""
    finest = (high - low) / STEPS
    power = 10.0 ** math.floor(math.log10(finest))
    return float(next(power * factor for factor in (5, 2, 1) if power * factor <= finest * (1 + 1e-9)))


def title_of(meaning: str) -> str:
    """The title of a slider: what the parameter means by its declaration, without what is added after a comma."""
    first = re.split("[,;]", meaning)[0]
    return first[:1].upper() + first[1:]


def slider(name: str, strength: float = 0.0) -> Slider:
    """The slider of a parameter, over its declared range."""
    prior = DECLARED[name]
    assert isinstance(prior, Prior)
    default = float(getattr(Parameters(), name))
    step = step_of(prior.low, prior.high)
    low = round(math.ceil(prior.low / step - 1e-9) * step, places_of(step))  # a slider counts its steps from here
    return Slider(
        name, title_of(prior.meaning), prior.lever, default, low, prior.high, step, prior.unit, prior.meaning,
        prior.source, strength,
    )  # fmt: skip


@cache
def sliders() -> Mapping[str, Slider]:
    """The sliders by name, levers first, the strongest first."""
    ranking = pd.read_csv(files("concertacion.experiments.explore").joinpath(RANKING).open(encoding="utf-8"))
    rows = zip(map(str, ranking["parameter"]), map(float, ranking["strength"]), strict=True)
    return {name: slider(name, strength) for name, strength in rows}


def checked_value(name: str, text: str, where: str) -> float:
    """The number of a slider in an address.

    Raises
    ------
    InputError
        If it is none, or outside the range.
    """
    one = sliders()[name]
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not one.low <= value <= one.high:
        raise InputError(f"{where}={text}: expected a number from {one.low:g} to {one.high:g}")
    return one.rounded(value)
