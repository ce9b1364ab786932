"""What the page shows, as one value; the address that holds it, and the command that does the same runs."""

from __future__ import annotations

import hashlib
import json
import shlex
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode

import yaml

from concertacion.experiments.explore.sliders import Slider, checked_value, sliders
from concertacion.experiments.help import configs, version
from concertacion.experiments.settings.declaration import cut
from concertacion.experiments.settings.explore import ExploreSettings
from concertacion.sim.declare import InputError, nearest
from concertacion.sim.parameters import Parameters

SIDES = ("a", "b")
WORLD = "latin_america_20"
FIRST, SECOND = "baseline", "pandemic"  # the scenarios of the two sides, where an address names none
VIEWS = ("differences", "time", "delivery", "forums", "map", "steps", "explain")
STEPS = "steps"
MARK = "usual"  # in the address: the mark of the page that made it
PLAIN = ("world", "start", "view", "variable", "run")  # names in the address that both sides share
LONGEST = 4000  # characters of an address
BESIDE = "plain"  # the arm beside a setting that is compared with itself
OWN = ("own",)  # worlds that need a folder


class Side(NamedTuple):
    """One of the two settings: a scenario, and the values that are not at their default."""

    scenario: str
    values: Mapping[str, float] = {}

    def at(self, one: Slider) -> float:
        """The value of a slider."""
        return self.values.get(one.name, one.default)

    @property
    def patch(self) -> dict[str, object]:
        """The arm of a comparison that does the same."""
        scenario: dict[str, object] = {} if self.scenario == FIRST else {"scenario": self.scenario}
        return scenario | ({"set": dict(self.values)} if self.values else {})


class State(NamedTuple):
    """What the page shows."""

    start: int
    a: Side = Side(FIRST)
    b: Side = Side(SECOND)
    world: str = WORLD
    view: str = VIEWS[0]
    variable: str = "approval"  # of the map
    run: int = 0  # of the steps

    def side(self, key: str) -> Side:
        """One of the two sides, by its key."""
        return self.a if key == SIDES[0] else self.b

    def having(self, key: str, side: Side) -> State:
        """The state with another side."""
        return self._replace(a=side) if key == SIDES[0] else self._replace(b=side)

    @property
    def same(self) -> bool:
        """Whether both settings are one."""
        return self.a == self.b


def worlds() -> tuple[str, ...]:
    """The worlds that can be chosen."""
    return tuple(name for name in configs("world") if name not in OWN)


def changed(side: Side, name: str, value: float) -> Side:
    """A side with a slider at another value."""
    one = sliders()[name]
    values = {**side.values, name: one.rounded(value)}
    return side._replace(
        values={key: values[key] for key in sliders() if key in values and values[key] != sliders()[key].default}
    )


def mark_of(settings: ExploreSettings) -> str:
    """A mark, 6 hex digits, of all that addresses leave out: version, defaults, and the years, runs and seed of the page."""
    left_out = [version(), list(Parameters()), settings.start, settings.years, settings.replicates, settings.seed]
    return hashlib.sha256(json.dumps(left_out).encode()).hexdigest()[:6]


def made_elsewhere(query: str, mark: str) -> bool:
    """Whether an address was made on a page with another mark."""
    return any(name == MARK and text != mark for name, text in parse_qsl(query.removeprefix("?")))


def address_of(state: State, usual: State, mark: str = "") -> str:
    """The query of the address: whatever is not as usual, values rounded to the steps of their sliders, and the page's mark."""
    plain = {name: getattr(state, name) for name in PLAIN}
    pairs = [(name, value) for name, value in plain.items() if value != getattr(usual, name)]
    for key in SIDES:
        side = state.side(key)
        pairs += [(f"{key}.scenario", side.scenario)] if side.scenario != usual.side(key).scenario else []
        pairs += [(f"{key}.{name}", f"{value:g}") for name, value in side.values.items()]
    return urlencode([*pairs, (MARK, mark)] if pairs and mark else pairs)


def state_of(query: str, usual: State, scenarios: tuple[str, ...]) -> State:
    """The state in the query of an address.

    Raises
    ------
    InputError
        If a name or a value is wrong: in one sentence, with the nearest name.
    """
    if len(query) > LONGEST:
        raise InputError(f"address: {len(query)} characters are more than this page has; leave out what follows the ?")
    plain: dict[str, Any] = {}
    state, seen = usual, set[str]()
    for name, text in parse_qsl(query.removeprefix("?"), keep_blank_values=True):
        if name in seen:
            raise InputError(f"address: {cut(name)} appears twice")
        seen.add(name)
        key, _, inner = name.partition(".")
        if name == MARK:
            continue
        if key in SIDES and inner:
            state = state.having(key, _side(state.side(key), name, inner, text, scenarios))
        else:
            plain[name] = _plain(name, text)
    return state._replace(**plain)


def _side(side: Side, name: str, inner: str, text: str, scenarios: tuple[str, ...]) -> Side:
    if inner == "scenario":
        if text not in scenarios:
            raise InputError(f"{name}={cut(text)}: there is no such scenario; {nearest(text, scenarios)}")
        return side._replace(scenario=text)
    if inner not in sliders():
        raise InputError(f"{cut(name)}: the page has no such slider; {nearest(inner, sliders())}")
    return changed(side, inner, checked_value(inner, text, name))


def _plain(name: str, text: str) -> str | int:
    """The value of a name that both sides share."""
    choices = {"world": worlds(), "view": VIEWS}
    if name in choices:
        if text not in choices[name]:
            raise InputError(f"{name}={cut(text)}: there is no such {name}; {nearest(text, choices[name])}")
        return text
    if name in ("start", "run"):
        if not (text.isascii() and text.isdigit() and len(text) <= 4):
            raise InputError(f"{name}={cut(text)}: expected a {'year' if name == 'start' else 'number from 0 to 9999'}")
        return int(text)
    if name == "variable":
        return text  # the map knows those of the runs
    valid = (
        *PLAIN,
        *(f"{key}.{inner}" for key in SIDES for inner in ("scenario", *sliders())),
    )
    raise InputError(f"{cut(name)}: the page knows no such name; {nearest(name, valid)}")


def base_arguments(state: State, settings: ExploreSettings) -> list[str]:
    """The arguments that both sides share."""
    return [
        f"world={state.world}", f"start={state.start}", f"years={settings.years}", f"replicates={settings.replicates}",
        f"seed={settings.seed}",
    ]  # fmt: skip


def arguments_of(state: State, settings: ExploreSettings) -> list[str]:
    """The arguments of the command that does the same runs: a comparison; with plain runs where both sides are one.

    Values are set in an arm as a slider sets them; as parameters of an ensemble they would shape its settled start too.
    """
    base = base_arguments(state, settings)
    if state.same and not state.a.values:
        return [*base, *([] if state.a.scenario == FIRST else [f"scenario={state.a.scenario}"])]
    arms = {BESIDE: {}, SIDES[0]: state.a.patch} if state.same else {key: state.side(key).patch for key in SIDES}
    return ["experiment=compare", _arms(arms), *base]


def _arms(arms: Mapping[str, Any]) -> str:
    return f"arms={yaml.safe_dump(dict(arms), default_flow_style=True, sort_keys=False, width=10**6).strip()}"


def arguments_of_run(state: State, key: str, settings: ExploreSettings) -> list[str]:
    """The arguments of the command that makes the one run of a side, which is the last of its runs."""
    side, base = state.side(key), base_arguments(state, replace(settings, replicates=state.run + 1))
    if side.values:
        return ["experiment=compare", _arms({BESIDE: {}, key: side.patch}), *base]
    return [*base, f"scenario={side.scenario}", "baseline=false"]


def command_of(state: State, settings: ExploreSettings, further: tuple[str, ...] = (), key: str = SIDES[0]) -> str:
    """The command, as one types it: of all runs, or step by step of the one run of a side."""
    arguments = arguments_of_run(state, key, settings) if state.view == STEPS else arguments_of(state, settings)
    return shlex.join(["concertacion", *arguments, *further])
