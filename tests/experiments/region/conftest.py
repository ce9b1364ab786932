"""A region of eight countries, made from the templates."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.experiments.region.west_africa import fill

from concertacion.experiments.region.templates import write_templates


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The eight countries, from the templates: for reading."""
    folder = tmp_path_factory.mktemp("regions") / "west_africa"
    write_templates(folder)
    fill(folder)
    return folder


@pytest.fixture
def region(written, tmp_path):
    """The same, to be changed."""
    return Path(shutil.copytree(written, tmp_path / written.name))
