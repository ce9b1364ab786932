"""Figures of a sweep of a million runs, from the folder to the bytes of the file: printed, never judged by the clock."""

from __future__ import annotations

import numpy as np
import pytest

from concertacion.analysis.plot.picture import panels_of, picture
from concertacion.analysis.plot.request import request_of
from concertacion.analysis.plot.saving import csv_bytes, image_bytes
from concertacion.experiments.plot.opened import opened
from tests.analysis.sensitivity.sweep_folders import write_sweep

POINTS, REPLICATES, SHARD = 50_000, 20, 10_000  # a million runs
AXES = [{"name": name, "low": 0.0, "high": 1.0, "values": []} for name in ("push", "pull")]
FIGURES = {
    "response": {"y": "result", "x": "push"}, "hexagons": {"y": "result", "x": "other"},
    "phase": {"y": "result", "x": "push", "y2": "pull"}, "distribution": {"y": "result", "kind": "distribution"},
}  # fmt: skip


@pytest.fixture(scope="module")
def swept(tmp_path_factory):
    rng = np.random.default_rng(1)
    points = rng.random((POINTS, 2))
    result = points.sum(1)[:, None] + rng.normal(0, 0.2, (POINTS, REPLICATES))
    outcomes = {"result": result, "other": result**2 + rng.normal(0, 0.2, result.shape)}
    return write_sweep(tmp_path_factory.mktemp("million") / "sweep", AXES, points, outcomes, chunk=SHARD)


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_of_a_million_runs(benchmark, swept, name):
    request = request_of(**FIGURES[name])

    def drawn():
        panels = panels_of(opened(swept, request), request)
        return image_bytes(picture(panels), ".png", "", "", ""), csv_bytes(panels)

    image, table = benchmark.pedantic(drawn, rounds=2, warmup_rounds=1)
    assert len(image) > 10_000 and len(table) > 50
