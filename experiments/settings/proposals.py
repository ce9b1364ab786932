"""The settings of a comparison of proposals."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated as A
from typing import Any, Self

from concertacion.experiments.settings.claims import MOST, MOST_PAIRS
from concertacion.experiments.settings.declaration import Declaration, Setting, checked, cut, shown
from concertacion.experiments.settings.shared import KernelSettings
from concertacion.sim.declare import InputError, nearest

MOST_PROPOSALS = 12  # each doubles the combinations
PROPOSALS = tuple(f"MSF-P{number}" for number in range(1, 11))
PRICE = Setting("price of a proposal", 0, math.inf)


@dataclass(frozen=True, kw_only=True)
class ProposalSettings(KernelSettings):
    """A comparison: each proposal at five doses, then all combinations that share a budget. `costs` is checked against the proposals
    (`prices_of`).
    """

    proposals: A[tuple[str, ...], Setting("files of configs/proposal/ or of your folder, without .yaml")] = PROPOSALS
    proposals_folder: A[Path | None, Setting("folder with proposals of your own, beside those of the project", null="those of the project")] = None
    points: A[int, Setting("points of the space of parameters (Latin hypercube); combinations are run at half of them", 2, MOST)] = 64
    costs: A[Any, Setting("{NAME: PRICE}: what a full dose costs beyond the money that is measured; unit: what one channel costs all countries at the default cost", null="as their files say")] = None
    budget: A[float | None, Setting("money that each proposal, or all of a combination together, may spend; unit: what one channel costs all countries at the default cost", 0, math.inf, positive=True, null="the median of what they spend at half a dose")] = None

    @property
    def few(self) -> int:
        """Points at which combinations are run, the first of `points`."""
        return few_of(self.points)

    def completed(self) -> Self:
        """See `SharedSettings`; also checks how many proposals there are, and their prices."""
        if not 2 <= len(self.proposals) <= MOST_PROPOSALS:
            raise InputError(
                f"proposals={shown(list(self.proposals))}: expected a list of 2 to {MOST_PROPOSALS} proposals, [MSF-P1,MSF-P2]"
            )
        if self.replicates > MOST_PAIRS:
            raise InputError(f"replicates={self.replicates}: expected at most {MOST_PAIRS} runs at a point")
        prices_of(self.costs, self.proposals)
        return super().completed()


def few_of(points: int) -> int:
    """At how many of so many points combinations are run."""
    return max(1, points // 2)


def prices_of(given: Any, names: Sequence[str]) -> dict[str, float]:
    """The prices that a user gives, by proposal.

    Raises
    ------
    InputError
        If a price is no number of at least 0, or of no proposal.
    """
    given = {} if given is None else given
    if not isinstance(given, Mapping):
        raise InputError(f"costs={shown(given)}: expected {{PROPOSAL: PRICE}}, such as {{{names[0]}: 0.05}}")
    for name in given:
        if name not in names:
            raise InputError(f"costs: there is no proposal '{cut(str(name))}'; {nearest(str(name), names)}")
    return {name: checked(price, Declaration(f"costs.{name}", float, 0.0, PRICE)) for name, price in given.items()}
