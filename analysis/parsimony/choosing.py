"""Choosing a core: mechanisms ranked by how much they matter to the classes of claims, and how many may be switched off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from concertacion.analysis.claims.shares import INAPPLICABLE, UNDECIDED, Share, share_of

KEEPS = 0.9  # share of classes that a core must keep
KEPT, LOST = "kept", "lost"


class Kept(NamedTuple):
    """How a preset does against the full model, over the claims and points that the full model decides."""

    classes: np.ndarray  # text (n,): kept or lost
    moved: float  # mean distance between the effects, in smallest effects, at most 1 each

    @property
    def share(self) -> Share:
        """The share of classes kept, with Wilson's interval."""
        return share_of(self.classes, KEPT)


def kept(full: np.ndarray, preset: np.ndarray, distance: np.ndarray) -> Kept:
    """Classes of the full model and a preset, and the distance of their effects in smallest effects, each (claims, points).

    A class is kept if the preset gives the same one: a claim that becomes undecided, or no longer applies, has lost it.
    """
    decided = (full != UNDECIDED) & (full != INAPPLICABLE)
    moved = np.minimum(np.nan_to_num(distance[decided], nan=1.0), 1.0)
    return Kept(np.where(full[decided] == preset[decided], KEPT, LOST), float(moved.mean()) if moved.size else 0.0)


def weakest_first(alone: Mapping[str, Kept]) -> list[str]:
    """Mechanisms, each switched off alone, from the one that loses fewest classes; of equals, the one that moves effects less."""
    return sorted(alone, key=lambda name: (-alone[name].share.share, alone[name].moved, name))


def largest(known: Mapping[int, float], least: float = KEEPS) -> int:
    """The largest size that keeps enough, as every smaller one that was tried does; 0 if none."""
    best = 0
    for size in sorted(known):
        if known[size] < least:
            break
        best = size
    return best


def halves(names: Sequence[str], seed: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names in two halves, drawn by the seed, each in the order given."""
    chosen = set(np.random.default_rng(seed).permutation(len(names))[: (len(names) + 1) // 2].tolist())
    return tuple(n for i, n in enumerate(names) if i in chosen), tuple(n for i, n in enumerate(names) if i not in chosen)


def random_presets(sizes: Mapping[str, int], least: int, count: int, seed: int) -> list[tuple[str, ...]]:
    """Presets drawn at random that switch off as many parameters: mechanisms are added until there are at least as many."""
    rng, names, presets = np.random.default_rng(seed), list(sizes), []
    for _ in range(count):
        order, chosen = rng.permutation(len(names)), list[str]()
        while sum(sizes[name] for name in chosen) < least and len(chosen) < len(names):
            chosen.append(names[int(order[len(chosen)])])
        presets.append(tuple(sorted(chosen)))
    return presets
