"""The one door: a command becomes a checked job before anything is created or run, and every experiment gets a job alone.

What a new experiment needs checked beyond this (its axes, its claims) it checks before it creates its folder; the tests put the
same bad input to every kind of experiment in `KINDS`.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Generic, TypeVar

from concertacion.analysis.formatting import listed
from concertacion.experiments.arguments import parsed
from concertacion.experiments.chunks.executors import Where, check_answers, where_of
from concertacion.experiments.chunks.store import SHARDS, TRAJECTORIES
from concertacion.experiments.compose import composed_config
from concertacion.experiments.effective import config_digest
from concertacion.experiments.inputs import RunInputs, build_inputs, country_class_of
from concertacion.experiments.output.files import check_writable
from concertacion.experiments.output.output_dir import output_dir_of, read_manifest
from concertacion.experiments.output.reporter import Reporter
from concertacion.experiments.phases import AGENTS, OUTCOMES, RECORDS, SUMMARIES, compile_model
from concertacion.experiments.settings.declaration import cut
from concertacion.experiments.settings.kinds import kind_of, own_declarations, settings_of
from concertacion.experiments.settings.shared import ChunkedSettings, SharedSettings
from concertacion.sim.declare import InputError
from concertacion.sim.parameters import make_parameters

LONGEST_NAME = 220  # bytes of a folder's name: what file systems take, less what a temporary name adds

AnySettings = TypeVar("AnySettings", bound=SharedSettings, covariant=True)


@dataclass(frozen=True)
class Job(Generic[AnySettings]):
    """A command: its checked settings, the config that they come from, and the folder of its result."""

    settings: AnySettings
    config: dict[str, Any]
    arguments: tuple[str, ...]
    digest: str  # of the config
    output_dir: Path

    @cached_property
    def inputs(self) -> RunInputs:
        """World, parameters, scenario and class of the config."""
        return build_inputs(self.settings)

    @cached_property
    def reporter(self) -> Reporter:
        """What draws and reports, in a `with` block in a process of its own."""
        return Reporter(self.settings.drawn_by, self.settings.workers)

    @cached_property
    def where(self) -> Where:
        """Where runs are done; an experiment that is not done in chunks uses the threads of this process."""
        settings = self.settings
        return where_of(settings.executor if isinstance(settings, ChunkedSettings) else {"name": "threads"}, settings.workers)

    def compile_model(self, *further: str) -> None:
        """Compile what the runs need, and `further` entries, and say so; called once nothing can be refused any more."""
        settings = self.settings
        recorded = not isinstance(settings, ChunkedSettings) or bool(getattr(settings, "trajectories", None))
        entries = [RECORDS if recorded else OUTCOMES]
        if settings.engine == "mesa":  # whose worlds settle in compiled code
            entries = [RECORDS, AGENTS] if recorded else [RECORDS, SUMMARIES, AGENTS]
        compile_model(*entries, *further, quiet=self.quiet)

    @property
    def quiet(self) -> bool:
        """Whether it shows neither progress nor tables."""
        return isinstance(self.settings, ChunkedSettings) and self.settings.quiet

    def check(self) -> None:
        """Make all that a run needs, and look at the folder.

        Raises
        ------
        InputError
            If a setting, parameter, table, scenario, class or folder is wrong.
        """
        if not self.settings.simulates:
            self._refuse_settings_of_runs()
            return
        make_parameters(self.settings.parameters)
        country_class_of(self.settings.country_class, self.settings.time_limit)
        _ = self.where
        if not self.settings.varies_worlds:
            _ = self.inputs
        check_can_be_written(self.output_dir)
        check_answers(self.where)  # last, for it may wait

    def _refuse_settings_of_runs(self) -> None:
        kind = kind_of(self.config)
        own = [entry.name for entry in own_declarations(kind)]
        for setting in parsed(self.arguments).settings:
            name = setting.partition("=")[0]
            if name not in ("experiment", *own):
                raise InputError(f"{cut(name)} has no effect in experiment={kind}, which takes {listed(own)}; leave it out")


def job_of(arguments: Sequence[str]) -> Job[SharedSettings]:
    """The job of a command line, before its `check`.

    Raises
    ------
    InputError
        If an argument or a setting is wrong.
    """
    config = composed_config(arguments)
    settings, digest = settings_of(config), config_digest(config)
    return Job(settings, config, tuple(arguments), digest, output_dir_of(settings.out, settings.names, digest))


def check_can_be_written(output_dir: Path) -> None:
    """Refuse a folder for results that is none, holds something else, or cannot be written to; creates nothing.

    Raises
    ------
    InputError
        In one sentence that names the folder.
    """
    long = [part for part in output_dir.parts if len(os.fsencode(part)) > LONGEST_NAME]
    if long:
        raise InputError(f"out={output_dir}: {cut(long[0])} is longer than {LONGEST_NAME} bytes; name a shorter folder, out=DIR")
    try:
        read_manifest(output_dir, allowed=(SHARDS, TRAJECTORIES))
        check_writable(output_dir)
    except OSError as error:  # a name that is too long, a folder that may not be entered
        raise InputError(f"out={output_dir}: cannot be written to ({error.strerror})") from error
