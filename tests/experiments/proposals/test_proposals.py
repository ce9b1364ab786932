"""Proposals from the command to the tables: planted effects through the sweeps, the model itself, and what is refused."""

from __future__ import annotations

import json
from io import StringIO

import numpy as np
import pandas as pd
import pytest

from concertacion.analysis.claims.ledger import open_ledger
from concertacion.analysis.proposals.curves import DOSES
from concertacion.analysis.wording.verdicts import verdict_text
from concertacion.experiments.chunks.block import Block
from concertacion.experiments.claims import sweeps as stages
from concertacion.experiments.claims.arms import Arms, evaluate_arms
from concertacion.experiments.compose import composed_config
from concertacion.experiments.pages.claims_kept import MENDED
from concertacion.experiments.pages.proposals import CHANNELS, PAGE, _alone, _claimed, _shared, page
from concertacion.experiments.proposals import command
from concertacion.experiments.proposals.doses import OUTCOMES, Space, _arms, common_of, curve_arms, scenarios_of
from concertacion.experiments.proposals.reading import proposal_files, read_proposals
from concertacion.experiments.run import main
from concertacion.experiments.settings.proposals import PROPOSALS
from concertacion.experiments.sweep.study import SETTINGS

THREE = "proposals=[MSF-P1,MSF-P3,MSF-P9]"
SMALL = ("points=4", "replicates=2", "workers=1", "years=2")
FULL = {"technical_support": 0.4, "bracketing": 0.8, "minilateral_support": 0.4}  # levers at a full dose


def levers(settings):
    """The doses of the three planted proposals in an arm."""
    values = {}
    for entry in settings["scenario"]["parameters"]:
        values |= entry["set"]
    return [values.get(name, 0.0) / full for name, full in FULL.items()]


def planted(arms: Arms, first: int, count: int) -> Block:
    """As the model's `evaluate_arms`: at a full dose the first spends 0.2 and gains 0.4, the third 0.1 and 0.1; and noise."""
    flat = np.arange(first, first + count)
    arm, run = np.divmod(flat, len(arms.points) * arms.replicates)
    x = np.array([levers(settings) for settings in arms.settings])[arm]
    noise = np.array([np.random.default_rng(int(r)).normal(0, 0.1) for r in run])
    values = np.full((count, len(arms.columns)), 0.9)
    for column, name in enumerate(arms.columns):
        if name.startswith("delivered"):
            values[:, column] = 1.0 + 0.4 * x[:, 0] + 0.1 * x[:, 2] + noise
        if name == "spent":
            values[:, column] = 0.03 + 0.2 * x[:, 0] + 0.1 * x[:, 2]
    return Block(run // arms.replicates + arm * len(arms.points), run % arms.replicates, run, values, [""] * count)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """The folder of planted proposals."""
    place = tmp_path_factory.mktemp("planted") / "out"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stages, "evaluate_arms", planted)
        command = ["experiment=proposals", THREE, "points=64", "replicates=2", "quiet=true", f"out={place}"]
        assert main([*command, "costs={MSF-P1: 0, MSF-P3: 0.04}"]) == 0
    return place


@pytest.fixture(scope="module")
def tables(place):
    return {name: pd.read_csv(place / f"{name}.csv") for name in ("proposals", "curves", "turns", "splits", "portfolios")}


def test_money_is_measured_and_priced_and_the_budget_is_the_median_at_half_a_dose(tables):
    spends = tables["curves"].set_index(["proposal", "dose"])["money"]
    assert spends["MSF-P1", 1.0] == pytest.approx(0.2) and spends["MSF-P3", 0.5] == pytest.approx(0.02)
    alone = tables["proposals"].set_index("proposal")
    assert alone["dose"].to_dict() == pytest.approx({"MSF-P1": 0.25, "MSF-P3": 1.0, "MSF-P9": 0.5})  # for 0.05
    assert alone["spends"].to_dict() == pytest.approx({"MSF-P1": 0.05, "MSF-P3": 0.04, "MSF-P9": 0.05})


def test_each_is_told_at_the_budget_and_the_ranking_turns_at_the_ratio(tables):
    alone = tables["proposals"].set_index("proposal")["alone_delivered_value"]
    assert alone.to_dict() == pytest.approx({"MSF-P1": 0.1, "MSF-P3": 0.0, "MSF-P9": 0.05}, abs=0.005)
    turns = tables["turns"].set_index(["ahead", "behind"])["ratio"]
    assert turns["MSF-P1", "MSF-P9"] == pytest.approx(2.0, rel=0.02) and np.isinf(turns["MSF-P9", "MSF-P3"])


def test_shares_of_a_shared_budget_add_up_to_one(tables):
    parts = tables["proposals"]["share_delivered_value"]
    assert parts.sum() == pytest.approx(1.0)
    assert tables["proposals"]["added_delivered_value"].sum() == pytest.approx(0.05, abs=0.005)  # a third of 0.1 + 0 + 0.05
    assert tables["portfolios"].iloc[0]["portfolio"] == "MSF-P1" and len(tables["portfolios"]) == 8
    split = tables["splits"].set_index(["one", "other"])["split_value"]
    assert split["MSF-P1", "MSF-P9"] == pytest.approx(0.05 + 0.025 - 0.1, abs=0.005)


def test_the_page_is_told_from_the_folder(place):
    text = page(place)
    assert "| Technical work first | Small circles first | 2 |" in text and "| at any cost |" in text
    assert "The price is the user's." in text
    assert "The budget is 0.05 (the median of what the proposals spend at half a dose)." in text
    assert "| Share of it |" not in text and "We give no shares, because they would" in text  # one takes more than it adds
    assert "| Technical work first | Small circles first | -2.5% (" in text and "Of 3 pairs, 0 gain and 3 lose" in text
    assert "by their intervals all neighbours can be distinguished" in text
    assert "Means of 64 points" in text and text.count("eans of 32 points") == 3  # combinations are run at half of them
    assert "points" not in text[text.index("Of 3 pairs") : text.index("Regret of portfolios")]  # but in per cent
    tested = open_ledger(MENDED).entries["MSF-P1"]
    row = f"| Technical work first | [MSF-P1](claims.md#msf-p1) | {tested.claim.sentence} | {verdict_text(tested.judgement)} | "
    assert row in text[text.index("## What the full test says of them") :]


def test_the_committed_page_has_the_verdicts_of_the_kept_ledgers():
    """As docs/claims.md: the page is made from a folder of runs, the verdicts from what is kept."""
    head, table = _claimed({one.id: one.short for one in read_proposals([*proposal_files()])})
    text = PAGE.read_text(encoding="utf-8")
    assert head in text and table in text, "run python -m concertacion.experiments.pages.proposals"


def test_every_sure_gain_and_loss_of_sharing_is_told_largest_first():
    pairs = [(f"P{n}", f"Q{n}") for n in range(15)]
    values = [0.01, 0.0004, -0.0001, *(-0.057 + 0.001 * n for n in range(12))]
    splits = pd.DataFrame(pairs, columns=["one", "other"]).assign(split_value=values, split_low=values, split_high=values)
    splits.loc[14, ["split_low", "split_high"]] = -1.0, 1.0
    text = _shared(splits, {name: name for pair in pairs for name in pair}, "8 points")
    rows = [line for line in text.splitlines() if line.startswith("| P")]
    assert len(rows) == 12 and "-5.7%" in rows[0] and "+1.0%" in rows[-1]
    assert "Of 15 pairs, 1 gain and 11 lose by at least 0.05 %, 2 by less; the others may do either." in " ".join(text.split())


def test_a_price_that_is_multiplied_says_by_what():
    frame = pd.read_csv(StringIO("per,multiplier\nthe share of issues,0.25\n,\n")).assign(price=0.175, why="Assumed.")
    named = frame.assign(short="x", sentence="y", dose=1.0, spends=0.1, outside=0.0)
    for outcome in ("delivered", *CHANNELS, "resilience"):
        for end in ("value", "low", "high"):
            named[f"alone_{outcome}_{end}"] = 0.0
    first, second = _alone(named).splitlines()[2:4]
    assert "| 0.175 x the share of issues (0.25 at a full dose). Assumed. |" in first and "| 0.175. Assumed. |" in second


@pytest.fixture(scope="module")
def space():
    config = composed_config(["experiment=proposals", "years=1", "seed=3"])
    return Space({key: config[key] for key in SETTINGS}, (), np.zeros((1, 0)), 2, 3)


def test_a_dose_of_nothing_is_the_control_to_the_bit(space):
    proposals = read_proposals(PROPOSALS)
    scenarios, common = scenarios_of(proposals, []), common_of(proposals)
    mixes = [{}, *({one.id: 0.0} for one in proposals), {"MSF-P8": 0.25}]
    arms = _arms(mixes, scenarios, common, space, OUTCOMES)
    values = evaluate_arms(arms, 0, arms.runs).values.reshape(len(mixes), 2, -1)
    for number, one in enumerate(proposals, 1):
        np.testing.assert_array_equal(values[number], values[0], one.id)
    assert (values[-1] != values[0]).any()


def test_doses_scale_every_lever_from_where_it_stands_in_the_control(space):
    proposals = read_proposals(PROPOSALS)
    arms = curve_arms(proposals, scenarios_of(proposals, []), space)
    assert len(arms.settings) == 1 + len(proposals) * (len(DOSES) - 1)
    by_proposal = dict(zip(PROPOSALS, np.array_split(np.arange(1, len(arms.settings)), len(proposals)), strict=True))

    def at(name, dose):
        entries = arms.settings[by_proposal[name][DOSES.index(dose) - 1]]["scenario"]["parameters"]
        return {lever: value for entry in entries for lever, value in entry["set"].items()}

    assert at("MSF-P4", 0.5) == pytest.approx({"great_power_rivalry": 0.6, "engagement": 1.2, "framing": -0.3})
    assert at("MSF-P6", 0.25) == pytest.approx({"great_power_rivalry": 0.6, "joint_hedging": 0.175})
    assert at("MSF-P9", 1.0) == {"great_power_rivalry": 0.6, "minilateral_support": 0.4, "circle_alignment": 0.7}


def test_the_model_runs_and_the_same_command_again_resumes(tmp_path, capsys):
    command = ["experiment=proposals", THREE, *SMALL, f"out={tmp_path / 'out'}"]
    assert main(command) == 0
    printed = capsys.readouterr().out
    assert "all together" in printed and "Least mean regret" in printed
    report = (tmp_path / "out" / "report.html").read_bytes()
    shard = next((tmp_path / "out" / "combinations" / "shards").iterdir())
    content = shard.read_bytes()
    shard.unlink()
    assert main(command) == 0
    assert shard.read_bytes() == content and (tmp_path / "out" / "report.html").read_bytes() == report
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["prices"] == [0.01, 0.01, 0]


OWN = "short: x\nsentence: x\nsource: x\nscenario: fewer_hurdles\nprice: 0\nwhy: x\n"


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["proposals=[MSF-P1]"], "expected a list of 2 to 12 proposals"),
        (["proposals=[MSF-P1,MSF-P11]"], "did you mean 'MSF-P1"),
        (["costs={MSF-P99: 2}"], "there is no proposal 'MSF-P99'"),
        (["costs={MSF-P1: -1}"], "costs.MSF-P1=-1"),
        (["costs=3"], "expected {PROPOSAL: PRICE}"),
        (["budget=0"], "expected a number above 0"),
        (["points=1"], "points=1"),
        (["limit=10"], "more than limit=10"),
        (["engine=mesa"], "with the kernel only"),
        (["quiet=perhaps"], "expected true or false"),
        (["proposals_folder=nowhere"], "there is no such folder"),
    ],
)
def test_a_wrong_command_is_one_line(tmp_path, capsys, arguments, part):
    assert main(["experiment=proposals", *arguments, f"out={tmp_path / 'out'}"]) == 2
    error = capsys.readouterr().err
    assert part in error and error.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_too_many_runs_are_refused_before_their_points_are_drawn(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(command, "sample", None)
    assert main(["experiment=proposals", THREE, "points=1048576", f"out={tmp_path / 'out'}"]) == 2
    assert "points=1048576: takes " in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (OWN + "prize: 1\n", "there is no 'prize'; did you mean 'price'?"),
        (OWN.replace("why: x\n", ""), "needs why"),
        (OWN.replace("price: 0", "price: -1"), "price=-1"),
        (OWN + "per: level.lokal\n", "outcome level.lokal"),
        (OWN + "per: lokal\n", "per: there is no outcome 'lokal'"),
        (OWN.replace("fewer_hurdles", "fewer_hurdle"), "did you mean 'fewer_hurdles'?"),
        (OWN.replace("fewer_hurdles", "pink_tide"), "has events, of which there is no dose"),
        (OWN + "common: {great_power_rivalry: 0.3}\n", "compare them apart"),
        ("- x\n", "expected keys and values"),
    ],
)
def test_a_wrong_file_is_one_line(tmp_path, capsys, content, part):
    (tmp_path / "OWN.yaml").write_text(content, encoding="utf-8")
    command = ["experiment=proposals", "proposals=[MSF-P6,OWN]", f"proposals_folder={tmp_path}", f"out={tmp_path / 'out'}"]
    assert main(command) == 2
    error = capsys.readouterr().err
    assert part in error and "OWN" in error and error.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_every_file_of_the_project_is_a_proposal():
    assert set(proposal_files()) == set(PROPOSALS)
    cities = next(one for one in read_proposals(PROPOSALS) if one.per)
    assert (cities.id, cities.per, cities.per_says) == ("MSF-P2", "level.local", "the share of issues in which cities take part")
    for one in read_proposals(PROPOSALS):
        assert one.sentence.endswith(".") and one.why.endswith(".") and one.source
