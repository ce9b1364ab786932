"""A comparison as it is kept: `differences.csv`, and the results of each arm in `arms/NAME.nc`, in the order of the manifest."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import xarray
from xarray import Dataset

from concertacion.analysis.checksums import check_whole
from concertacion.analysis.marks import with_marks
from concertacion.sim.declare import InputError

ARMS, DIFFERENCES, MANIFEST = "arms", "differences.csv", "manifest.json"


class Comparison(NamedTuple):
    """Differences (`analysis.compare.differences`), and the results of each arm by name, the control first.

    An arm's Dataset is that of an ensemble with `outcomes` (run, outcome) and `acts`, when its scenario acts (`analysis.marks`).
    """

    differences: pd.DataFrame
    arms: dict[str, Dataset]


def open_comparison(folder: str | Path) -> Comparison:
    """The comparison of a folder; arms are read from disk when their variables are first used.

    Raises
    ------
    InputError
        If the folder holds no comparison, or a file is not as it was written.
    """
    folder = Path(folder)
    if not (folder / ARMS).is_dir() or not (folder / MANIFEST).is_file():
        raise InputError(f"{folder}: holds no comparison; expected the folder of experiment=compare")
    check_whole(folder, [MANIFEST, DIFFERENCES])
    described = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["arms"]
    files = {str(arm["name"]): f"{ARMS}/{arm['name']}.nc" for arm in described}
    check_whole(folder, files.values())
    arms = {str(arm["name"]): with_marks(xarray.open_dataset(folder / files[arm["name"]]), arm) for arm in described}
    return Comparison(pd.read_csv(folder / DIFFERENCES), arms)
