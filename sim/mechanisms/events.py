"""Scenario events: what a scenario sets or shifts in a quarter, before anything else happens."""

from __future__ import annotations

from concertacion.sim.compiled import compiled
from concertacion.sim.mechanisms.arithmetic import bounded, total
from concertacion.sim.mechanisms.pressure import MOST_MIGRANTS


@compiled
def changed(old, value, sets, low, high):
    """The new value, in [low, high]: `value` itself where the event sets, old + value where it adds."""
    return bounded(value if sets > 0 else old + value, low, high)


@compiled
def touch(target, row, value, sets, governments, societies, standing, crises, forums, issues, ties, circles):
    """Apply one event; the numbers are positions in `inputs.EVENT_TARGETS`."""
    if target == 0:
        old = governments.ideology[row]
        governments.ideology[row] = changed(old, value, sets, -1.0, 1.0)
        governments.turn[row] = governments.ideology[row] - old
    elif target == 1:
        governments.populism[row] = changed(governments.populism[row], value, sets, 0.0, 1.0)
    elif target == 2:
        governments.sovereigntism[row] = changed(governments.sovereigntism[row], value, sets, 0.0, 1.0)
    elif target == 3:
        governments.approval[row] = changed(governments.approval[row], value, sets, 0.0, 1.0)
    elif target == 4:
        societies.turmoil[row] = changed(societies.turmoil[row], value, sets, 0.0, 1.0)
    elif target == 5:
        societies.crime[row] = changed(societies.crime[row], value, sets, 0.0, 1.0)
    elif target == 6:
        societies.inequality[row] = changed(societies.inequality[row], value, sets, 0.2, 1.0)
    elif target == 7:
        societies.democracy[row] = changed(societies.democracy[row], value, sets, 0.0, 1.0)
    elif target == 8:
        societies.capacity[row] = changed(societies.capacity[row], value, sets, 0.02, 1.0)
    elif target == 9:
        crises.intensity[row] = changed(crises.intensity[row], value, sets, 0.0, 1.0)
    elif target == 10:
        standing.migrants[row] = changed(standing.migrants[row], value, sets, 0.0, MOST_MIGRANTS)
    elif target == 11:
        standing.autonomy[row] = changed(standing.autonomy[row], value, sets, 0.0, 1.0)
    elif target == 12:
        standing.standard[row] = changed(standing.standard[row], value, sets, -1.0, 1.0)
    elif target == 13:
        governments.time_to_election[row] = value if sets > 0 else governments.time_to_election[row] + value
    elif target == 14:
        forums.depth[row] = changed(forums.depth[row], value, sets, 0.0, 1.0)
    elif target == 15:
        forums.vitality[row] = changed(forums.vitality[row], value, sets, 0.0, 1.0)
    elif target == 16:
        forums.brand_strength[row] = changed(forums.brand_strength[row], value, sets, 0.0, 1.0)
    elif target == 17:
        forums.patron_share[row] = changed(forums.patron_share[row], value, sets, 0.0, 1.0)
    elif target == 18:
        societies.fiscal_stress[row] = changed(societies.fiscal_stress[row], value, sets, 0.0, 1.0)
    elif target < 19 + issues.shock.shape[0]:
        domain = target - 19
        issues.shock[domain, row] = changed(issues.shock[domain, row], value, sets, 0.0, 1.0)
    elif target == 19 + issues.shock.shape[0]:
        societies.democracy_fall[row] = changed(societies.democracy_fall[row], value, sets, 0.0, 1.0)
    elif target == 20 + issues.shock.shape[0]:
        tie(ties.network, row, value, sets)
    elif target == 21 + issues.shock.shape[0]:
        tie(ties.memory, row, value, sets)
    elif target == 22 + issues.shock.shape[0]:
        within = total(ties.trade[row])
        scale = changed(within, value, sets, 0.0, 1.0) / within if within > 0.0 else 1.0
        for j in range(ties.trade.shape[1]):
            ties.trade[row, j] *= scale
    else:
        circles.seats[row, 0] = changed(circles.seats[row, 0], value, sets, 0.0, 1.0)


@compiled
def tie(strength, row, value, sets):
    """Ties of a country with every other, in every domain and both ways."""
    for k in range(strength.shape[0]):
        for j in range(strength.shape[1]):
            if j != row:
                strength[k, row, j] = changed(strength[k, row, j], value, sets, 0.0, 1.0)
                strength[k, j, row] = changed(strength[k, j, row], value, sets, 0.0, 1.0)


@compiled
def open_quarter(quarter, events, governments, societies, standing, crises, forums, issues, ties, circles):
    """Phase 1 (model): last quarter's turnovers and breaks are over; this quarter's events happen, in the order listed."""
    governments.takes_office[:] = 0.0
    governments.turn[:] = 0.0
    societies.democracy_fall[:] = 0.0
    for e in range(events.quarter.size):
        if events.quarter[e] == quarter:
            touch(
                events.target[e], events.row[e], events.value[e], events.sets[e], governments, societies, standing, crises,
                forums, issues, ties, circles,
            )  # fmt: skip
