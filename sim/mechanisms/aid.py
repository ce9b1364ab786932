"""Aid of the leading power: how much of it reaches whom, and what it draws from those who receive it."""

from __future__ import annotations

from concertacion.sim.compiled import compiled
from concertacion.sim.mechanisms.powers import LEADING, will_at_home


@compiled
def aid_that_arrives(flow, capacity, conditionality, oversight, aid_leakage):
    """Aid that reaches its purpose, a share: flow (1 - leakage (1 - capacity) (1 - conditionality * oversight)).

    It leaks away where the state is weak and nobody verifies progress. Source: Keating 2021, "Biden Plan" (verifiable progress,
    accountability of programmes, continued oversight).
    """
    return flow * (1.0 - aid_leakage * (1.0 - capacity) * (1.0 - conditionality * oversight))


@compiled
def money_for_work(aid, conditionality, cofunding):
    """Aid and the own money that conditional aid draws, in units of full aid: aid (1 + cofunding * conditionality).

    Source: Keating 2021, "Biden Plan" (countries invest significant amounts of their own resources).
    """
    return aid * (1.0 + cofunding * conditionality)


@compiled
def own_money(aid, conditionality, cofunding):
    """Fiscal stress added by the own money that conditional aid draws, a share: 0.5 cofunding * conditionality * aid.

    Half of what is drawn, as stress at rest is one half. Source: Keating 2021, "Biden Plan"; scale assumed.
    """
    return 0.5 * cofunding * conditionality * aid


@compiled
def aid_flow(p, societies, standing, powers, fortunes):
    """Phase 1 (model): aid that reaches each country it is addressed to, a share: the lever, capped by will at home in the
    leading power.
    """
    flow = p.aid * (1.0 - p.home_cap * (1.0 - will_at_home(LEADING, p, powers)))
    for i in range(fortunes.aid.size):
        fortunes.aid[i] = aid_that_arrives(
            flow * standing.addressed[i], societies.capacity[i], p.conditionality, p.oversight, p.aid_leakage
        )
