"""The command on a small region whose record the model has made, and what it refuses."""

import json
import shutil
import warnings

import numpy as np
import pandas as pd
import pytest

from concertacion.analysis.record.drawing import Outdated
from concertacion.analysis.record.facts import ALL, DOUBLED, HALVED
from concertacion.experiments.output.manifest import source_sha256, versions
from concertacion.experiments.record import runs
from concertacion.experiments.run import main
from concertacion.experiments.score import models
from concertacion.experiments.score.models import weighted, worth
from concertacion.sim.declare import InputError
from concertacion.sim.ensembles import ensemble
from concertacion.sim.parameters import DECLARED, Parameters
from concertacion.sim.world import load_world
from concertacion.sim.worlds.selection import DATA

START, YEARS, EVE = 2000, 4, 2001
FACTS = {
    "officials": ("participation.technical", "pinned"), "circles": ("participation.minilateral", "pinned"),
    "governments": ("spread.ideology", "free"),
}  # fmt: skip
FACT = """title: {0}
group: meetings
role: {3}
table: facts
statistic: {1}
window: whole
politics: {2}
error: 0.002
discrepancy: 0.02
reason: planted
"""
VARIED = ("technical_price", "minilateral_price", "insulation")
SIZES = ["points=64", "wave_points=64", "waves=3", "replicates=3", "workers=1", "quiet=true", f"over=[{','.join(VARIED)}]",
         f"known_to=[{EVE}]"]  # fmt: skip


@pytest.fixture(scope="module")
def region(tmp_path_factory):
    """Tables of Southeast Asia with a record that the model makes where technical work costs little, and the facts of it."""
    folder = tmp_path_factory.mktemp("region")
    shutil.copytree(DATA / "southeast_asia", folder / "tables")
    (folder / "facts").mkdir()
    world = load_world("southeast_asia", start=START, years=YEARS)
    truth = Parameters()._replace(technical_price=0.4, minilateral_price=0.5)
    rows = []
    for name, (outcome, mode) in FACTS.items():
        for last, asked in ((START + YEARS - 1, outcome), (EVE, f"{outcome}@{START}Q1:{EVE}Q4")):
            past = ensemble(world, truth, runs=1, seed=77, mode=mode, keep="summary", workers=1, outcomes=[asked])
            rows.append((name, f"{START}-{last}", float(past[asked].values[0]), "planted", "own"))
        role = "check" if name == "governments" else "weight"
        (folder / "facts" / f"{name}.yaml").write_text(FACT.format(name, outcome, mode, role))
    pd.DataFrame(rows, columns=["fact", "period", "value", "method", "source"]).to_csv(
        folder / "tables" / "facts.csv", index=False
    )
    return folder


def command(region, out, *further):
    world = ["world=own", f"world.folder={region / 'tables'}", "world.countries=null"]
    return main(["experiment=record", *world, f"start={START}", f"years={YEARS}", f"facts_folder={region / 'facts'}", *SIZES,
                 f"out={out}", *further])  # fmt: skip


@pytest.fixture(scope="module")
def result(region, tmp_path_factory, no_drawing):
    out = tmp_path_factory.mktemp("result") / "out"
    assert command(region, out) == 0
    return out


def test_runs_of_other_versions_are_not_gone_on_with(region, result, monkeypatch, capsys):
    before = (result / "manifest.json").read_bytes()
    monkeypatch.setattr(runs, "versions", lambda: versions() | {"numpy": "0.1"})
    assert command(region, result) == 2
    assert "wave-00: holds a different sweep (versions.numpy: stored " in capsys.readouterr().err
    assert (result / "manifest.json").read_bytes() == before


def test_a_planted_region_gives_weights_near_its_truth(result):
    weights = pd.read_parquet(result / "weights.parquet")
    assert set(Parameters._fields) <= set(weights.columns) and weights["weight"].sum() == pytest.approx(1.0)
    assert weights.groupby("in_wave").size().tolist() == [64] * weights["in_wave"].nunique()  # and `wave` is a parameter
    assert weights["wave"].between(DECLARED["wave"].low, DECLARED["wave"].high).all() and weights["in_wave"].max() > 0
    assert weights["prior"].sum() == pytest.approx(1.0) and weights["channels"].isin(DECLARED["channels"].forms).all()
    unweighed = np.average(np.log(weights["technical_price"]), weights=weights["prior"])
    weighed = np.average(np.log(weights["technical_price"]), weights=weights["weight"])
    assert unweighed == pytest.approx(0.0, abs=0.25) and weighed < unweighed - 0.3
    parameters = pd.read_csv(result / "parameters.csv", index_col="parameter")
    assert parameters.loc["technical_price", "moved"] and not parameters.loc["insulation", "moved"]


def test_weights_before_a_year_come_of_the_same_runs_and_lean_to_the_truth_too(result):
    weights = pd.read_parquet(result / "weights.parquet")
    then = weights[f"weight_{EVE}"]
    assert then.sum() == pytest.approx(1.0) and not np.allclose(then, weights["weight"])
    price = np.log(weights["technical_price"])
    assert np.average(price, weights=then) < np.average(price, weights=weights["prior"]) - 0.2


def test_weights_before_a_year_say_what_they_are_worth(result):
    weights = pd.read_parquet(result / "weights.parquet")
    trials = pd.read_csv(result / "groups.csv", index_col="trial")
    name, told = worth(result, EVE)
    assert name == f"known to {EVE}" and told.pareto_k == trials.loc[name, "pareto_k"]
    assert told.effective == pytest.approx(1.0 / (weights[f"weight_{EVE}"] ** 2).sum(), rel=1e-4)
    assert worth(result, EVE + 1)[0] == name and worth(result, START + YEARS - 1)[0] == ALL
    with pytest.raises(InputError, match=f"has no weights known at the end of {EVE - 1}"):
        worth(result, EVE - 1)


def test_weights_of_another_version_of_the_model_are_used_with_a_warning(result, monkeypatch):
    code = json.loads((result / "manifest.json").read_text())["model_sha256"]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        weighted(result, Parameters(), 4, 1, 1)
    assert code == source_sha256(("sim",))
    monkeypatch.setattr(models, "source_sha256", lambda folders: "0" * 64)
    with pytest.warns(Outdated, match=r"^weights=.*: another version of the model made these weights; experiment=record "):
        weighted(result, Parameters(), 4, 1, 1)


def test_other_discrepancies_have_weights_of_their_own(result):
    """Half of it narrows the weights, twice of it widens them; a column for each trial that groups.csv tells."""
    weights, trials = pd.read_parquet(result / "weights.parquet"), pd.read_csv(result / "groups.csv")["trial"]
    others = [f"weight {name}" for name in trials if name not in (ALL, f"known to {EVE}")]
    assert [name for name in weights if name.startswith("weight ")] == others
    price = np.log(weights["technical_price"])
    spread = [np.cov(price, aweights=weights[column]) for column in (f"weight {HALVED}", "weight", f"weight {DOUBLED}")]
    assert spread == sorted(spread) and spread[0] < 0.9 * spread[2]


def test_facts_are_told_with_their_role_and_hashed_before_any_run(result):
    facts = pd.read_csv(result / "facts.csv", index_col="fact")
    assert dict(facts["role"]) == {"officials": "weight", "circles": "weight", "governments": "check"}
    assert facts.loc["governments", "ruled_out"] == 0.0 and np.isnan(facts.loc["governments", "chance"])
    assert (facts["low"] <= facts["high"]).all() and facts["prior_low"].notna().all()
    manifest = json.loads((result / "manifest.json").read_text())
    assert len(manifest["facts_sha256"]) == 64 and sorted(manifest["facts"]) == sorted(FACTS)
    assert (manifest["seed"], len(list(result.glob("wave-*")))) == (1, len(pd.read_csv(result / "waves.csv")))


def test_the_same_command_finds_all_its_runs_there(region, result, monkeypatch):
    before = (result / "weights.parquet").read_bytes()

    def no_run(*_):
        raise AssertionError("a run was made again")

    monkeypatch.setattr("concertacion.experiments.sweep.study.run_batch", no_run)
    monkeypatch.setattr("concertacion.experiments.record.command.rate_of", lambda study: 1.0)
    assert command(region, result) == 0
    assert (result / "weights.parquet").read_bytes() == before


def test_a_few_words_say_no_more_than_the_weights_allow(result):
    page = (result / "report.html").read_text(encoding="utf-8")
    waves = pd.read_csv(result / "waves.csv")
    posterior = waves["effective"].iloc[-1] >= 400 and waves["pareto_k"].iloc[-1] <= 0.7
    assert ("a screen, not a posterior" in page) == (not posterior)


BAD = {
    "world=southeast_asia world.countries=null": "has no record to be held against",
    "world=south_america": "world.countries: 12 of the 33 countries that facts.csv tells of, without ATG, BHS, BLZ and others",
    "start=1996 years=5": "start and years must be those of",
    "facts_folder=nowhere": "there is no such folder",
    "over={scenario:{values:[baseline,isolation]}}": "is no parameter",
    "mode=pinned": "mode=pinned",
    "known_to=[2012]": "expected a list of years from 1996 to 2011",
    "replicates=2": "at least 3",
}


@pytest.mark.parametrize("line", BAD)
def test_bad_input_is_one_sentence_and_creates_nothing(line, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["experiment=record", *line.split(" "), "out=out"]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and BAD[line] in said and list(tmp_path.iterdir()) == []
