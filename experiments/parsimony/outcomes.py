"""The outcomes that claims read, and the smallest effect on each that would matter to one of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from concertacion.analysis.claims.claim import Claim, Part


class SmallestEffect(NamedTuple):
    """An outcome: the smallest effect on it, of all parts of claims that read it, and the type of effect it comes from."""

    smallest: float
    relative: bool  # a share of the outcome's mean
    type: str


def relative(part: Part) -> bool:
    """Whether an effect stays what it is when every outcome doubles: then its smallest size is a share of an outcome."""
    names = part.effect.names
    values = {name: np.array([1.0 + 0.37 * at]) for at, name in enumerate(names)}
    once, twice = part.effect.of(values), part.effect.of({name: 2.0 * value for name, value in values.items()})
    return bool(np.allclose(once, twice))


def outcomes_of(claims: Sequence[Claim]) -> dict[str, SmallestEffect]:
    """By outcome in the windows of the claims, what it is held against; shares and differences compare by size as they stand."""
    found: dict[str, SmallestEffect] = {}
    for claim in claims:
        for part in claim.parts:
            here = SmallestEffect(part.smallest, relative(part), part.type)
            for _, measure in part.effect.names:
                outcome = claim.measures[measure]
                found[outcome] = min(found.get(outcome, here), here)
    return dict(sorted(found.items()))
