"""The runner with the model itself."""

from functools import partial

import numpy as np
import xarray as xr
from tests.experiments.chunks.whole import as_bytes

from concertacion.experiments.chunks.executors import Where
from concertacion.experiments.chunks.runner import sweep
from concertacion.experiments.chunks.shards import read
from concertacion.experiments.chunks.store import open_store
from concertacion.experiments.parameters import parameter_defaults
from concertacion.experiments.sweep.axes import ranged
from concertacion.experiments.sweep.study import Study, evaluate
from concertacion.sim.ensembles import ensemble
from concertacion.sim.parameters import make_parameters
from concertacion.sim.world import load_world

SETTINGS = {
    "world": {"name": "southeast_asia", "tables": "southeast_asia", "folder": None, "countries": None, "overrides": None},
    "scenario": {"name": "baseline", "parameters": [], "events": []}, "parameters": parameter_defaults(), "start": 2000,
    "years": 2, "mode": "free", "until": None, "engine": "kernel", "country_class": None, "time_limit": 60,
}  # fmt: skip
INSULATION = (0.1, 0.9)
OUTCOMES = ("participation.technical", "attendance")
STUDY = Study(SETTINGS, (ranged("insulation", 0, 1),), np.array(INSULATION)[:, None], 6, 7, True, OUTCOMES)


def swept(folder, study, chunk, executor):
    with open_store(folder, {}, study.runs, chunk, study.outcomes, keep=bool(study.trajectories)) as store:
        sweep(store, partial(evaluate, study), Where(executor, 2))
        return read(store)


def test_a_swept_model_gives_the_ensemble_s_numbers_on_any_executor(tmp_path):
    table = swept(tmp_path / "threads", STUDY, 5, "threads")
    world = load_world("southeast_asia", start=2000, years=2)
    alone = [ensemble(world, make_parameters({"insulation": i}), runs=6, seed=7, keep="summary") for i in INSULATION]
    for name in OUTCOMES:
        assert np.array_equal(table[name], np.concatenate([one[name] for one in alone]))
    assert as_bytes(swept(tmp_path / "processes", STUDY, 4, "processes")) == as_bytes(table)


def test_trajectories_of_all_chunks_are_those_of_the_ensemble(tmp_path):
    swept(tmp_path / "kept", STUDY._replace(trajectories=("took_part",)), 4, "threads")
    paths = sorted((tmp_path / "kept" / "trajectories").iterdir())
    world = load_world("southeast_asia", start=2000, years=2)
    with xr.open_mfdataset(paths, combine="nested", concat_dim="run") as kept:
        for point, insulation in enumerate(INSULATION):
            whole = ensemble(world, make_parameters({"insulation": insulation}), runs=6, seed=7)
            here = kept["took_part"].isel(run=kept["point"].values == point)
            assert np.array_equal(here, whole["took_part"])
