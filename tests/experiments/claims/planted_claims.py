"""Claim files whose answers are known, and a model in which they are: outcomes with planted effects and noise by run number."""

from __future__ import annotations

import zlib

import numpy as np
import pytest
import yaml
from matplotlib.figure import Figure
from scipy.special import ndtri

from concertacion.analysis.reports import ledger as reports
from concertacion.experiments.chunks.block import Block
from concertacion.experiments.claims import sweeps
from concertacion.experiments.claims.arms import MOST_PAIRS, Arms
from concertacion.experiments.run import main
from concertacion.experiments.sweep.axes import columns

LEVER = "subnational"  # what the planted arms set: how much of the effect there is
DIRECT, ONE_SIDED = "top_effect", "purge"  # mechanisms, of either sign and of one
# The difference that the lever in full makes to an outcome, at the points of a table of parameters.
PLANTED = {
    "pledged": lambda p: 0.5,
    "died": lambda p: 0.0,
    "vitality": lambda p: 0.03,
    "depth": lambda p: 0.6 * (p["network_building"] > 0.12),
    "active": lambda p: 0.6 * (p["minilaterals_by"] == "trust"),
    "implemented": lambda p: 0.6 * (p["network_building"] > 0.24),
    "norms": lambda p: 0.6,
    "survival": lambda p: 0.6,
    "closures": lambda p: 0.6,
    "breaks": lambda p: 0.6,
    "hosted": lambda p: np.where(p["network_building"] >= 0.09, 0.6, -0.6),
    "attendance": lambda p: 0.0,
    "delivered": lambda p: 0.2,
    "delivered.technical": lambda p: 0.9,
    "delivered.minilateral": lambda p: 0.6,
    "delivered.summit": lambda p: -0.9,
}
LEVELS = {"attendance": lambda p: p["network_building"] / 0.3}  # outcomes that are the same in every run of a point
LEFT_FROZEN = ("norms",)  # outcomes whose effect needs no feedback
LEFT_WITHOUT = ("closures",)  # whose effect needs no mechanism
ONLY_FROM = {"breaks": 2000}  # whose effect needs a run from this year


def planted(arms: Arms, first: int, count: int) -> Block:
    """What the model's `evaluate_arms` does, of outcomes with known effects and noise by run number."""
    row, replicate = np.divmod(np.arange(first, first + count), arms.replicates)
    arm = np.searchsorted(arms.starts, row, side="right") - 1
    point = np.concatenate(arms.tasks)[row]
    run = point * MOST_PAIRS + arms.first_pair + replicate
    table = columns(arms.axes, arms.points)
    values = np.full((count, len(arms.columns)), np.nan)
    marks = [zlib.crc32(repr([arms.settings[a]["scenario"], arms.controls[a]]).encode()) for a in range(len(arms.settings))]
    for column, name in enumerate(arms.columns):
        full = np.broadcast_to(PLANTED[name](table), len(arms.points))
        strength = np.array([amount_of(arms, a, name) for a in range(len(arms.settings))])
        of = list(PLANTED).index(name)
        shared, own = noise(arms.seed, of, run), noise(np.array(marks)[arm], of, run)
        if name in LEVELS:
            values[:, column] = LEVELS[name](table)[point]
        else:
            values[:, column] = 1.0 + strength[arm] * full[point] + 0.5 * shared + 0.03 * own
    return Block(row, replicate, run, values, [""] * count)


def judge(*arguments):
    """Test claims on planted outcomes, without their figures: those of all shipped claims are drawn elsewhere."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sweeps, "evaluate_arms", planted)
        patch.setattr(reports, "claim_figure", lambda *_: Figure((1, 1)))
        assert main(["experiment=claims", *arguments, "quiet=true"]) == 0


def noise(*keys: int | np.ndarray) -> np.ndarray:
    """Standard normal numbers that depend on these keys alone (SplitMix64, Steele et al. 2014), float64 (runs,)."""
    state = np.zeros(1, np.uint64)  # an array, which may overflow
    for key in keys:
        state = np.asarray(state + np.uint64(0x9E3779B97F4A7C15) * np.asarray(key, np.uint64) + np.uint64(0x9E3779B97F4A7C15))
        for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
            state = (state ^ (state >> np.uint64(shift))) * np.uint64(factor)
        state ^= state >> np.uint64(31)
    return ndtri((state >> np.uint64(11)).astype(float) * 2.0**-53 + 2.0**-54)


def amount_of(arms: Arms, arm: int, outcome: str) -> float:
    """How much of the effect an arm has: what it sets the lever to; half the lever gives the whole effect, nine tenths none."""
    sets: dict[str, float] = {}
    for window in arms.settings[arm]["scenario"]["parameters"]:
        sets |= window["set"]
    amount = sets.get(LEVER, 0.0)
    frozen = arms.controls[arm] is not None and outcome not in LEFT_FROZEN
    off = sets.get(ONE_SIDED if outcome == "survival" else DIRECT) == 0.0 and outcome not in LEFT_WITHOUT
    if frozen or off or arms.settings[arm]["start"] != ONLY_FROM.get(outcome, arms.settings[arm]["start"]):
        return 0.0
    return 1.0 if amount == 0.5 else 0.0 if amount == 0.9 else amount


def file_of(outcome: str, shape: str = "greater", effect: str = "treated.x - control.x", **more) -> str:
    part = {"name": "all", "claim": True, "effect": effect, "shape": shape, "type": "share", "smallest": 0.1, "reason": "planted"}
    given = {
        "paper": "Planted", "section": "None", "passage": "nowhere", "status": "stated", "sentence": "It is more.",
        "sign": {"expected": "+", "why": "planted"}, "arms": {"control": {}, "treated": {"set": {LEVER: 1.0}}},
        "measures": {"x": outcome}, "parts": [part, *more.pop("others", ())],
        "treatment": {"why": "the lever is its own measure"}, "direct": [DIRECT],
    }  # fmt: skip
    return yaml.safe_dump({**given, **more})


HUMP = {
    "arms": {"few": {}, "some": {"set": {LEVER: 0.5}}, "many": {"set": {LEVER: 0.9}}},
    "effect": "min(some.x - few.x, some.x - many.x)",
}
WHERE = {"measures": {"x": "hosted", "y": "attendance"}}
FALLS = {"name": "falls", "claim": False, "effect": "control.x - treated.x", "shape": "greater", "type": "share"}
CLAIMS = {
    "X-TRUE": file_of("pledged", others=[FALLS], treatment={"measure": "x", "arm": "treated", "type": "relative-level"}),
    "X-FALSE": file_of("pledged", "less"),
    "X-NOTHING": file_of("died", treatment={"measure": "x", "arm": "treated", "type": "share"}),
    "X-SMALL": file_of("vitality"),
    "X-THRESHOLD": file_of("depth"),
    "X-FORM": file_of("active"),
    "X-CAN": file_of("implemented", "possible"),
    "X-RESTATES": file_of("norms"),
    "X-RESTS": file_of("survival", direct=[ONE_SIDED]),
    "X-NOTBY": file_of("closures"),
    "X-PERIOD": file_of("breaks", start=2000, years=8),
    "X-APPLIES": file_of("hosted", **WHERE, applies="control.y >= 0.31"),
    "X-SELDOM": file_of("hosted", **WHERE, applies="control.y >= 0.7"),
    "X-CHANNELS": file_of("delivered"),
    "X-HUMP": file_of("pledged", "non-monotone", **HUMP),
    "X-FLAT": file_of("died", "negligible"),
    "X-NOT": file_of("pledged", untestable="no arms for it"),
}
VERDICTS = {
    "X-TRUE": "robust", "X-FALSE": "contradicted", "X-NOTHING": "no effect", "X-SMALL": "no effect", "X-THRESHOLD": "conditional",
    "X-FORM": "conditional", "X-CAN": "robust", "X-RESTATES": "robust", "X-RESTS": "robust", "X-NOTBY": "robust",
    "X-PERIOD": "robust", "X-APPLIES": "robust", "X-SELDOM": "seldom applies", "X-CHANNELS": "mixed (channels disagree)",
    "X-HUMP": "robust", "X-FLAT": "robust", "X-NOT": "untestable here",
}  # fmt: skip
