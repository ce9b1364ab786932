"""The arms of a comparison of proposals: each alone at every dose, and every combination that shares a budget."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from concertacion.analysis.proposals.curves import DOSES, doses_for
from concertacion.analysis.proposals.factorial import switched_on
from concertacion.analysis.proposals.proposal import Proposal
from concertacion.experiments.claims.arms import Arms, patched
from concertacion.experiments.compose import config_of
from concertacion.experiments.sweep.axes import Axis
from concertacion.experiments.sweep.setups import measures_of, setup_at
from concertacion.sim.declare import InputError
from concertacion.sim.parameters import DECLARED, Parameters
from concertacion.sim.state import CHANNELS

SPENT = "spent"
BY_CHANNEL = tuple(f"delivered.{channel}" for channel in CHANNELS)
COMBINED = ("delivered", "resilience")  # of combinations; the first decides
OUTCOMES = (*COMBINED, *BY_CHANNEL)  # of each proposal alone


class Space(NamedTuple):
    """Where arms are run."""

    base: Mapping[str, Any]  # settings
    axes: tuple[Axis, ...]
    points: np.ndarray  # float64 (points, axes)
    replicates: int
    seed: int


def scenarios_of(proposals: Sequence[Proposal], arguments: Sequence[str]) -> dict[str, Any]:
    """The configs of the scenarios that proposals name.

    Raises
    ------
    InputError
        If there is none of that name, or it has events, which have no dose.
    """
    scenarios = {}
    for one in proposals:
        try:
            scenarios[one.id] = config_of("scenario", one.scenario, arguments)
        except InputError as error:
            raise InputError(f"proposal {one.id}: {error}") from error
        if scenarios[one.id].get("events"):
            raise InputError(f"proposal {one.id}: scenario {one.scenario} has events, of which there is no dose; name parameters")
        for entry in scenarios[one.id]["parameters"]:
            for name, value in entry["set"].items():
                if isinstance(value, str) or name not in DECLARED:
                    raise InputError(f"proposal {one.id}: scenario {one.scenario} sets {name}, which has no dose")
    return scenarios


def dosed(scenario: Mapping[str, Any], common: Mapping[str, Any], dose: float) -> dict[str, Any]:
    """A scenario at a dose: each lever that far from where it stands in the control, 0 there, 1 as the scenario has it."""
    entries = []
    for entry in scenario["parameters"]:
        levers = {}
        for name, full in entry["set"].items():
            start = common.get(name, getattr(Parameters(), name))
            levers[name] = start + dose * (full - start)
        entries.append({**entry, "set": levers})
    return {"parameters": entries}


def common_of(proposals: Sequence[Proposal]) -> dict[str, Any]:
    """What all arms have in common.

    Raises
    ------
    InputError
        If two proposals ask for different values of a parameter.
    """
    common: dict[str, Any] = {}
    for one in proposals:
        for name, value in one.common.items():
            if common.get(name, value) != value:
                raise InputError(f"proposal {one.id}: common: {name}={value}, but another has {common[name]}; compare them apart")
            common[name] = value
    return common


def curve_arms(proposals: Sequence[Proposal], scenarios: Mapping[str, Any], space: Space) -> Arms:
    """The control, then each proposal at each dose above 0.

    Raises
    ------
    InputError
        If one of them cannot be made.
    """
    common = common_of(proposals)
    mixes = [{}, *({one.id: dose} for one in proposals for dose in DOSES[1:])]
    columns = (*OUTCOMES, SPENT, *dict.fromkeys(one.per for one in proposals if one.per))
    arms = _arms(mixes, scenarios, common, space, columns)
    for number, one in enumerate(proposals):
        _try(arms.settings[len(DOSES[1:]) * (number + 1)], (*OUTCOMES, SPENT, *([one.per] if one.per else [])), one.id)
    return arms


def portfolio_arms(
    proposals: Sequence[Proposal], scenarios: Mapping[str, Any], spent: np.ndarray, budget: float, space: Space
) -> Arms:
    """Every combination, in the order of `analysis.proposals.factorial`; its members each spend an equal part of the budget.

    `spent`, float64 (proposal, dose), is what each spends alone.
    """
    by_number = [doses_for(spent, budget / max(1, number)) for number in range(len(proposals) + 1)]
    mixes = [
        {one.id: float(by_number[int(row.sum())][i]) for i, one in enumerate(proposals) if row[i]}
        for row in switched_on(len(proposals))
    ]
    return _arms(mixes, scenarios, common_of(proposals), space, COMBINED)


def _arms(
    mixes: Sequence[Mapping[str, float]], scenarios: Mapping[str, Any], common: Mapping[str, Any], space: Space,
    columns: tuple[str, ...],
) -> Arms:  # fmt: skip
    """Arms of proposals by dose."""
    settings = [
        patched(space.base, [{"set": common}, *(dosed(scenarios[name], common, dose) for name, dose in mix.items())], {})
        for mix in mixes
    ]
    nothing = (None,) * len(settings)
    return Arms(
        tuple(settings), nothing, (columns,) * len(settings), columns, space.axes, space.points, space.replicates, space.seed
    )


def _try(settings: Mapping[str, Any], columns: Sequence[str], name: str) -> None:
    try:
        measures_of(setup_at(settings, {}, {}), columns)
    except InputError as error:
        raise InputError(f"proposal {name}: {str(error).removeprefix('scenario arm, ')}") from error
