"""The ledger of a test: its claims examined and concluded from the finished sweeps, and written."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, nullcontext
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from concertacion.analysis.claims.claim import Claim
from concertacion.analysis.claims.judging import Examined, as_json, conclude, examine
from concertacion.analysis.claims.ledger import EFFECTS, LEDGER
from concertacion.analysis.claims.record import against_record
from concertacion.analysis.claims.samples import Runs, Samples
from concertacion.analysis.claims.thresholds import THRESHOLDS
from concertacion.experiments.chunks.interrupts import deaf_to_interrupts
from concertacion.experiments.chunks.processes import ended
from concertacion.experiments.claims.sweeps import Stage, samples_of
from concertacion.experiments.output.files import write_bytes, write_whole
from concertacion.experiments.output.progress import Progress
from concertacion.experiments.pages.validation import record as recorded_facts

WORTH_PROCESSES = 4096  # claims times points from which judging is spread over processes


def examined_claims(
    claims: Sequence[Claim], stages: Sequence[Stage], place: Path, seed: int, workers: int, quiet: bool
) -> list[Examined]:
    """Each claim examined, with progress, in processes where it is worth it: flip rules under resampling take seconds a claim."""
    bar = Progress(len(claims), quiet=quiet, unit="claims")
    bar.note("judging")
    bar.start()
    one, examined = partial(_examined, stages, place, seed), []
    points = max((len(stage.arms.points) for stage in stages), default=0)
    spread = workers > 1 and len(claims) * points >= WORTH_PROCESSES
    with mapped(one, claims, workers) if spread else nullcontext(map(one, claims)) as results:
        for found in results:
            examined.append(found)
            bar.add(1)
    bar.close()
    return examined


@contextmanager
def mapped(function: Callable[[Any], Any], values: Sequence[Any], workers: int) -> Iterator[Iterator[Any]]:
    """A function of each value, worked out in processes, in order; at the end, or at Ctrl-C, the processes are gone."""
    pool = ProcessPoolExecutor(workers, get_context("spawn"))
    with ended(lambda: pool):
        with deaf_to_interrupts():  # processes are begun when values are handed in
            results = pool.map(function, values)
        yield results


def _examined(stages: Sequence[Stage], place: Path, seed: int, claim: Claim) -> Examined:
    nothing = Runs({})
    samples = Samples(nothing, nothing, {}, {}, {}) if claim.untestable else samples_of(stages, place, claim, seed)
    return examine(claim, samples, THRESHOLDS, seed, against_record(claim, recorded_facts()))


def write_ledger(place: Path, facts: Mapping[str, Any], examined: Sequence[Examined], seed: int) -> None:
    """ledger.json: what was run, and each claim with its judgement; effects.parquet: the effect of each over the space."""
    judged = conclude(examined, THRESHOLDS, seed)
    entries = {
        one.claim.id: {"claim": as_json(one.claim), "judgement": as_json(judgement)}
        for one, judgement in zip(examined, judged, strict=True)
    }
    told = {**{key: value for key, value in facts.items() if key != "config"}, "claims": entries}
    write_effects(place / EFFECTS, examined)
    write_bytes(place / LEDGER, (json.dumps(told, indent=1, ensure_ascii=False) + "\n").encode())


def write_effects(path: Path, examined: Sequence[Examined]) -> None:
    """A row a point of the space, a column an axis, then each claim's effect with the ends of its interval."""
    import pandas as pd

    tested = [one for one in examined if not one.claim.untestable]
    columns = dict(tested[0].points) if tested else {}
    for one in tested:
        columns |= {f"{one.claim.id}.{name}": values for name, values in one.space._asdict().items()}
    write_whole(path, lambda partial: pd.DataFrame(columns).to_parquet(partial, index=False))


def note_session(path: Path, began: float, workers: int) -> None:
    """Add what this command took to those before it: when it began (UTC), seconds, workers. The cost of a test is their sum."""
    before = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(began))
    here = {"began": at, "seconds": round(time.time() - began, 1), "workers": workers}
    write_bytes(path, (json.dumps([*before, here], indent=1) + "\n").encode())
