"""Arms: the runs of each claim, as patches on the base run; equal arms are run once, whatever claim they belong to."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from concertacion.analysis.claims.claim import Claim
from concertacion.analysis.claims.formula import Name
from concertacion.experiments.chunks.block import Block, joined
from concertacion.experiments.claims.frozen import evaluate_frozen
from concertacion.experiments.settings.claims import MOST_PAIRS
from concertacion.experiments.sweep.axes import Axis
from concertacion.experiments.sweep.estimate import rate_of
from concertacion.experiments.sweep.study import Study, evaluate
from concertacion.sim.parameters import DECLARED

Off = tuple[str, ...]  # mechanisms switched off
Key = tuple[str, str, Off]  # claim, arm, mechanisms switched off
BEGIN = "+0"


class FrozenAt(NamedTuple):
    """What the feedbacks of a run are frozen at."""

    settings: dict[str, Any]  # of the run whose state a quarter begins from
    direct: tuple[str, ...]  # parameters whose mechanisms go on remembering


class Arms(NamedTuple):
    """Distinct arms over the same points and random numbers.

    A task is an arm at a point, in order of arms. Run f is replicate f % replicates of task f // replicates, which is the row's
    point. Pair r of a point has the same random numbers in every arm and in every sweep, whatever its size. Columns are the
    outcomes of all arms, of which an arm fills its own.
    """

    settings: tuple[dict[str, Any], ...]
    controls: tuple[FrozenAt | None, ...]  # by arm: what it is frozen at; None for an ordinary run
    outcomes: tuple[tuple[str, ...], ...]  # by arm
    columns: tuple[str, ...]
    axes: tuple[Axis, ...]
    points: np.ndarray  # float64 (points, axes)
    replicates: int
    seed: int
    at: tuple[tuple[int, ...], ...] | None = None  # by arm: the points at which it is run, by position; None: all
    first_pair: int = 0  # that replicates begin with

    @property
    def tasks(self) -> list[np.ndarray]:
        """By arm: the points at which it is run, by position, int64 (tasks,)."""
        everywhere = np.arange(len(self.points))
        return [everywhere if self.at is None else np.array(self.at[arm], np.int64) for arm in range(len(self.settings))]

    @property
    def starts(self) -> np.ndarray:
        """The first task of each arm, and the number of all tasks, int64 (arms + 1,)."""
        return np.cumsum([0, *map(len, self.tasks)])

    @property
    def runs(self) -> int:
        """Runs in all."""
        return int(self.starts[-1]) * self.replicates


def study_of(arms: Arms, arm: int) -> Study:
    """One arm as a study. Random numbers differ between points; run f of every arm has the same."""
    at = arms.tasks[arm]
    study = Study(arms.settings[arm], arms.axes, arms.points[at], arms.replicates, arms.seed, False, arms.outcomes[arm])
    return study._replace(first_runs=at * MOST_PAIRS + arms.first_pair, share_starts=True)


def rate_over(arms: Arms) -> float:
    """Runs a second of one worker over a few of the arms, which differ in cost by what they measure; NaN if any fails."""
    few = {0, len(arms.settings) // 2, len(arms.settings) - 1}
    return len(few) / sum(1.0 / rate_of(study_of(arms, arm)) for arm in sorted(few))


def evaluate_arms(arms: Arms, first: int, count: int) -> Block:
    """Runs first..first+count-1, in order."""
    blocks, starts = [], arms.starts
    while count > 0:
        arm = int(np.searchsorted(starts, first // arms.replicates, side="right")) - 1
        begin = int(starts[arm]) * arms.replicates
        here = min(count, int(starts[arm + 1]) * arms.replicates - first)
        block = _stretch(arms, arm, first - begin, here)
        blocks.append(block._replace(point=block.point + starts[arm]))
        first, count = first + here, count - here
    return joined(blocks)


def _stretch(arms: Arms, arm: int, first: int, count: int) -> Block:
    """Runs of one arm, with values in the columns of all."""
    study, control = study_of(arms, arm), arms.controls[arm]
    if control is None:
        block = evaluate(study, first, count)
    else:
        block = evaluate_frozen(study, study._replace(settings=control.settings), control.direct, first, count)
    values = np.full((count, len(arms.columns)), np.nan)
    values[:, [arms.columns.index(name) for name in arms.outcomes[arm]]] = block.values
    return block._replace(values=values)


def patched(
    base: Mapping[str, Any], patches: Sequence[Mapping[str, Any]], scenarios: Mapping[str, Any], off: Off = ()
) -> dict[str, Any]:
    """The base settings with these patches, one after the other, and mechanisms switched off at their neutral values."""
    declared: Any = DECLARED  # a Prior with a neutral value each (`experiments.claims.reading`)
    silenced = {"set": {name: declared[name].neutral for name in off}} if off else {}
    parameters, events = list(base["scenario"].get("parameters", ())), list(base["scenario"].get("events", ()))
    overrides = dict(base["world"].get("overrides") or {})
    for patch in (*patches, silenced):
        scenario = scenarios[patch["scenario"]] if "scenario" in patch else {}
        parameters += [*scenario.get("parameters", ())]
        parameters += [{"from": BEGIN, "set": dict(patch["set"])}] if patch.get("set") else []
        parameters += [*patch.get("parameters", ())]
        events += [*scenario.get("events", ()), *patch.get("events", ())]
        overrides |= patch.get("world", {})
    patched_scenario = {"name": "arm", "description": "", "source": "", "parameters": parameters, "events": events}
    return {**base, "scenario": patched_scenario, "world": {**base["world"], "overrides": overrides}}


class ArmRequest(NamedTuple):
    """Arms of a claim that are wanted: those of the names, on a base run, with mechanisms switched off."""

    claim: Claim
    base: Mapping[str, Any]  # settings
    names: tuple[Name, ...]  # (arm, measure)
    off: Off = ()
    frozen: bool = False  # whether all arms but the control begin every quarter from that


class Distinct(NamedTuple):
    """Distinct arms, and the position among them of each claim's arms."""

    settings: tuple[dict[str, Any], ...]
    controls: tuple[FrozenAt | None, ...]
    outcomes: tuple[tuple[str, ...], ...]
    positions: Mapping[Key, int]


def distinct(wanted: Sequence[ArmRequest], scenarios: Mapping[str, Any]) -> Distinct:
    """The distinct arms of all that is wanted: arms of equal settings are one, whatever claim they belong to."""
    arms: dict[str, tuple[dict[str, Any], FrozenAt | None, dict[str, None]]] = {}
    positions: dict[Key, int] = {}
    for claim, base, names, off, frozen in wanted:
        outcomes_of: dict[str, list[str]] = {arm: [] for arm, _ in names}
        for arm, measure in names:
            outcomes_of[arm].append(claim.measures[measure])
        made = {name: patched(base, (claim.common, claim.arms[name]), scenarios, off) for name in (*outcomes_of, claim.control)}
        for name, measured in outcomes_of.items():
            control = FrozenAt(made[claim.control], claim.direct) if frozen and name != claim.control else None
            mark = json.dumps([made[name], control], sort_keys=True)
            _, _, columns = arms.setdefault(mark, (made[name], control, {}))
            columns |= dict.fromkeys(measured)
            positions[claim.id, name, off] = list(arms).index(mark)
    settings, controls, outcomes = zip(*arms.values(), strict=True) if arms else ((), (), ())
    return Distinct(settings, controls, tuple(map(tuple, outcomes)), positions)
