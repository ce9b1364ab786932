"""The settings of a comparison of arms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated as A
from typing import Any, Self

from concertacion.experiments.settings.declaration import Setting, shown
from concertacion.experiments.settings.shared import SharedSettings
from concertacion.sim.declare import InputError

MOST_ARMS = 8  # as many as a figure can tell apart
EXAMPLE = "arms=[baseline,pandemic]"


@dataclass(frozen=True, kw_only=True)
class CompareSettings(SharedSettings):
    """A comparison. The patches of arms are checked by `experiments.compare.arms`."""

    drawn_by = "concertacion.experiments.compare.report_work"

    arms: A[Any, Setting("[SCENARIO, SCENARIO], or {NAME: {scenario: NAME, set: {PARAMETER: VALUE}, parameters: [], events: [], world: {}}}, changes as in claims; the first is the control", null="none: name two or more")] = None
    outcomes: A[tuple[str, ...], Setting("[NAME.WORD@FROM:TO], see docs/outcomes.md", null="those of the report of a run")] = ()

    def completed(self) -> Self:
        """See `SharedSettings`; also checks how many arms there are. Without outcomes, the main ones."""
        from concertacion.analysis.outcomes import MAIN

        arms = self.arms
        if arms is None:
            raise InputError(f"arms: name two or more scenarios, {EXAMPLE}; the first is the control")
        names = list(arms) if isinstance(arms, Mapping | list | tuple) else []
        if not all(isinstance(name, str) and name.strip() for name in names) or len(set(names)) < max(2, len(names)):
            raise InputError(f"arms={shown(arms)}: expected two or more scenarios, {EXAMPLE}, or {{NAME: CHANGES}}, each name once")
        if len(names) > MOST_ARMS:
            raise InputError(f"arms={shown(arms)}: {len(names)} are more than figures can tell apart; at most {MOST_ARMS}")
        complete = super().completed()
        return complete if self.outcomes else replace(complete, outcomes=tuple(MAIN))
