"""Which axes: what `over=` and `fixed=` name, one by one or in groups; without `over`, every parameter that is not fixed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from concertacion.experiments.parameters import parameter_defaults
from concertacion.experiments.settings.declaration import shown
from concertacion.experiments.sweep.axes import CHOICES, OVERRIDES, Axis, known, plain
from concertacion.experiments.sweep.entries import axis_of
from concertacion.experiments.sweep.ties import read_ties
from concertacion.sim.declare import InputError, Prior, Variant, declared, nearest
from concertacion.sim.parameters import DECLARED, THEMES
from concertacion.sim.worlds.overrides import parse


def _named(kind: type, lever: bool = False) -> tuple[str, ...]:
    return tuple(name for name, entry in DECLARED.items() if isinstance(entry, kind) and getattr(entry, "lever", False) == lever)


# Names that stand for several axes. A theme has a word before it, for one of them shares its name with a variant.
GROUPS: dict[str, tuple[str, ...]] = {
    "parameters": _named(Prior),
    "levers": _named(Prior, lever=True),
    "variants": _named(Variant),
    **{f"theme.{theme.__name__.lower()}": tuple(declared(theme)) for theme in THEMES[:-2]},
}
DEFAULT = ("parameters", "variants")


def axes_of(over: Any, fixed: Any, config: Mapping[str, Any], ties: Any = None) -> tuple[Axis, ...]:
    """The axes that `over` names, in its order, groups in the order of declaration; without it those of `DEFAULT`.

    `over` is a name, a list of names and mappings {name: [low, high] or a distribution (`entries`)}, or one such mapping. What
    the config has moved away from its default is fixed, and so is what `fixed` names or `ties` makes follow another parameter:
    a group leaves it out, and to name it is an error.

    Raises
    ------
    InputError
        If it names nothing, a name is unknown, fixed or named twice, a range is empty or too wide, or nothing is left to vary.
    """
    held = fixed_of(fixed, config)
    for name, (followed, _) in read_ties(ties).items():
        refuse_fixed(name, held, "ties")
        held[name] = f"ties, where it follows {followed}"
    if over is not None and not _entries(over):
        raise InputError(f"over={shown(over)}: names nothing; leave it out to vary every parameter that is not fixed")
    entries: dict[str, Any] = {}
    single: set[str] = set()
    for name, wish in _entries(over) or [(group, None) for group in DEFAULT]:
        if name in GROUPS:
            if wish is not None:
                raise InputError(f"over: {name}={shown(wish)}: a group takes no range; name its parameters one by one")
            for member in GROUPS[name]:
                if member not in held:
                    entries.setdefault(member, None)
            continue
        if name in single:
            raise InputError(f"over: {name} is named twice")
        refuse_fixed(name, held, "over")
        single.add(name)
        entries[name] = wish
    if not entries:
        raise InputError("over: everything it names is fixed, so nothing is left to vary")
    return tuple(axis_of(name, wish) for name, wish in entries.items())


def refuse_fixed(name: str, held: Mapping[str, str], where: str) -> None:
    """Refuse a name that is unknown, or that is fixed.

    Raises
    ------
    InputError
        In one sentence that begins with `where`.
    """
    if not known(name):
        raise InputError(f"{where}: there is no '{name}' to vary; {nearest(name, [*DECLARED, *GROUPS, *CHOICES])}")
    if name in held:
        raise InputError(f"{where}: {name} is fixed by {held[name]}; leave out one of the two")


def fixed_of(fixed: Any, config: Mapping[str, Any]) -> dict[str, str]:
    """What is fixed, and by what: parameters away from their default, facts of the world that are set, and names in `fixed`.

    Raises
    ------
    InputError
        If `fixed` names what does not exist.
    """
    defaults = parameter_defaults()
    standing = config["parameters"]
    held = {name: f"parameters.{name}={value}" for name, value in standing.items() if value != defaults.get(name, value)}
    for change in parse(config["world"].get("overrides")):
        held[OVERRIDES + ".".join(change[:3])] = f"world.overrides ({change.value})"
    for name, wish in _entries(fixed, "fixed"):
        if wish is not None:
            raise InputError(f"fixed: {name}={shown(wish)}: names only; parameters.{name}=VALUE sets a value")
        if name not in GROUPS and name not in DECLARED:
            raise InputError(f"fixed: there is no parameter '{name}'; {nearest(name, [*DECLARED, *GROUPS])}")
        held |= {member: f"fixed=[{name}]" for member in GROUPS.get(name, (name,))}
    return held


def _entries(given: Any, key: str = "over") -> list[tuple[str, Any]]:
    """(name, its range or values, or None) of every entry."""
    if given is None:
        return []
    entries: list[tuple[str, Any]] = []
    for entry in [given] if isinstance(given, str | Mapping) else given if isinstance(given, Sequence) else [None]:
        if isinstance(entry, str):
            entries.append((_name(entry), None))
        elif isinstance(entry, Mapping):
            entries.extend((_name(str(name)), wish) for name, wish in entry.items())
        else:
            raise InputError(f"{key}={shown(given)}: expected names, [A, B], or {{A: [LOW, HIGH]}}")
    return entries


def _name(name: str) -> str:
    return name if name in GROUPS else plain(name)
