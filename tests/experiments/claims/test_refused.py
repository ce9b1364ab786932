"""Wrong claim files and wrong commands: one line, and nothing is created."""

from __future__ import annotations

import pytest
from tests.experiments.claims.own_claim import OWN, TINY

from concertacion.experiments.run import main

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
    out = tmp_path / "out"
    assert main(["experiment=claims", "claim=OWN-1", f"claims_folder={tmp_path / 'own'}", *TINY, f"out={out}"]) == 2
    error = capsys.readouterr().err
    assert part in error and "OWN-1" in error and error.count("\n") == 1
    assert not out.exists()


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["claim=MSF-P11"], "did you mean 'MSF-P1"),
        (["claim=[]"], "claims=[]: expected a name, or a list of names"),
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
    assert "applies only to claims; add experiment=claims" in capsys.readouterr().err
