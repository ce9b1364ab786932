"""How many runs a comparison of ten proposals needs: `python -m tests.proposals_runs FOLDER`, of one with two replicates.

Shapley values are worked out at each point and replicate, from all combinations and from the 128 of a fraction in which neither
single proposals nor pairs are mixed up with one another (2^(10-3), resolution V; Box, Hunter & Hunter 2005, ch. 6), with the
others filled in by single proposals and pairs. Printed is the standard error of each design against that of 64 points x 2 runs.
"""

from __future__ import annotations

import sys
from itertools import combinations
from pathlib import Path

import numpy as np

from concertacion.analysis.proposals.factorial import shapley_weights, switched_on
from concertacion.analysis.sweeps import read_rows

NUMBER, COMBINATIONS = 10, 1024
WORDS = ((0, 1, 2, 6, 7), (1, 2, 3, 4, 8), (0, 2, 3, 5, 9))  # proposals of which an even number is off: defines the fraction
DESIGNS = (  # points, runs at each, whether of the fraction
    (32, 2, False), (64, 2, False), (64, 1, False), (2, 1, False), (16, 1, True), (32, 1, True),
)  # fmt: skip


def told(gains: np.ndarray) -> str:
    """What designs are worth, from gains of every combination, float64 (combination, point, replicate)."""
    on, weights = switched_on(NUMBER), shapley_weights(NUMBER)
    some = np.flatnonzero([all(np.prod(np.where(row, 1, -1)[list(word)]) == 1 for word in WORDS) for row in on])
    pairs = [on[:, a] & on[:, b] for a, b in combinations(range(NUMBER), 2)]
    terms = np.column_stack([np.ones(COMBINATIONS), on, *pairs]).astype(float)
    filled = np.einsum("cb,bf,fpr->cpr", terms, np.linalg.pinv(terms[some]), gains[some])
    values, of_some = (np.einsum("ic,cpr->ipr", weights, each) for each in (gains, filled))
    between = values.mean(2).var(1, ddof=1)
    noise, noise_of_some = (each.var(2, ddof=1).mean(1) for each in (values, of_some))
    usual = np.sqrt(between / 64 + noise / 128)
    lines = [f"combinations in the fraction: {len(some)}; points {gains.shape[1]}, replicates {gains.shape[2]}"]
    for points, runs, few in DESIGNS:
        error = np.sqrt(between / points + (noise_of_some if few else noise) / (points * runs))
        each = len(some) if few else COMBINATIONS
        size = f"{points * runs * each:8,} runs: {each:5} combinations x {points:2} points x {runs}"
        lines.append(f"{size}: standard error {np.median(error / usual):.2f} times")
    off, largest = np.abs((of_some - values).mean((1, 2))).max(), values.mean((1, 2)).max()
    lines.append(f"the fraction misses a value by up to {100 * off:.1f} points of gain, of {100 * largest:.1f}")
    whole, guess = gains.mean((1, 2)), filled.mean((1, 2))
    lines.append(f"its best portfolio gains {100 * (whole.max() - whole[guess.argmax()]):.1f} points less than the best of all")
    return "\n".join(lines)


if __name__ == "__main__":
    rows = read_rows(Path(sys.argv[1]) / "combinations", ["delivered"])["delivered"].to_numpy()
    delivered = rows.reshape(COMBINATIONS, -1, 2)
    print(told(delivered / delivered[0].mean()))
