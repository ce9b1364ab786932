"""The settings of a page on one country or one forum."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated as A

from concertacion.experiments.settings.declaration import Setting
from concertacion.experiments.settings.shared import SharedSettings


@dataclass(frozen=True, kw_only=True)
class PageSettings(SharedSettings):
    """A page from an existing result. The settings of a run have no effect here, and are refused."""

    simulates = False
    from_: A[Path | None, Setting("DIR, the folder of a run", null="it must be given")] = None
    of: A[str | None, Setting("code of a country, such as BRA, or a forum, such as MERCOSUR", null="it must be given")] = None
    out: A[Path | None, Setting("FILE.html", null="it must be given", changes_numbers=False)] = None
