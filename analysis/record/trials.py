"""Trials: what becomes of the weights without each group of facts, and with discrepancies halved and doubled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from concertacion.analysis.record.exploring import Exploration, judged, of_facts
from concertacion.analysis.record.facts import ALL, DOUBLED, HALVED, WITHOUT, Fact, discrepancies
from concertacion.analysis.record.implausibility import Against
from concertacion.analysis.record.sample import to_unit

SCALES = {HALVED: 0.5, DOUBLED: 2.0}


def trials_of(facts: Sequence[Fact], found: Exploration, scale: float, seed: int) -> dict[str, Exploration]:
    """What is found by trial, that of all facts first."""
    weighing = [fact for fact in facts if fact.weighs]
    groups = np.array([fact.group for fact in weighing])
    everything = np.ones(len(weighing), bool)
    without = {f"{WITHOUT}{group}": (groups != group, scale) for group in dict.fromkeys(groups) if (groups != group).any()}
    scaled = {name: (everything, times * scale) for name, times in SCALES.items()}
    trials = {**without, **scaled}
    return {ALL: found} | {name: _again(found, weighing, kept, size, seed) for name, (kept, size) in trials.items()}


def _again(found: Exploration, facts: Sequence[Fact], kept: np.ndarray, scale: float, seed: int) -> Exploration:
    sample = found.sample._replace(values=found.sample.values[:, :, kept])
    chosen = [fact for fact, keep in zip(facts, kept, strict=True) if keep]
    against = Against(found.against.record[kept], discrepancies(chosen, scale))
    return judged(sample, found.values, of_facts(found.screen, kept), found.log_prior, against, seed)


def groups_table(trials: Mapping[str, Exploration]) -> pd.DataFrame:
    """A row a trial: share left, effective points, and the parameter whose mean moves farthest, in prior standard deviations."""
    found, rows = trials[ALL], []
    unit = to_unit(found.sample.latent)
    for name, again in trials.items():
        moves = (again.weights.weights - found.weights.weights) @ unit * np.sqrt(12.0)
        farthest = int(np.abs(moves).argmax())
        rows.append({
            "trial": name, "facts": len(again.against.record), "left": again.left(), "cut": again.cut,
            "effective": again.weights.effective, "pareto_k": again.weights.pareto_k, "farthest": farthest,
            "moves": float(moves[farthest]),
        })  # fmt: skip
    return pd.DataFrame(rows)
