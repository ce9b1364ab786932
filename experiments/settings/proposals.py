"""The settings of a portfolio of proposals."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated as A
from typing import Any, Self

from concertacion.experiments.settings.claims import MOST, ClaimFileSettings
from concertacion.experiments.settings.declaration import Declaration, Setting, checked, cut, shown
from concertacion.sim.declare import InputError, nearest

MOST_PROPOSALS = 12  # each doubles the combinations
PROPOSALS = tuple(f"MSF-P{number}" for number in range(1, 11))
COST = Setting("cost of a proposal", 0, math.inf, positive=True)


@dataclass(frozen=True, kw_only=True)
class ProposalSettings(ClaimFileSettings):
    """A portfolio: all combinations of the proposals. `costs` is checked against the proposals (`costs_of`)."""

    proposals: A[tuple[str, ...], Setting("claims of two arms, one of which changes nothing")] = PROPOSALS
    points: A[int, Setting("points of the space of parameters (Latin hypercube)", 2, MOST)] = 64
    costs: A[Any, Setting("{NAME: COST} of the proposals that do not cost 1", null="all cost 1")] = None
    budget: A[float, Setting("what the chosen proposals may cost together", 0, math.inf, positive=True)] = 3

    def completed(self) -> Self:
        """See `SharedSettings`; also checks how many proposals there are, and their costs."""
        if not 2 <= len(self.proposals) <= MOST_PROPOSALS:
            raise InputError(
                f"proposals={shown(list(self.proposals))}: expected a list of 2 to {MOST_PROPOSALS} claims, [MSF-P1,MSF-P2]"
            )
        costs_of(self.costs, self.proposals)
        return super().completed()


def costs_of(given: Any, names: Sequence[str]) -> tuple[float, ...]:
    """The cost of each proposal: 1, unless another is given.

    Raises
    ------
    InputError
        If a cost is no number above 0, or of no proposal.
    """
    given = {} if given is None else given
    if not isinstance(given, Mapping):
        raise InputError(f"costs={shown(given)}: expected {{PROPOSAL: COST}}, such as {{{names[0]}: 2}}")
    for name in given:
        if name not in names:
            raise InputError(f"costs: there is no proposal '{cut(str(name))}'; {nearest(str(name), names)}")
    return tuple(checked(given.get(name, 1), Declaration(f"costs.{name}", float, 1.0, COST)) for name in names)
