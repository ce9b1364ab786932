"""Planted claims: arms whose difference is known at every point of a made-up space of parameters."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from concertacion.analysis.claims.claim import Claim, by_channel
from concertacion.analysis.claims.claim_file import make_claim
from concertacion.analysis.claims.samples import Runs, Samples

PARAMETERS, VARIANTS = 40, {"form": ("one", "other")}
NOISE = 0.5  # standard deviation between runs, shared by the arms; what they do not share has a tenth of it
Points = Mapping[str, np.ndarray]


def claim(shape: str = "greater", smallest: float = 0.1, effect: str = "on.x - off.x", **more) -> Claim:
    """A claim about arms `on` and `off` and a measure x; `channels` are those that x is a mean over."""
    channels = more.pop("channels", ())
    part = {
        "name": "all", "claim": True, "effect": effect, "shape": shape, "type": "position", "smallest": smallest,
        "reason": "planted",
    }  # fmt: skip
    given = {
        "paper": "Planted", "section": "None", "passage": "nowhere", "status": "stated", "sentence": "On is more than off.",
        "sign": {"expected": "+", "why": "planted"}, "arms": {"off": {}, "on": {}}, "measures": {"x": "delivered"},
        "parts": [part, *more.pop("others", ())], "treatment": {"measure": "x", "arm": "on", "type": "position"},
        "direct": ["signed"],
    }  # fmt: skip
    made = make_claim("X-01", {**given, **more}, "planted")
    single = {by_channel("x", c): f"delivered.{c}" for c in channels}
    return made._replace(measures={**made.measures, **single}, channels={"x": tuple(channels)} if channels else {})


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
    effect: Callable[[Points], np.ndarray], frozen_share: float = 0.0, alone_share: float = 0.0, without_share: float = 0.0,
    points: int = 256, replicates: int = 8, seed: int = 0, common: bool = True,
) -> Samples:  # fmt: skip
    """The samples of an effect that depends on the point, with the shares of it that are left with feedbacks frozen, with the
    one-sided parameter p0 alone at neutral, and with all direct mechanisms at neutral.
    """
    there = space(points, seed)
    whole = np.broadcast_to(effect(there), (points,)).astype(float)
    return Samples(
        default=runs(whole[:1], 4 * replicates, seed + 1, common),
        space=runs(whole, replicates, seed + 2, common),
        points=there,
        variants=VARIANTS,
        one_sided=("p0",),
        frozen=runs(frozen_share * whole[:32], replicates, seed + 3, common),
        alone={
            "signed": runs(without_share * whole[:32], replicates, seed + 4, common),
            "p0": runs(alone_share * whole[:32], replicates, seed + 5, common),
        },
        without=runs(without_share * whole[:32], replicates, seed + 4, common),
    )


def with_channels(made: Samples, effects: Mapping[str, Callable[[Points], np.ndarray]]) -> Samples:
    """The samples of x as the mean of channels, each with an effect of its own; noise is that of x."""

    def runs_of(runs: Runs, count: int) -> Runs:
        values = dict(runs.values)
        for channel, effect in effects.items():
            own = np.broadcast_to(effect(made.points), len(made.points["p0"])).astype(float)[:count, None]
            noise = values["on", "x"] - values["on", "x"].mean(axis=1, keepdims=True)
            values["off", f"x~{channel}"], values["on", f"x~{channel}"] = (
                values["off", "x"],
                values["off", "x"] + own + 0.1 * noise,
            )
        for arm in ("off", "on"):
            values[arm, "x"] = np.mean([values[arm, f"x~{channel}"] for channel in effects], axis=0)
        return Runs(values)

    points = len(made.points["p0"])
    return made._replace(default=runs_of(made.default, 1), space=runs_of(made.space, points))
