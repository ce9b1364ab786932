"""The page of one session: widgets, and what happens when one is moved. Everything else is in the functions it calls."""

from __future__ import annotations

import re
import sys
import traceback
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import panel as pn
import panel_material_ui as pmui

from concertacion.analysis.figures.canvas import BLUE, MUTED
from concertacion.analysis.formatting import counted, words_of
from concertacion.experiments.explore.app import App
from concertacion.experiments.explore.controls import Controls
from concertacion.experiments.explore.data import differences_csv, outcomes_csv
from concertacion.experiments.explore.pictures import by_country, drawn
from concertacion.experiments.explore.queue import Progress, nothing
from concertacion.experiments.explore.runs import Shown
from concertacion.experiments.explore.state import STEPS, VIEWS, State, address_of, command_of, made_elsewhere, mark_of, state_of
from concertacion.experiments.explore.stepping import Stepping
from concertacion.experiments.explore.views import explained, style_sheet, view_of
from concertacion.experiments.explore.width import Width
from concertacion.sim.declare import InputError

TITLES = {
    "differences": "Differences", "time": "Over time", "delivery": "Channels and delivery", "forums": "Forums", "map": "Map",
    "steps": "Step by step", "explain": "Explain",
}  # fmt: skip
COMMANDS = {False: "The command that does the same runs", True: "The command that makes this run, the last of its runs"}
EXPLAINED = "Each slider and each scenario, with its source."
ELSEWHERE = "The address was made on a page with other defaults, years, runs or seed; numbers may differ from those seen there."
COPY = "navigator.clipboard.writeText(source.data.value)"
COPY_ADDRESS = "navigator.clipboard.writeText(window.location.href)"


class ExplorePage:
    """One session."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.document: Any = pn.state.curdoc
        self.location: Any = pn.state.location
        self.shown: Shown | None = None
        self.left = False
        self.state, fault = self._first_state()
        self.controls = Controls(app, self.state, self._moved)
        self.status = pn.pane.HTML(stylesheets=[STATUS], sizing_mode="stretch_width")
        self.panes = {view: pn.pane.HTML(stylesheets=[style_sheet()], sizing_mode="stretch_width") for view in VIEWS}
        self.panes["explain"].object = explained(app.scenarios)
        self.steps = Stepping(app, self, self.panes[STEPS])
        self.variable = pmui.Select(label="The map shows", options=[self.state.variable], value=self.state.variable, width=300)
        self.variable.param.watch(lambda event: self.choose(variable=event.new), "value")
        inside: dict[str, list[Any]] = {"map": [self.variable], STEPS: [self.steps.controls]}
        self.tabs = pmui.Tabs(
            *((TITLES[view], pn.Column(*inside.get(view, ()), self.panes[view], sizing_mode="stretch_width")) for view in VIEWS),
            active=VIEWS.index(self.state.view), sizing_mode="stretch_width",
            styles={"max-height": "none"},  # as tall as what it holds, not as the window: the command comes below
        )  # fmt: skip
        self.tabs.param.watch(lambda event: self.choose(view=VIEWS[event.new]), "active")
        self.command = pmui.TextAreaInput(label=COMMANDS[False], value="", disabled=False, rows=3, sizing_mode="stretch_width")
        pn.state.on_session_destroyed(self._left)
        self._beat = pn.state.add_periodic_callback(self._tell_compiling, 1000) if app.compiling else None
        self.tell_command()
        self.say(f"{WRONG} {fault}" if fault else app.compiling or BUSY, "fault" if fault else "busy")
        pn.state.onload(partial(self._begin, fault))  # what comes before the browser listens would be lost

    def _begin(self, fault: str) -> None:
        """The browser is there: order what it shows; a fault of the address stays to be read."""
        if not fault:
            self._order()

    def _left(self, _: Any) -> None:
        """Nobody waits for what the page and the run step by step have ordered."""
        self.left = True
        for owner in (self, self.steps):
            self.app.queue.leave(id(owner))

    def _first_state(self) -> tuple[State, str]:
        """The state of the address, or the usual one and what is wrong with the address."""
        query = urlsplit(self.location.href).query
        self.notice = ELSEWHERE if made_elsewhere(query, mark_of(self.app.settings)) else ""
        try:
            return state_of(query, self.app.usual, tuple(self.app.scenarios)), ""
        except InputError as error:
            return self.app.usual, str(error)

    def page(self) -> pmui.Page:
        """The whole page."""
        copy = pmui.Button(label="Copy the command", variant="outlined", icon="content_copy")
        copy.js_on_click(args={"source": self.command}, code=COPY)
        share = pmui.Button(label="Copy the address", variant="outlined", icon="link")
        share.js_on_click(code=COPY_ADDRESS)
        downloads = [
            pmui.FileDownload(callback=partial(self._csv, write), filename=name, label=label)
            for name, label, write in (
                ("differences.csv", "Differences (CSV)", differences_csv), ("outcomes.csv", "Every run (CSV)", outcomes_csv),
            )
        ]  # fmt: skip
        foot = pn.Column(
            self.command, pmui.FlexBox(copy, share, *downloads, gap="0.6rem"), sizing_mode="stretch_width", margin=(10, 0)
        )
        width = Width(width=0, height=0, margin=0)
        main = pn.Column(width, self.status, self.tabs, foot, sizing_mode="stretch_width", margin=(0, 16), max_width=1150)
        page = pmui.Page(
            title="Concertación: explore", main=[main], sidebar=[self.controls.layout], sidebar_width=384, sidebar_open=False,
            theme_toggle=False, theme_config=THEME, sidebar_resizable=False,
        )  # fmt: skip
        width.jslink(page, wide="sidebar_open")  # in the browser, so that it need not wait for the server
        return page

    def _moved(self, state: State) -> None:
        """The controls have another state."""
        self._set(state._replace(view=self.state.view, variable=self.state.variable, run=self.state.run))

    def choose(self, **changes: Any) -> None:
        """Show another view, another variable or another run."""
        self._set(self.state._replace(**changes))

    def _set(self, state: State) -> None:
        if state == self.state:
            return
        self.state = state
        self.notice = ""
        query = address_of(state, self.app.usual, mark_of(self.app.settings))
        self.location.search = f"?{query}" if query else ""
        self._order()

    def _order(self) -> None:
        """Order what the state shows; whatever was ordered before is stopped."""
        self.tell_command()
        if self.state.view == STEPS:
            self.app.queue.leave(id(self))
            self.steps.begin(self.state)
            return
        self.steps.pause()
        if self.state.view == "explain":
            self.app.queue.leave(id(self))
            self.say(EXPLAINED, "done")
            return
        self.say(self.app.compiling or BUSY, "busy")
        stages = self.app.stages[-1:] if self.app.runs.ready(self.state) else self.app.stages
        self.app.queue.put(id(self), [partial(self._stage, self.state, runs) for runs in stages], nothing, self.failed)

    def tell_command(self) -> None:
        """Show the command of what is shown: all runs, or step by step the one run of a side."""
        self.command.label = COMMANDS[self.state.view == STEPS]
        self.command.value = command_of(self.state, self.app.settings, self.app.further, self.steps.side.value)

    def _stage(self, state: State, runs: int, progress: Progress) -> None:
        """In the thread of the queue: run, draw, and hand over."""
        shown = self.app.runs.shown(state, runs, progress)
        text = view_of(shown, drawn(shown))
        progress(runs, runs)
        self.later(partial(self._show, shown, text))

    def _show(self, shown: Shown, text: str) -> None:
        if shown.state != self.state:
            return  # it was ordered before the last move
        self.shown = shown
        self.panes[shown.state.view].object = text
        self.variable.options = {words_of(name): name for name in by_country(next(iter(shown.arms.values())))}
        whole = self.app.settings.replicates
        few = shown.runs < whole
        self.say(
            f"First {shown.runs} of {whole} runs of each; the others follow …" if few else f"{counted(whole, 'run')} of each.",
            "busy" if few else "done",
        )

    def _csv(self, write: Any) -> Any:
        return write(self.shown)

    def _tell_compiling(self) -> None:
        if text := self.app.compiling:
            self.say(text, "busy")
        elif self._beat is not None:
            self._beat.stop()
            if self.app.fault and self.shown is None:
                self.say(self.app.fault, "fault")

    def later(self, callback: Any) -> None:
        """Do something in the session, from another thread, unless nobody is there any more."""
        if not self.left:
            self.document.add_next_tick_callback(callback)

    def failed(self, error: Exception) -> None:
        """In the thread of the queue: something went wrong."""
        sentence = re.sub(r"^arms\.([ab]): ", lambda side: f"{side[1].upper()}: ", str(error))
        if not isinstance(error, InputError):
            traceback.print_exception(error, file=sys.stderr)
            sentence = f"This cannot be shown: {type(error).__name__}."
        self.later(partial(self.say, sentence, "fault"))

    def say(self, sentence: str, kind: str) -> None:
        """Say how far it is (`busy`), that it is done (`done`) or what is wrong (`fault`)."""
        sentence = f"{sentence} {self.notice}" if self.notice and kind == "done" else sentence
        self.status.object = f'<p role="status" class="{kind}">{pn.util.escape(sentence)}</p>' if sentence else ""


BUSY = "Running …"
WRONG = "The address is wrong, so nothing is run; move a slider to begin from the usual page."
THEME = {"palette": {"primary": {"main": BLUE}, "secondary": {"main": MUTED}}, "shape": {"borderRadius": 4}}
STATUS = """
p { font: 0.95rem/1.4 system-ui, sans-serif; margin: 0.5rem 0; padding: 0.45rem 0.8rem; }
p { border-left: 3px solid #707070; background: #f4f6f8; }
p.busy { border-color: #E69F00; }
p.done { border-color: #009E73; }
p.fault { border-color: #D55E00; background: #fdf0e8; }
"""
