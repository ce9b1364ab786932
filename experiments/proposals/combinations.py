"""All combinations of the proposals, each as an arm."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from concertacion.analysis.claims.claim import Claim
from concertacion.analysis.proposals.factorial import switched_on
from concertacion.experiments.claims.arms import Arms, patched
from concertacion.experiments.claims.reading import read_claims
from concertacion.experiments.settings.proposals import ProposalSettings
from concertacion.experiments.sweep.axes import Axis
from concertacion.experiments.sweep.setups import measures_of, setup_at
from concertacion.sim.declare import InputError

OUTCOMES = ("delivered", "resilience")  # those of the papers' claims about the proposals


def read_proposals(settings: ProposalSettings) -> tuple[Claim, ...]:
    """The proposals, as claims.

    Raises
    ------
    InputError
        If there is no claim of a name, or it is no proposal.
    """
    proposals = tuple(read_claims(settings.proposals, settings.claims_folder))
    for claim in proposals:
        treatment(claim)
    return proposals


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
    proposals: Sequence[Claim], base: Mapping[str, Any], scenarios: Mapping[str, Any], axes: tuple[Axis, ...], points: np.ndarray,
    replicates: int, seed: int,
) -> Arms:  # fmt: skip
    """Every combination as an arm, in the order of `analysis.proposals.factorial`; what claims hold in common holds in all.

    Raises
    ------
    InputError
        If one of them alone, or all together, cannot be made.
    """
    shared = [claim.common for claim in proposals]
    arms = [treatment(claim) for claim in proposals]
    settings = [
        patched(base, [*shared, *(arm for arm, on in zip(arms, row, strict=True) if on)], scenarios)
        for row in switched_on(len(arms))
    ]
    whole = len(settings) - 1
    for position in (0, *(2**k for k in range(len(arms))), whole):  # none, each alone, all: what holds for these holds for any
        try:
            measures_of(setup_at(settings[position], {}, {}), OUTCOMES)
        except InputError as error:
            ids = [claim.id for claim, on in zip(proposals, switched_on(len(arms))[position], strict=True) if on]
            raise InputError(f"proposals: {', '.join(ids)}: {str(error).removeprefix('scenario arm, ')}") from error
    outcomes = [OUTCOMES] * len(settings)
    return Arms(tuple(settings), (None,) * len(settings), tuple(outcomes), OUTCOMES, axes, points, replicates, seed)
