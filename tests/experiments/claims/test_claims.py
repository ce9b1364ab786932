"""Claims from their files to the ledger: every shipped claim, the command, resuming, and what is refused."""

from __future__ import annotations

import json
import math
import re
import time
from collections import Counter
from concurrent.futures import BrokenExecutor
from functools import partial
from multiprocessing import active_children
from pathlib import Path

import numpy as np
import pytest

from concertacion.analysis.claims.ledger import open_ledger
from concertacion.experiments.chunks.executors import Where
from concertacion.experiments.chunks.runner import sweep
from concertacion.experiments.chunks.store import open_store
from concertacion.experiments.claims import command, sweeps
from concertacion.experiments.claims.arms import Arms, evaluate_arms
from concertacion.experiments.claims.judging import mapped
from concertacion.experiments.claims.reading import claim_files, read_claims
from concertacion.experiments.claims.sweeps import subsets_of
from concertacion.experiments.output import manifest
from concertacion.experiments.output.progress import Progress
from concertacion.experiments.pages import claims as page
from concertacion.experiments.run import main
from concertacion.experiments.sweep.axes import ranged

TINY = ("points=4", "pairs=2", "ablation_points=2", "ablation_pairs=2", "replicates=2", "quiet=true", "workers=1")
OWN = """
paper: Own
section: One
passage: first paragraph
status: stated
sentence: Insulated bureaucracies deliver more.
arms:
  control: {}
  treated: {set: {insulation: 1}}
measures: {work: delivered.technical}
effect: treated.work / control.work - 1
shape: greater
smallest: 0.05
reason: made up for a test
direct: [purge]
"""


PAPERS = {"BR": 9, "CS": 7, "KE": 5, "MSF": 24, "MSF-P": 10, "PL": 9}  # claims of each text, at least


def test_every_claim_of_the_five_texts_is_there_and_is_read():
    claims = read_claims("all")
    ids = [claim.id for claim in claims]
    assert ids == list(claim_files())
    counts = Counter(re.match(r"[A-Z]+(-P(?=\d))?", name).group() for name in ids)
    assert [paper for paper, count in PAPERS.items() if counts[paper] < count] == []
    assert [claim.id for claim in claims if not claim.untestable and len(claim.direct) > 4] == []


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    """The ledger of all shipped claims at a tiny effort."""
    place = tmp_path_factory.mktemp("claims") / "all"
    assert main(["experiment=claims", *TINY, f"out={place}"]) == 0
    return place


def test_every_shipped_claim_runs_and_has_an_effect(ledger):
    opened = open_ledger(ledger)
    assert list(opened.entries) == list(claim_files())
    judged = {name: (entry.claim, entry.judgement) for name, entry in opened.tested.items()}
    assert [name for name, (_, one) in judged.items() if math.isnan(one.default.effect)] == []
    assert [name for name, (_, one) in judged.items() if list(one.scales) != [0.5, 1.0, 2.0]] == []
    ablated = {name: [ablation.off for ablation in one.built_in.ablations] for name, (_, one) in judged.items()}
    assert ablated == {name: subsets_of(claim.direct) for name, (claim, _) in judged.items()}


def test_every_claim_of_a_ledger_is_on_the_page(ledger, tmp_path):
    assert page.main([str(ledger), "--page", str(tmp_path / "claims.md")]) == 0
    lines = (tmp_path / "claims.md").read_text(encoding="utf-8").splitlines()
    rows = Counter(re.split(r"[ °]", line.removeprefix("| "), maxsplit=1)[0] for line in lines if line.startswith("| "))
    assert [name for name in claim_files() if rows[name] != 2] == []  # in the ledger, and behind the verdicts


def test_the_same_command_again_resumes_and_says_the_same(ledger, capsys):
    place = ledger
    before = (place / "ledger.json").read_bytes()
    shard = sorted((place / "space" / "shards").iterdir())[0]
    content = shard.read_bytes()
    shard.unlink()
    assert main(["experiment=claims", *TINY, f"out={place}"]) == 0
    assert shard.read_bytes() == content and (place / "ledger.json").read_bytes() == before


def test_runs_outlive_a_change_of_judging_and_not_one_of_the_model(ledger, capsys, monkeypatch):
    place = ledger
    monkeypatch.setattr(manifest, "commit", lambda: "another")
    monkeypatch.setattr(manifest, "source_sha256", lambda: "f" * 64)
    monkeypatch.setattr(command, "claims_sha256", lambda claims: "d" * 64)
    shards = {path: path.stat().st_mtime_ns for path in place.rglob("*.parquet") if path.parent.name == "shards"}
    assert main(["experiment=claims", *TINY, f"out={place}"]) == 0
    assert json.loads((place / "ledger.json").read_text(encoding="utf-8"))["provenance"]["source_sha256"] == "f" * 64
    assert all(path.stat().st_mtime_ns == at for path, at in shards.items())
    monkeypatch.setattr(sweeps, "source_sha256", lambda folders: "e" * 64)
    assert main(["experiment=claims", *TINY, f"out={place}"]) == 2
    assert "running_sha256: there " in capsys.readouterr().err


def test_judging_that_is_stopped_leaves_no_process_behind():
    before = set(active_children())
    with pytest.raises(KeyboardInterrupt), mapped(time.sleep, [60.0, 60.0], 2):
        begun = set(active_children()) - before
        assert len(begun) == 2
        raise KeyboardInterrupt
    for child in begun:
        child.join(10)
        assert child.exitcode is not None


def test_a_judge_that_dies_is_one_line(ledger, capsys, monkeypatch):
    def dies(*_):
        raise BrokenExecutor

    place = ledger
    monkeypatch.setattr(command, "examined_claims", dies)
    assert main(["experiment=claims", *TINY, f"out={place}"]) == 1
    error = capsys.readouterr().err
    assert "a process that judged claims died; the runs are kept" in error and error.count("\n") == 1


def test_subsets():
    assert subsets_of(["a", "b"]) == [("a",), ("b",), ("a", "b")]
    assert len(subsets_of(list("abcd"))) == 4 + 6 + 1


def settings(**sets):
    """The base run of one year, with parameters set throughout."""
    windows = [{"from": "+0", "set": sets}] if sets else []
    return {
        "world": {"name": "latin_america_20", "tables": "latin_america", "countries": ["ARG", "BRA", "CHL"]},
        "scenario": {"name": "arm", "parameters": windows, "events": []}, "parameters": {}, "start": 2012, "years": 1,
        "mode": "free", "until": None, "engine": "kernel", "country_class": None,
    }  # fmt: skip


ARMS = Arms(
    (settings(), settings(), settings(technical_value=0.0), settings(network_building=0.0)), (None, None, None, settings()),
    (("delivered",), ("delivered", "norms"), ("delivered.technical",), ("delivered",)),
    ("delivered", "norms", "delivered.technical"), (ranged("rationality", 0, 10),), np.array([[1.0], [4.0]]), 3, 1,
)  # fmt: skip


def test_arms_share_random_numbers_and_fill_their_own_columns():
    block = evaluate_arms(ARMS, 0, ARMS.runs)
    delivered, norms, technical = (block.values[:, column].reshape(4, 6) for column in range(3))
    assert (delivered[0] == delivered[1]).all() and np.isnan(delivered[2]).all()
    assert np.isfinite(norms[1]).all() and np.isnan(norms[[0, 2]]).all()
    assert np.isfinite(technical[2]).all()
    assert (delivered[3] == delivered[0]).all()  # frozen at the first: what works through the state alone is gone
    assert block.point.tolist() == [*np.repeat(range(8), 3)]
    assert block.run.tolist() == [*range(6)] * 4


def test_picked_tasks_are_runs_of_their_arms_with_random_numbers_of_their_own():
    picked = ARMS._replace(picked=((0, 1), (2, 0)), first_run=ARMS.each)
    block = evaluate_arms(picked, 0, picked.runs)
    assert block.point.tolist() == [0, 0, 0, 1, 1, 1]
    assert block.run.tolist() == [9, 10, 11, 6, 7, 8]  # after the six that the points have had
    parts = [evaluate_arms(picked, first, 2) for first in (0, 2, 4)]
    assert np.array_equal(np.concatenate([part.values for part in parts]), block.values, equal_nan=True)
    longer = ARMS._replace(replicates=6, settings=ARMS.settings[:1], controls=(None,), outcomes=ARMS.outcomes[:1])
    assert block.values[0, 0] == evaluate_arms(longer, 9, 1).values[0, 0]  # run 9, at the same point


@pytest.mark.parametrize("size", [1, 4, 7])
def test_any_cut_gives_the_same_numbers(size):
    whole = evaluate_arms(ARMS, 0, ARMS.runs)
    parts = [evaluate_arms(ARMS, first, min(size, ARMS.runs - first)) for first in range(0, ARMS.runs, size)]
    assert np.array_equal(np.concatenate([part.values for part in parts]), whole.values, equal_nan=True)


@pytest.mark.parametrize("name", ["threads", "processes"])
def test_any_executor_gives_the_same_table(tmp_path, name):
    with open_store(tmp_path / name, {"axes": []}, ARMS.runs, 5, ARMS.columns) as store:
        sweep(store, partial(evaluate_arms, ARMS), Where(name, 2), Progress(ARMS.runs, quiet=True))
    with open_store(tmp_path / "one", {"axes": []}, ARMS.runs, 5, ARMS.columns) as store:
        sweep(store, partial(evaluate_arms, ARMS), Where("threads", 1), Progress(ARMS.runs, quiet=True))
    shards = sorted(path.name for path in (tmp_path / "one" / "shards").iterdir())
    assert all((tmp_path / name / "shards" / s).read_bytes() == (tmp_path / "one" / "shards" / s).read_bytes() for s in shards)


REFUSED = {
    "sentence: Ins": ("sentnce: Ins", "did you mean 'sentence'?"),
    "shape: greater": ("shape: graeter", "did you mean 'greater'?"),
    "smallest: 0.05": ("smallest: -1", "expected a number above 0"),
    "delivered.technical}": ("deliverd.technical}", "did you mean 'delivered'?"),
    "treated.work /": ("treatd.work /", "did you mean 'treated'?"),
    "insulation: 1}": ("insulaton: 1}", "did you mean 'insulation'?"),
    "{set: {insulation: 1}}": ("{world: {organisations.UNASUR.depht: 0.5}}", "did you mean 'depth'?"),
    "  treated: {set": ("  treated: {scenario: pandmic, set", "did you mean 'pandemic'?"),
    "  treated: {set: {insulation: 1}}": ("  treated: {}", "arms.treated: changes nothing against arms.control"),
    "direct: [purge]": ("direct: [aspiration_rate]", "aspiration_rate has no neutral value"),
    "status: stated": ("status: stated\nrivals: [MSF-P99]", "there is no claim 'MSF-P99'"),
    "reason: made": ("record: {fact: attendance_slop, shape: less, than: 0}\nreason: made", "did you mean 'attendance_slope'?"),
    "smallest: 0.05\n": ("smallest: 0.05\nrecord: {fact: attendance_slope}\n", "expected {fact: NAME, shape:"),
    "passage: first": ("passage: [first", "cannot be read as YAML"),
    "  control: {}": ("  off: {}", "is no name"),
}


@pytest.mark.parametrize("right", REFUSED)
def test_a_wrong_file_is_one_line_and_nothing_is_created(tmp_path, capsys, right):
    wrong, part = REFUSED[right]
    assert OWN.count(right) == 1
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "OWN-1.yaml").write_text(OWN.replace(right, wrong), encoding="utf-8")
    place = tmp_path / "out"
    assert main(["experiment=claims", "claim=OWN-1", f"claims_folder={tmp_path / 'own'}", *TINY, f"out={place}"]) == 2
    error = capsys.readouterr().err
    assert part in error and "OWN-1" in error and error.count("\n") == 1
    assert not place.exists()


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["claim=MSF-P11"], "did you mean 'MSF-P1"),
        (["claim=[]"], "expected all, the id of a claim, or a list of ids"),
        (["claims_folder=nowhere"], "there is no such folder"),
        (["effort=fast"], "effort='fast'"),
        (["points=1"], "points=1"),
        (["pairs=8", "most_pairs=4"], "fewer than the 8 pairs"),
        (["limit=10"], "more than limit=10"),
        (["engine=mesa"], "with the kernel only"),
    ],
)
def test_a_wrong_command_is_one_line(tmp_path, capsys, arguments, part):
    assert main(["experiment=claims", *TINY[:1], "quiet=true", *arguments, f"out={tmp_path / 'out'}"]) == 2
    error = capsys.readouterr().err
    assert part in error and error.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_a_claim_goes_only_with_claims(tmp_path, capsys):
    assert main(["claim=MSF-P1", f"out={tmp_path / 'out'}"]) == 2
    assert "goes with experiment=claims" in capsys.readouterr().err


def test_a_claim_of_ones_own(tmp_path, capsys):
    (tmp_path / "own").mkdir()
    Path(tmp_path / "own" / "OWN-1.yaml").write_text(OWN, encoding="utf-8")
    place = tmp_path / "out"
    assert main(["experiment=claims", "claim=[OWN-1]", f"claims_folder={tmp_path / 'own'}", *TINY, f"out={place}"]) == 0
    told = capsys.readouterr().out
    assert "OWN-1" in told and "supports" in told
