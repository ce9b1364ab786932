"""What a test of claims was asked to do: its own settings, checked, and its arms, tried, before anything is created."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from concertacion.analysis.claims.claim import ARM_KEYS, Claim
from concertacion.analysis.claims.ledger import Sizes
from concertacion.experiments.claims.arms import patched
from concertacion.experiments.settings import Settings, choice, text, whole
from concertacion.experiments.sweep.axes import Axis
from concertacion.experiments.sweep.batches import groups_of
from concertacion.experiments.sweep.setups import case_at, measures_of, ready
from concertacion.sim.declare import InputError

EFFORTS = {"quick": (64, 8, 8, 16, 4), "full": (1024, 32, 32, 128, 8)}  # points, pairs, most pairs, those of the ablations
MOST = 2**20


class Asked(NamedTuple):
    """The checked settings. Claims are read, and arms made, from `claims` and `folder`."""

    claims: str | list[str]
    folder: Path | None
    effort: str
    sizes: Sizes
    limit: int
    quiet: bool


def asked_of(settings: Settings) -> Asked:
    """The settings of a test in those of its kind.

    Raises
    ------
    InputError
        If a value has the wrong type or range.
    """
    own = settings.own
    effort, folder, claims = choice(own, "effort", tuple(EFFORTS)), text(own, "claims_folder"), own["claims"]
    if not isinstance(claims, str) and not (isinstance(claims, list) and claims and all(isinstance(c, str) for c in claims)):
        raise InputError(f"claim={claims!r}: expected all, the id of a claim, or a list of ids, [MSF-P1,MSF-P2]")
    keys = ("points", "pairs", "most_pairs", "ablation_points", "ablation_pairs")
    given = [usual if own[key] is None else whole(own, key, 2, MOST) for key, usual in zip(keys, EFFORTS[effort], strict=True)]
    if settings.engine != "kernel":
        raise InputError(f"engine={settings.engine}: claims are tested with the kernel only")
    if not isinstance(own["quiet"], bool):
        raise InputError(f"quiet={own['quiet']!r}: expected true or false")
    if own["most_pairs"] is not None and given[2] < given[1]:
        raise InputError(f"most_pairs={given[2]}: fewer than the {given[1]} pairs that every point has")
    few = min(given[3], given[0]), given[4]
    sizes = Sizes(max(2, settings.replicates), given[0], given[1], max(given[1], given[2]), *few)
    return Asked(claims, None if folder is None else Path(folder), effort, sizes, whole(own, "limit", 1, 2**31), own["quiet"])


def scenarios_of(claims: Sequence[Claim], arguments: Sequence[str]) -> dict[str, Any]:
    """The configs of the scenarios that arms name.

    Raises
    ------
    InputError
        If there is none of that name.
    """
    from concertacion.experiments.run import composed_config

    others = [argument for argument in arguments if not argument.startswith("scenario=")]
    found: dict[str, Any] = {}
    for claim in claims:
        for where, patch in (("common", claim.common), *((f"arms.{name}", arm) for name, arm in claim.arms.items())):
            name = patch.get("scenario")
            if name is not None and name not in found:
                try:
                    found[name] = (composed_config([*others, f"scenario={name}"]) or {})["scenario"]
                except InputError as error:
                    raise InputError(f"claim {claim.id}: {where}: {error}") from error
    return found


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
                case = case_at(made, {}, {})
                groups = groups_of(case, made["parameters"], axes, points)
                measures_of(case, tuple(claim.measures.values()))
            except InputError as error:
                raise InputError(f"{where}: {str(error).removeprefix('scenario arm, ')}") from error
            built = ready(case)
            tables = [table.tobytes() for group in groups for table in group.tables]
            events = [column.tobytes() for column in built.compiled_run.events]
            mark = (built.world.digest.encode(), *tables, *(group.compiled_run.segment.tobytes() for group in groups), *events)
            if mark in seen:
                changes = ", ".join(ARM_KEYS)
                raise InputError(f"{where}: changes nothing against arms.{seen[mark]}; it needs one of {changes} that does")
            seen[mark] = name
