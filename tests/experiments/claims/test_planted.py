"""Planted claims from their files through the sweeps to the ledger: what is known beforehand must be said at the end."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from tests.experiments.claims.planted_claims import CLAIMS, DIRECT, ONE_SIDED, VERDICTS, judge, planted

from concertacion.analysis.claims.ledger import open_ledger
from concertacion.analysis.claims.merging import merged
from concertacion.analysis.claims.rules import Limit
from concertacion.analysis.claims.thresholds import THRESHOLDS
from concertacion.analysis.claims.typed_json import to_json
from concertacion.analysis.sweeps import read_rows
from concertacion.analysis.wording import papers
from concertacion.analysis.wording.summary import flags
from concertacion.experiments.claims import judging
from concertacion.experiments.claims.reading import read_claims
from concertacion.experiments.pages import claims as page
from concertacion.experiments.pages import claims_kept, treatments
from concertacion.sim.declare import InputError

SIZES = "points=256", "pairs=4", "most_pairs=8", "ablation_points=32", "ablation_pairs=8"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The folder of a test of the planted claims."""
    folder = tmp_path_factory.mktemp("planted")
    put_to_the_test(folder)
    return folder / "out"


def put_to_the_test(folder, workers=1):
    """Test the planted claims in a folder, or go on with it."""
    (folder / "own").mkdir(exist_ok=True)
    for name, text in CLAIMS.items():
        (folder / "own" / f"{name}.yaml").write_text(text, encoding="utf-8")
    arguments = f"claim=[{','.join(CLAIMS)}]", f"claims_folder={folder / 'own'}", f"out={folder / 'out'}"
    judge(*arguments, *SIZES, f"workers={workers}")


def test_judging_in_processes_says_the_same(folder, monkeypatch):
    before = (folder / "ledger.json").read_bytes()
    monkeypatch.setattr(judging, "WORTH_PROCESSES", 1)
    put_to_the_test(folder.parent, workers=2)
    assert (folder / "ledger.json").read_bytes() == before


@pytest.fixture(scope="module")
def judgements(folder):
    """The judgements by id."""
    return {name: entry.judgement for name, entry in open_ledger(folder).entries.items()}


def test_verdicts(judgements):
    assert {name: judgement.verdict for name, judgement in judgements.items()} == VERDICTS


def test_the_rule_names_the_parameter_and_its_threshold(judgements):
    ((limit,),) = judgements["X-THRESHOLD"].rule
    assert limit == Limit("network_building", limit.low)
    assert abs(limit.low - 0.12) < 0.1 * 0.3  # the range is 0 to 0.3


def test_the_rule_names_the_form(judgements):
    assert judgements["X-FORM"].rule == ((Limit("minilaterals_by", forms=("trust",)),),)


def test_each_flag_is_raised_where_it_was_planted_and_nowhere_else(folder, judgements):
    made = {claim.id: claim for claim in read_claims(list(CLAIMS), folder.parent / "own")}
    raised = {name: flags(one, made[name]) for name, one in judgements.items() if one.findings}
    of = {flag: [name for name, of_claim in raised.items() if flag in of_claim] for flag in ("restates", "not by its mechanisms")}
    assert of == {"restates": ["X-RESTATES"], "not by its mechanisms": ["X-NOTBY"]}
    assert [name for name in raised if f"rests on {ONE_SIDED}" in raised[name]] == ["X-RESTS"]
    assert [name for name in raised if "arms differ too rarely" in raised[name]] == ["X-NOTHING"]
    assert "one-signed" in raised["X-TRUE"] and "one-signed" not in raised["X-NOTHING"]
    assert judgements["X-TRUE"].found.built_in.frozen.share == pytest.approx(0.0, abs=0.1)


def test_an_effect_is_gone_with_its_mechanism(judgements):
    built_in = judgements["X-TRUE"].found.built_in
    assert built_in.alone[DIRECT].share == built_in.without.share == pytest.approx(0.0, abs=0.1)
    assert len(built_in.alone) == 1 + THRESHOLDS.correlated  # and the parameters that go most with the size of the effect


def test_what_is_told_beside(judgements):
    assert judgements["X-TRUE"].found.parts["falls"].verdict == "contradicted"
    channels = {channel: told.verdict for channel, told in judgements["X-CHANNELS"].found.channels.items()}
    assert channels == {"technical": "robust", "minilateral": "robust", "summit": "contradicted"}
    assert judgements["X-CHANNELS"].found.weights.turn == {"technical": 0.2, "minilateral": 0.3, "summit": 0.5}
    assert judgements["X-APPLIES"].found.applicable.share == pytest.approx(0.69, abs=0.05)
    check = judgements["X-PERIOD"].found.check
    assert (check.start, check.years, check.told.verdict) == (2012, 12, "no effect")
    assert judgements["X-TRUE"].found.check is None


def test_the_default_point_is_measured(judgements):
    low, effect, high = (getattr(judgements["X-TRUE"].found.default, end) for end in ("low", "effect", "high"))
    assert effect == pytest.approx(0.5, abs=0.03) and low < effect < high


def test_the_page_of_the_ledger_has_every_claim_and_needs_no_network(folder):
    text = (folder / "report.html").read_text(encoding="utf-8")
    for name in CLAIMS:
        assert f'<article id="{name}">' in text and f'<a href="#{name}">' in text
    assert "http" not in text.replace("http://www.w3.org", "") and text.count("data:image/png") == len(CLAIMS) - 1
    assert "network_building (" in text and "is above 0.1" in text and "Untestable here. no arms for it" in text
    assert "Preliminary test, not final verdicts" in text


def under_another_seed(ledger):
    """The same ledger, as if it had been run under a second seed."""
    return ledger._replace(provenance=ledger.provenance._replace(seed=2))


def test_the_document_of_the_ledger(folder, tmp_path, capsys):
    assert page.main([str(folder), "--second", str(folder), "--page", str(tmp_path / "claims.md")]) == 2
    assert "seed 1 is that of the first test" in capsys.readouterr().err
    second = tmp_path / "second"
    claims_kept.keep(second, [under_another_seed(open_ledger(folder))])
    assert page.main([str(folder), "--second", str(second), "--page", str(tmp_path / "claims.md")]) == 0
    text = (tmp_path / "claims.md").read_text(encoding="utf-8")
    right = text[text.index("## What the model says of each text") : text.index("## Summary")]
    assert "These are verdicts of a preliminary test" in right
    heads = re.findall(r"^\*\*([^*]+)\*\*\n\n(.*?)\n\n", right, re.DOTALL | re.MULTILINE)
    found = {head: set(re.findall(r"^- \[(X-[A-Z]+)\]\(#x-", lines, re.MULTILINE)) for head, lines in heads}
    of = {head: {name for name, verdict in VERDICTS.items() if verdict == kind} for kind, head in papers.GROUPS.items()}
    of["Can happen"], of["Holds"] = {"X-CAN"}, of["Holds"] - {"X-CAN"}
    assert found == {head: names for head, names in of.items() if names}
    assert "Measured beside the claims and robust" not in right  # X-TRUE's is contradicted
    assert "rule on [network\\_building](odd.md#appendix-a-parameters), " in right
    assert (
        "| [X-TRUE](#x-true) |" in text
        and "Of 17 claims: 9 robust" in text
        and "16 of the 16 claims that were tested (100%) the same" in text
    )
    assert "### X-THRESHOLD" in text and "(odd.md#appendix-a-parameters)" in text and "### X-FORM" in text
    assert text.count("(close)") == 2 * sum(entry.judgement.close for entry in open_ledger(folder).entries.values())


def test_a_second_seed_marks_what_it_does_not_confirm(folder):
    there = open_ledger(folder)
    entry = there.entries["X-TRUE"]
    other = entry._replace(judgement=entry.judgement._replace(verdict="mixed"))
    second = under_another_seed(there)._replace(entries={**there.entries, "X-TRUE": other})
    assert papers.unconfirmed(there, second) == ["X-TRUE"]
    part = second._replace(entries={name: second.entries[name] for name in ("X-TRUE", "X-SMALL")})  # so far
    assert papers.unconfirmed(there, part) == ["X-TRUE"]
    assert "gives 1 of the 2 claims that it has tested so far (50%) the same verdict, and" in page.page([there], [part])
    text = page.page([there], [second])
    firm = sum(not entry.judgement.close for entry in there.tested.values())
    assert f"15 of the 16 claims that were tested (94%) the same verdict, and {firm - 1} of the {firm} that are not close" in text
    assert "| robust (close) |" in text and re.search(r"^- \[X-TRUE\].*; close\)$", text, re.MULTILINE)


def test_a_folder_without_a_ledger_is_one_line(tmp_path, capsys):
    assert page.main([str(tmp_path)]) == 2
    error = capsys.readouterr().err
    assert "holds no finished test of claims" in error and error.count("\n") == 1


def test_rounds_say_what_the_same_pairs_say_at_once(tmp_path):
    """Sampling that stops where a claim is settled, and all pairs everywhere, on the same random numbers."""
    (tmp_path / "own").mkdir()
    names = ("X-TRUE", "X-SMALL")
    for name in names:
        (tmp_path / "own" / f"{name}.yaml").write_text(CLAIMS[name], encoding="utf-8")
    ledgers, runs = {}, {}
    for pairs in (4, 16):
        sizes = ("points=64", f"pairs={pairs}", "most_pairs=16", "ablation_points=2", "workers=1")
        arguments = f"claim=[{','.join(names)}]", f"claims_folder={tmp_path / 'own'}", f"out={tmp_path / str(pairs)}"
        judge(*arguments, *sizes)
        ledgers[pairs] = open_ledger(tmp_path / str(pairs))
        rounds = [folder for folder in (tmp_path / str(pairs)).iterdir() if folder.name.startswith("space")]
        assert len(rounds) == (3 if pairs == 4 else 1)
        runs[pairs] = sum(len(read_rows(folder, ())) for folder in rounds)
    assert runs[4] < 0.6 * runs[16]
    for name in names:
        in_rounds, at_once = (ledgers[pairs].classes(name) for pairs in (4, 16))
        assert (in_rounds != at_once).sum() <= 1
        narrow, wide = ledgers[16].effects(name), ledgers[4].effects(name)
        whole = narrow.effect == wide.effect  # where all pairs were run: the same numbers, and an interval for several looks
        assert (wide.high > narrow.high)[whole].all() and whole.any() == (name == "X-SMALL")


def test_claims_tested_later_join_the_ledger(folder):
    there = open_ledger(folder)
    entry = there.entries["X-TRUE"]
    again = {"X-TRUE": entry._replace(claim=entry.claim._replace(note="tested again"))}
    columns = [name for name in there.table.columns if "." not in name or name.startswith("X-TRUE.")]
    later = there._replace(entries=again, table=there.table[columns])
    both = merged([there, later])
    assert list(both.entries) == list(there.entries) and both.entries["X-TRUE"].claim.note == "tested again"
    assert set(both.table.columns) == set(there.table.columns) and len(both.sessions) == 2 * len(there.sessions)
    with pytest.raises(InputError, match="seed is 1 and 2"):
        merged([there, later._replace(provenance=there.provenance._replace(seed=2))])
    moved = later.table.assign(trust_gain=later.table["trust_gain"] + 0.01)
    with pytest.raises(InputError, match="points are not the same"):
        merged([there, later._replace(table=moved)])


def test_claims_of_two_folders_are_judged_as_those_of_one(tmp_path, capsys):
    """Each in a folder of its own and both in one, in which they share a control: the same judgements at the same points."""
    (tmp_path / "own").mkdir()
    names = ("X-FORM", "X-SMALL")
    for name in names:
        (tmp_path / "own" / f"{name}.yaml").write_text(CLAIMS[name], encoding="utf-8")
    ledgers = {}
    for tested in (names, names[:1], names[1:]):
        out = tmp_path / "-".join(tested)
        sizes = ("points=128", "pairs=4", "most_pairs=8", "ablation_points=8", "ablation_pairs=4", "workers=1")
        judge(f"claim=[{','.join(tested)}]", f"claims_folder={tmp_path / 'own'}", f"out={out}", *sizes)
        ledgers[tested] = open_ledger(out)
    together, both = ledgers[names], merged([ledgers[names[:1]], ledgers[names[1:]]])
    assert to_json(both.entries) == to_json(together.entries) and together.entries["X-FORM"].judgement.rule
    pd.testing.assert_frame_equal(both.table[list(together.table)], together.table)
    of_papers = [str(tmp_path / name) for name in names]
    assert claims_kept.main([str(tmp_path / "kept"), *of_papers]) == 0
    kept = open_ledger(tmp_path / "kept")
    assert to_json(kept.entries) == to_json(together.entries) and len(kept.sessions) == 2
    assert kept.provenance.claims_sha256 == together.provenance.claims_sha256
    commands = kept.provenance.command.split("\n")
    assert all(f"claim=[{name}]" in command for name, command in zip(names, commands, strict=True))
    assert claims_kept.main([str(tmp_path / "kept"), *of_papers]) == 2
    assert f"{tmp_path / 'kept'}: is there already" in capsys.readouterr().err


def test_the_page_of_treatment_checks_says_which_take(tmp_path, monkeypatch):
    for name in ("X-TRUE", "X-NOTHING", "X-SMALL", "X-NOT"):
        (tmp_path / f"{name}.yaml").write_text(CLAIMS[name], encoding="utf-8")
    monkeypatch.setattr(treatments, "evaluate_arms", planted)
    text = treatments.page(read_claims(["X-TRUE", "X-NOTHING", "X-SMALL", "X-NOT"], tmp_path), points=8)
    rows = {cells[1]: cells for line in text.splitlines() if len(cells := [cell.strip() for cell in line.split("|")]) == 9}
    assert [rows["X-TRUE"][at] for at in (2, 5, 6, 7)] == ["x = `pledged`", "100%", "100%", "yes"]
    assert rows["X-NOTHING"][6:8] == ["0%", "no"] and not {"X-NOT"} & rows.keys() and "X-NOT:" not in text
    assert "- X-SMALL: the lever is its own measure" in text
