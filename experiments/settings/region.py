"""The settings of a region of one's own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated as A

from concertacion.experiments.settings.declaration import Setting
from concertacion.experiments.settings.shared import SharedSettings


@dataclass(frozen=True, kw_only=True)
class RegionSettings(SharedSettings):
    """A folder of tables. The settings of a run have no effect here, and are refused."""

    simulates = False
    folder: A[Path | None, Setting("DIR: where it is missing or empty, templates of all tables are written into it; else its tables are checked", null="my_region", changes_numbers=False)] = Path("my_region")
