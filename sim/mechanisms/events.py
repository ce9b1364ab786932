"""Scenario events: the numbers that a scenario sets or shifts in a quarter, before politics and society move."""

from __future__ import annotations

from concertacion.sim.compiled import compiled
from concertacion.sim.mechanisms.arithmetic import bounded, total


@compiled
def changed(old, value, sets, low, high):
    """The new value, in [low, high]: `value` itself where the event sets, old + value where it adds."""
    return bounded(value if sets > 0 else old + value, low, high)


@compiled
def change_number(e, events, memory):
    """Apply change `e` to one number of the state; if the change is noted, store the difference too."""
    position = events.position[e]
    old = memory[position]
    memory[position] = changed(old, events.value[e], events.sets[e], events.low[e], events.high[e])
    if events.noted[e] >= 0:
        memory[events.noted[e]] = memory[position] - old


@compiled
def change_sum(e, events, memory):
    """Apply change `e` to the sum of a row of numbers by scaling them all; a row of zeros stays."""
    row = memory[events.position[e] : events.position[e] + events.parts[e]]
    old = total(row)
    scale = changed(old, events.value[e], events.sets[e], events.low[e], events.high[e]) / old if old > 0.0 else 1.0
    for i in range(row.size):
        row[i] *= scale


@compiled
def open_quarter(outlook):
    """Phase 1 (model): last quarter's turnovers and breaks are over."""
    outlook.takes_office[:] = 0.0
    outlook.turn[:] = 0.0
    outlook.democracy_fall[:] = 0.0


@compiled
def change(quarter, events, memory):
    """Phase 1 (model): this quarter's events change `memory`, the block that holds the state, in the order listed."""
    for e in range(events.first[quarter], events.first[quarter + 1]):
        if events.parts[e] > 0:
            change_sum(e, events, memory)
        else:
            change_number(e, events, memory)
