"""The controls of the view that goes step by step: play, step, reset; the run is made in the one queue of work."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import panel as pn
import panel_material_ui as pmui

from concertacion.experiments.compare.arms import arms_of
from concertacion.experiments.explore.app import App
from concertacion.experiments.explore.queue import Progress, nothing
from concertacion.experiments.explore.runs import shared
from concertacion.experiments.explore.state import SIDES, STEPS, State, base_arguments
from concertacion.experiments.explore.steps import made_so_far, told

if TYPE_CHECKING:
    from concertacion.experiments.explore.page import ExplorePage
    from concertacion.sim.model import CooperationModel

OVER = "The run is over; Reset begins again."
BETWEEN = 1200  # milliseconds between two quarters while it plays


class Stepping:
    """One run of one side, with the agents of the readable engine."""

    def __init__(self, app: App, page: ExplorePage, pane: pn.pane.HTML) -> None:
        self.app, self.page, self.pane = app, page, pane
        self.model: CooperationModel | None = None
        self._state: State | None = None
        self.side = pmui.Select(label="Settings of", options={key.upper(): key for key in SIDES}, value=SIDES[0], width=100)
        self.run = pmui.IntInput(label="Run", value=page.state.run, start=0, end=9999, width=130)
        self.country = pmui.Select(label="Country", options=[], width=220)
        self.step = pmui.Button(label="Step", icon="skip_next", on_click=lambda _: self._order())
        self.play = pmui.Toggle(label="Play", icon="play_arrow", value=False, size="small")
        self.reset = pmui.Button(
            label="Reset", icon="replay", variant="outlined", on_click=lambda _: self.begin(page.state, True)
        )
        self.side.param.watch(self._reset, "value")
        self.run.param.watch(self._chosen, "value")
        self.country.param.watch(lambda _: self._tell(), "value")
        self.play.param.watch(self._played, "value")
        self._beat: Any = None

    @property
    def controls(self) -> pmui.FlexBox:
        """The row of controls."""
        widgets = (self.side, self.run, self.step, self.play, self.reset, self.country)
        return pmui.FlexBox(*widgets, gap="0.4rem", align_items="end", margin=(12, 0, 0, 0))

    def _chosen(self, event: Any) -> None:
        """Another run; a field that was emptied keeps the run that is shown."""
        if event.new is not None:
            self.page.choose(run=event.new)

    def begin(self, state: State, anew: bool = False) -> None:
        """Set up the run of a state, unless it is there already."""
        kept = state._replace(view="", variable="")
        if self.model is not None and not anew and kept == self._state:
            self._tell()
            return
        self._state, self.model, self.play.value = kept, None, False
        self.page.say(self.app.compiling or "Preparing the run …", "busy")
        self.app.queue.put(id(self), [partial(self._made, state, self.side.value)], nothing, self.page.failed)

    def _made(self, state: State, key: str, progress: Progress) -> None:
        """In the thread of the queue: the model of a side."""
        from concertacion.sim.model import CooperationModel

        common = shared((*base_arguments(state, self.app.settings), *self.app.further))
        (arm,) = arms_of({key: state.side(key).patch}, common.config, common.inputs, ("delivered",), self.app.further)
        inputs = arm.inputs
        model = CooperationModel(inputs.world, inputs.parameters, inputs.scenario, seed=self.app.settings.seed, run=state.run)
        self.page.later(partial(self._ready, model))

    def _ready(self, model: CooperationModel) -> None:
        self.model = model
        names = dict(zip(model.world.country_names, model.world.countries, strict=True))
        kept = self.country.value if self.country.value in names.values() else model.world.countries[0]
        self.country.param.update(options=names, value=kept)
        self._tell()

    def pause(self) -> None:
        """Play no longer, for another view is shown."""
        self.play.value = False

    def _reset(self, _: Any) -> None:
        self.page.tell_command()
        self.begin(self.page.state, anew=True)

    def _order(self) -> None:
        """One quarter more, if there is one."""
        model = self.model
        if model is not None and model.quarter < model.world.quarters:
            self.app.queue.put(id(self), [partial(self._stepped, model)], nothing, self.page.failed)

    def _stepped(self, model: CooperationModel, progress: Progress) -> None:
        """In the thread of the queue: one quarter."""
        model.step()
        self.page.later(self._tell)

    def _tell(self) -> None:
        model = self.model
        if model is None or self.page.state.view != STEPS:
            return
        row = model.world.countries.index(self.country.value)
        side = self.page.state.side(self.side.value)
        setting = f"Run {self.page.state.run} of {self.side.value.upper()}, scenario {side.scenario}."
        self.pane.object = told(model, row, setting)
        over = model.quarter >= model.world.quarters
        self.step.disabled = over
        if over:
            self.play.value = False
        self.page.say(f"{setting} {OVER if over else made_so_far(model)}", "done")

    def _played(self, event: Any) -> None:
        self.play.param.update(label="Pause" if event.new else "Play", icon="pause" if event.new else "play_arrow")
        if event.new:
            self._beat = pn.state.add_periodic_callback(self._order, BETWEEN)
        elif self._beat is not None:
            self._beat.stop()
            self._beat = None
