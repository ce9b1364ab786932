"""Coordinates against distances, and codes of no country."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from concertacion.sim.spreadsheet import Fault
from concertacion.sim.worlds.consistency import Frames, each
from concertacion.sim.worlds.iso import ISO3

APART, SLACK = 0.3, 150.0  # share of the distance, and km, by which it may differ from that between the coordinates
BETTER = 0.3  # of the mean misfit, which then is more than this share of SLACK
SIGNS = {"latitude": (-1.0, 1.0), "longitude": (1.0, -1.0)}
EARTH = 6371.0  # km


def misfits(frames: Frames, moved: str = "", turned: Sequence[float] = (1.0, 1.0)) -> pd.DataFrame:
    """geography.csv with `straight`, km between the coordinates of a pair, and `off`, how far distance_km is from it.

    The latitude and longitude of the country `moved` are multiplied by `turned` first.
    """
    places = frames["countries"].drop_duplicates("iso3").set_index("iso3")[["latitude", "longitude"]].copy()
    if moved:
        places.loc[moved] *= np.array(turned)
    table = frames["geography"]
    table = table[table["a"].isin(places.index) & table["b"].isin(places.index)]
    a, b = (np.radians(places.loc[table[side]].to_numpy(float)).T for side in ("a", "b"))
    inside = np.sin((b[0] - a[0]) / 2) ** 2 + np.cos(a[0]) * np.cos(b[0]) * np.sin((b[1] - a[1]) / 2) ** 2
    straight = 2 * EARTH * np.arcsin(np.sqrt(np.clip(inside, 0, 1)))
    return table.assign(straight=straight, off=np.abs(straight - table["distance_km"])).dropna(subset=["off"])


def misplaced(frames: Frames) -> dict[str, str]:
    """Country -> what is wrong with its coordinates: those that fit its distances much better with another sign, then those of
    which most distances are far off, the worst first, until those of the others fit.
    """
    found: dict[str, str] = {}
    table = misfits(frames)
    for country in frames["countries"]["iso3"]:
        own = (table["a"] == country) | (table["b"] == country)
        off = table["off"][own].mean()
        for words, turned in SIGNS.items():
            if off > BETTER * SLACK and misfits(frames, country, turned)["off"][own].mean() < BETTER * off:
                found[country] = f"fit its distances with another sign of {words}; west and south are negative"
    while True:
        rest = table[~table["a"].isin(found) & ~table["b"].isin(found)]
        far = rest["off"] > np.maximum(SLACK, APART * rest["straight"])
        share = pd.concat([far.set_axis(rest[side]) for side in ("a", "b")]).groupby(level=0).mean()
        if len(share) < 3 or share.max() <= 0.5:
            return found
        found[str(share.idxmax())] = "do not fit its distances in geography.csv"


def wrong_places(frames: Frames) -> Iterator[Fault]:
    """Coordinates that do not fit the distances."""
    places, found = frames["countries"], misplaced(frames)
    return each(
        places, places["iso3"].isin(found),
        lambda row: f"latitude {row['latitude']:g}, longitude {row['longitude']:g} of {row['iso3']} {found[row['iso3']]}",
    )  # fmt: skip


def wrong_distances(frames: Frames) -> Iterator[Fault]:
    """Distances that do not fit the coordinates of both countries."""
    table, found = misfits(frames), misplaced(frames)
    far = table["off"] > np.maximum(SLACK, APART * table["straight"])
    bad = far & ~table["a"].isin(found) & ~table["b"].isin(found)
    return each(
        table, bad,
        lambda row: f"distance_km of {row['a']} {row['b']} is {row['distance_km']:g}; their coordinates are "
        f"{row['straight']:.0f} km apart",
    )  # fmt: skip


def strange_codes(frames: Frames) -> Iterator[Fault]:
    """Origins that are no country anywhere."""
    table = frames["displacement"]
    bad = ~table["origin"].isin([*ISO3, *frames["countries"]["iso3"]])
    return each(table, bad, lambda row: f"origin {row['origin']} is neither in countries.csv nor an ISO 3166 code")


def displaced_at_home(frames: Frames) -> Iterator[Fault]:
    """People displaced within their country, whom the model leaves out."""
    table = frames["displacement"]
    return each(
        table, table["origin"] == table["host"], lambda row: f"origin and host are both {row['host']}; such a row has no effect"
    )
