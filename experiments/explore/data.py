"""The data of what is shown, as files: the same numbers as those of the command."""

from __future__ import annotations

import io

import pandas as pd

from concertacion.experiments.compare.tables import tables_of
from concertacion.experiments.explore.pictures import compared
from concertacion.experiments.explore.runs import Shown


def differences_csv(shown: Shown | None) -> io.StringIO:
    """differences.csv of the comparison; empty where there is nothing to compare."""
    told = None if shown is None else compared(shown)
    return io.StringIO("" if told is None else told.csv)


def outcomes_csv(shown: Shown | None) -> io.StringIO:
    """A row a run of each side: its outcomes."""
    told = None if shown is None else compared(shown)
    return io.StringIO(
        "" if told is None else pd.concat(tables_of(told).whole["outcomes"]).to_csv(index=False, lineterminator="\n")
    )
