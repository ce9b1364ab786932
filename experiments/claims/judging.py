"""Judging the finished sweeps: each claim examined, in several processes where that pays, then all concluded together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, nullcontext
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pandas as pd

from concertacion.analysis.claims.claim import Claim
from concertacion.analysis.claims.judging import Examined, conclude, examine
from concertacion.analysis.claims.ledger import DRAWN, effects_table
from concertacion.analysis.claims.record import against_record
from concertacion.analysis.claims.thresholds import THRESHOLDS
from concertacion.analysis.claims.weighing import Weighed, weigh
from concertacion.analysis.record import recorded_facts
from concertacion.experiments.chunks.interrupts import deaf_to_interrupts, without_script
from concertacion.experiments.chunks.processes import ended
from concertacion.experiments.claims.plan import Plan
from concertacion.experiments.claims.samples import samples_of, weighted_samples_of
from concertacion.experiments.claims.sweeps import ArmSweep
from concertacion.experiments.claims.weighted import Weighted
from concertacion.experiments.output.progress import Progress

WORTH_PROCESSES = 4096  # claims times points from which judging is spread over processes


def examined_claims(
    claims: Sequence[Claim], plan: Plan, sweeps: Sequence[ArmSweep], folder: Path, workers: int, quiet: bool,
    weighted: Weighted | None = None,
) -> list[Examined]:  # fmt: skip
    """Each claim examined, those of the plan from their runs, with progress, over the space or at weighted points. Flip rules
    under resampling take seconds a claim.
    """
    bar = Progress(len(claims), quiet=quiet, unit="claims")
    bar.note("judging" if weighted is None else "judging at the points of the record")
    bar.start()
    one, examined = partial(_examined, plan, sweeps, folder, weighted), []
    points = max((len(sweep.arms.points) for sweep in sweeps), default=0)
    spread = workers > 1 and len(claims) * points >= WORTH_PROCESSES
    with mapped(one, claims, workers) if spread else nullcontext(map(one, claims)) as results:
        for result in results:
            examined.append(result)
            bar.add(1)
    bar.close()
    return examined


@contextmanager
def mapped(function: Callable[[Any], Any], values: Sequence[Any], workers: int) -> Iterator[Iterator[Any]]:
    """A function of each value, worked out in processes, in order; at the end, or at Ctrl-C, the processes are gone."""
    pool = ProcessPoolExecutor(workers, get_context("spawn"))
    with ended(lambda: pool):
        with deaf_to_interrupts(), without_script():  # processes are started when values are submitted
            results = pool.map(function, values)
        yield results


def _examined(plan: Plan, sweeps: Sequence[ArmSweep], folder: Path, weighted: Weighted | None, claim: Claim) -> Examined:
    if claim.untestable:
        return examine(claim, None)
    if weighted is not None:  # the record speaks by weights, and has no veto beside
        return examine(claim, weighted_samples_of(plan, weighted, sweeps, folder, claim), THRESHOLDS, plan.seed)
    record = against_record(claim, recorded_facts())
    return examine(claim, samples_of(plan, sweeps, folder, claim), THRESHOLDS, plan.seed, record, plan.period_of_check(claim))


def weighed_claims(
    weighted: Weighted, under: Sequence[Examined], uniform: Sequence[Examined], seed: int
) -> tuple[dict[str, Weighed], pd.DataFrame]:
    """Claims at weighted points beside the uniform ones, by id, and the table of their effects there."""
    judged = zip(under, conclude(under, THRESHOLDS, seed), uniform, strict=True)
    weighed = {
        one.claim.id: weigh(one, judgement, beside, weighted.trials, THRESHOLDS, seed)
        for one, judgement, beside in judged
        if one.evidence
    }
    table = effects_table(under)
    return weighed, table.assign(**{DRAWN: weighted.counts}) if len(table) else table
