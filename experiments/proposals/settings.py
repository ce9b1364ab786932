"""What a portfolio was asked for: its own settings, checked, and its combinations, tried, before anything is created."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from concertacion.analysis.claims.claim import Claim
from concertacion.analysis.proposals.factorial import switched_on
from concertacion.experiments.claims.arms import Arms, patched
from concertacion.experiments.claims.reading import read_claims
from concertacion.experiments.settings import Settings, text, whole
from concertacion.experiments.sweep.axes import Axis
from concertacion.experiments.sweep.setups import case_at, ready
from concertacion.sim.declare import InputError, nearest

OUTCOMES = ("delivered", "resilience")  # what the papers' claims of the proposals look at
MOST = 12  # proposals: each doubles the combinations


class Asked(NamedTuple):
    """The checked settings."""

    proposals: tuple[Claim, ...]
    costs: tuple[float, ...]
    budget: float
    points: int
    limit: int
    quiet: bool


def asked_of(settings: Settings) -> Asked:
    """The settings of a portfolio in those of its kind.

    Raises
    ------
    InputError
        If a value has the wrong type or range, or names no proposal.
    """
    own = settings.own
    folder, names = text(own, "claims_folder"), own["proposals"]
    if not isinstance(names, list) or not 2 <= len(names) <= MOST or not all(isinstance(name, str) for name in names):
        raise InputError(f"proposals={names!r}: expected a list of 2 to {MOST} claims, [MSF-P1,MSF-P2]")
    if settings.engine != "kernel":
        raise InputError(f"engine={settings.engine}: portfolios are run with the kernel only")
    if not isinstance(own["quiet"], bool):
        raise InputError(f"quiet={own['quiet']!r}: expected true or false")
    proposals = tuple(read_claims(names, None if folder is None else Path(folder)))
    for claim in proposals:
        treatment(claim)
    costs = costs_of(own["costs"], [claim.id for claim in proposals])
    budget = _amount(own["budget"], "budget")
    return Asked(proposals, costs, budget, whole(own, "points", 2, 2**20), whole(own, "limit", 1, 2**31), own["quiet"])


def costs_of(given: Any, names: Sequence[str]) -> tuple[float, ...]:
    """The cost of each proposal: 1, unless another is given.

    Raises
    ------
    InputError
        If a cost is no number above 0, or of no proposal.
    """
    given = {} if given is None else given
    if not isinstance(given, Mapping):
        raise InputError(f"costs={given!r}: expected {{PROPOSAL: COST}}, such as {{{names[0]}: 2}}")
    for name in given:
        if name not in names:
            raise InputError(f"costs: there is no proposal '{name}'; {nearest(str(name), names)}")
    return tuple(_amount(given.get(name, 1), f"costs.{name}") for name in names)


def _amount(value: Any, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < math.inf:
        raise InputError(f"{where}={value!r}: expected a number above 0")
    return float(value)


def treatment(claim: Claim) -> Mapping[str, Any]:
    """The arm in which the proposal is on.

    Raises
    ------
    InputError
        If the claim has not two arms of which the control does nothing.
    """
    others = [arm for name, arm in claim.arms.items() if name != claim.control]
    if len(others) != 1 or claim.arms[claim.control]:
        raise InputError(f"proposals: {claim.id} is no proposal: it needs two arms, of which the control does nothing")
    return others[0]


def combinations_of(
    asked: Asked, base: Mapping[str, Any], scenarios: Mapping[str, Any], axes: tuple[Axis, ...], points: np.ndarray,
    replicates: int, seed: int,
) -> Arms:  # fmt: skip
    """Every combination as an arm, in the order of `analysis.proposals.factorial`; what claims hold in common holds in all.

    Raises
    ------
    InputError
        If all of them together cannot be made.
    """
    shared = [claim.common for claim in asked.proposals]
    arms = [treatment(claim) for claim in asked.proposals]
    settings = [
        patched(base, [*shared, *(arm for arm, on in zip(arms, row, strict=True) if on)], scenarios)
        for row in switched_on(len(arms))
    ]
    ready(case_at(settings[-1], {}, {}))
    outcomes = [OUTCOMES] * len(settings)
    return Arms(tuple(settings), (None,) * len(settings), tuple(outcomes), OUTCOMES, axes, points, replicates, seed)
