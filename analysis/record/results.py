"""What a comparison with the record says, as tables and sentences that never say more than the weights allow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from concertacion.analysis.formatting import listed, words_of
from concertacion.analysis.record.conflict import SURE, surprise, usual
from concertacion.analysis.record.exploring import Exploration, effective_facts
from concertacion.analysis.record.facts import KNOWN_TO, Fact
from concertacion.analysis.record.implausibility import TINY
from concertacion.analysis.record.sample import to_unit
from concertacion.analysis.record.screening import NARROW
from concertacion.analysis.record.trials import groups_table, trials_of
from concertacion.analysis.record.weighting import ENOUGH, HEAVY, Weights, quantiles

INTERVAL = (0.05, 0.5, 0.95)
SHIFT = 0.25  # prior standard deviations of a parameter that moved; or it is `NARROW`


class Results(NamedTuple):
    """Tables by name, and what was found."""

    found: Exploration
    facts: pd.DataFrame
    parameters: pd.DataFrame
    waves: pd.DataFrame
    groups: pd.DataFrame
    effective_facts: float
    values: pd.DataFrame  # of the axes at the points
    trials: Mapping[str, Exploration]  # without each group of facts, with other discrepancies

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """The tables as files are named."""
        return {"facts": self.facts, "parameters": self.parameters, "waves": self.waves, "groups": self.groups}

    @property
    def moved(self) -> pd.DataFrame:
        """The parameters that moved, the farthest first."""
        rows = self.parameters[self.parameters["moved"]]
        return rows.reindex(rows["shift"].abs().sort_values(ascending=False).index)

    @property
    def name(self) -> str:
        """What the weights are: a posterior, or a screen."""
        return "posterior" if self.found.weights.is_posterior else "screen"

    @property
    def sentences(self) -> list[str]:
        """What was found, and how far it can be believed."""
        found, left = self.found, self.found.left()
        rules = self.facts[self.facts["ruled_out"] > 0].sort_values("ruled_out", ascending=False).head(3)
        named = listed([f"{row['title']} ({row['ruled_out']:.0%})" for row in rules.to_dict("records")])
        doubted = list(self.facts[self.facts["conflict"]]["title"])
        odd = (
            f"At odds with what the other facts predict: {listed(doubted)}." if doubted else "No fact is at odds with the others."
        )
        return [
            f"{1 - left:.1%} of the space is ruled out at {found.cut:.2f} standard deviations, a cut below which 95 % of planted "
            f"truths stay. Alone, these rule out most: {named}.",
            f"The {len(self.facts)} facts say as much as {self.effective_facts:.0f} independent ones.",
            belief(found.weights),
            odd,
        ]

    @property
    def sentence(self) -> str:
        """The most important one."""
        return self.sentences[0]

    def intervals(self, most: int | None = None) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
        """Header and rows of the parameters that moved, prior beside weights: all of them, or those that moved farthest."""
        rows: list[tuple[str, ...]] = []
        for row in self.moved.head(len(self.moved) if most is None else most).to_dict("records"):
            ends = (f"{row[low]:.3g} to {row[high]:.3g}" for low, high in (("low", "high"), ("prior_low", "prior_high")))
            rows.append((words_of(row["parameter"]), *ends, f"{row['shift']:+.2f}", f"{row['width']:.2f}"))
        return ("Moved", f"90% of the {self.name}", "90% of the prior", "shift", "width"), rows


def belief(weights: Weights) -> str:
    """How far the weights can be believed, in words."""
    numbers = f"{weights.effective:.0f} effective points and a Pareto k of {weights.pareto_k:.2f}"
    if weights.is_posterior:
        return f"The weights are a posterior under the stated discrepancies: {numbers}."
    need = f"a posterior needs {ENOUGH:.0f} points and a k of at most {HEAVY}"
    return (
        f"The weights are a screen, not a posterior ({numbers}; {need}): read which points are ruled out, not how likely the "
        "others are."
    )


def results_of(
    facts: Sequence[Fact], found: Exploration, values: pd.DataFrame, scale: float, seed: int, before: Mapping[int, Exploration]
) -> Results:
    """The tables; `values` are those of the axes at the points, numbers (forms of variants by position), and `before` is what was
    found by the facts of earlier years.
    """
    trials = trials_of(facts, found, scale, seed)
    earlier = {f"{KNOWN_TO}{year}": then for year, then in before.items()}
    return Results(
        found, facts_table(facts, found, scale, seed), parameters_table(found, values),
        pd.DataFrame([wave._asdict() for wave in found.waves]), groups_table({**trials, **earlier}),
        effective_facts(found.sample.values, found.prior), values, trials,
    )  # fmt: skip


def facts_table(facts: Sequence[Fact], found: Exploration, scale: float, seed: int) -> pd.DataFrame:
    """A row a fact: the record beside runs under the prior and under the weights, and how far it is from the latter."""
    runs, weights = found.values.shape[1], found.weights.weights
    weighing = [n for n, fact in enumerate(facts) if fact.weighs]
    chances = usual(found, np.random.default_rng(seed)).chance(surprise(found.regression))
    rows: list[dict[str, Any]] = []
    for n, fact in enumerate(facts):
        flat = found.values[:, :, n].reshape(-1)
        prior = quantiles(flat, np.repeat(found.prior, runs), INTERVAL)
        weighted = quantiles(flat, np.repeat(weights, runs), INTERVAL)
        row = {
            "fact": fact.id, "title": fact.title, "group": fact.group, "role": fact.role, "politics": fact.politics,
            "record": fact.value, "error": fact.error, "discrepancy": scale * fact.discrepancy,
            **dict(zip(("prior_low", "prior_median", "prior_high"), prior, strict=True)),
            **dict(zip(("low", "median", "high"), weighted, strict=True)),
            "implausibility": _distance(fact, found.values[:, :, n], weights, scale), "ruled_out": 0.0, "chance": np.nan,
        }  # fmt: skip
        if fact.weighs:
            position = weighing.index(n)
            row["ruled_out"] = float(found.prior[found.implausibility[:, position] > found.cut].sum())
            row["chance"] = chances[position]
        rows.append(row)
    table = pd.DataFrame(rows)
    return table.assign(conflict=table["chance"] < SURE)


def _distance(fact: Fact, values: np.ndarray, weights: np.ndarray, scale: float) -> float:
    """Standard deviations between the record and the weighted runs."""
    flat, each = values.reshape(-1), np.repeat(weights, values.shape[1])
    known = np.isfinite(flat)
    if not known.any() or each[known].sum() <= 0.0:
        return np.nan
    mean = np.average(flat[known], weights=each[known])
    variance = np.average((flat[known] - mean) ** 2, weights=each[known])
    return float(abs(fact.value - mean) / np.sqrt(max(variance + fact.error**2 + (scale * fact.discrepancy) ** 2, TINY)))


def parameters_table(found: Exploration, values: pd.DataFrame) -> pd.DataFrame:
    """A row a parameter: 90% intervals, shift of the mean in prior standard deviations, width over the prior's; whether it moved.

    It moved if its mean shifted by more than a quarter of a standard deviation and twice what chance makes at this effective
    number, or its interval is narrower than 0.8 of the prior's and the weights are a posterior.
    """
    unit, weights, prior = to_unit(found.sample.latent), found.weights.weights, found.prior
    rows = []
    for n, name in enumerate(values.columns):
        low, middle, high = quantiles(values[name].to_numpy(float), weights, INTERVAL)
        prior_low, _, prior_high = quantiles(values[name].to_numpy(float), prior, INTERVAL)
        share = quantiles(unit[:, n], weights, INTERVAL)
        shift = float((weights @ unit[:, n] - 0.5) * np.sqrt(12.0))
        width = float((share[2] - share[0]) / 0.9)
        far = abs(shift) > max(SHIFT, 2.0 / np.sqrt(found.weights.effective))
        rows.append({
            "parameter": name, "active": n in found.screen.active, "expected": n in found.screen.strong,
            "prior_low": prior_low, "prior_high": prior_high, "low": low, "median": middle, "high": high, "shift": shift,
            "width": width, "moved": bool(n in found.screen.active and (far or (width < NARROW and found.weights.is_posterior))),
        })  # fmt: skip
    return pd.DataFrame(rows)
