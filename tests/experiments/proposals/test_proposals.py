"""Proposals from the command to the tables: planted effects through the sweep, the model itself, and what is refused."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

from concertacion.analysis.proposals.factorial import switched_on
from concertacion.experiments.chunks.block import Block
from concertacion.experiments.claims import sweeps as stages
from concertacion.experiments.claims.arms import Arms
from concertacion.experiments.run import main

THREE = "proposals=[MSF-P1,MSF-P8,MSF-P9]"
SMALL = ("points=4", "replicates=2", "workers=1")


def planted(arms: Arms, first: int, count: int) -> Block:
    """What the model's `evaluate_arms` does: 0.2 from the first, 0.3 where first and third are on, and noise."""
    flat = np.arange(first, first + count)
    arm, run = np.divmod(flat, arms.each)
    on = switched_on(3)[arm].astype(float)
    noise = np.array([np.random.default_rng(int(r)).normal(0, 0.1) for r in run])
    delivered = 1.0 + 0.2 * on[:, 0] + 0.3 * on[:, 0] * on[:, 2] + noise
    values = np.column_stack([delivered, np.full(count, 0.9)])
    return Block(run // arms.replicates + arm * len(arms.points), run % arms.replicates, run, values, [""] * count)


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    """The tables of planted proposals."""
    folder = tmp_path_factory.mktemp("planted") / "out"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stages, "evaluate_arms", planted)
        assert main(["experiment=proposals", THREE, "points=64", "replicates=2", "quiet=true", "budget=2", f"out={folder}"]) == 0
    return {name: pd.read_csv(folder / f"{name}.csv") for name in ("proposals", "interactions", "portfolios", "combinations")}


def test_a_planted_interaction_is_recovered(tables):
    table = tables["interactions"]
    interaction = table.set_index(["one", "other"])["interaction_delivered_value"]
    assert interaction["MSF-P1", "MSF-P9"] == pytest.approx(0.3, abs=0.02)
    assert interaction.drop(("MSF-P1", "MSF-P9")).abs().max() < 1e-9  # the same noise in every combination
    assert (table["interaction_resilience_value"].abs() < 1e-9).all()


def test_shares_add_up_to_the_gain_of_all(tables):
    shares, gains = tables["proposals"]["shapley_delivered_value"], tables["combinations"]["gain_delivered"]
    assert shares.sum() == pytest.approx(gains.iloc[-1] - gains.iloc[0], abs=1e-9)
    assert shares.tolist() == pytest.approx([0.35, 0.0, 0.15], abs=0.02)


def test_the_best_within_the_budget(tables):
    best = tables["portfolios"].iloc[0]
    assert best["portfolio"] == "MSF-P1+MSF-P9" and best["cost"] == 2 and best["mean_regret"] == pytest.approx(0, abs=1e-9)
    assert (tables["portfolios"]["cost"] <= 2).all()


def test_the_model_runs_and_the_same_command_again_resumes(tmp_path, capsys):
    command = ["experiment=proposals", THREE, *SMALL, "costs={MSF-P8: 2}", f"out={tmp_path / 'out'}"]
    assert main(command) == 0
    printed = capsys.readouterr().out
    assert "all together" in printed and "Least mean regret" in printed
    page = (tmp_path / "out" / "report.html").read_bytes()
    shard = next((tmp_path / "out" / "combinations" / "shards").iterdir())
    content = shard.read_bytes()
    shard.unlink()
    assert main(command) == 0
    assert shard.read_bytes() == content and (tmp_path / "out" / "report.html").read_bytes() == page
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["costs"] == [1, 2, 1]


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["proposals=[MSF-P1]"], "expected a list of 2 to 12 claims"),
        (["proposals=[MSF-P1,MSF-P11]"], "did you mean 'MSF-P1"),
        (["proposals=[MSF-P1,MSF-06]"], "MSF-06 is no proposal"),
        (["costs={MSF-P99: 2}"], "there is no proposal 'MSF-P99'"),
        (["costs={MSF-P1: -1}"], "expected a number above 0"),
        (["costs=3"], "expected {PROPOSAL: COST}"),
        (["budget=none"], "expected a number above 0"),
        (["points=1"], "points=1"),
        (["limit=10"], "more than limit=10"),
        (["engine=mesa"], "with the kernel only"),
        (["quiet=perhaps"], "expected true or false"),
    ],
)
def test_a_wrong_command_is_one_line(tmp_path, capsys, arguments, part):
    assert main(["experiment=proposals", *arguments, f"out={tmp_path / 'out'}"]) == 2
    error = capsys.readouterr().err
    assert part in error and error.count("\n") == 1
    assert not (tmp_path / "out").exists()
