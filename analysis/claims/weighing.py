"""A claim under the weights that the record gives to points, beside the uniform space; and whether the record decides it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from concertacion.analysis.claims.judgement import AtScale, Judgement
from concertacion.analysis.claims.judging import Examined
from concertacion.analysis.claims.shares import INAPPLICABLE, Share, effective, share_of
from concertacion.analysis.claims.thresholds import Thresholds
from concertacion.analysis.claims.verdict import CONDITIONAL, CONTRADICTED, MIXED, NOTHING, ROBUST, by_shares, verdict
from concertacion.analysis.record.facts import DOUBLED, HALVED, WITHOUT

OPEN, SETTLED = (MIXED, CONDITIONAL), (ROBUST, CONTRADICTED, NOTHING)  # verdicts that the record may decide, and into which
DECIDES, LEANS, SILENT = "the record decides", "the record leans", "the record is silent"
FEW = 20.0  # effective points under other weights below which these are not heard (assumed)
SUBSETS, BY_CHANCE = 200, 0.05  # of the uniform points: how many, and the share of them that may say the same


class Weights(NamedTuple):
    """Where the weights come from, and how far they can be believed."""

    sha256: str  # of weights.parquet
    points: int  # with a weight
    effective: float  # their effective number
    pareto_k: float  # NaN where the folder does not say
    screen: bool  # whether they are no posterior, so that no rule is sought under them
    drawn: int  # points that were judged, each as often as it was drawn by weight
    trials: tuple[str, ...]  # other weights that the folder holds


class Weighed(NamedTuple):
    """The verdict under weights, and what tells it from chance."""

    at: AtScale  # at the smallest effect of interest itself; its `resample_agreement` is that of bootstraps of the weights
    applicable: Share
    effective: float  # number of points at which the claim applies
    by_chance: float  # share of random subsets of the uniform points, of equal effective size, with the same verdict of shares
    trials: Mapping[str, str]  # the verdict, by shares alone, under other weights; empty where they leave too few points


def weigh(
    under: Examined, judged: Judgement, uniform: Examined, trials: Mapping[str, np.ndarray], thresholds: Thresholds, seed: int
) -> Weighed:
    """A claim examined and judged at weighted points, `under` and `judged`, beside the `uniform` ones.

    `trials` are other weights of the same points, float64 (points,). The record has no veto here: it speaks by its weights.
    """
    evidence, shape = under.evidence[1.0], under.claim.main.shape
    applies = evidence.classes != INAPPLICABLE
    size = min(round(effective(evidence.weights)), len(uniform.applies))
    rng = np.random.default_rng(seed)
    subsets = (rng.permutation(len(uniform.applies))[:size] for _ in range(SUBSETS))
    said = [verdict(uniform.evidence[1.0].at(subset), shape, False, False, thresholds) for subset in subsets]
    return Weighed(
        at=judged.main,
        applicable=share_of(np.where(applies, "applies", ""), "applies", thresholds.confidence, evidence.weights),
        effective=effective(evidence.weights[applies]),
        by_chance=sum(one == by_shares(judged.verdict) for one in said) / SUBSETS,
        trials={
            name: verdict(evidence._replace(weights=weights), shape, False, False, thresholds)
            if effective(weights[applies]) >= FEW
            else ""
            for name, weights in trials.items()
        },
    )


class Standing(NamedTuple):
    """Whether the record decides an open claim, leans or is silent. What speaks against deciding, and what was not tried."""

    name: str  # empty of a claim that is not open over the uniform space
    against: tuple[str, ...]
    untried: tuple[str, ...]


def standing(
    uniform: str, weighed: Weighed, weights: Weights, thresholds: Thresholds, seconds: Sequence[str] | None = None
) -> Standing:
    """The record decides what is open over the uniform space, mixed or conditional, if under its weights it becomes robust,
    contradicted or no effect: in nine of ten bootstraps of the weights, in one of twenty random subsets at most, with
    discrepancies halved and doubled, without each group of facts, and under a second master seed (`seconds`: the verdict there).
    A screen decides nothing. Otherwise it leans; where the claim stays open, it is silent. Weights of a trial that leave fewer
    than `FEW` effective points are not heard.
    """
    found = weighed.at.verdict
    if uniform not in OPEN or found not in SETTLED:
        return Standing(SILENT if uniform in OPEN else "", (), ())
    asked = {HALVED: "", DOUBLED: "", f"{WITHOUT}each group of facts": ""}
    told = {name: one for name, one in weighed.trials.items() if name in asked or name.startswith(WITHOUT)}
    if any(name.startswith(WITHOUT) for name in told):
        del asked[f"{WITHOUT}each group of facts"]
    trials = asked | told
    against = [
        *([f"{weighed.at.resample_agreement:.0%} of bootstraps"] if weighed.at.resample_agreement < thresholds.close else []),
        *([f"{weighed.by_chance:.0%} of random subsets say the same"] if weighed.by_chance > BY_CHANCE else []),
        *(["the weights are a screen"] if weights.screen else []),
        *(f"{one} {name}" for name, one in trials.items() if one not in ("", found)),
        *(f"{one} under a second seed" for one in seconds or () if one != found),
    ]
    untried = [*(name for name, one in trials.items() if not one), *([] if seconds else ["under a second seed"])]
    return Standing(LEANS if against or untried else DECIDES, tuple(against), tuple(untried))
