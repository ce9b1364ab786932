"""Arms: what each claim runs, patched on the base run; equal arms are run once, whatever claim they belong to."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from analysis.claims.claim import Claim
from experiments.claims.frozen import evaluate_frozen
from experiments.sweep.axes import Axis
from experiments.sweep.block import Block, joined
from experiments.sweep.study import Study, evaluate
from sim.parameters import DECLARED

Off = tuple[str, ...]  # mechanisms switched off
Key = tuple[str, str, Off]  # claim, arm, mechanisms switched off
BEGIN = "+0"


class Arms(NamedTuple):
    """Distinct arms over the same points and luck. Run f is replicate f % replicates of point (f // replicates) % points of arm
    f // (points * replicates); a row's point counts on through the arms. Columns are the outcomes of all arms, of which an arm
    fills its own.
    """

    settings: tuple[dict[str, Any], ...]
    controls: tuple[dict[str, Any] | None, ...]  # by arm: settings of the run whose state every quarter begins from, or its own
    outcomes: tuple[tuple[str, ...], ...]  # by arm
    columns: tuple[str, ...]
    axes: tuple[Axis, ...]
    points: np.ndarray  # float64 (points, axes)
    replicates: int
    seed: int

    @property
    def each(self) -> int:
        """Runs of one arm."""
        return len(self.points) * self.replicates

    @property
    def runs(self) -> int:
        """Runs in all."""
        return self.each * len(self.settings)


def study_of(arms: Arms, arm: int) -> Study:
    """One arm as a study. Points differ in luck; run f of every arm has the same."""
    return Study(arms.settings[arm], arms.axes, arms.points, arms.replicates, arms.seed, "independent", arms.outcomes[arm])


def evaluate_arms(arms: Arms, first: int, count: int) -> Block:
    """Runs first..first+count-1, in order."""
    blocks = []
    while count > 0:
        arm, offset = divmod(first, arms.each)
        here, study, control = min(count, arms.each - offset), study_of(arms, arm), arms.controls[arm]
        frozen = control is not None and study._replace(settings=control)
        block = evaluate_frozen(study, frozen, offset, here) if frozen else evaluate(study, offset, here)
        values = np.full((here, len(arms.columns)), np.nan)
        values[:, [arms.columns.index(name) for name in arms.outcomes[arm]]] = block.values
        blocks.append(block._replace(values=values, point=block.point + arm * len(arms.points)))
        first, count = first + here, count - here
    return joined(blocks)


def patched(
    base: Mapping[str, Any], patches: Sequence[Mapping[str, Any]], scenarios: Mapping[str, Any], off: Off = ()
) -> dict[str, Any]:
    """The base settings with these patches, one after the other, and mechanisms switched off at their neutral values."""
    declared: Any = DECLARED  # a Prior with a neutral value each (`experiments.claims.reading`)
    silenced = {"set": {name: declared[name].neutral for name in off}} if off else {}
    parameters, events = list(base["scenario"].get("parameters", ())), list(base["scenario"].get("events", ()))
    facts = dict(base["world"].get("overrides") or {})
    for patch in (*patches, silenced):
        named = scenarios[patch["scenario"]] if "scenario" in patch else {}
        parameters += [*named.get("parameters", ())]
        parameters += [{"from": BEGIN, "set": dict(patch["set"])}] if patch.get("set") else []
        parameters += [*patch.get("parameters", ())]
        events += [*named.get("events", ()), *patch.get("events", ())]
        facts |= patch.get("world", {})
    scenario = {"name": "arm", "description": "", "source": "", "parameters": parameters, "events": events}
    return {**base, "scenario": scenario, "world": {**base["world"], "overrides": facts}}


class Distinct(NamedTuple):
    """Distinct arms, and which of them is whose."""

    settings: tuple[dict[str, Any], ...]
    controls: tuple[dict[str, Any] | None, ...]
    outcomes: tuple[tuple[str, ...], ...]
    places: Mapping[Key, int]


def distinct(
    claims: Sequence[Claim], base: Mapping[str, Any], scenarios: Mapping[str, Any], subsets: Mapping[str, Sequence[Off]],
    frozen: bool = False,
) -> Distinct:  # fmt: skip
    """The distinct arms of claims, with each of the claim's subsets off; if `frozen`, all but its control begin from that."""
    found: dict[str, tuple[dict[str, Any], dict[str, Any] | None, dict[str, None]]] = {}
    places: dict[Key, int] = {}
    for claim in claims:
        asked: dict[str, list[str]] = {arm: [] for arm, _ in claim.effect.names}
        for arm, measure in claim.effect.names:
            asked[arm].append(claim.measures[measure])
        for off in subsets[claim.id]:
            made = {name: patched(base, (claim.common, claim.arms[name]), scenarios, off) for name in (*asked, claim.control)}
            for name, measures in asked.items():
                control = made[claim.control] if frozen and name != claim.control else None
                mark = json.dumps([made[name]["scenario"], made[name]["world"], control], sort_keys=True)
                _, _, columns = found.setdefault(mark, (made[name], control, {}))
                columns |= dict.fromkeys(measures)
                places[claim.id, name, off] = list(found).index(mark)
    settings, controls, outcomes = zip(*found.values(), strict=True) if found else ((), (), ())
    return Distinct(settings, controls, tuple(map(tuple, outcomes)), places)
