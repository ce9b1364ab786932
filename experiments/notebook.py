"""A sweep from a notebook or a script: the settings of the command as keywords, the same checks, the table as a Dataset."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from concertacion.sim.declare import InputError

if TYPE_CHECKING:
    from xarray import Dataset


def sweep(out: str | Path, config_dir: str | Path | None = None, **settings: Any) -> Dataset:
    """Sweep into the folder `out`, or resume what it holds, and open it (`analysis.sweeps.open_sweep`).

    `settings` are those of `concertacion experiment=sweep` (docs/settings.md); parts of a world or of the parameters are given as
    a mapping. `config_dir` is a folder of your own configs.

        co.sweep("my_sweep", over=["insulation", {"purge": [0.1, 0.4]}], points=200, parameters={"rationality": 3}, quiet=True)

    Raises
    ------
    InputError
        If a setting is wrong; nothing is created then.
    Interrupted, Unfinished
        If it stops before its end (`experiments.chunks.stops`); what is done is kept.
    """
    from concertacion.analysis.sweeps import open_sweep
    from concertacion.experiments.run import run

    if "experiment" in settings:
        raise InputError(f"experiment={settings['experiment']}: sweep() always runs experiment=sweep; leave it out")
    further = [] if config_dir is None else ["--config-dir", str(config_dir)]
    return open_sweep(run(["experiment=sweep", *arguments_of({**settings, "out": str(out)}), *further]))


def arguments_of(settings: Mapping[str, Any]) -> list[str]:
    """Settings as one writes them on the command line; of a group, each part by itself."""
    from concertacion.experiments.compose import groups_of

    parts: dict[str, Any] = {}
    for name, value in settings.items():
        if isinstance(value, type):
            value = f"{value.__module__}.{value.__qualname__}"
        split = isinstance(value, Mapping) and name in groups_of()
        parts |= {f"{name}.{part}": entry for part, entry in value.items()} if split else {name: value}
    return [f"{name}={in_grammar(value)}" for name, value in parts.items()]


def in_grammar(value: Any) -> str:
    """A value in Hydra's grammar: texts in quotes, lists and mappings in brackets."""
    from concertacion.experiments.settings.quoting import quoted

    if isinstance(value, np.generic | np.ndarray):
        value = value.tolist()
    if value is None or isinstance(value, bool):
        return "null" if value is None else str(value).lower()
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{key}:{in_grammar(entry)}" for key, entry in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(map(in_grammar, value)) + "]"
    return quoted(str(value))
