"""Synthetic worlds of any size: countries, domains and forums of a prepared run, repeated or left out until they number so many.

Nothing in such a world is meant to be read: it has the density of the world that it is made from, and what it costs to run.
"""

from __future__ import annotations

from typing import Any, get_type_hints

import numpy as np

from concertacion.sim.declare import declared
from concertacion.sim.inputs import Events, Exogenous, Setting, Traits
from concertacion.sim.packing import packed_traits
from concertacion.sim.runs import CompiledRun
from concertacion.sim.state import ACTIVE, State

ALIKE = {"other": "country", "other_forum": "forum"}  # dimensions that run over the same things


def resized(ready: CompiledRun, countries: int, domains: int, forums: int) -> CompiledRun:
    """A prepared run of that many countries, domains (no fewer than it has) and forums, all of them active at the start.

    Row n is row n of the old world, counted round. Weights sum to one again; keys are new. No scenario, no settling.
    """
    if domains < ready.sizes["domain"]:
        raise ValueError(f"domains={domains}: mechanisms name {ready.sizes['domain']} of them")
    sizes = ready.sizes | {"country": countries, "domain": domains, "forum": forums}
    rows = {"country": np.arange(countries) % ready.sizes["country"], "domain": np.arange(domains) % ready.sizes["domain"]}
    living = np.flatnonzero(ready.tables.forums.status == ACTIVE)
    rows["forum"] = living[np.arange(forums) % living.size]

    def theme(values: Any, owner: type) -> Any:
        arrays = {}
        for name, field in declared(owner).items():
            array = np.asarray(getattr(values, name))
            for axis, dimension in enumerate(field.dims.split(",")):
                dimension = ALIKE.get(dimension, dimension)
                if dimension in rows:
                    array = np.take(array, rows[dimension], axis)
            arrays[name] = np.ascontiguousarray(array)
        return owner(**arrays)

    state = State(*(theme(values, type(values)) for values in ready.tables))
    patron, old = state.forums.patron, ready.sizes["country"]
    patron[:] = np.where(patron >= old, patron - old + countries, np.where(patron >= 0, patron % countries, patron))
    state.circles.size[:], state.circles.overlap[:] = 0.0, 0.0
    for array in (state.ties.network, state.ties.memory):
        array[:, np.arange(countries), np.arange(countries)] = 0.0
    traits = Traits(*(theme(values, owner) for values, owner in zip(ready.traits, get_type_hints(Traits).values(), strict=True)))
    traits.structure.weight[:] /= traits.structure.weight.sum()
    setting = theme(ready.setting, Setting)._replace(keys=np.arange(1, countries + 1), forum_keys=np.arange(1, forums + 1) << 16)
    nothing = Events(np.zeros(ready.segment.size + 1, np.int64), *(column[:0].copy() for column in ready.events[1:]))
    return ready._replace(
        setting=setting, traits=packed_traits(traits), exogenous=theme(ready.exogenous, Exogenous), events=nothing, state=state,
        tables=state, settle=0, sizes=sizes,
    )  # fmt: skip
