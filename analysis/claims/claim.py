"""A claim of a paper as arms, an outcome and a smallest effect of interest. One file each, `configs/claim/<id>.yaml`."""

from __future__ import annotations

import keyword
import math
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from concertacion.analysis.claims.formula import Formula, make_formula
from concertacion.sim.declare import InputError, as_name, nearest

STATUSES = ("stated", "inferred", "normative")
# How the effect must come out: above the smallest effect of interest, below minus it, within both (no trend), above it
# somewhere (a claim that something can happen); non-monotone is `greater` of the smaller of a rise and a fall.
SHAPES = ("greater", "less", "negligible", "possible", "non-monotone")
ARM_KEYS: dict[str, tuple[type | tuple[type, ...], str]] = {  # with the type of each, and how messages call it
    "scenario": (str, "the name of a scenario"),
    "set": (Mapping, "{PARAMETER: VALUE}"),
    "parameters": ((list, tuple), "a list of windows, {from: TIME, set: {PARAMETER: VALUE}}"),
    "events": ((list, tuple), "a list of events, {from: TIME, variable: NAME, ...}"),
    "world": (Mapping, "{SECTION.ROW.FIELD: VALUE}"),
}
TEXTS = ("paper", "section", "passage", "sentence", "reason")
NEEDED = (*TEXTS, "status", "arms", "measures", "effect", "shape", "smallest", "direct")
OPTIONAL = ("common", "control", "rivals", "record", "untestable")
RECORD_KEYS = ("fact", "shape", "than")


class Expected(NamedTuple):
    """What the record must show if the claim is true of the past: a fact above or below a number."""

    fact: str  # name in the table of the record
    shape: str  # greater | less
    than: float


class Claim(NamedTuple):
    """One claim. `arms` are patches on the base run, each over `common`: {scenario: NAME, set: {PARAMETER: VALUE} throughout,
    parameters: [windows], events: [events], world: {SECTION.ROW.FIELD: VALUE}}, in the grammar of scenarios and worlds.
    """

    id: str
    paper: str
    section: str
    passage: str  # where in the section: a locator, no quotation
    status: str  # of STATUSES
    sentence: str  # in our words
    arms: Mapping[str, Mapping[str, Any]]
    measures: Mapping[str, str]  # short name -> outcome, as in docs/outcomes.md
    effect: Formula  # of means over the runs of an arm
    shape: str  # of SHAPES
    smallest: float  # smallest effect of interest, > 0, in the unit of the effect
    reason: str  # for that size
    direct: tuple[str, ...]  # parameters: strengths of the mechanisms that lead straight from the arms to the outcome
    common: Mapping[str, Any] = {}
    control: str = ""  # the arm that feedbacks are frozen at; the first by default
    rivals: tuple[str, ...] = ()  # ids of claims that say otherwise
    record: Expected | None = None  # what the record must say, where it speaks
    untestable: str = ""  # why it is not tested here; empty if it is


def make_claim(identity: str, mapping: Mapping[str, Any], where: str) -> Claim:
    """A claim from its file; `where` names the file.

    Whether arms can be made and differ, and whether outcomes exist, needs a world: it is checked where the arms are run.

    Raises
    ------
    InputError
        If a key is unknown or missing, or a value is not what it must be.
    """
    for key in mapping:
        if key not in NEEDED + OPTIONAL:
            raise InputError(f"{where}: there is no '{key}'; {nearest(str(key), NEEDED + OPTIONAL)}")
    for key in NEEDED:
        if mapping.get(key) is None:
            raise InputError(f"{where}: needs {key}")
    texts = {key: _text(mapping.get(key, ""), f"{where}: {key}") for key in TEXTS}
    arms, measures = make_arms(mapping["arms"], f"{where}: arms"), _named(mapping["measures"], f"{where}: measures")
    smallest = mapping["smallest"]
    if isinstance(smallest, bool) or not isinstance(smallest, int | float) or not 0 < smallest < math.inf:
        raise InputError(f"{where}: smallest={smallest!r}; expected a number above 0")
    control = as_name(mapping.get("control") or next(iter(arms)), f"{where}: control")
    if control not in arms:
        raise InputError(f"{where}: control: there is no arm '{control}'; {nearest(control, arms)}")
    effect = make_formula(mapping["effect"], arms, measures, f"{where}: effect")
    for measure in measures:
        if measure not in {name for _, name in effect.names}:
            raise InputError(f"{where}: measures: '{measure}' is in no term of the effect, {effect.text}; leave it out")
    return Claim(
        id=identity,
        **texts,
        status=_one_of("status", mapping["status"], STATUSES, where),
        shape=_one_of("shape", mapping["shape"], SHAPES, where),
        arms=arms,
        measures={name: _text(outcome, f"{where}: measures.{name}") for name, outcome in measures.items()},
        effect=effect,
        smallest=float(smallest),
        direct=_names(mapping["direct"], f"{where}: direct"),
        common=make_arm(mapping.get("common") or {}, f"{where}: common"),
        control=control,
        rivals=_names(mapping.get("rivals") or [], f"{where}: rivals"),
        record=_expected(mapping["record"], f"{where}: record") if mapping.get("record") is not None else None,
        untestable=str(mapping.get("untestable") or ""),
    )


def _expected(value: Any, where: str) -> Expected:
    if not isinstance(value, Mapping) or set(value) != set(RECORD_KEYS):
        raise InputError(f"{where}={value!r}; expected {{fact: NAME, shape: greater or less, than: NUMBER}}")
    than = value["than"]
    if isinstance(than, bool) or not isinstance(than, int | float) or not math.isfinite(than):
        raise InputError(f"{where}: than={than!r}; expected a number")
    return Expected(_text(value["fact"], f"{where}: fact"), _one_of("shape", value["shape"], SHAPES[:2], where), float(than))


def _one_of(key: str, value: Any, valid: tuple[str, ...], where: str) -> str:
    if value not in valid:
        raise InputError(f"{where}: {key}={value!r}; {nearest(str(value), valid)}")
    return str(value)


def _text(value: Any, where: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise InputError(f"{where}={value!r}; expected a text")
    return " ".join(value.split())


def _names(value: Any, where: str) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or len({str(name) for name in value}) < len(value):
        raise InputError(f"{where}={value!r}; expected a list of names, each once")
    return tuple(as_name(name, where) for name in value)


def _named(value: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping) or not value:
        raise InputError(f"{where}={value!r}; expected {{NAME: ...}}")
    for name in value:
        if not re.fullmatch(r"[a-z][a-z0-9_]*", str(name)):
            raise InputError(f"{where}: {name!r} is no name; use small letters, digits and _")
        if keyword.iskeyword(name):  # Python takes formulas apart
            raise InputError(f"{where}: {name!r} cannot be read in a formula; choose another name, such as {name}_it")
    return value


def make_arms(value: Any, where: str) -> dict[str, Mapping[str, Any]]:
    """The patch of each arm by name, checked as far as it can be without a world; `where` names the mapping.

    Raises
    ------
    InputError
        If it is no mapping of names to patches, or a patch has a key or a type that none has.
    """
    return {name: make_arm(arm or {}, f"{where}.{name}") for name, arm in _named(value, where).items()}


def make_arm(value: Any, where: str) -> Mapping[str, Any]:
    """One patch, as `make_arms` (raises what that does)."""
    if not isinstance(value, Mapping):
        raise InputError(f"{where}={value!r}; expected {{KEY: ...}}")
    for key in value:
        if key not in ARM_KEYS:
            raise InputError(f"{where}: there is no '{key}'; {nearest(str(key), ARM_KEYS)}")
        kind, words = ARM_KEYS[key]
        if not isinstance(value[key], kind):
            raise InputError(f"{where}: {key}={value[key]!r}; expected {words}")
    return value
