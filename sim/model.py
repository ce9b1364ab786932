"""The readable engine: a Mesa model whose agents act in shuffled order and whose numbers are the kernel's, to the bit.

The model runs the text of `schedule.quarter` itself; each agent phase in it is handed to the countries one by one, in an order
that Mesa shuffles. To change how a country chooses, subclass `Country` and override `choose`:

    class Cautious(Country):
        def choose(self, domain, utilities, available):
            technical, president = super().choose(domain, utilities, available)
            return technical, president if self.government.approval > 0.4 else 0

    CooperationModel(load_world(), country_class=Cautious).run()
"""

from __future__ import annotations

from types import FunctionType, SimpleNamespace
from typing import TYPE_CHECKING, Any

import mesa

from concertacion.sim.draws import Address
from concertacion.sim.mechanisms.channels import pick
from concertacion.sim.packing import Packed, names_of, window
from concertacion.sim.parameters import Parameters
from concertacion.sim.record import Record
from concertacion.sim.runs import blank, compile_run
from concertacion.sim.scenario import Scenario
from concertacion.sim.schedule import AGENT_PHASES, quarter
from concertacion.sim.state import ACTIVE, CHANNELS, DOMAINS
from concertacion.sim.writing import write

if TYPE_CHECKING:
    from concertacion.sim.world import World


class Country(mesa.Agent):
    """A country: a row of the state, its government in office, and its choice among the channels."""

    model: CooperationModel

    def __init__(self, model: CooperationModel, row: int) -> None:
        super().__init__(model)
        self.row = row
        self.code = model.world.countries[row]

    @property
    def government(self) -> SimpleNamespace:
        """The government, and what it sees this quarter: variables by name (a copy: agents intend, the model resolves)."""
        return self._row_of(self.model.state.governments, self.model.compiled_run.traits.politics, self.model.view.outlook)

    @property
    def society(self) -> SimpleNamespace:
        """State and society, and what the country sees this quarter: variables by name (a copy)."""
        return self._row_of(self.model.state.societies, self.model.compiled_run.traits.structure, self.model.view.outlook)

    def _row_of(self, *themes: Any) -> SimpleNamespace:
        return SimpleNamespace(**{name: float(getattr(theme, name)[self.row]) for theme in themes for name in names_of(theme)})

    def act(self, phase: Any, arguments: tuple[Any, ...]) -> None:
        """Do a phase of the schedule for this country alone."""
        phase(self.row, self.row + 1, *arguments)

    def choose(self, domain: int, utilities: tuple[float, ...], available: tuple[float, ...]) -> tuple[int, int]:
        """How the country works in a domain this quarter: (technical 0/1, president 0 neither, 1 minilateral group, 2 commits).

        `utilities` and `available` are in the order of `state.CHANNELS`. Override this to try another rule of choice.
        """
        key = int(self.model.compiled_run.setting.keys[self.row])
        return pick(domain, utilities, available, self.model.p, self.model.address, key)

    def decide(self) -> None:
        """Choose in every domain and write the choices down."""
        choices = self.model.view.choices
        for k in range(len(DOMAINS)):
            utilities = tuple(float(choices.utility[c, k, self.row]) for c in range(len(CHANNELS)))
            present = float(choices.partners[self.row])
            available = (present, present, 1.0 if choices.venue[k, self.row] >= 0 else 0.0)
            technical, president = self.choose(k, utilities, available)
            choices.technical[k, self.row] = float(technical)
            choices.president[k, self.row] = president


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
        """The members' codes."""
        seats = self.model.state.circles.members[self.row]
        return [code for code, seat in zip(self.model.world.countries, seats, strict=True) if seat > 0]


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


class CooperationModel(mesa.Model):
    """A region of countries, forums and powers; `step` is a quarter. With the same world, parameters,
    seed and run, its numbers are the kernel's.
    """

    def __init__(
        self, world: World, parameters: Parameters | None = None, scenario: Scenario | None = None, seed: int = 1, run: int = 0,
        mode: str = "free", until: int | None = None, country_class: type[Country] = Country,
    ) -> None:  # fmt: skip
        super().__init__(seed=seed)  # Mesa's generator orders the activation and touches no number
        self.world = world
        self.compiled_run = compile_run(world, parameters, scenario, mode, until)
        self._packed = Packed(self.compiled_run.state)
        self.state, self.view = self._packed.state, self._packed.view
        self.record: Record = blank(self.compiled_run)
        self.status = 0
        self.quarter = 0
        self._address = (seed, run)
        self.countries = [country_class(self, row) for row in range(len(world.countries))]
        self.forums = [Forum(self, row) for row in range(len(world.forums))]
        self.powers = [Power(self, row) for row in range(len(world.powers))]
        self._quarter = self._activated()
        self.datacollector = mesa.DataCollector(
            model_reporters={channel: share_of(c) for c, channel in enumerate(CHANNELS)},
            agenttype_reporters={
                country_class: {
                    "ideology": lambda agent: float(agent.model.state.governments.ideology[agent.row]),
                    "approval": lambda agent: float(agent.model.state.governments.approval[agent.row]),
                    "benefit": lambda agent: float(agent.model.state.societies.benefit[agent.row]),
                },
                Forum: {"active": "active"},
                Power: {"engagement": "engagement"},
            },
        )

    def _activated(self) -> FunctionType:
        """The schedule's own text, with every agent phase handed to the countries in shuffled order."""
        text = getattr(quarter, "py_func", quarter)

        def activated(phase: Any) -> Any:
            def each(lo: int, hi: int, *arguments: Any) -> None:
                for country in self.random.sample(self.countries, len(self.countries)):
                    country.act(phase, arguments)

            return each

        def decisions(lo: int, hi: int, *arguments: Any) -> None:
            for country in self.random.sample(self.countries, len(self.countries)):
                country.decide()

        names = {name: activated(text.__globals__[name]) for name in AGENT_PHASES}
        return FunctionType(text.__code__, {**text.__globals__, **names, "choose": decisions})

    def step(self) -> None:
        """One quarter."""
        t = self.quarter
        ready, packed = self.compiled_run, self._packed
        self.p = window(ready.table, int(ready.segment[t]))
        self.address = Address(*self._address, t)
        self._quarter(
            t,
            self.p,
            self.address,
            ready.setting,
            ready.traits,
            ready.exogenous,
            ready.events,
            packed.now,
            packed.state,
            packed.view,
            packed.scratch,
        )
        self.status = self.status or int(write(t, packed.state, packed.view, self.record))
        self.quarter += 1
        self.running = self.quarter < self.world.quarters and self.status == 0
        self.datacollector.collect(self)

    def run(self) -> Record:
        """All quarters of the world; returns the record."""
        while self.running and self.quarter < self.world.quarters:
            self.step()
        return self.record


def share_of(channel: int) -> Any:
    """A reporter: share of country-domains that worked in the channel this quarter."""
    return lambda model: float(model.record.issues.took_part[model.quarter - 1, channel].mean())
