"""Coordinates against distances, and codes of no country."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from concertacion.sim.spreadsheet import Fault
from concertacion.sim.worlds.consistency import Frames, each
from concertacion.sim.worlds.iso import ISO3

APART, SLACK = 0.3, 150.0  # share of the distance, and km, by which it may differ from that between the coordinates
EARTH = 6371.0  # km


def distances(frames: Frames) -> pd.DataFrame:
    """geography.csv with `straight`, the distance between the coordinates, and `far`, whether distance_km differs from it."""
    places = frames["countries"].drop_duplicates("iso3").set_index("iso3")[["latitude", "longitude"]]
    table = frames["geography"]
    table = table[table["a"].isin(places.index) & table["b"].isin(places.index)]
    a, b = (np.radians(places.loc[table[side]].to_numpy(float)).T for side in ("a", "b"))
    inside = np.sin((b[0] - a[0]) / 2) ** 2 + np.cos(a[0]) * np.cos(b[0]) * np.sin((b[1] - a[1]) / 2) ** 2
    straight = 2 * EARTH * np.arcsin(np.sqrt(np.clip(inside, 0, 1)))
    table = table.assign(straight=straight, far=np.abs(straight - table["distance_km"]) > np.maximum(SLACK, APART * straight))
    return table.dropna(subset=["straight", "distance_km"])


def misplaced(table: pd.DataFrame) -> list[str]:
    """Countries most of whose pairs are far off; the worst ones first, until no country's remaining pairs are."""
    found: list[str] = []
    while True:
        rest = table[~table["a"].isin(found) & ~table["b"].isin(found)]
        ends = pd.concat([rest.set_index("a")["far"], rest.set_index("b")["far"]])
        share = ends.groupby(level=0).mean()
        if len(share) < 3 or share.max() <= 0.5:
            return found
        found.append(str(share.idxmax()))


def wrong_places(frames: Frames) -> Iterator[Fault]:
    """Coordinates that do not fit the distances."""
    table, places = distances(frames), frames["countries"]
    bad = places["iso3"].isin(misplaced(table))
    return each(
        places, bad,
        lambda row: f"latitude {row['latitude']:g}, longitude {row['longitude']:g} of {row['iso3']} do not fit its distances "
        "in geography.csv; west and south are negative",
    )  # fmt: skip


def wrong_distances(frames: Frames) -> Iterator[Fault]:
    """Distances that do not fit the coordinates of both countries."""
    table = distances(frames)
    found = misplaced(table)
    bad = table["far"] & ~table["a"].isin(found) & ~table["b"].isin(found)
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
