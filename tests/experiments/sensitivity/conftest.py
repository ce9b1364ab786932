"""A small analysis, made once for all tests that read its folder."""

from __future__ import annotations

import pytest

from concertacion.experiments.run import main

SMALL = [
    "experiment=sensitivity", "world=southeast_asia", "years=3", "replicates=2", "workers=2", "quiet=true", "phase_steps=3",
    "limit=5000", "outcomes=[delivered.technical,attendance]",
]  # fmt: skip


@pytest.fixture(scope="session")
def small():
    """The settings of a small analysis."""
    return SMALL


@pytest.fixture(scope="session")
def result(tmp_path_factory):
    result_dir = tmp_path_factory.mktemp("runs") / "small"
    command = [*SMALL, "points=8", "second_order=true", "screen=2", "screen_points=4", "over=[channels,theme.memory,insulation]"]
    assert main([*command, f"out={result_dir}"]) == 0
    return result_dir, command
