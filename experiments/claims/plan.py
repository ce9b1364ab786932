"""The plan of a test of claims: what is run, from which start and how long, and at which points."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from concertacion.analysis.claims.claim import Claim
from concertacion.analysis.claims.finding import Period
from concertacion.analysis.claims.ledger import Sizes
from concertacion.analysis.wording.parameters import one_sided
from concertacion.experiments.claims.weighted import Weighted
from concertacion.experiments.sweep.axes import Axis


class Plan(NamedTuple):
    """A test of claims. `base` are the settings of the command: of the check runs, and of claims that name no period."""

    claims: tuple[Claim, ...]  # that can be tested
    base: Mapping[str, Any]
    worlds: Mapping[str, Any]  # configs of the worlds that claims name
    scenarios: Mapping[str, Any]  # configs of the scenarios that arms name
    axes: tuple[Axis, ...]
    points: np.ndarray  # float64 (points, axes)
    sizes: Sizes
    seed: int
    weighted: Weighted | None = None  # points of a record, which are judged beside
    no_checks: Mapping[str, str] = {}  # by claim: why it cannot be run from the start of the command

    def base_of(self, claim: Claim) -> dict[str, Any]:
        """The base run of a claim: of the period, the world and the politics of which its passage speaks."""
        world = None if claim.world == self.base["world"]["name"] else self.worlds.get(claim.world)
        own = {"start": claim.start, "years": claim.years, "mode": claim.mode, "world": world}
        return {**self.base, **{key: value for key, value in own.items() if value}}

    def period_of_check(self, claim: Claim) -> Period | None:
        """The start and years of a claim's check run; None where they are the claim's own."""
        shared, own = (Period(of["start"], of["years"]) for of in (self.base, self.base_of(claim)))
        return None if own == shared else shared

    def base_of_check(self, claim: Claim) -> dict[str, Any]:
        """The base run of a claim's check: its world and politics, from the start of the command."""
        return {**self.base_of(claim), "start": self.base["start"], "years": self.base["years"]}

    def one_sided(self) -> tuple[str, ...]:
        """The parameters of the space whose neutral value is an end of their range, so that their effect has one sign only."""
        return tuple(axis.name for axis in self.axes if one_sided(axis.name))
