"""When the scenarios of the arms act: a bar above the panel for each arm, and the same in words."""

from __future__ import annotations

from collections.abc import Mapping

from matplotlib.axes import Axes
from xarray import Dataset

from concertacion.analysis.figures.canvas import INK
from concertacion.analysis.figures.marks import HEIGHT, ROOM, bar, bars_in_words, replay_end, replay_words, words
from concertacion.analysis.marks import marks_of

Arms = Mapping[str, Dataset]


def arms_that_act(arms: Arms) -> dict[str, Dataset]:
    """The arms in which something happens, in their order; without one the first, whose replay ends as that of all does."""
    return {name: arm for name, arm in arms.items() if len(marks_of(arm))} or dict(list(arms.items())[:1])


def draw_acts(axes: Axes, arms: Arms, colours: Mapping[str, str]) -> None:
    """Bars, of several arms in their colours and one above the other; and a line where replay ends."""
    for place, (name, arm) in enumerate(arms.items()):
        bar(axes, marks_of(arm), colours.get(name, INK) if len(arms) > 1 else INK, place)
    for first in list(arms.values())[:1]:
        replay_end(axes, first)


def acts_in_words(arms: Arms) -> str:
    """What the marks mean, as a part of a caption."""
    first = next(iter(arms.values()))
    return (words(first) if len(arms) == 1 else bars_in_words(arms) + replay_words(first)).strip()


def room_for(arms: Arms) -> float:
    """Room above a panel (mm) for the bars beyond the first."""
    return (len(arms) - 1) * (HEIGHT + ROOM)
