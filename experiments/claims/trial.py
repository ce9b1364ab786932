"""Before a test of claims begins: the scenarios and worlds that it names, and every arm made at two points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from concertacion.analysis.claims.claim import Claim
from concertacion.analysis.claims.claim_file import ARM_KEYS
from concertacion.experiments.claims.arms import patched
from concertacion.experiments.claims.plan import Plan
from concertacion.experiments.claims.sweeps import names_of_check
from concertacion.experiments.compose import config_of
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
    scenarios: dict[str, Any] = {}
    for claim in claims:
        for where, patch in (("common", claim.common), *((f"arms.{name}", arm) for name, arm in claim.arms.items())):
            name = patch.get("scenario")
            if name is not None and name not in scenarios:
                try:
                    scenarios[name] = config_of("scenario", name, arguments)
                except InputError as error:
                    raise InputError(f"claim {claim.id}: {where}: {error}") from error
    return scenarios


def worlds_of(claims: Sequence[Claim], arguments: Sequence[str]) -> dict[str, Any]:
    """The configs of the worlds that claims name.

    Raises
    ------
    InputError
        If there is none of that name.
    """
    others = [argument for argument in arguments if not argument.startswith("world.")]
    worlds: dict[str, Any] = {}
    for claim in claims:
        if claim.world and claim.world not in worlds:
            try:
                worlds[claim.world] = config_of("world", claim.world, others)
            except InputError as error:
                raise InputError(f"claim {claim.id}: {error}") from error
    return worlds


def try_arms(plan: Plan) -> Plan:
    """Make every arm of every claim ready at two points; returns the plan with the claims that have no check run, and why.

    Raises
    ------
    InputError
        If an arm cannot be made, two arms of a claim are the same there, or an outcome is wrong.
    """
    no_checks: dict[str, str] = {}
    for claim in plan.claims:
        _try(plan, claim, plan.base_of(claim), tuple(claim.measures.values()))
        if plan.period_of_check(claim) is not None:
            measured = tuple(dict.fromkeys(claim.measures[measure] for _, measure in names_of_check(claim)))
            try:
                _try(plan, claim, plan.base_of_check(claim), measured)
            except InputError as error:
                no_checks[claim.id] = str(error).removeprefix(f"claim {claim.id}: ")
    return plan._replace(no_checks=no_checks)


def _try(plan: Plan, claim: Claim, base: Mapping[str, Any], outcomes: tuple[str, ...]) -> None:
    seen: dict[tuple[bytes, ...], str] = {}
    for name, arm in claim.arms.items():
        where = f"claim {claim.id}: arms.{name}"
        try:
            made = patched(base, (claim.common, arm), plan.scenarios)
            setup = setup_at(made, {}, {})
            batches = batches_of(setup, made["parameters"], plan.axes, plan.points[:2])
            measures_of(setup, outcomes)
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
