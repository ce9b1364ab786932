"""Planted claims: arms whose difference is known at every point of a made-up space of parameters."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from concertacion.analysis.claims.claim import Claim, make_claim
from concertacion.analysis.claims.samples import Runs, Samples

PARAMETERS, VARIANTS = 40, {"form": ("one", "other")}
NOISE = 0.5  # standard deviation between runs, shared by the arms; what they do not share has a tenth of it
Points = Mapping[str, np.ndarray]


def claim(shape: str = "greater", smallest: float = 0.1, **more) -> Claim:
    """A claim about arms `on` and `off` and a measure x."""
    given = {
        "paper": "Planted", "section": "None", "passage": "nowhere", "status": "stated", "sentence": "On is more than off.",
        "arms": {"off": {}, "on": {}}, "measures": {"x": "delivered"}, "effect": "on.x - off.x", "shape": shape,
        "smallest": smallest, "reason": "planted", "direct": ["signed"],
    }  # fmt: skip
    return make_claim("X-01", {**given, **more}, "planted")


def space(points: int = 256, seed: int = 0) -> Points:
    """p0..p39 in [0, 1], `signed` in [-1, 1] and the variant `form`."""
    rng = np.random.default_rng(seed)
    numbers = {f"p{n}": rng.random(points) for n in range(PARAMETERS)}
    return {**numbers, "signed": rng.uniform(-1, 1, points), "form": np.array(VARIANTS["form"])[rng.integers(0, 2, points)]}


def runs(effect: np.ndarray, replicates: int, seed: int, common: bool = True) -> Runs:
    """Arms `off` and `on` whose means differ by `effect` (points,); with `common` noise they share most of it."""
    rng = np.random.default_rng(seed)
    shape = len(effect), replicates
    noise, own = (rng.normal(0, NOISE * part, (2, *shape)) for part in (1.0, 0.1))
    shared = noise[[0, 0]] if common else noise
    return Runs({("off", "x"): 1 + shared[0] + own[0], ("on", "x"): 1 + effect[:, None] + shared[1] + own[1]})


def samples(
    effect: Callable[[Points], np.ndarray], frozen_share: float = 0.0, points: int = 256, replicates: int = 8, seed: int = 0,
    common: bool = True,
) -> Samples:  # fmt: skip
    """The samples of an effect that depends on the point; `frozen_share` is the share of it that frozen feedbacks leave."""
    there = space(points, seed)
    whole = np.broadcast_to(effect(there), (points,)).astype(float)
    return Samples(
        default=runs(whole[:1], 4 * replicates, seed + 1, common),
        space=runs(whole, replicates, seed + 2, common),
        points=there,
        variants=VARIANTS,
        ranges={name: (-1.0, 1.0) if name == "signed" else (0.0, 1.0) for name in there if name != "form"},
        frozen=runs(frozen_share * whole[:32], replicates, seed + 3, common),
        ablated={("signed",): runs(0.0 * whole[:32], replicates, seed + 4, common)},
    )
