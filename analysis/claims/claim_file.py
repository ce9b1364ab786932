"""A claim from the mapping that its file holds, every value checked."""

from __future__ import annotations

import keyword
import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

from concertacion.analysis.claims.claim import EVERYWHERE, Claim, Expected, Part, Sign, Treatment
from concertacion.analysis.claims.formula import make_condition, make_formula
from concertacion.analysis.claims.types import TYPES
from concertacion.sim.declare import InputError, as_name, nearest

STATUSES = ("stated", "inferred", "normative")
# How an effect must come out: above the smallest effect of interest, below minus it, within both (no trend), above it
# somewhere (a claim that something can happen); non-monotone is `greater` of the smaller of a rise and a fall.
SHAPES = ("greater", "less", "negligible", "possible", "non-monotone")
SIGNS = ("+", "-", "open")
MODES = ("free", "pinned")
ARM_KEYS: dict[str, tuple[type | tuple[type, ...], str]] = {  # with the type of each, and how messages call it
    "scenario": (str, "the name of a scenario"),
    "set": (Mapping, "{PARAMETER: VALUE}"),
    "parameters": (
        (list, tuple),
        "a list of windows, {from: TIME, set: {PARAMETER: VALUE}}; for the whole run write set: {PARAMETER: VALUE}",
    ),
    "events": ((list, tuple), "a list of events, {from: TIME, variable: NAME, ...}"),
    "world": (Mapping, "{SECTION.ROW.FIELD: VALUE}"),
}
TEXTS = ("paper", "section", "passage", "sentence")
SOURCE = (*TEXTS, "status")  # all that an untestable claim needs
TEST = ("sign", "arms", "measures", "parts", "direct")
OPTIONAL = (
    "start", "years", "world", "mode", "common", "control", "applies", "treatment", "rivals", "record", "note", "untestable",
)  # fmt: skip
KEYS = (*SOURCE, *TEST, *OPTIONAL)
PART_KEYS = ("name", "claim", "effect", "shape", "type")  # that a part needs
OWN_SIZE = ("smallest", "reason")  # that it may have, both or none
RECORD_KEYS = ("fact", "shape", "than")


def make_claim(identity: str, mapping: Mapping[str, Any], where: str) -> Claim:
    """A claim from its file; `where` names the file.

    Whether arms can be made and differ, and whether outcomes exist, needs a world: it is checked where the arms are run.

    Raises
    ------
    InputError
        If a key is unknown or missing, or a value is not what it must be.
    """
    _known(mapping, KEYS, where)
    untestable = _optional_text(mapping, "untestable", where)
    for key in SOURCE if untestable else SOURCE + TEST:
        if mapping.get(key) is None:
            raise InputError(f"{where}: needs {key}")
    texts: dict[str, Any] = {key: _text(mapping[key], f"{where}: {key}") for key in TEXTS}
    status = _one_of("status", mapping["status"], STATUSES, where)
    source = Claim(
        id=identity, **texts, status=status, note=_optional_text(mapping, "note", where), untestable=untestable,
        rivals=_names(mapping.get("rivals") or [], f"{where}: rivals"),
    )  # fmt: skip
    return source if untestable else source._replace(**_test(mapping, status, where))


def _test(mapping: Mapping[str, Any], status: str, where: str) -> dict[str, Any]:
    """The fields of a claim that say how it is tested."""
    arms, measures = make_arms(mapping["arms"], f"{where}: arms"), _named(mapping["measures"], f"{where}: measures")
    control = as_name(mapping.get("control") or next(iter(arms)), f"{where}: control")
    if control not in arms:
        raise InputError(f"{where}: control: there is no arm '{control}'; {nearest(control, arms)}")
    condition, treated = mapping.get("applies"), mapping.get("treatment")
    test: dict[str, Any] = {
        "start": _whole(mapping, "start", 1000, 3000, where),
        "years": _whole(mapping, "years", 1, 200, where),
        "world": _optional_text(mapping, "world", where),
        "mode": "" if mapping.get("mode") is None else _one_of("mode", mapping["mode"], MODES, where),
        "sign": _sign(mapping["sign"], f"{where}: sign"),
        "arms": arms,
        "measures": {name: _text(outcome, f"{where}: measures.{name}") for name, outcome in measures.items()},
        "parts": _parts(mapping["parts"], arms, measures, status, f"{where}: parts"),
        "applies": EVERYWHERE if condition is None else make_condition(condition, {control: {}}, measures, f"{where}: applies"),
        "treatment": _treatment(treated, arms, measures, control, f"{where}: treatment"),
        "direct": _names(mapping["direct"], f"{where}: direct"),
        "common": make_arm(mapping.get("common") or {}, f"{where}: common"),
        "control": control,
        "record": None if mapping.get("record") is None else _expected(mapping["record"], f"{where}: record"),
    }
    read = {name for _, name in Claim("", "", "", "", "", "")._replace(**test).reads}
    for measure in measures:
        if measure not in read:
            raise InputError(f"{where}: measures: '{measure}' is read by no part, nor by applies or treatment; leave it out")
    return test


def _parts(value: Any, arms: Mapping[str, Any], measures: Mapping[str, Any], status: str, where: str) -> tuple[Part, ...]:
    if not isinstance(value, list | tuple) or not value:
        raise InputError(f"{where}={value!r}; expected a list of {{{', '.join(PART_KEYS)}}}")
    parts = tuple(_part(one, arms, measures, status, f"{where}[{n}]") for n, one in enumerate(value))
    names = [part.name for part in parts]
    if len(set(names)) < len(names):
        raise InputError(f"{where}: {', '.join(names)}; expected each name once")
    marked = [part.name for part in parts if part.claim]
    if len(marked) != 1:
        raise InputError(f"{where}: {', '.join(marked) or 'none'} with claim: true; exactly one part is the claim")
    return parts


def _part(value: Any, arms: Mapping[str, Any], measures: Mapping[str, Any], status: str, where: str) -> Part:
    if not isinstance(value, Mapping):
        raise InputError(f"{where}={value!r}; expected {{{', '.join(PART_KEYS)}}}")
    _known(value, (*PART_KEYS, "status", *OWN_SIZE), where)
    for key in PART_KEYS:
        if value.get(key) is None:
            raise InputError(f"{where}: needs {key}")
    _named({value["name"]: ""}, f"{where}: name")
    if not isinstance(value["claim"], bool):
        raise InputError(f"{where}: claim={value['claim']!r}; expected true or false")
    kind, smallest, reason = _one_of("type", value["type"], tuple(TYPES), where), value.get("smallest"), value.get("reason")
    if (smallest is None) != (reason is None):
        raise InputError(f"{where}: has only one of {' and '.join(OWN_SIZE)}; a threshold of its own needs both")
    if smallest is not None and not (_number(smallest, f"{where}: smallest") > 0):
        raise InputError(f"{where}: smallest={smallest!r}; expected a number above 0")
    return Part(
        name=value["name"],
        claim=value["claim"],
        effect=make_formula(value["effect"], arms, measures, f"{where}: effect"),
        shape=_one_of("shape", value["shape"], SHAPES, where),
        type=kind,
        smallest=TYPES[kind].smallest if smallest is None else float(smallest),
        reason=_optional_text(value, "reason", where),
        status=_one_of("status", value.get("status") or status, STATUSES, where),
    )


def _sign(value: Any, where: str) -> Sign:
    if not isinstance(value, Mapping) or set(value) != set(Sign._fields):
        raise InputError(f"{where}={value!r}; expected {{expected: {' or '.join(SIGNS)}, why: TEXT}}")
    return Sign(_one_of("expected", value["expected"], SIGNS, where), _text(value["why"], f"{where}: why"))


def _treatment(value: Any, arms: Mapping[str, Any], measures: Mapping[str, Any], control: str, where: str) -> Treatment | None:
    """The measure that an arm moves; with a single arm there is none."""
    if len(arms) == 1:
        if value is not None:
            raise InputError(f"{where}: a claim of one arm treats nothing; leave it out")
        return None
    form = "{measure: NAME, arm: ARM, type: TYPE}, or {why: TEXT} where it cannot be measured"
    if isinstance(value, Mapping) and set(value) == {"why"}:
        return Treatment("", "", "", False, 0.0, _text(value["why"], f"{where}: why"))
    if not isinstance(value, Mapping) or set(value) - {"against"} != {"measure", "arm", "type"}:
        raise InputError(f"{where}={value!r}; expected {form}")
    kind = TYPES[_one_of("type", value["type"], tuple(TYPES), where)]
    measure = _one_of("measure", value["measure"], tuple(measures), where)
    arm, against = (_one_of(key, value.get(key, control), tuple(arms), where) for key in ("arm", "against"))
    if arm == against:
        raise InputError(f"{where}: compares arm {arm} with itself; name another")
    return Treatment(measure, arm, against, kind.relative, kind.smallest)


def _expected(value: Any, where: str) -> Expected:
    if not isinstance(value, Mapping) or set(value) != set(RECORD_KEYS):
        raise InputError(f"{where}={value!r}; expected {{fact: NAME, shape: greater or less, than: NUMBER}}")
    than = _number(value["than"], f"{where}: than")
    return Expected(_text(value["fact"], f"{where}: fact"), _one_of("shape", value["shape"], SHAPES[:2], where), than)


def _known(mapping: Mapping[str, Any], keys: Sequence[str], where: str) -> None:
    for key in mapping:
        if key not in keys:
            raise InputError(f"{where}: there is no '{key}'; {nearest(str(key), keys)}")


def _one_of(key: str, value: Any, valid: tuple[str, ...], where: str) -> str:
    if value not in valid:
        raise InputError(f"{where}: {key}={value!r}; {nearest(str(value), valid)}")
    return str(value)


def _text(value: Any, where: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise InputError(f"{where}={value!r}; expected a text")
    return " ".join(value.split())


def _optional_text(mapping: Mapping[str, Any], key: str, where: str) -> str:
    return "" if mapping.get(key) is None else _text(mapping[key], f"{where}: {key}")


def _number(value: Any, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise InputError(f"{where}={value!r}; expected a number")
    return float(value)


def _whole(mapping: Mapping[str, Any], key: str, low: int, high: int, where: str) -> int | None:
    value = mapping.get(key)
    if value is not None and (isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high):
        raise InputError(f"{where}: {key}={value!r}; expected a whole number from {low} to {high}")
    return value


def _names(value: Any, where: str) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or len({str(name) for name in value}) < len(value):
        raise InputError(f"{where}={value!r}; expected a list of names, each once")
    return tuple(as_name(name, where) for name in value)


def _named(value: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping) or not value:
        raise InputError(f"{where}={value!r}; expected {{NAME: ...}}")
    for name in value:
        if not re.fullmatch(r"[a-z][a-z0-9_]*", str(name)):
            raise InputError(f"{where}: {name!r} is not a valid name; use small letters, digits and _")
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
