"""The settings of one ensemble: the experiments `default` and `pinned`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated as A

from concertacion.experiments.settings.declaration import Setting
from concertacion.experiments.settings.shared import SharedSettings

FIGURES = ("png", "pdf", "svg", "none")


@dataclass(frozen=True, kw_only=True)
class EnsembleSettings(SharedSettings):
    """One ensemble at one point. A setting that is declared here belongs to it alone: every other experiment refuses it."""

    drawn_by = "concertacion.experiments.ensemble.report_work"

    figures: A[str, Setting("figures as PNG, or as PDF or SVG too; none: no report either", choices=FIGURES, changes_numbers=False, adds_files=True)] = "png"
    baseline: A[bool, Setting("compare a scenario with the same runs without it; false skips them")] = True
