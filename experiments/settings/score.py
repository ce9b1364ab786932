"""The settings of scores."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated as A
from typing import Self

from concertacion.experiments.settings.declaration import Setting
from concertacion.experiments.settings.shared import SharedSettings
from concertacion.sim.declare import InputError

KNOWN = {"mode": "pinned", "forums": "record", "until": None}  # over start and years


@dataclass(frozen=True, kw_only=True)
class ScoreSettings(SharedSettings):
    """Scores of a table. `start` and `years` are what is known at most; what runs know of each row ends with the year before it."""

    data: A[Path | None, Setting("FILE.csv with organisation,year,country,attended, or organisation,year,meetings, or visitor,visited,year,visits, or country,year,sent,received", null="it must be given")] = None
    weights: A[Path | None, Setting("DIR of experiment=record: the model is scored at its weighted points too", null="none")] = None

    def completed(self) -> Self:
        """See `SharedSettings`; also refuses other politics and the other engine."""
        for name, value, usual in zip(KNOWN, (self.mode, self.forums, self.until), KNOWN.values(), strict=True):
            if value != usual:
                raise InputError(
                    f"{name}={value}: scores follow the data to the year before each row, never beyond the last year of `years`; "
                    "leave mode, forums and until out"
                )
        if self.engine != "kernel":
            raise InputError(f"engine={self.engine}: scores run with the kernel only; leave engine out")
        return super().completed()
