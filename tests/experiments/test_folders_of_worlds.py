"""The folder that `world.folder` names is the same for all who read it."""

import shutil

import pytest

from concertacion.experiments.inputs import folder_of, world_of
from concertacion.experiments.record.reading import TABLE, table_of
from concertacion.experiments.score.command import folder_of as of_scores
from concertacion.sim.declare import InputError
from concertacion.sim.worlds.selection import DATA


def test_home_is_written_out_everywhere(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    shutil.copytree(DATA / "southeast_asia", tmp_path / "mine")
    (tmp_path / "mine" / TABLE).touch()
    world = {"name": "own", "folder": "~/mine", "tables": None}
    assert folder_of(world) == of_scores(world) == tmp_path / "mine"
    assert table_of(world) == tmp_path / "mine" / TABLE
    assert world_of(world, 2010, 1).countries


def test_tables_of_the_package_have_no_folder_of_the_user(tmp_path):
    assert folder_of({"name": "celac_33", "tables": "latin_america"}) == DATA / "latin_america"
    with pytest.raises(InputError, match="there is no such folder"):
        folder_of({"name": "own", "folder": str(tmp_path / "none")})
