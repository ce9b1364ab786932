"""Wrong claim files and wrong commands: one line, and nothing is created."""

from __future__ import annotations

import pytest
from tests.experiments.claims.own_claim import OWN, TINY

from concertacion.experiments.run import main

REFUSED = {
    "sentence: Ins": ("sentnce: Ins", "did you mean 'sentence'?"),
    "shape: greater": ("shape: graeter", "did you mean 'greater'?"),
    "shape: greater, type: relative-channel}": ("shape: greater, type: relative-chanel}", "did you mean 'relative-channel'?"),
    "claim: true, effect": ("claim: true, smallest: 0.1, effect", "has only one of smallest and reason"),
    "  - {name: more_work, claim: true": ("  - {name: more_work, claim: false", "exactly one part is the claim"),
    "name: more_work,": ("", "parts[0]: needs name"),
    "work: delivered.technical": ("work: deliverd.technical", "did you mean 'delivered'?"),
    "met: meetings_held}": ("met: meetings_held, idle: norms}", "'idle' is read by no part, nor by applies or treatment"),
    "treated.work /": ("treatd.work /", "did you mean 'treated'?"),
    "insulation: 1}": ("insulaton: 1}", "did you mean 'insulation'?"),
    "{set: {insulation: 1}}": ("{world: {organisations.UNASUR.depht: 0.5}}", "did you mean 'depth'?"),
    "  treated: {set": ("  treated: {scenario: pandmic, set", "did you mean 'pandemic'?"),
    "  treated: {set: {insulation: 1}}": ("  treated: {}", "arms.treated: changes nothing against arms.control"),
    "direct: [purge]": ("direct: [aspiration_rate]", "aspiration_rate has no neutral value"),
    "status: stated": ("status: stated\nrivals: [MSF-P99]", "there is no claim 'MSF-P99'"),
    "direct: [pu": ("record: {fact: attendance_slop, shape: less, than: 0}\ndirect: [pu", "did you mean 'attendance_slope'?"),
    "direct: [purg": ("record: {fact: attendance_slope}\ndirect: [purg", "expected {fact: NAME, shape:"),
    "passage: first": ("passage: [first", "cannot be read as YAML"),
    "  control: {}": ("  off: {}", "is not a valid name"),
    "years: 6": ("years: six", "expected a whole number from 1 to 200"),
    "start: 2015\nyears: 6": ("world: celac_3", "did you mean 'celac_33'?"),
    'expected: "+"': ("expected: plus", "expected='plus'"),
    "control.met >= 1": ("treated.met >= 1", "there is no arm 'treated'"),
    "applies: control.met >= 1": ("applies: control.met", "is no condition; write one such as"),
    "{measure: work, arm: treated, type: relative-channel}": ("{measure: work, arm: treated}", "or {why: TEXT} where it cannot"),
    "arm: treated, type": ("arm: control, type", "compares arm control with itself"),
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
        (["points=nowhere"], "points=nowhere: holds no weights.parquet"),
        (["pairs=8", "most_pairs=4"], "fewer than the 8 pairs"),
        (["claim=MSF-P1", "limit=10"], "more than limit=10"),
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
