"""The analysis from end to end: a known function through the sweep runner, and the command on a small world."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np
import pytest

from concertacion.analysis.checksums import digest_of_points
from concertacion.analysis.sensitivity.results import results_of, strongest
from concertacion.analysis.sweeps import open_sweep
from concertacion.experiments.chunks.block import Block
from concertacion.experiments.chunks.executors import Where
from concertacion.experiments.chunks.identity import identity_of
from concertacion.experiments.chunks.runner import sweep
from concertacion.experiments.chunks.store import open_store
from concertacion.experiments.output.progress import Progress
from concertacion.experiments.sweep.axes import Axis, listed, ranged
from concertacion.experiments.sweep.design import Design, sample
from concertacion.experiments.sweep.provenance import files_of, labels
from concertacion.experiments.sweep.study import Study

# Ishigami & Homma 1990 with a = 7, b = 0.1; the variances in closed form.
A, B = 7.0, 0.1
_V1, _V2, _V13 = 0.5 * (1 + B * np.pi**4 / 5) ** 2, A**2 / 8, B**2 * np.pi**8 * (1 / 18 - 1 / 50)
FIRST = {name: part / (_V1 + _V2 + _V13) for name, part in (("x1", _V1), ("x2", _V2), ("x3", 0.0))}
TOTAL = {name: part / (_V1 + _V2 + _V13) for name, part in (("x1", _V1 + _V13), ("x2", _V2), ("x3", _V13))}
AXES = tuple(ranged(name, -np.pi, np.pi) for name in FIRST)
NOISE = 2.0  # standard deviation of what differs between runs at a point


def ishigami(study: Study, first: int, count: int) -> Block:
    """What the model's `evaluate` does, of another function: sin x1 + 7 sin^2 x2 + 0.1 x3^4 sin x1, and noise by run number."""
    flat = np.arange(first, first + count)
    point, replicate = np.divmod(flat, study.replicates)
    x1, x2, x3 = study.points[point].T
    noise = np.array([np.random.default_rng((study.seed, int(f))).normal(0, NOISE) for f in flat])
    values = np.sin(x1) + A * np.sin(x2) ** 2 + B * x3**4 * np.sin(x1)
    return Block(point, replicate, flat, np.column_stack([values, values + noise]), [""] * count)


def swept(folder: Path, axes: tuple[Axis, ...], design: Design, evaluate, replicates: int = 1, outcomes=("y", "noisy")):
    """A study through the runner and the store into a folder, and the folder opened: the path the model's runs take."""
    study = Study({}, axes, sample(design, axes, 5), replicates, 1, False, outcomes)
    facts = {
        "design": design.name, "points": len(study.points), "points_sha256": digest_of_points(study.points),
        "replicates": replicates, "labels": labels(study._replace(outcomes=())),
        "axes": [{"name": a.name, "low": a.low, "high": a.high, "values": list(a.values)} for a in axes],
    }  # fmt: skip
    with open_store(folder, facts, study.runs, 1000, outcomes, files_of({}, study, identity_of(facts))) as store:
        sweep(store, partial(evaluate, study), Where("threads", 2), Progress(study.runs, quiet=True))
    return open_sweep(folder)


@pytest.fixture(scope="module")
def known(tmp_path_factory):
    folder = tmp_path_factory.mktemp("known") / "sweep"
    return swept(folder, AXES, Design("saltelli", 1024, second_order=True), ishigami, replicates=4)


def test_sobol_indices_of_a_known_function_lie_in_their_intervals(known):
    results = results_of(known, "sobol", ["y"])
    assert results.checks["noise"][0] == 0 and results.checks["left_out"][0] == 0
    for measure, answers in (("S1", FIRST), ("ST", TOTAL)):
        rows = results.indices[results.indices["measure"] == measure].set_index("parameter")
        for name, answer in answers.items():
            assert rows.loc[name, "low"] <= answer <= rows.loc[name, "high"], (measure, name)
            assert rows.loc[name, "high"] - rows.loc[name, "low"] < 0.2
    pairs = results.indices[results.indices["measure"] == "S2"].set_index(["parameter", "other"])
    assert pairs.loc[("x1", "x3"), "low"] <= TOTAL["x3"] <= pairs.loc[("x1", "x3"), "high"]


def test_luck_is_told_from_parameters(known):
    row = results_of(known, "sobol", ["noisy"], resamples=5).checks.iloc[0]
    variance = _V1 + _V2 + _V13
    assert row["noise"] == pytest.approx(NOISE**2 / (NOISE**2 + variance), abs=0.02)
    assert row["noise_in_means"] == pytest.approx(NOISE**2 / 4 / (NOISE**2 / 4 + variance), abs=0.02)


@pytest.mark.parametrize(("method", "design"), [("morris", Design("morris", 100)), ("pawn", Design("lhs", 2000))])
def test_the_other_methods_rank_a_known_function(tmp_path, method, design):
    results = results_of(swept(tmp_path / "sweep", AXES, design, ishigami, outcomes=("y", "noisy")), method, ["y"], resamples=10)
    last = {"morris": "x2", "pawn": "x3"}  # x3 alone moves the distribution least; from point to point it moves the most
    assert (
        (results.top("y")["parameter"].iloc[-1] == last["pawn"]) if method == "pawn" else set(strongest(results, 3)) == {*FIRST}
    )
    assert np.isnan(results.checks["noise"][0])


def form_matters(study: Study, first: int, count: int) -> Block:
    point = np.arange(first, first + count)
    stored = study.points[point]
    return Block(point, 0 * point, point, (5 * stored[:, 1] + stored[:, 0])[:, None], [""] * count)


@pytest.mark.parametrize("design", [Design("saltelli", 256, second_order=False), Design("morris", 60), Design("lhs", 400)])
def test_an_axis_over_values_counts_as_any_other(tmp_path, design):
    axes = (ranged("x", 0, 1), listed("form", ["a", "b", "c"]), ranged("idle", 0, 1))
    dataset = swept(tmp_path / "sweep", axes, design, form_matters, outcomes=("y",))
    method = {"saltelli": "sobol", "morris": "morris", "lhs": "pawn"}[design.name]
    assert results_of(dataset, method, ["y"], resamples=10).top("y")["parameter"][0] == "form"
