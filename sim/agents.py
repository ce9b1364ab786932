"""The agents: countries, which decide, and forums and powers, which they look at. The model resolves what comes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import mesa
import numpy as np

from concertacion.sim.own_classes import Facts, shown
from concertacion.sim.packing import names_of
from concertacion.sim.state import ACTIVE, ASSOCIATE

if TYPE_CHECKING:
    from concertacion.sim.model import CooperationModel


class Country(mesa.Agent):
    """A country: a row of the state, its government in office, and its decisions. What you keep yourself goes on `self`."""

    model: CooperationModel

    def __init__(self, model: CooperationModel, row: int) -> None:
        super().__init__(model)
        self._row = row

    @shown
    def row(self) -> int:
        """The country's place in the arrays of state and view."""
        return self._row

    @shown
    def code(self) -> str:
        """The country's ISO3 code."""
        return self.model.world.countries[self._row]

    @shown
    def government(self) -> Facts:
        """The government, and what it sees this quarter: variables by name (agents intend, the model resolves)."""
        state, traits = self.model.state, self.model.traits
        return self._facts_of(state.governments, state.leanings, traits.politics, self.model.view.outlook)

    @shown
    def society(self) -> Facts:
        """State and society, and what the country sees this quarter: variables by name."""
        return self._facts_of(self.model.state.societies, self.model.traits.structure, self.model.view.outlook)

    def _facts_of(self, *themes: Any) -> Facts:
        return Facts(**{name: float(getattr(theme, name)[self._row]) for theme in themes for name in names_of(theme)})

    def choose(self, domain: int, utilities: tuple[float, ...], available: tuple[float, ...]) -> tuple[int, int]:
        """How the country works in a domain this quarter: (technical 0/1, president 0 neither, 1 minilateral group, 2 commits).

        `utilities` and `available` (0/1) are in the order of `state.CHANNELS`. Override this to try another rule of choice.
        """
        return self.model.usual_choice(self._row, domain, utilities, available)

    def attendance_chance(self, forum: Forum, chance: float) -> float:
        """The probability that the president comes to the meeting that a forum has called; `chance` is the model's own.

        Who comes is drawn by it; the forum puts the meeting off if too few of its members have come. The host comes in any
        case. Override this to try another rule of attendance.
        """
        return chance


class Forum(mesa.Agent):
    """A forum slot; founded forums fill spare slots. What forums do is resolved by the model."""

    model: CooperationModel

    def __init__(self, model: CooperationModel, row: int) -> None:
        super().__init__(model)
        self.row = row
        self.code = model.world.forums[row]

    @property
    def active(self) -> bool:
        """Whether the forum works now (neither unused, dormant nor dead)."""
        return bool(self.model.state.forums.status[self.row] == ACTIVE)

    @property
    def members(self) -> list[str]:
        """The codes of those who sit there: full members that are not suspended."""
        return self._codes(self.model.state.circles.members[self.row] > 0)

    @property
    def associates(self) -> list[str]:
        """The codes of the associates, who may come as guests."""
        return self._codes(self.model.state.circles.link[self.row] == ASSOCIATE)

    def _codes(self, chosen: np.ndarray) -> list[str]:
        return [code for code, taken in zip(self.model.world.countries, chosen, strict=True) if taken]

    @property
    def host(self) -> str | None:
        """The code of the country that hosts the meeting called this quarter, if one is."""
        row = int(self.model.view.meetings.host[self.row])
        return self.model.world.countries[row] if row >= 0 else None


class Power(mesa.Agent):
    """A power from outside."""

    model: CooperationModel

    def __init__(self, model: CooperationModel, row: int) -> None:
        super().__init__(model)
        self.row = row
        self.code = model.world.powers[row]

    @property
    def engagement(self) -> float:
        """Engagement in the region now, a share."""
        return float(self.model.state.powers.engagement[self.row])
