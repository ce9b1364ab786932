"""Planted claims from their files through the sweeps to the ledger: what is known beforehand must be said at the end."""

from __future__ import annotations

import numpy as np
import pytest
import yaml

from concertacion.analysis.claims.ledger import merged, open_ledger
from concertacion.analysis.claims.rules import Limit
from concertacion.experiments.chunks.block import Block
from concertacion.experiments.claims import judging, sweeps
from concertacion.experiments.claims.arms import Arms
from concertacion.experiments.pages import claims as page
from concertacion.experiments.run import main
from concertacion.experiments.sweep.axes import columns
from concertacion.sim.declare import InputError

LEVER = "subnational"  # what the planted arms set: how much of the effect there is
# The difference that the lever in full makes to an outcome, at the points of a table of parameters.
PLANTED = {
    "delivered": lambda p: 0.5,
    "participation": lambda p: 0.0,
    "vitality": lambda p: 0.03,
    "depth": lambda p: 0.6 * (p["network_building"] > 0.12),
    "pledged": lambda p: 0.6 * (p["minilaterals_by"] == "trust"),
    "implemented": lambda p: 0.6 * (p["network_building"] > 0.24),
    "norms": lambda p: 0.6 * np.sign(p["top_effect"]),
}
LEFT_FROZEN = ("norms",)  # of which all is left with feedbacks frozen


def planted(arms: Arms, first: int, count: int) -> Block:
    """What the model's `evaluate_arms` does, of outcomes with known effects and noise by run number."""
    flat = np.arange(first, first + count)
    if arms.picked is None:
        arm, run = np.divmod(flat, arms.each)
        row = flat // arms.replicates
    else:
        row = flat // arms.replicates
        arm, at = np.array(arms.picked)[row].T
        run = at * arms.replicates + flat % arms.replicates
    point = run // arms.replicates
    run = run + arms.first_run
    table = columns(arms.axes, arms.points)
    values = np.full((count, len(arms.columns)), np.nan)
    noise = np.array([np.random.default_rng((arms.seed, int(r))).normal(0, 0.5, len(PLANTED)) for r in run])
    for column, name in enumerate(arms.columns):
        full = np.broadcast_to(PLANTED[name](table), len(arms.points))
        strength = np.array([amount_of(arms, a, name) for a in range(len(arms.settings))])
        own = np.array([np.random.default_rng((int(a), int(r), column)).normal(0, 0.03) for a, r in zip(arm, run, strict=True)])
        values[:, column] = 1.0 + strength[arm] * full[point] + noise[:, list(PLANTED).index(name)] + own
    return Block(row, flat % arms.replicates, run, values, [""] * count)


def amount_of(arms: Arms, arm: int, outcome: str) -> float:
    """How much of the effect an arm has: what it sets the lever to; half the lever gives twice the effect of `delivered`."""
    sets: dict[str, float] = {}
    for window in arms.settings[arm]["scenario"]["parameters"]:
        sets |= window["set"]
    amount = sets.get(LEVER, 0.0)
    if sets.get("top_effect") == 0.0 or (arms.controls[arm] is not None and outcome not in LEFT_FROZEN):
        return 0.0
    return 1.0 if amount == 0.5 else 0.0 if amount == 0.9 else amount


def file_of(outcome: str, shape: str = "greater", **more) -> str:
    given = {
        "paper": "Planted", "section": "None", "passage": "nowhere", "status": "stated", "sentence": "It is more.",
        "arms": {"control": {}, "treated": {"set": {LEVER: 1.0}}}, "measures": {"x": outcome},
        "effect": "treated.x - control.x", "shape": shape, "smallest": 0.1, "reason": "planted", "direct": ["top_effect"],
    }  # fmt: skip
    return yaml.safe_dump({**given, **more})


HUMP = {
    "arms": {"few": {}, "some": {"set": {LEVER: 0.5}}, "many": {"set": {LEVER: 0.9}}},
    "effect": "min(some.x - few.x, some.x - many.x)",
}
CLAIMS = {
    "X-TRUE": file_of("delivered"),
    "X-FALSE": file_of("delivered", "less"),
    "X-NOTHING": file_of("participation"),
    "X-SMALL": file_of("vitality"),
    "X-THRESHOLD": file_of("depth"),
    "X-FORM": file_of("pledged"),
    "X-CAN": file_of("implemented", "possible"),
    "X-RESTATES": file_of("norms"),
    "X-HUMP": file_of("delivered", "non-monotone", **HUMP),
    "X-FLAT": file_of("participation", "negligible"),
    "X-NOT": file_of("delivered", untestable="no arms for it"),
}
VERDICTS = {
    "X-TRUE": "robust", "X-FALSE": "contradicted", "X-NOTHING": "no effect", "X-SMALL": "no effect", "X-THRESHOLD": "conditional",
    "X-FORM": "conditional", "X-CAN": "robust", "X-RESTATES": "conditional", "X-HUMP": "robust", "X-FLAT": "robust",
    "X-NOT": "untestable here",
}  # fmt: skip


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
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sweeps, "evaluate_arms", planted)
        sizes = ("points=256", "pairs=8", "ablation_points=32", "ablation_pairs=8", "quiet=true", f"workers={workers}")
        assert main(["experiment=claims", *arguments, *sizes]) == 0


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


def test_only_what_restates_a_parameter_is_flagged(judgements):
    built_in = {name: one.built_in for name, one in judgements.items() if one.built_in}
    assert [name for name, one in built_in.items() if one.restates] == ["X-RESTATES"]
    assert built_in["X-RESTATES"].follows == "top_effect"
    assert built_in["X-TRUE"].frozen_share == pytest.approx(0.0, abs=0.1)


def test_an_effect_is_gone_with_its_mechanism(judgements):
    (ablation,) = judgements["X-TRUE"].built_in.ablations
    assert ablation.off == ("top_effect",) and ablation.left == pytest.approx(0.0, abs=0.1)


def test_the_default_point_is_measured(judgements):
    low, effect, high = (getattr(judgements["X-TRUE"].default, end) for end in ("low", "effect", "high"))
    assert effect == pytest.approx(0.5, abs=0.03) and low < effect < high


def test_the_page_of_the_ledger_has_every_claim_and_needs_no_network(folder):
    text = (folder / "report.html").read_text(encoding="utf-8")
    for name in CLAIMS:
        assert f'<article id="{name}">' in text and f'<a href="#{name}">' in text
    assert "http" not in text.replace("http://www.w3.org", "") and text.count("data:image/png") == len(CLAIMS) - 1
    assert "network_building &gt; 0.1" in text and "Untestable here: no arms for it" in text


def test_the_document_of_the_ledger(folder, tmp_path):
    assert page.main([str(folder), "--second", str(folder), "--page", str(tmp_path / "claims.md")]) == 0
    text = (tmp_path / "claims.md").read_text(encoding="utf-8")
    assert "| X-TRUE |" in text and "Of 11 claims: 4 robust" in text and "11 of 11 claims (100%) the same verdict" in text
    assert "| X-THRESHOLD | conditional | conditional | conditional | " in text and "| X-FORM | " in text
    assert text.count("(close)") == sum(entry.judgement.close for entry in open_ledger(folder).entries.values())


def test_a_second_seed_marks_what_it_does_not_confirm(folder):
    there = open_ledger(folder)
    entry = there.entries["X-TRUE"]
    other = entry._replace(judgement=entry.judgement._replace(verdict="mixed"))
    second = there._replace(entries={**there.entries, "X-TRUE": other})
    assert page.unconfirmed(there, second) == ["X-TRUE"]
    assert "| robust (close) |" in page.page([there], [second])


def test_a_folder_without_a_ledger_is_one_line(tmp_path, capsys):
    assert page.main([str(tmp_path)]) == 2
    error = capsys.readouterr().err
    assert "holds no finished test of claims" in error and error.count("\n") == 1


def test_undecided_points_get_further_pairs(folder, tmp_path):
    """With 4 pairs, and 8 where that does not decide: fewer undecided points, and decided ones as they were."""
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "X-SMALL.yaml").write_text(CLAIMS["X-SMALL"], encoding="utf-8")
    ledgers = {}
    for most in (4, 8):
        sizes = ("points=64", "pairs=4", f"most_pairs={most}", "ablation_points=2", "quiet=true", "workers=1")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sweeps, "evaluate_arms", planted)
            out = tmp_path / str(most)
            assert main(["experiment=claims", "claim=X-SMALL", f"claims_folder={tmp_path / 'own'}", *sizes, f"out={out}"]) == 0
        ledgers[most] = open_ledger(out)
        assert (out / "more").exists() == (most == 8)
    before, after = (ledgers[most].classes("X-SMALL") for most in (4, 8))
    few, many = (ledgers[most].effects("X-SMALL") for most in (4, 8))
    decided = before != "undecided"
    assert 0 < (after == "undecided").sum() < (~decided).sum()
    assert (few.effect[decided] == many.effect[decided]).all() and (few.effect[~decided] != many.effect[~decided]).all()
    assert (many.high - many.low)[~decided].mean() < (few.high - few.low)[~decided].mean()


def test_claims_tested_later_join_the_ledger(folder):
    there = open_ledger(folder)
    entry = there.entries["X-TRUE"]
    again = {"X-TRUE": entry._replace(judgement=entry.judgement._replace(verdict="mixed"))}
    columns = [name for name in there.table.columns if "." not in name or name.startswith("X-TRUE.")]
    later = there._replace(entries=again, table=there.table[columns])
    both = merged([there, later])
    assert list(both.entries) == list(there.entries) and both.entries["X-TRUE"].judgement.verdict == "mixed"
    assert set(both.table.columns) == set(there.table.columns) and len(both.sessions) == 2 * len(there.sessions)
    with pytest.raises(InputError, match="seed is 1 and 2"):
        merged([there, later._replace(provenance=there.provenance._replace(seed=2))])
