import subprocess
import sys
import time
from io import BytesIO

import h5netcdf
import numpy as np
import xarray as xr

from concertacion.experiments.output.netcdf import netcdf_bytes
from concertacion.sim.ensembles import ensemble


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


def read(tmp_path):
    (tmp_path / "results.nc").write_bytes(netcdf_bytes(dataset()))
    return xr.open_dataset(tmp_path / "results.nc", engine="h5netcdf")


def test_same_numbers_give_the_same_bytes_at_any_time():
    first = netcdf_bytes(dataset())
    time.sleep(1.1)  # clocks in files tick in seconds
    assert netcdf_bytes(dataset()) == first


def test_what_is_read_is_what_was_written(tmp_path):
    with read(tmp_path) as stored:
        xr.testing.assert_identical(stored.load(), dataset())
        assert stored["trust"].encoding["chunksizes"] == (25, 8, 3)
        assert stored["took_part"].dtype == np.int8


def test_what_hardly_shrinks_is_not_compressed(tmp_path):
    noise = np.random.default_rng(1).random((30, 40, 3), dtype=np.float32)
    variables = {"noise": noise, "still": np.ones_like(noise), "links": np.sign(noise - 0.5).astype(np.int8)}
    given = xr.Dataset({name: (("run", "quarter", "country"), values) for name, values in variables.items()})
    (tmp_path / "results.nc").write_bytes(netcdf_bytes(given))
    with xr.open_dataset(tmp_path / "results.nc", engine="h5netcdf") as stored:
        assert {name: stored[name].encoding.get("zlib", False) for name in variables} == {
            "noise": False, "still": True, "links": True,
        }  # fmt: skip
        xr.testing.assert_identical(stored.load(), given)


def test_variables_name_their_further_labels_as_the_cf_conventions_ask():
    with h5netcdf.File(BytesIO(netcdf_bytes(dataset()))) as file:
        assert file["trust"].attrs["coordinates"] == "subregion" and "coordinates" not in file["status"].attrs


def test_a_variable_of_a_result_can_be_saved_as_netcdf_3(latin_america, tmp_path):
    results = ensemble(latin_america, runs=2, seed=1, workers=1)
    results[["approval"]].to_netcdf(tmp_path / "old.nc", engine="scipy", format="NETCDF3_64BIT")
    with xr.open_dataset(tmp_path / "old.nc", engine="scipy") as stored:
        np.testing.assert_array_equal(stored["approval"], results["approval"])


def test_writing_imports_no_scheduler():
    code = (
        "import sys, xarray; from concertacion.experiments.output.netcdf import netcdf_bytes;"
        "netcdf_bytes(xarray.Dataset({'a': ('run', [1.0])})); print('distributed' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout == "False\n"
