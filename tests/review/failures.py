"""Row G11a: whether a meeting that fails makes the next one fail.

Failures follow one another even where none makes another: what made the first one fail lasts (ties of countries to forums,
crises, the life of the forum, the same presidents a quarter later). So the odds of both are worked out before anybody sets out.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.review.editions import RUNS, SECOND, SEED, fact, mean, records, world
from tests.review.rows import Told, row

HELD = 1  # code of a meeting
CAUSES = {  # of failures that follow one another
    "no ties or propensities": {"tie_spread": 0.0, "propensity_spread": 0.0},
    "attend_vitality 0": {"attend_vitality": 0.0},
    "contamination 0": {"contamination": 0.0},
    "none of these": {"tie_spread": 0.0, "propensity_spread": 0.0, "attend_vitality": 0.0, "contamination": 0.0},
}
THROUGH_LIFE = "of the difference, through life"


@row(
    "G11a",
    "Share of meetings called that fail (put off, or held by ministers instead), by how the forum's last one went",
    {"after one that failed": ".87", "after one held": ".05"},
    "the next meeting is as likely to succeed as the failed one was: chances within .05",
    lambda first, second: abs(second["odds of the next, less those"].value) < 0.05,
)
def put_off_again() -> Told:
    """G11: failures after failures."""
    told = failures()
    if SECOND:
        for text, parameters in CAUSES.items():
            told[f"difference within forums, {text}"] = failures(**parameters)["difference within forums"]
        told |= odds_of_failing()
        kept = told["difference within forums, attend_vitality 0"].value
        told[THROUGH_LIFE] = fact(told["difference within forums"].value - kept)
    return told


def failures(**parameters: float) -> Told:
    """Rates of failure by how the last meeting went, of all forums together, and their mean difference within forums."""
    meeting = records(**parameters)["forum_meeting"].transpose("run", "quarter", "forum").values
    tally = np.zeros((meeting.shape[2], 2, 2))  # forum, the last failed, this fails
    for run in meeting:
        for forum, calls in enumerate(run.T):
            failed = (calls[calls > 0] != HELD).astype(int)
            np.add.at(tally[forum], (failed[:-1], failed[1:]), 1)
    rate = tally.sum(axis=0)[:, 1] / tally.sum(axis=(0, 2))
    seen = (tally.sum(axis=2) >= 20).all(axis=1)
    own = tally[seen, :, 1] / tally[seen].sum(axis=2)
    weight = tally[seen, 1].sum(axis=1)
    within = ((own[:, 1] - own[:, 0]) * weight).sum() / weight.sum()
    return {"after one that failed": fact(rate[1]), "after one held": fact(rate[0]), "difference within forums": fact(within)}


def odds_of_failing() -> Told:
    """The odds of failing that meetings which failed had before anybody set out, and those of the next in the same forum."""
    from concertacion.sim.kernel import run_kernel
    from concertacion.sim.packing import Packed
    from concertacion.sim.parameters import Parameters
    from concertacion.sim.runs import blank, compile_run
    from concertacion.sim.state import TECHNICAL_FORUM

    p, ready = Parameters(), compile_run(world(), keep_chances=True)
    packed, found = Packed(ready.state), []
    for run in range(RUNS):
        record = blank(ready)
        assert run_kernel(ready, packed, SEED, run, record) == 0
        meeting, turmoil = record.forums.meeting, record.countries.turmoil
        for forum in np.flatnonzero(ready.state.forums.kind != TECHNICAL_FORUM):
            called = np.flatnonzero(meeting[:, forum] > 0)
            chances = [
                short_of_quorum(record.chances.chance[t, forum], record.forums.member[t, forum] > 0, turmoil[t], p)
                for t in called
            ]  # fmt: skip
            found += [pair for t, *pair in zip(called, chances, chances[1:], strict=False) if meeting[t, forum] != HELD]
    this, following = np.transpose(found)
    return {"odds that those which failed had": mean(this), "odds of the next": mean(following),
            "odds of the next, less those": mean(following - this)}  # fmt: skip


def short_of_quorum(chance: np.ndarray, member: np.ndarray, turmoil: np.ndarray, p: Any) -> float:
    """The probability that too few come, mean over the members as hosts, each of whom is at home."""
    sitting, odds = np.flatnonzero(member), []
    for host in sitting:
        number = np.ones(1)
        for each in sitting[sitting != host]:
            number = np.convolve(number, [1.0 - chance[each], chance[each]])
        here = (1.0 + np.arange(number.size)) / sitting.size * (1.0 - p.host_turmoil * turmoil[host])
        odds.append(number[here < p.quorum].sum())
    return float(np.mean(odds))
