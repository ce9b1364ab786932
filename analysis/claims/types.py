"""Types of effects, and by how much an effect of each must differ from nothing to matter: one rule for all claims.

The sizes are judgements about what matters politically, fixed before any claim is run. A part of a claim may state another with
its reason.
"""

from __future__ import annotations

from typing import NamedTuple


class Type(NamedTuple):
    """The smallest effect of interest of a type, in the unit of the effect."""

    smallest: float
    relative: bool  # a share of the control's value, not a difference
    meaning: str


TYPES = {
    "relative-total": Type(0.03, True, "relative change of cooperation over several channels"),
    "relative-channel": Type(0.05, True, "relative change in one channel, domain or group of countries"),
    "relative-rate": Type(0.10, True, "relative change of a rate of meetings, visits or foundings"),
    "relative-level": Type(0.03, True, "relative change of a level, such as turmoil, crime, capacity, democracy or trust"),
    "rare": Type(0.10, True, "relative change of a rate of rare events, a country and decade"),
    "share": Type(0.05, False, "difference of shares or probabilities"),
    "model": Type(0.03, False, "difference of forums' models"),
    "position": Type(0.05, False, "difference of positions between -1 and 1"),
    "slope": Type(0.10, False, "difference of slopes"),
    "structure": Type(0.02, False, "difference of modularity, Moran's I or a correlation"),
    "gap": Type(0.05, False, "difference of two relative changes"),
    "trend": Type(0.03, False, "change of a share a decade"),
}
