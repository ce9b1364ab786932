"""Pairs in rounds against the same pairs at once: `python -m tests.claims_sequential [FOLDER] [NAME=VALUE...]`.

A test of claims runs all pairs everywhere (20 claims drawn by chance, or every one with `claim=all`, x 24 points x 32 pairs).
Rounds are then read out of its runs: pair r of a point has the same random numbers in any test, so this is what a test in rounds
would have run. Printed are verdicts and classes of both, by claim, and the share of runs of the space that rounds take. The same
folder again resumes.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

import numpy as np

from concertacion.analysis.claims.claim import Claim
from concertacion.analysis.claims.formula import Name
from concertacion.analysis.claims.judging import conclude, examine
from concertacion.analysis.claims.looks import looks_to
from concertacion.analysis.claims.samples import Runs, Samples
from concertacion.analysis.claims.settling import unsettled
from concertacion.experiments.claims import command
from concertacion.experiments.claims.judging import examined_claims
from concertacion.experiments.claims.reading import read_claims
from concertacion.experiments.claims.samples import samples_of
from concertacion.experiments.claims.sweeps import SPACE
from concertacion.experiments.run import main

CLAIMS, SEED = 20, 18
FIRST = 4  # pairs of the first round


def drawn() -> str:
    """Some claims, drawn by chance from all that can be tested."""
    testable = [claim.id for claim in read_claims("all") if not claim.untestable]
    chosen = np.random.default_rng(SEED).choice(len(testable), CLAIMS, replace=False)
    return f"claim=[{','.join(testable[at] for at in sorted(chosen))}]"


def in_rounds(claim: Claim, runs: Runs, looks: tuple[int, ...]) -> tuple[Runs, np.ndarray]:
    """What rounds leave of runs, NaN after the one that settled a point; and the pairs of each point, int64 (points,)."""
    pairs = np.full(len(next(iter(runs.values.values()))), looks[0])
    for before, more in pairwise(looks):
        going_on = (pairs == before) & unsettled(claim, _up_to(runs.values, pairs, looks))
        pairs = np.where(going_on, more, pairs)
    return _up_to(runs.values, pairs, looks), pairs


def _up_to(values: Mapping[Name, np.ndarray], pairs: np.ndarray, looks: tuple[int, ...]) -> Runs:
    kept = {name: np.where(np.arange(measured.shape[1]) < pairs[:, None], measured, np.nan) for name, measured in values.items()}
    return Runs(kept, looks)


def compare(claims: list[Claim], samples: Mapping[str, Samples], positions: Mapping[tuple, int], most: int, seed: int) -> str:
    """Verdicts and classes of all pairs at once and of rounds, and the runs that these take."""
    looks, needed, rounds = looks_to(FIRST, most), {}, {}
    for claim in claims:
        space, pairs = in_rounds(claim, samples[claim.id].space, looks)
        rounds[claim.id] = samples[claim.id]._replace(space=space)
        for arm in {arm for arm, _ in claim.reads}:
            at = positions[claim.id, arm, ()]
            needed[at] = np.maximum(needed.get(at, 0), pairs)
    both = [[examine(claim, of[claim.id], seed=seed) for claim in claims] for of in (samples, rounds)]
    lines, other, points = [], 0, Counter()
    for claim, one, again, first, second in zip(claims, *both, *map(conclude, both), strict=True):
        before, after = (each.evidence[1.0].classes for each in (one, again))
        changed = Counter(zip(before[before != after].tolist(), after[before != after].tolist(), strict=True))
        points += changed
        other += first.verdict != second.verdict
        told = ", ".join(f"{a} -> {b} {n}" for (a, b), n in changed.items())
        lines.append(f"{claim.id:8}{first.verdict:18}{second.verdict:18}{told}")
    share = np.mean([pairs.mean() for pairs in needed.values()]) / most
    total = sum(len(one.applies) for one in both[0])
    turned = sum(n for pair, n in points.items() if not {"undecided", "does not apply"} & set(pair))
    return "\n".join([
        *lines, f"looks at {looks} pairs: {share:.1%} of the runs of {most} pairs everywhere; another verdict at {other} of "
        f"{len(claims)} claims, another class at {points.total()} of {total:,} points, {turned} of them decided both times",
    ])  # fmt: skip


def run(arguments: list[str]) -> int:
    """Run, or go on with, the test, and print the comparison."""
    folder = next((one for one in arguments if "=" not in one), "sequential")
    given = [one for one in arguments if "=" in one]
    sizes = ["points=24", "pairs=32", "ablation_points=2", "ablation_pairs=2", "replicates=2"]
    usual = [one for one in (drawn(), *sizes) if not any(other.partition("=")[0] == one.partition("=")[0] for other in given)]

    def judged(claims, plan, sweeps, output_dir, workers, quiet):
        tested = [claim for claim in claims if not claim.untestable]
        positions = next(sweep for sweep in sweeps if sweep.name == SPACE).positions
        samples = {claim.id: samples_of(plan, sweeps, output_dir, claim) for claim in tested}
        for most in (plan.sizes.pairs, plan.sizes.pairs // 2, plan.sizes.pairs // 4):
            fewer = {
                name: one._replace(space=Runs({k: v[:, :most] for k, v in one.space.values.items()}))
                for name, one in samples.items()
            }
            print(compare(tested, fewer, positions, most, plan.seed), flush=True)
        return examined_claims(claims, plan, sweeps, output_dir, workers, quiet)

    command.examined_claims = judged
    pairs = next(one for one in (*given, *usual) if one.startswith("pairs=")).removeprefix("pairs=")
    return main(["experiment=claims", *usual, *given, f"most_pairs={pairs}", f"out={Path(folder)}", "quiet=true"])


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
