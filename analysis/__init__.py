"""Reading saved results: summary measures, figures and the report. Knows nothing of the engines that made them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from concertacion.analysis.checksums import CHECKSUMS, check_whole
from concertacion.sim.declare import InputError

if TYPE_CHECKING:
    from xarray import Dataset

NEEDED = ("took_part", "delivered", "together", "ideology", "new_leader", "forum_status", "forum_meeting")


def runs_that_went_well(dataset: Dataset) -> Dataset:
    """The Dataset without the runs that failed (`status` not 0), whose numbers mean nothing.

    Raises
    ------
    InputError
        If no run went well.
    """
    if "status" not in dataset:
        return dataset
    well = dataset["status"].values == 0
    if not well.any():
        raise InputError(f"results: none of the {well.size} runs went well; there is nothing to show")
    return dataset if well.all() else dataset.isel(run=well)


def open_results(path: str | Path) -> Dataset:
    """The Dataset saved by a run (`results.nc`), read from disk when its variables are first used.

    Raises
    ------
    InputError
        If there is no such file, it is no netCDF file, is not as it was written, or lacks what a run records.
    """
    import xarray

    path = Path(path)
    if path.is_dir():
        path = path / "results.nc"
    if not path.is_file():
        raise InputError(f"{path}: no such file; expected the results.nc of a run")
    if (path.parent / CHECKSUMS).is_file():
        check_whole(path.parent, [path.name])
    try:
        dataset = xarray.open_dataset(path)
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: not a netCDF file; expected the results.nc of a run") from error
    for name in NEEDED:
        if name not in dataset:
            dataset.close()
            raise InputError(f"{path}: has no variable '{name}'; expected the results.nc of a run that kept its record")
    return dataset
