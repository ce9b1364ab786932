"""What a variable is known by: its type, its shape, a hash of its values and their mean; and what a machine is known by."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from concertacion.sim.compiled import compiled

# Names of before, and what they are called now. A variable, column or value that has another name by now is found through it.
RENAMES = {"clubs": "minilaterals", "club": "minilateral"}
CLOSE = 1e-6


def renamed(name: str) -> str:
    """The name of today of a variable, column or value of before."""
    for old, new in RENAMES.items():
        name = name.replace(old, new)
    return name


def fingerprint(values: Any) -> dict[str, Any]:
    """Type, shape, SHA-256 and mean of an array; texts by today's names, as their type says nothing of the numbers."""
    array = np.asarray(values)
    if array.dtype.kind not in "fiub":
        texts = [renamed(str(value)) for value in array.ravel().tolist()]
        return {"dtype": "text", "shape": list(array.shape), "sha256": _sha256("\0".join(texts).encode()), "mean": None}
    finite = array[np.isfinite(array)] if array.dtype.kind == "f" else array
    mean = float(finite.mean(dtype=np.float64)) if finite.size else None
    plain = np.where(np.isnan(array), array.dtype.type(np.nan), array) if array.dtype.kind == "f" else array  # one NaN, one hash
    return {"dtype": str(array.dtype), "shape": list(array.shape), "sha256": _sha256(plain.tobytes()), "mean": mean}


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@compiled
def _functions(x, out):
    """What the C library's functions give at x, as the model calls them."""
    for i in range(x.size):
        out[i, 0] = math.exp(x[i])
        out[i, 1] = math.log(x[i] + 6.0)
        out[i, 2] = math.tanh(x[i])
        out[i, 3] = math.cos(x[i])
        out[i, 4] = (x[i] + 6.0) ** 1.7
        out[i, 5] = math.sqrt(x[i] + 6.0)


def canary() -> str:
    """A hash that is the same on machines whose functions have the same last bits."""
    x = np.linspace(-5.0, 5.0, 4001)
    out = np.empty((x.size, 6))
    _functions(x, out)
    return _sha256(out.tobytes())


def differences(before: Mapping[str, Any], now: Mapping[str, Any], exact: bool) -> list[str]:
    """Which fingerprints of before are missing or differ now, one line each.

    `exact` compares hashes; else, on a machine with other last bits, types, shapes and means.
    """
    wrong = []
    for old, entry in before.items():
        name = old if old in now else renamed(old)
        if name not in now:
            wrong.append(f"{name}: missing")
            continue
        keys = ("dtype", "shape", "sha256") if exact else ("dtype", "shape")
        wrong += [f"{name}: {key} was {entry[key]}, is {now[name][key]}" for key in keys if entry[key] != now[name][key]]
        if (
            not exact
            and entry["mean"] is not None
            and not math.isclose(entry["mean"], now[name]["mean"], rel_tol=CLOSE, abs_tol=CLOSE)
        ):
            wrong.append(f"{name}: mean was {entry['mean']}, is {now[name]['mean']}")
    return wrong
