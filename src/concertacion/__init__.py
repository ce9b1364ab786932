"""Concertación: an agent-based simulator of cooperation between countries.

import concertacion as co
results = co.ensemble(co.load_world("latin_america", start=2000), co.Parameters(insulation=0.5), runs=50)
comparison = co.compare(co.load_world("latin_america", start=2015), ["baseline", "pandemic"], runs=100)
table = co.sweep("my_sweep", over=["insulation", "rationality"], points=200, replicates=20)
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

# Imported at first use, so that `concertacion --help` does not wait for numba and pandas.
_HOMES = {
    "World": "sim.world", "load_world": "sim.world", "Parameters": "sim.parameters", "make_parameters": "sim.parameters",
    "Scenario": "sim.scenario", "make_scenario": "sim.scenario", "simulate": "sim.ensembles", "ensemble": "sim.ensembles",
    "CooperationModel": "sim.model", "Country": "sim.model", "InputError": "sim.declare", "open_sweep": "analysis.sweeps",
    "compare": "experiments.compare.from_python", "open_comparison": "analysis.compare.folder",
    "sweep": "experiments.notebook", "plot": "experiments.plot.python", "load_parameters": "experiments.parameters",
}  # fmt: skip
__all__ = sorted(_HOMES)


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"concertacion.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'concertacion' has no attribute '{name}'")


def __dir__() -> list[str]:
    return [*globals(), *_HOMES]
