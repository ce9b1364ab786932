"""Claims from their files to the ledger: every shipped claim, the command, resuming, and what is refused."""

from __future__ import annotations

import json
import math
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import BrokenExecutor
from multiprocessing import active_children
from pathlib import Path

import pytest
from matplotlib.figure import Figure
from tests.conftest import undrawn
from tests.experiments.claims.own_claim import OWN, TINY

from concertacion.analysis.claims.ledger import open_ledger
from concertacion.analysis.reports import ledger as report
from concertacion.experiments.claims import command, sweeps
from concertacion.experiments.claims.judging import mapped
from concertacion.experiments.claims.reading import channels_of, claim_files, on_channel, read_claims
from concertacion.experiments.output import manifest
from concertacion.experiments.output.files import locked
from concertacion.experiments.pages import claims as page
from concertacion.experiments.run import main
from concertacion.sim.state import CHANNELS


def paper_of(name):
    return re.match(r"[A-Z]+(-P(?=\d))?", name).group()


PAPERS = {"BR": 12, "CS": 11, "KE": 6, "MSF": 29, "MSF-P": 10, "PL": 11}  # claims of each text, at least


def test_every_claim_of_the_five_texts_is_there_and_is_read():
    claims = read_claims("all")
    ids = [claim.id for claim in claims]
    assert ids == list(claim_files())
    counts = Counter(map(paper_of, ids))
    assert [paper for paper, count in PAPERS.items() if counts[paper] < count] == []
    tested = [claim for claim in claims if not claim.untestable]
    assert [claim.id for claim in tested if len(claim.direct) > 6] == []
    assert [claim.id for claim in tested if not (claim.start and claim.years)] == []  # the period of which the passage speaks
    assert [claim.id for claim in tested if claim.main.status != claim.status] == []


def test_a_total_is_measured_by_channel_too():
    assert channels_of("delivered.health@+20:") == channels_of("delivered") == CHANNELS
    assert channels_of("delivered.summit.technical") == ("technical", "summit")
    assert channels_of("participation.not-summit") == ("technical", "minilateral")
    assert channels_of("delivered.technical") == ("technical",) and channels_of("fragmentation.trade") == ()
    assert on_channel("delivered.not-summit.health.share-0.33@+20:", "technical") == "delivered.technical.health.share-0.33@+20:"


FEWEST = (
    "points=2", "pairs=2", "most_pairs=2", "ablation_points=2", "ablation_pairs=2", "settle=0", "quiet=true", "workers=1",
)  # fmt: skip
FOUNDS = "BR-01"  # with camps alike four runs found no group, and a change of nothing is no number


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    """The ledger of all shipped claims at a tiny effort, with the figure of the first claim of each paper."""
    folder, real, drawn = tmp_path_factory.mktemp("claims") / "all", report.claim_figure, {}

    def figure(ledger, name):
        return real(ledger, name) if drawn.setdefault(paper_of(name), name) == name else Figure((1, 1))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(report, "claim_figure", figure)
        assert main(["experiment=claims", *FEWEST, "replicates=4", f"out={folder}"]) == 0
    assert drawn.keys() == PAPERS.keys()
    return folder


def test_every_shipped_claim_runs_and_has_an_effect(ledger):
    opened = open_ledger(ledger)
    assert list(opened.entries) == list(claim_files())
    judged = {name: (entry.claim, entry.judgement) for name, entry in opened.tested.items()}
    without = {name for name, (_, one) in judged.items() if math.isnan(one.found.default.effect)}
    assert without <= {FOUNDS}
    assert [name for name, (_, one) in judged.items() if list(one.scales) != [0.5, 1.0, 2.0]] == []
    assert [name for name, (claim, one) in judged.items() if set(one.found.parts) != {part.name for part in claim.others}] == []
    moved = {name for name, (claim, _) in judged.items() if claim.treatment and not claim.treatment.why}
    assert {name for name, (_, one) in judged.items() if one.found.treatment} == moved


def test_a_claim_about_what_few_runs_bring_has_an_effect_in_more(tmp_path):
    assert main(["experiment=claims", f"claim=[{FOUNDS}]", *FEWEST, "replicates=24", f"out={tmp_path / 'out'}"]) == 0
    assert open_ledger(tmp_path / "out").tested[FOUNDS].judgement.found.default.effect > 0.0


def test_every_claim_of_a_ledger_is_on_the_page(ledger, tmp_path):
    assert page.main([str(ledger), "--page", str(tmp_path / "claims.md")]) == 0
    text = (tmp_path / "claims.md").read_text(encoding="utf-8")
    assert [name for name in claim_files() if f"| [{name}](#{name.lower()})" not in text or f"\n### {name}\n" not in text] == []
    assert "## Preliminary test, not final verdicts" in text


LOUD = [argument for argument in TINY if argument != "quiet=true"]
TWO = ["experiment=claims", "claim=[MSF-01,PL-03]", *TINY]


def exit_code(*arguments):
    """The exit code of a test of claims whose figures nobody looks at."""
    with undrawn():
        return main([*arguments])


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    """A test of two claims."""
    folder = tmp_path_factory.mktemp("claims") / "two"
    assert exit_code(*TWO, f"out={folder}") == 0
    return folder


def test_the_same_command_again_resumes_and_says_the_same(two, capsys):
    """As after a kill in the middle of the rounds."""
    before = (two / "ledger.json").read_bytes()
    rounds = sorted(two.glob("space-*"))
    assert rounds
    shutil.rmtree(rounds[-1])
    shard = sorted((two / "space" / "shards").iterdir())[0]
    content = shard.read_bytes()
    shard.unlink()
    assert exit_code(*TWO, f"out={two}") == 0
    assert shard.read_bytes() == content and (two / "ledger.json").read_bytes() == before


def test_runs_outlive_a_change_of_judging_and_not_one_of_the_model(two, capsys, monkeypatch):
    monkeypatch.setattr(manifest, "commit", lambda: "another")
    monkeypatch.setattr(manifest, "source_sha256", lambda: "f" * 64)
    monkeypatch.setattr(command, "claims_sha256", lambda claims: "d" * 64)
    shards = {path: path.stat().st_mtime_ns for path in two.rglob("*.parquet") if path.parent.name == "shards"}
    assert exit_code(*TWO, f"out={two}") == 0
    assert json.loads((two / "ledger.json").read_text(encoding="utf-8"))["provenance"]["source_sha256"] == "f" * 64
    assert all(path.stat().st_mtime_ns == at for path, at in shards.items())
    monkeypatch.setattr(sweeps, "source_sha256", lambda folders: "e" * 64)
    monkeypatch.setattr(manifest, "source_sha256", lambda: "e" * 64)
    before = [(two / name).read_bytes() for name in ("manifest.json", "config.yaml", "sessions.json")]
    assert exit_code(*TWO, f"out={two}") == 2
    assert "running_sha256: stored " in capsys.readouterr().err
    assert before == [(two / name).read_bytes() for name in ("manifest.json", "config.yaml", "sessions.json")]
    assert json.loads(before[0])["source_sha256"] == "f" * 64


def test_damaged_sessions_are_set_aside(two, capsys):
    (two / "sessions.json").write_text("[{")
    assert exit_code(*[one for one in TWO if one != "quiet=true"], f"out={two}") == 0
    assert "sessions.json is damaged: moved to _sessions.json.damaged" in capsys.readouterr().err
    assert len(open_ledger(two).sessions) == 1


SCRIPT = """
from concertacion.experiments.claims.judging import mapped

with mapped(abs, [-1, 2], 2) as results:
    print("once", list(results))
"""


def test_judging_in_processes_needs_no_guard_in_a_script(tmp_path):
    (tmp_path / "script.py").write_text(SCRIPT)
    ended = subprocess.run([sys.executable, "script.py"], cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert (ended.stdout, ended.returncode) == ("once [1, 2]\n", 0), ended.stderr


def test_too_many_runs_are_refused_without_compiling(monkeypatch, capsys):
    monkeypatch.setattr(command, "is_compiled", lambda entry: False)
    monkeypatch.setattr(command, "expected_time", lambda *_: 1 / 0)
    assert exit_code(*TWO, "limit=1", "out=nowhere") == 2
    assert "more than limit=1; test fewer, or raise limit=" in capsys.readouterr().err


def test_judging_that_is_stopped_leaves_no_process_behind():
    before = set(active_children())
    with pytest.raises(KeyboardInterrupt), mapped(time.sleep, [60.0, 60.0], 2):
        begun = set(active_children()) - before
        assert len(begun) == 2
        raise KeyboardInterrupt
    until = time.monotonic() + 10
    while any(child.is_alive() for child in begun):  # the pool's own thread may be the one that hears of their end
        assert time.monotonic() < until
        time.sleep(0.05)


def test_a_judge_that_dies_is_one_line(two, capsys, monkeypatch):
    def dies(*_):
        raise BrokenExecutor

    monkeypatch.setattr(command, "examined_claims", dies)
    assert exit_code(*TWO, f"out={two}") == 1
    error = capsys.readouterr().err
    assert "a process that worked on the result died; the runs are kept" in error and error.count("\n") == 1


def test_a_second_command_in_the_folder_is_refused_and_writes_nothing(two, capsys):
    before = {path: path.read_bytes() for path in two.rglob("*") if path.is_file() and path.name != ".lock"}
    with locked(two):
        assert exit_code(*TWO, f"out={two}") == 2
    assert "is writing to it" in capsys.readouterr().err
    assert before == {path: path.read_bytes() for path in two.rglob("*") if path.is_file() and path.name != ".lock"}


def test_a_claim_of_ones_own(tmp_path, capsys):
    (tmp_path / "own").mkdir()
    Path(tmp_path / "own" / "OWN-1.yaml").write_text(OWN, encoding="utf-8")
    folder = tmp_path / "out"
    assert exit_code("experiment=claims", "claim=[OWN-1]", f"claims_folder={tmp_path / 'own'}", *LOUD, f"out={folder}") == 0
    printed = capsys.readouterr().out
    assert "OWN-1" in printed and "supports" in printed
