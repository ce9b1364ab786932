"""Before a test of claims begins: the scenarios that its arms name, and every arm made at two points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from concertacion.analysis.claims.claim import ARM_KEYS, Claim
from concertacion.experiments.claims.arms import patched
from concertacion.experiments.compose import composed_config
from concertacion.experiments.sweep.axes import Axis
from concertacion.experiments.sweep.batches import batches_of
from concertacion.experiments.sweep.setups import load_setup, measures_of, setup_at
from concertacion.sim.declare import InputError


def scenarios_of(claims: Sequence[Claim], arguments: Sequence[str]) -> dict[str, Any]:
    """The configs of the scenarios that arms name.

    Raises
    ------
    InputError
        If there is none of that name.
    """
    others = [argument for argument in arguments if not argument.startswith("scenario=")]
    scenarios: dict[str, Any] = {}
    for claim in claims:
        for where, patch in (("common", claim.common), *((f"arms.{name}", arm) for name, arm in claim.arms.items())):
            name = patch.get("scenario")
            if name is not None and name not in scenarios:
                try:
                    scenarios[name] = composed_config([*others, f"scenario={name}"])["scenario"]
                except InputError as error:
                    raise InputError(f"claim {claim.id}: {where}: {error}") from error
    return scenarios


def try_arms(
    claims: Sequence[Claim], base: Mapping[str, Any], scenarios: Mapping[str, Any], axes: tuple[Axis, ...], points: np.ndarray
) -> None:
    """Make every arm of every claim ready at two points.

    Raises
    ------
    InputError
        If one cannot be made, two arms of a claim are the same there, or an outcome is wrong.
    """
    for claim in claims:
        seen: dict[tuple[bytes, ...], str] = {}
        for name, arm in claim.arms.items():
            where = f"claim {claim.id}: arms.{name}"
            try:
                made = patched(base, (claim.common, arm), scenarios)
                setup = setup_at(made, {}, {})
                batches = batches_of(setup, made["parameters"], axes, points)
                measures_of(setup, tuple(claim.measures.values()))
            except InputError as error:
                raise InputError(f"{where}: {str(error).removeprefix('scenario arm, ')}") from error
            built = load_setup(setup)
            tables = [table.tobytes() for batch in batches for table in batch.tables]
            events = [column.tobytes() for column in built.compiled_run.events]
            mark = (built.world.digest.encode(), *tables, *(batch.compiled_run.segment.tobytes() for batch in batches), *events)
            if mark in seen:
                changes = ", ".join(ARM_KEYS)
                raise InputError(f"{where}: changes nothing against arms.{seen[mark]}; it needs one of {changes} that does")
            seen[mark] = name
