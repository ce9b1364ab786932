"""What an experiment was asked to do, checked value by value: right type, right range, and sensible together."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any, NamedTuple

from concertacion.sim.declare import InputError, nearest

MODES = ("free", "pinned", "replay")
ENGINES = ("kernel", "mesa")
NAMED = ("experiment", "world", "scenario")
PLAIN = ("parameters", "start", "years", "mode", "until", "replicates", "seed", "engine", "country_class", "workers", "out")
LARGEST_SEED = 2**63 - 1
# What each kind of experiment is run by, and the settings that it has beside the plain ones (read by its own module).
KINDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "ensemble": ("concertacion.experiments.ensemble.command", ()),
    "sweep": (
        "concertacion.experiments.sweep.command",
        (
            "design", "points", "levels", "second_order", "table", "over", "fixed", "luck", "outcomes", "trajectories", "limit",
            "executor", "quiet",
        ),
    ),
    "sensitivity": (
        "concertacion.experiments.sensitivity.command",
        (
            "method", "points", "screen", "screen_points", "second_order", "phase", "phase_steps", "over", "fixed", "luck",
            "outcomes", "threshold", "limit", "executor", "quiet",
        ),
    ),
    "claims": (
        "concertacion.experiments.claims.command",
        (
            "claims", "claims_folder", "effort", "points", "pairs", "most_pairs", "ablation_points", "ablation_pairs", "limit",
            "executor", "quiet",
        ),
    ),
    "proposals": (
        "concertacion.experiments.proposals.command",
        ("proposals", "claims_folder", "points", "costs", "budget", "limit", "executor", "quiet"),
    ),
}  # fmt: skip
CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Settings(NamedTuple):
    """A checked config. `world`, `scenario` and `parameters` are still data: `experiments.inputs` makes the objects."""

    experiment: str
    kind: str
    world: dict[str, Any]
    scenario: dict[str, Any]
    parameters: dict[str, Any]
    start: int
    years: int
    mode: str
    until: int | None
    replicates: int
    seed: int
    engine: str
    country_class: str | None
    workers: int
    out: Path | None
    own: dict[str, Any]  # those of this kind of experiment only, unchecked: its module reads them

    @property
    def names(self) -> tuple[str, str, str]:
        """Experiment, world and scenario: what a folder that the user does not name is named by."""
        return self.experiment, str(self.world["name"]), str(self.scenario["name"])


def settings_of(config: dict[str, Any]) -> Settings:
    """The settings in a resolved config.

    Raises
    ------
    InputError
        If a key is unknown, a value has the wrong type or lies outside its range, or two settings contradict each other.
    """
    for key in NAMED:
        _check_name(config, key)
    kind = _kind(config["experiment"])
    own = KINDS[kind][1]
    for key in config:
        if key not in NAMED + PLAIN + own:
            raise InputError(f"{key}: there is no such setting; {nearest(key, NAMED + PLAIN + own)}")
    settings = Settings(
        experiment=config["experiment"]["name"],
        kind=kind,
        world=config["world"],
        scenario=config["scenario"],
        parameters=_mapping(config, "parameters"),
        start=whole(config, "start", 1000, 3000),
        years=whole(config, "years", 1, 200),
        mode=choice(config, "mode", MODES),
        until=None if config["until"] is None else whole(config, "until", 1000, 3000),
        replicates=whole(config, "replicates", 1, 1_000_000),
        seed=whole(config, "seed", 0, LARGEST_SEED),
        engine=choice(config, "engine", ENGINES),
        country_class=text(config, "country_class"),
        workers=CORES if config["workers"] is None else whole(config, "workers", 1, 1024),
        out=None if text(config, "out") is None else Path(config["out"]),
        own={key: config[key] for key in own if key in config},
    )
    _check_together(settings)
    return settings


def _kind(experiment: dict[str, Any]) -> str:
    kind = experiment.get("kind", "ensemble")
    if kind not in KINDS:
        raise InputError(f"experiment.kind={kind!r}: {nearest(str(kind), KINDS)}")
    return str(kind)


def _check_together(settings: Settings) -> None:
    if settings.country_class and settings.engine != "mesa":
        raise InputError(f"country_class={settings.country_class}: the kernel runs no class of yours; add engine=mesa")
    if settings.until is not None and settings.mode != "replay":
        raise InputError(f"until={settings.until}: only mode=replay has a last year of the record; add mode=replay")
    if settings.mode == "replay":
        last = settings.start + settings.years - 1
        if settings.until is None:
            raise InputError(f"mode=replay needs until=YEAR, the last year that follows the record, {settings.start} to {last}")
        if not settings.start <= settings.until <= last:
            raise InputError(f"until={settings.until}: outside the run, which goes from {settings.start} to {last}")


def _check_name(config: dict[str, Any], group: str) -> None:
    """The name of a chosen experiment, world or scenario goes into the name of the folder."""
    name = _mapping(config, group).get("name")
    if not isinstance(name, str) or not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.-]*", name):
        raise InputError(f"{group}.name={name!r}: expected a name of letters, digits and underscores")


def _mapping(config: dict[str, Any], key: str) -> dict[str, Any]:
    value = config.get(key)
    if not isinstance(value, dict):
        raise InputError(f"{key}={value!r}: expected the name of one of the configs in configs/{key}/, or settings under {key}.")
    return {str(name): entry for name, entry in value.items()}


def whole(config: dict[str, Any], key: str, low: int, high: int) -> int:
    """The whole number under a key, from `low` to `high` (InputError if it is anything else)."""
    value = config[key]
    if isinstance(value, bool) or not isinstance(value, int):
        raise InputError(f"{key}={value!r}: expected a whole number from {low} to {high}")
    if not low <= value <= high:
        raise InputError(f"{key}={value}: outside its range, {low} to {high}")
    return value


def choice(config: dict[str, Any], key: str, choices: tuple[str, ...]) -> str:
    """The text under a key, one of the choices (InputError if it is anything else)."""
    value = config[key]
    if value not in choices:
        raise InputError(f"{key}={value!r}: {nearest(str(value), choices)}")
    return str(value)


def text(config: dict[str, Any], key: str) -> str | None:
    """The text under a key, or None (InputError if it is anything else)."""
    value = config[key]
    if value is None or (isinstance(value, str) and value.strip()):
        return value
    raise InputError(f"{key}={value!r}: expected a text")
