"""results.nc: one file any tool reads, with the same bytes whenever the same numbers are written.

Written by h5netcdf itself: xarray would first import a scheduler for clusters, half a second for nothing.
"""

from __future__ import annotations

import zlib
from io import BytesIO
from typing import Any

import h5netcdf
import h5py
import numpy as np
from xarray import Dataset, Variable

RUNS_A_CHUNK = 25  # a chunk is some runs of one variable, whole in every other dimension
COMPRESSION = 1  # of 9; 4 would save 4 % of the bytes and cost half as much time again


def netcdf_bytes(dataset: Dataset) -> bytes:
    """A Dataset as a netCDF-4 file with fixed chunks, made in memory; nothing in it tells when or where it was written.

    In memory, because HDF5 does not survive a disk that fills up under it.
    """
    labels = [str(name) for name in dataset.coords if name not in dataset.dims]
    memory = BytesIO()
    with h5netcdf.File(memory, "w") as file:
        file.dimensions = dict(dataset.sizes)
        file.attrs.update(dataset.attrs)
        for name, variable in dataset.variables.items():
            written = _written(file, str(name), variable)
            written.attrs.update(variable.attrs)
            further = [label for label in labels if {*dataset[label].dims} <= {*variable.dims}]
            if further and name in dataset.data_vars:  # by the CF conventions, this is how a variable names its further labels
                written.attrs["coordinates"] = " ".join(further)
    return memory.getvalue()


def _written(file: h5netcdf.File, name: str, variable: Variable) -> Any:
    if variable.dtype.kind not in "iuf":
        return file.create_variable(name, variable.dims, h5py.string_dtype(), variable.values.astype(object))
    chunked = "run" in variable.dims and variable.ndim > 1 and variable.size
    return file.create_variable(name, variable.dims, variable.dtype, variable.values, **(_chunks(variable) if chunked else {}))


def _chunks(variable: Variable) -> dict[str, Any]:
    chunks = tuple(min(RUNS_A_CHUNK, size) if dim == "run" else size for dim, size in variable.sizes.items())
    gzip = {"compression": "gzip", "compression_opts": COMPRESSION, "shuffle": True}
    return {"chunks": chunks, **(gzip if _shrinks(variable) else {})}


def _shrinks(variable: Variable) -> bool:
    """Whether compression saves half of a run's bytes: numbers of pairs hardly shrink, and would take most of the writing."""
    one = np.ascontiguousarray(variable.isel(run=0).values)
    shuffled = one.view(np.uint8).reshape(-1, one.itemsize).T.tobytes()
    return len(zlib.compress(shuffled, COMPRESSION)) <= len(shuffled) / 2
