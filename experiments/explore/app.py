"""All that the sessions of one server share: settings, scenarios, runs and the one queue of work."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from concertacion.experiments.arguments import parsed
from concertacion.experiments.explore.queue import Progress, WorkQueue, nothing
from concertacion.experiments.explore.runs import FEW, Runs
from concertacion.experiments.explore.state import FIRST, STEPS, VIEWS, State
from concertacion.experiments.phases import AGENTS, RECORDS, SUMMARIES, compile_model, expected, say
from concertacion.experiments.settings.explore import ExploreSettings
from concertacion.experiments.yaml_files import named_files, read_yaml
from concertacion.sim.compiled import is_compiled
from concertacion.sim.declare import InputError


class App:
    """The shared part of the page; `further` is `--config-dir DIR`, if it was given."""

    def __init__(self, settings: ExploreSettings, further: Sequence[str] = ()) -> None:
        self.settings, self.further = settings, tuple(further)
        self.runs, self.queue = Runs(settings, further), WorkQueue()
        self._ready_at: float | None = None
        self.fault = ""  # why the model could not be compiled

    @property
    def usual(self) -> State:
        """The state of an address that says nothing."""
        view = STEPS if self.settings.engine == "mesa" else VIEWS[0]
        return State(self.settings.start, view=view)

    @property
    def stages(self) -> tuple[int, ...]:
        """Numbers of runs that are shown one after the other."""
        return tuple(dict.fromkeys((min(FEW, self.settings.replicates), self.settings.replicates)))

    @cached_property
    def scenarios(self) -> Mapping[str, Mapping[str, Any]]:
        """The files of the scenarios by name, the baseline first, those of the user last.

        Raises
        ------
        InputError
            If one cannot be read, or is no scenario.
        """
        config_dir = parsed(self.further).config_dir
        folder = None if config_dir is None else config_dir / "scenario"
        own = named_files("scenario", "--config-dir", folder, with_ours=False) if folder and folder.is_dir() else {}
        ours = named_files("scenario", "scenario")
        return {name: _read(name, (ours | own)[name]) for name in dict.fromkeys((FIRST, *ours, *own))}

    def compile(self) -> None:
        """Order the model compiled, before anything else is done, if it is not."""
        missing = [entry for entry in (RECORDS, SUMMARIES, AGENTS) if not is_compiled(entry)]
        if not missing:
            return
        self._ready_at = time.monotonic() + sum(expected(entry)[0] for entry in missing)

        def stage(_: Progress) -> None:
            compile_model(*missing, apart=True)
            self._ready_at = None

        def failed(error: Exception) -> None:
            self._ready_at, self.fault = None, f"The model could not be compiled: {error}"
            say(self.fault)

        self.queue.put("compile", [stage], nothing, failed)

    @property
    def compiling(self) -> str:
        """What the page says while the model is compiled; empty otherwise."""
        if self._ready_at is None:
            return ""
        left = self._ready_at - time.monotonic()
        when = f"about {left:.0f} s left" if left > 0 else "longer than expected"
        return f"The model is being compiled, {when}. This happens once for each version; results follow by themselves."


def _read(name: str, file: Any) -> Mapping[str, Any]:
    """The file of a scenario; an empty one changes nothing."""
    config = read_yaml(file, f"scenario {name}") or {}
    if not isinstance(config, Mapping):
        raise InputError(f"scenario {name}: expected the settings of a scenario, NAME: VALUE")
    return config
