"""The controls of the page: world, first year, and for each side a scenario and the sliders."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import panel as pn
import panel_material_ui as pmui

from concertacion.analysis.formatting import spelled, words_of
from concertacion.experiments.compose import config_of
from concertacion.experiments.explore.app import App
from concertacion.experiments.explore.sliders import Slider, places_of, sliders
from concertacion.experiments.explore.state import SIDES, Side, State, changed, worlds
from concertacion.experiments.explore.views import GROUPS

COLOURS = {"a": "secondary", "b": "primary"}  # of the theme, which has those of the figures
SMALL = {"& .MuiFormLabel-root": {"fontSize": "0.82rem", "lineHeight": 1.3}}
HEAD = "font: 600 0.95rem/1.3 system-ui, sans-serif; margin: 0.9rem 0 0.2rem;"


class Controls:
    """Widgets that hold a state; `moved` hears of each new one."""

    def __init__(self, app: App, state: State, moved: Callable[[State], None]) -> None:
        self._moved, self._state, self._usual, self._quiet = moved, state, app.usual, False
        self.world = pmui.Select(
            label="World", options={spelled(name): name for name in worlds()}, value=state.world, sizing_mode="stretch_width"
        )
        years = starts(state.world)
        self.start = pmui.IntSlider(
            label="First year",
            start=years[0],
            end=years[-1],
            value=state.start,
            format="0",
            sizing_mode="stretch_width",
            margin=(10, 20),
        )
        names = {words_of(name): name for name in app.scenarios}
        self.scenarios = {
            key: pmui.Select(
                label=f"Scenario of {key.upper()}", options=names, value=getattr(state, key).scenario, sizing_mode="stretch_width"
            )
            for key in SIDES
        }
        self.sliders = {(key, name): _widget(key, one, getattr(state, key)) for name, one in sliders().items() for key in SIDES}
        self.world.param.watch(lambda event: self._set(self._state._replace(world=event.new)), "value")
        self.start.param.watch(lambda event: self._set(self._state._replace(start=event.new)), "value_throttled")
        for key, widget in self.scenarios.items():
            widget.param.watch(lambda event, key=key: self._side(key, scenario=event.new), "value")
        for (key, name), one in self.sliders.items():
            one.param.watch(lambda event, key=key, name=name: self._slid(key, name, event.new), "value_throttled")

    @property
    def layout(self) -> pn.Column:
        """All of them, in a column."""
        buttons = [
            pmui.Button(label="Copy A to B", variant="text", on_click=lambda _: self.hold(self._state._replace(b=self._state.a))),
            pmui.Button(label="Begin again", variant="text", on_click=lambda _: self.hold(self._usual)),
        ]
        rows: list[Any] = [pn.Row(*self.scenarios.values()), self.world, self.start, pn.Row(*buttons)]
        for lever, title in GROUPS.items():
            rows.append(pn.pane.HTML(f'<h2 style="{HEAD}">{title}</h2>', sizing_mode="stretch_width"))
            rows += [_pair(self.sliders[a, name] for a in SIDES) for name, one in sliders().items() if one.lever == lever]
        return pn.Column(*rows, sizing_mode="stretch_width", margin=(8, 12))

    def hold(self, state: State) -> None:
        """Show another state, and say so once."""
        self._quiet = True
        self.world.value = state.world
        years = starts(state.world)
        self.start.param.update(start=years[0], end=years[-1], value=state.start)
        for key in SIDES:
            side = state.side(key)
            self.scenarios[key].value = side.scenario
            for name, one in sliders().items():
                self.sliders[key, name].value = side.at(one)
        self._quiet = False
        self._set(state)

    def _slid(self, key: str, name: str, value: float) -> None:
        self._set(self._state.having(key, changed(self._state.side(key), name, value)))

    def _side(self, key: str, **changes: Any) -> None:
        self._set(self._state.having(key, self._state.side(key)._replace(**changes)))

    def _set(self, state: State) -> None:
        if self._quiet or state == self._state:
            return
        if state.world != self._state.world:
            years = starts(state.world)
            state = state._replace(start=min(max(state.start, years[0]), years[-1]))
            self.start.param.update(start=years[0], end=years[-1], value=state.start)
        self._state = state
        self._moved(state)


def _widget(key: str, one: Slider, side: Side) -> pmui.FloatSlider:
    """A slider of a side; the first of a pair says what it is."""
    about = f"{one.meaning} ({one.unit}), {one.low:g} to {one.high:g}, usually {one.default:g}. {one.source}"
    return pmui.FloatSlider(
        label=f"{one.title} {key.upper()}", start=one.low, end=one.high, step=one.step, value=side.at(one),
        format="0." + "0" * max(places_of(one.step), 1), color=COLOURS[key], size="small", sx=SMALL, description=about,
        sizing_mode="stretch_width", margin=(0, 12),
    )  # fmt: skip


def _pair(widgets: Any) -> pn.Row:
    return pn.Row(*widgets, sizing_mode="stretch_width")


@cache
def starts(world: str) -> tuple[int, ...]:
    """The years that a world of the project can start in."""
    from concertacion.sim.worlds.coverage import possible_starts
    from concertacion.sim.worlds.selection import choose_countries, powers_of, world_folder
    from concertacion.sim.worlds.tables import read_tables

    config = config_of("world", world, ())
    tables = read_tables(world_folder(str(config["tables"]), None), trusted=True)
    countries = choose_countries(config["countries"], tables.frames["countries"], tables.label)
    return tuple(possible_starts(tables.frames, countries, powers_of(tables.frames)))
