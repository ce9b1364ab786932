"""Concertación: an agent-based simulator of cooperation between countries.

from sim import Parameters, ensemble, load_world
results = ensemble(load_world("latin_america", start=2000), Parameters(insulation=0.5), runs=50)
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

# Imported at first use, so that `concertacion --help` does not wait for numba and pandas.
_HOMES = {
    "World": "sim.world", "load_world": "sim.world", "Parameters": "sim.parameters", "make_parameters": "sim.parameters",
    "Scenario": "sim.scenario", "make_scenario": "sim.scenario", "simulate": "sim.ensembles", "ensemble": "sim.ensembles",
    "CooperationModel": "sim.model", "Country": "sim.model", "InputError": "sim.declare",
}  # fmt: skip
__all__ = sorted(_HOMES)


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'sim' has no attribute '{name}'")
