"""The readable engine: a Mesa model whose agents act in shuffled order and whose numbers are the kernel's, to the bit.

The model runs the text of `schedule.quarter` itself; each agent phase in it is handed to the countries one by one, in an order
that Mesa shuffles. To change how a country decides, subclass `Country` and override `choose` or `attendance_chance`:

    class Cautious(Country):
        def choose(self, domain, utilities, available):
            technical, president = super().choose(domain, utilities, available)
            return technical, president if self.government.approval > 0.4 else 0

    CooperationModel(load_world(), country_class=Cautious).run()

Such a class reads whatever the model shows, and writes nothing but attributes of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import FunctionType
from typing import TYPE_CHECKING, Any

import mesa

from concertacion.sim.agents import Country, Forum, Power
from concertacion.sim.draws import Address
from concertacion.sim.inputs import Traits
from concertacion.sim.mechanisms.channels import pick
from concertacion.sim.mechanisms.membership import may_come
from concertacion.sim.own_classes import OwnClassError, checked_chance, checked_choice, name_of, read_only, shown
from concertacion.sim.packing import Packed, called_with
from concertacion.sim.parameters import Parameters
from concertacion.sim.record import Record
from concertacion.sim.runs import blank, compile_run
from concertacion.sim.scenario import Scenario
from concertacion.sim.schedule import AGENT_PHASES, quarter
from concertacion.sim.state import CALLED, CHANNELS, DOMAINS, State
from concertacion.sim.view import View
from concertacion.sim.worlds.lookup import quarter_label
from concertacion.sim.writing import write

if TYPE_CHECKING:
    from concertacion.sim.world import World


class CooperationModel(mesa.Model):
    """A region of countries, forums and powers; `step` is a quarter. With the same world, parameters,
    seed and run, its numbers are the kernel's.
    """

    def __init__(
        self, world: World, parameters: Parameters | None = None, scenario: Scenario | None = None, seed: int = 1, run: int = 0,
        mode: str = "free", until: int | None = None, country_class: type[Country] = Country,
    ) -> None:  # fmt: skip
        super().__init__(seed=seed)  # Mesa's generator orders the activation and touches no number
        self._run = compile_run(world, parameters, scenario, mode, until)
        self._packed = Packed(self._run.state)
        self._record: Record = blank(self._run)
        self._status = self._quarter = 0
        self._address = (seed, run)
        self._shown_world, self._shown_traits, self._shown_record = map(read_only, (world, self._run.traits, self._record))
        self._shown_state, self._shown_view = read_only(self._packed.state), read_only(self._packed.view)
        self._deciding: Country | None = None  # the country whose decision is under way
        self.countries = [country_class(self, row) for row in range(len(world.countries))]
        self.forums = [Forum(self, row) for row in range(len(world.forums))]
        self.powers = [Power(self, row) for row in range(len(world.powers))]
        self._schedule = self._activated()
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

    @shown
    def world(self) -> World:
        """The world, as it was at the start."""
        return self._shown_world

    @shown
    def traits(self) -> Traits:
        """What never changes in a run."""
        return self._shown_traits

    @shown
    def state(self) -> State:
        """The state now."""
        return self._shown_state

    @shown
    def view(self) -> View:
        """What this quarter has seen so far."""
        return self._shown_view

    @shown
    def record(self) -> Record:
        """What is recorded so far."""
        return self._shown_record

    @shown
    def quarter(self) -> int:
        """Quarters gone by."""
        return self._quarter

    @shown
    def status(self) -> int:
        """0 as long as all goes well, else one of `runs.FAILURES`."""
        return self._status

    @shown
    def p(self) -> Parameters:
        """The parameters in force this quarter."""
        return Parameters(*self._p.tolist()) if not isinstance(self._p, Parameters) else self._p

    def usual_choice(self, row: int, domain: int, utilities: tuple[float, ...], available: tuple[float, ...]) -> tuple[int, int]:
        """The choice of the model for the country in a row (`Country.choose`)."""
        key = int(self._run.setting.keys[row])
        return pick(domain, utilities, available, self._p, self._now, key)

    def where(self) -> str:
        """Country and quarter of the decision under way, as messages name them."""
        country = f"{self._deciding.code} in " if self._deciding else ""
        return f"{country}{quarter_label(4 * self.world.start + self._quarter)}"

    def _shuffled(self) -> Iterator[Country]:
        """The countries, each while it decides, in an order that Mesa shuffles."""
        for country in self.random.sample(self.countries, len(self.countries)):
            self._deciding = country
            yield country
        self._deciding = None

    def _checked(self, check: Any, *answer: Any, where: str = "") -> Any:
        """What a country decided, checked; the error says whose class it was, for which country and when."""
        try:
            return check(*answer)
        except OwnClassError as error:
            name = name_of(type(self._deciding))
            raise OwnClassError(f"country_class={name}, {self.where()}{where}: {error}") from None

    def _activated(self) -> FunctionType:
        """The schedule's own text, with every agent phase handed to the countries in shuffled order."""
        text = getattr(quarter, "py_func", quarter)

        def activated(phase: Any, decide: Any = None) -> Any:
            def each(lo: int, hi: int, *arguments: Any) -> None:
                for country in self._shuffled():
                    phase(country.row, country.row + 1, *arguments)
                    if decide is not None:
                        decide(country)

            return each

        names = {name: activated(text.__globals__[name]) for name in AGENT_PHASES}
        names["weigh_attendance"] = activated(text.__globals__["weigh_attendance"], self._weigh_attendance)
        names["choose"] = activated(lambda *arguments: None, self._choose)
        return FunctionType(text.__code__, {**text.__globals__, **names})

    def _weigh_attendance(self, country: Country) -> None:
        """The country's own chance of coming, in place of the model's, to each meeting that it may come to."""
        row, state, meetings = country.row, self._packed.state, self._packed.view.meetings
        for forum in self.forums:
            m = forum.row
            if meetings.meeting[m] == CALLED and may_come(m, row, state.circles):
                answer = country.attendance_chance(forum, float(meetings.chance[m, row]))
                meetings.chance[m, row] = self._checked(checked_chance, answer, where=f", forum {forum.code}")

    def _choose(self, country: Country) -> None:
        """The country's choice in every domain, checked and written down."""
        row, choices, exclusive = country.row, self._packed.view.choices, bool(self.p.channels > 0.5)
        present = float(choices.partners[row])
        for k, domain in enumerate(DOMAINS):
            utilities = tuple(choices.utility[:, k, row].tolist())
            available = (present, present, 1.0 if choices.venue[k, row] >= 0 else 0.0)
            answer = country.choose(k, utilities, available)
            technical, president = self._checked(checked_choice, answer, available, exclusive, where=f", {domain}")
            choices.technical[k, row] = float(technical)
            choices.president[k, row] = president

    def step(self) -> None:
        """One quarter."""
        t = self._quarter
        ready, packed = self._run, self._packed
        self._p = called_with(ready.table, int(ready.segment[t]))
        self._now = Address(*self._address, t)
        self._schedule(
            t,
            self._p,
            self._now,
            ready.setting,
            ready.traits,
            ready.exogenous,
            ready.events,
            packed.now,
            packed.state,
            packed.view,
            packed.scratch,
        )
        self._status = self._status or int(write(t, packed.state, packed.view, self._record))
        self._quarter += 1
        self.running = self._quarter < self.world.quarters and self._status == 0
        self.datacollector.collect(self)

    def run(self) -> Record:
        """All quarters of the world; returns the record."""
        while self.running and self.quarter < self.world.quarters:
            self.step()
        return self._record


def share_of(channel: int) -> Any:
    """A reporter: share of country-domains that worked in the channel this quarter."""
    return lambda model: float(model.record.issues.took_part[model.quarter - 1, channel].mean())
