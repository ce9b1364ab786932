import subprocess
import sys
import time

import h5netcdf
import numpy as np
import xarray as xr

from concertacion.experiments.output.netcdf import write_results


def dataset():
    rng = np.random.default_rng(3)
    return xr.Dataset(
        {
            "took_part": (("run", "quarter", "country"), rng.integers(0, 2, (30, 8, 3)).astype(np.int8)),
            "trust": (("run", "quarter", "country"), rng.random((30, 8, 3), dtype=np.float32), {"units": "share"}),
            "status": (("run",), np.zeros(30, dtype=np.int64)),
        },
        coords={
            "run": np.arange(30),
            "subregion": (("country",), ["Cono Sur", "Andes", "Perú"]),
            "quarter": [f"200{i // 4}Q{i % 4 + 1}" for i in range(8)],
            "country": ["ARG", "BOL", "PER"],
        },
        attrs={"title": "a test"},
    )


def test_same_numbers_give_the_same_bytes_at_any_time(tmp_path):
    write_results(dataset(), tmp_path / "first.nc")
    time.sleep(1.1)  # clocks in files tick in seconds
    write_results(dataset(), tmp_path / "second.nc")
    assert (tmp_path / "first.nc").read_bytes() == (tmp_path / "second.nc").read_bytes()


def test_what_is_read_is_what_was_written(tmp_path):
    write_results(dataset(), tmp_path / "results.nc")
    with xr.open_dataset(tmp_path / "results.nc", engine="h5netcdf") as read:
        xr.testing.assert_identical(read.load(), dataset())
        assert read["trust"].encoding["chunksizes"] == (25, 8, 3)
        assert read["took_part"].dtype == np.int8


def test_variables_name_their_further_labels_as_the_cf_conventions_ask(tmp_path):
    write_results(dataset(), tmp_path / "results.nc")
    with h5netcdf.File(tmp_path / "results.nc") as file:
        assert file["trust"].attrs["coordinates"] == "subregion" and "coordinates" not in file["status"].attrs


def test_writing_imports_no_scheduler(tmp_path):
    code = (
        "import sys, xarray; from concertacion.experiments.output.netcdf import write_results;"
        "write_results(xarray.Dataset({'a': ('run', [1.0])}), sys.argv[1]); print('distributed' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", code, tmp_path / "a.nc"], capture_output=True, text=True, check=True)
    assert said.stdout == "False\n"
