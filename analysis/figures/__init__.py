"""The figures of a run: each a function from saved results to a matplotlib Figure, with title, caption and alternative text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from matplotlib.figure import Figure
from xarray import Dataset

from concertacion.analysis import runs_that_went_well
from concertacion.analysis.figures import channels, delivery, forums, ideology, network
from concertacion.analysis.figures.canvas import style
from concertacion.sim.declare import InputError, nearest

FORMATS = ("png", "pdf", "svg")
# Nothing of the moment or the machine goes into a file, so the same results give the same bytes.
METADATA = {
    "png": {"Software": None},
    "pdf": {"Creator": None, "Producer": None, "CreationDate": None},
    "svg": {"Date": None, "Creator": None},
}


class Entry(NamedTuple):
    """A figure of the registry; `caption` and `alt` read the same Dataset as `draw`, so their numbers are the figure's."""

    title: str
    draw: Callable[[Dataset], Figure]
    caption: Callable[[Dataset], str]
    alt: Callable[[Dataset], str]


FIGURES = {
    "channels": Entry(channels.TITLE, channels.channels, channels.caption, channels.alt),
    "delivery": Entry(delivery.TITLE, delivery.delivery, delivery.caption, delivery.alt),
    "ideology": Entry(ideology.TITLE, ideology.ideology, ideology.caption, ideology.alt),
    "forums": Entry(forums.TITLE, forums.forums, forums.caption, forums.alt),
    "network": Entry(network.TITLE, network.network, network.caption, network.alt),
}


def save_figures(dataset: Dataset, folder: str | Path, formats: tuple[str, ...] = ("png",)) -> list[Path]:
    """Draw every figure of the runs that went well into a folder, one file a format, and return the paths.

    Raises
    ------
    InputError
        If a format is none of png, pdf and svg, or no run went well.
    """
    for name in formats:
        if name not in FORMATS:
            raise InputError(f"figures: unknown format '{name}'; {nearest(name, FORMATS)}")
    dataset, paths = runs_that_went_well(dataset), []
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with style():
        for name, entry in FIGURES.items():
            figure = entry.draw(dataset)
            for kind in formats:
                path = folder / f"{name}.{kind}"
                figure.savefig(path, metadata=METADATA[kind])
                paths.append(path)
    return paths
