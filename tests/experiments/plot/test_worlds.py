"""The runs of a folder are read in the world that they had, and in no other."""

from __future__ import annotations

import pytest
import xarray as xr

from concertacion.experiments.compose import composed_config
from concertacion.experiments.effective import stored
from concertacion.experiments.output.output_dir import begin
from concertacion.experiments.output.stored import seal
from concertacion.experiments.plot import runs
from concertacion.sim import results
from concertacion.sim.declare import InputError
from concertacion.sim.world import load_world

PINNED = ["mode=pinned", "forums=record", "start=2000", "years=3", "settle=4"]


def begun(folder, line, **manifest):
    """The folder of a result without its runs."""
    begin(folder, stored(composed_config(line)), manifest)
    (folder / "arms").mkdir()
    for arm in manifest.get("arms", ()):
        (folder / "arms" / f"{arm['name']}.nc").touch()
    seal(folder)
    return folder


def test_forums_and_settling_are_those_of_the_runs(tmp_path):
    world = load_world(countries="latin_america_20", start=2000, years=3, forums="record", settle=4)
    folder = begun(tmp_path / "run", PINNED)
    assert runs.config_and_world(folder, {"world_sha256": world.digest})[1].forums == world.forums
    with pytest.raises(InputError, match="the tables of its world have changed since"):
        runs.config_and_world(folder, {"world_sha256": "0" * 64})


def test_outcomes_of_an_arm_are_those_of_its_own_facts(tmp_path, monkeypatch):
    facts = {"organisations": {"ANDEAN_COMMUNITY": {"depth": 0.9}}}
    own, shared = (load_world(countries="latin_america_20", start=2000, years=1, overrides=each) for each in (facts, None))
    told = [{"name": "plain", "world_sha256": shared.digest}, {"name": "deep", "world_sha256": own.digest}]
    line = [
        "experiment=compare",
        "start=2000",
        "years=1",
        "arms={plain: {}, deep: {world: {organisations: {ANDEAN_COMMUNITY: {depth: 0.9}}}}}",
    ]
    manifest = {"world_sha256": shared.digest, "arms": told}
    folder = begun(tmp_path / "compared", line, **manifest)
    monkeypatch.setattr(runs, "open_results", lambda _: xr.Dataset())
    monkeypatch.setattr(runs, "with_marks", lambda results, _: results)
    monkeypatch.setattr(runs, "runs_that_went_well", lambda results: results)
    monkeypatch.setattr(results, "reduced", lambda _, world, names: world.digest)
    opened = runs.opened_arms(folder, {name: folder / "arms" / f"{name}.nc" for name in ("plain", "deep")}, manifest)
    assert [opened.measured(arm["name"], ()) for arm in told] == [shared.digest, own.digest]
    assert own.digest != shared.digest
