"""The tables of docs/scenarios.md from the declarations and the shipped scenarios: `python -m
concertacion.experiments.pages.scenarios` rewrites them.

With `--check` it only refuses a stale page.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from concertacion.experiments.output.manifest import DOCS, PROJECT
from concertacion.experiments.output.tables import markdown_table
from concertacion.experiments.pages.markers import Tables, refresh
from concertacion.sim.events import RANGES, VARIABLES
from concertacion.sim.parameters import DECLARED
from concertacion.sim.scenario import places

PAGE = DOCS / "scenarios.md"
SCENARIOS = PROJECT / "configs" / "scenario"
# What moves an outside power, whichever it is in a region.
POWERS = {
    which: {name for name, entry in DECLARED.items() if f"{which} power" in entry.meaning}
    | {name for name, entry in VARIABLES.items() if entry.field.event and entry.field.event.cells == which}
    for which in ("first", "second")
}


def event_variables() -> list[tuple[str, str, float, float, str, str]]:
    """What an event may change: variable, country or forum, lowest and highest value it may be set to, unit, meaning."""
    rows = []
    for name, variable in VARIABLES.items():
        field = variable.field
        low, high = RANGES.get(field.unit, (0.0, math.inf))  # accepted; what is held in the state may be narrower
        low, high = (max(low, field.event.low), min(high, field.event.high)) if field.event else (low, high)
        rows.append((name, variable.axis, low, high, field.unit, field.meaning))
    return rows


def variables() -> str:
    """The table of what an event may change."""
    return markdown_table(
        ("variable", "of a", "set to", "unit", "meaning"),
        (
            (f"`{name}`", owner, f"{low:g} to {high:g}" if high < math.inf else f"{low:g} or more", unit, meaning)
            for name, owner, low, high, unit, meaning in event_variables()
        ),
    )


def shipped() -> list[Mapping[str, Any]]:
    """The scenarios of the project, by name."""
    return [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(SCENARIOS.glob("*.yaml"))]


def entries(scenario: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Its parameter windows and its events."""
    return [*scenario.get("parameters", ()), *scenario.get("events", ())]


def elsewhere(scenario: Mapping[str, Any]) -> str:
    """Whether another region can have the scenario: not if it names countries or forums; a power is whichever it has."""
    named = places(scenario.get("events", ()))
    if named:
        return f"no: {', '.join(named)}"
    powers = [f"the {which} power" for which, moves in POWERS.items() if moved(scenario) & moves]
    return f"yes; moves {' and '.join(powers)}, whichever it is" if powers else "yes"


def moved(scenario: Mapping[str, Any]) -> set[str]:
    """The parameters and variables that it moves."""
    windows = {name for window in scenario.get("parameters", ()) for name in window["set"]}
    return windows | {event["variable"] for event in scenario.get("events", ())}


def when(scenario: Mapping[str, Any]) -> str:
    """The years in which it acts, or the quarter of a run from which it acts, where it names no year."""
    times = [str(entry[key]) for entry in entries(scenario) for key in ("from", "to") if key in entry]
    years = sorted(int(time[:4]) for time in times if "Q" in time)
    if not times:
        return "never"
    if not years:
        first = min(int(time) for time in times)
        return f"from +{first}" if first else "always"
    if any("to" not in entry for entry in scenario.get("parameters", ())):
        return f"from {years[0]}"
    return f"{years[0]} to {years[-1]}" if years[0] < years[-1] else f"{years[0]}"


def scenarios() -> str:
    """The table of the shipped scenarios."""
    return markdown_table(
        ("scenario", "what happens", "acts", "other regions", "source"),
        (
            (
                f"`{scenario['name']}`",
                scenario["description"],
                when(scenario),
                elsewhere(scenario),
                scenario["source"],
            )
            for scenario in shipped()
        ),
    )


TABLES: Tables = {"variables": variables, "scenarios": scenarios}


def main(arguments: Sequence[str]) -> int:
    """Rewrite the page, or with `--check` only say whether it is current; returns the exit code."""
    return refresh((PAGE,), TABLES, "concertacion.experiments.pages.scenarios", arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
