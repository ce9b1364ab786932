"""Every parameter at its default, as the config shows it."""

from __future__ import annotations

from concertacion.sim.declare import Variant
from concertacion.sim.parameters import DECLARED, Parameters


def parameter_defaults() -> dict[str, float | str]:
    """Every parameter at its default, structural variants by the name of their form."""
    forms = {name: entry.forms for name, entry in DECLARED.items() if isinstance(entry, Variant)}
    return {name: forms[name][int(value)] if name in forms else value for name, value in Parameters()._asdict().items()}
