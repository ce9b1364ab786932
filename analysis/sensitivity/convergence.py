"""Whether the sample was enough: how wide the intervals are, and whether two halves of the sample name the same parameters.

After Sarrazin, Pianosi & Wagener (2016), who ask of indices and of their order separately.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from concertacion.analysis.sensitivity.indices import METHODS, Sample, indices, part, pawn_by_chance, ranked, without_pairs
from concertacion.analysis.sensitivity.noise import Noise

TOP = 10  # the strongest whose order has to stand
STABLE = 0.8  # share of them that each half of the sample has to name too
FEASIBLE = 100.0  # times as many points: beyond it only the order of size is said
NOISE_IS_ALL = 0.5  # share of noise in the variance of the means from which on Sobol' indices say nothing (assumed)
WIDEST = {"sobol": 0.10, "pawn": 0.10, "morris": 0.25}  # widest 95 % interval; for Morris as a share of the largest mu_star


class Check(NamedTuple):
    """The checks of one outcome. Widths are those of 95 % intervals of the measure that ranks."""

    points: int  # used
    left_out: int  # points not used, for a run in their block was not defined
    noise: float  # share of the variance of single runs that is noise
    noise_in_means: float  # share of the variance of the points' means that is noise
    floor: float  # the most that a parameter without any effect may show
    widest: float
    threshold: float
    stable: int  # of the strongest, how many are among the strongest in both halves
    top: int  # how many the strongest are
    enough: bool
    verdict: str


def in_noise(method: str, in_means: float) -> bool:
    """Whether Sobol' indices say nothing, because this share of the variance of the means is noise."""
    return method == "sobol" and in_means >= NOISE_IS_ALL


def told(method: str, checks: pd.DataFrame) -> list[str]:
    """The outcomes of which indices say something."""
    return [one for one, share in zip(checks["outcome"], checks["noise_in_means"], strict=True) if not in_noise(method, share)]


def halves(method: str, sample: Sample, seed: int = 1) -> pd.DataFrame:
    """The ranking measure by parameter in the first and the second half of the sample: columns first_half, second_half."""
    plain = without_pairs(sample)
    main = METHODS[method].main
    by_half = {}
    for name, ends in (("first_half", (0.0, 0.5)), ("second_half", (0.5, 1.0))):
        table = indices(method, part(plain, *ends), seed, resamples=2)
        by_half[name] = table[table["measure"] == main].set_index("parameter")["value"]
    return pd.DataFrame(by_half)


def floor_of(method: str, sample: Sample, noise: Noise, seed: int = 1) -> float:
    """The most that a parameter without any effect may show: noise left in the means (Sobol', Morris), or chance alone (PAWN).

    Sobol': ST of an inert parameter is the share of noise in the variance of means. Morris: the mean absolute difference of two
    means that differ by noise only, 2 s / sqrt(pi), over the step. With common random numbers both are upper bounds.
    """
    if method == "pawn":
        return pawn_by_chance(sample, seed)
    if method == "sobol":
        return noise.in_means
    step = sample.levels / (2 * (sample.levels - 1))
    return float(2 * noise.of_mean / np.sqrt(np.pi) / step)


def check(
    method: str, sample: Sample, table: pd.DataFrame, noise: Noise, left_out: int, seed: int = 1, threshold: float | None = None
) -> tuple[Check, pd.DataFrame]:
    """Whether the sample was enough for these indices, and the indices of its halves."""
    limit = WIDEST[method] if threshold is None else threshold
    whole, both = ranked(table, METHODS[method].main), halves(method, sample, seed)
    scale = 1.0 if method != "morris" else float(whole["value"].max()) or 1.0
    widest = float((whole["high"] - whole["low"]).max()) / scale
    floor = floor_of(method, sample, noise, seed)
    # Order matters among those that noise alone does not explain. Of few parameters the upper half has to stand: that all of
    # three are among the first three says nothing.
    above = int((whole["value"] > (floor if np.isfinite(floor) else 0.0)).sum())
    top = max(1, min(TOP, len(whole) // 2, above))
    strongest = set(whole["parameter"][:top])
    again = [set(both[name].nlargest(top).index) for name in both]
    stable = len(strongest.intersection(*again))
    noisy = in_noise(method, noise.in_means)
    enough = widest <= limit and stable >= STABLE * top and not noisy
    facts: dict[str, Any] = {
        "points": int(sample.values.size), "left_out": left_out, "noise": noise.share, "noise_in_means": noise.in_means,
        "floor": floor, "widest": widest, "threshold": limit, "stable": stable, "top": top,
    }  # fmt: skip
    said = (
        f"Noise makes {noise.in_means:.0%} of the variance of the means, so indices say nothing; more replicates may help."
        if noisy
        else verdict(method, widest, limit, stable, top, enough, whole["value"].max() == 0)
    )
    return Check(**facts, enough=enough, verdict=said), both


def verdict(method: str, widest: float, limit: float, stable: int, top: int, enough: bool, constant: bool) -> str:
    """One sentence."""
    if constant:
        return "The outcome does not vary over this design, so it depends on nothing in it."
    of = "of the largest effect" if method == "morris" else "of the index"
    width = f"the widest 95% interval is {widest:.2f} {of} (at most {limit:.2f} wanted)"
    order = f"{stable} of the {top} strongest are the same in both halves of the sample"
    if enough:
        return f"The sample was enough: {width}, and {order}."
    if np.isnan(widest):
        return f"The sample was not enough: of so few points no interval is known, and {order}."
    more = max(2.0, (widest / limit) ** 2)  # an interval narrows with the root of the sample
    wanted = f"about {more:.0f}" if more <= FEASIBLE else f"more than {FEASIBLE:.0f}"
    return f"The sample was not enough: {width}, and {order}; it would take {wanted} times as many points."
