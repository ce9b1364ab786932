"""A planted claim that flips, under weights of a record that lie where it holds, everywhere alike, or are a screen."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from tests.experiments.claims.planted_claims import CLAIMS, judge

from concertacion.analysis.claims.ledger import open_ledger
from concertacion.analysis.claims.verdict import CONDITIONAL, MIXED
from concertacion.analysis.claims.weighing import DECIDES, LEANS, OPEN, SILENT, Standing
from concertacion.analysis.record.facts import DOUBLED, HALVED, WITHOUT
from concertacion.analysis.wording.weighed import CHANCE, chance_note, row_of, standing_of, table_of
from concertacion.experiments.compose import composed_config
from concertacion.experiments.output.stored import write_stored
from concertacion.experiments.pages import claims as page
from concertacion.experiments.settings.claims import EFFORTS, Effort
from concertacion.experiments.sweep.axes import columns
from concertacion.experiments.sweep.design import Design, sample
from concertacion.experiments.sweep.over import axes_of

TRIALS = HALVED, DOUBLED, f"{WITHOUT}meetings"


def test_weights_of_a_record_decide_a_claim_or_do_not(tmp_path, monkeypatch):
    """Half of the weight lies where a claim that flips is supported, or none does."""
    axes = axes_of(None, None, composed_config(["experiment=claims"]))
    points = columns(axes, sample(Design("lhs", 2048), axes, 7))
    low = points["network_building"] <= 0.12
    table = pd.DataFrame(points).assign(
        **{name: np.where(low, 1e-9, 1.0) for name in ("weight", *map("weight {}".format, TRIALS))}
    )
    for name, weights in {"deciding": table, "alike": table.assign(weight=1.0)}.items():
        (tmp_path / name).mkdir()
        write_stored(tmp_path / name, "weights.parquet", weights.to_parquet(None))
        write_stored(tmp_path / name, "groups.csv", b"trial,pareto_k\nall facts,0.2\n")
    (tmp_path / "screen").mkdir()
    thirty, one = np.where(np.arange(300) < 30, 1.0, 1e-9), np.where(np.arange(300) == 1, 1e6, 1.0)
    few = table.iloc[:300].assign(**{f"weight {HALVED}": thirty, f"weight {DOUBLED}": one})
    write_stored(tmp_path / "screen", "weights.parquet", few.to_parquet(None))
    (tmp_path / "own").mkdir()
    for name, rivals in {"X-THRESHOLD": "rivals: [X-TRUE]\n", "X-TRUE": ""}.items():
        (tmp_path / "own" / f"{name}.yaml").write_text(CLAIMS[name] + rivals, encoding="utf-8")
    monkeypatch.setitem(EFFORTS, "quick", Effort(128, 4, 8, 2, 4))
    ledgers = {}
    for name in ("deciding", "alike", "screen"):
        out, sizes = tmp_path / f"of-{name}", ("ablation_points=2", "workers=1")
        arguments = "claim=[X-THRESHOLD,X-TRUE]", f"claims_folder={tmp_path / 'own'}", f"points={tmp_path / name}", f"out={out}"
        judge(*arguments, *sizes)
        ledgers[name] = open_ledger(out)
    decided, alike, screened = (ledgers[name].entries["X-THRESHOLD"] for name in ledgers)
    weights = ledgers["deciding"].provenance.weights
    assert decided.judgement.verdict in OPEN and decided.weighed.at.verdict == "robust" and decided.weighed.by_chance == 0.0
    assert weights.effective == pytest.approx((~low).sum()) and not weights.screen
    assert standing_of(decided, weights) == Standing(LEANS, (), ("under a second seed",))
    assert standing_of(decided, weights, decided) == Standing(DECIDES, (), ())
    assert (
        standing_of(alike, ledgers["alike"].provenance.weights) == Standing(SILENT, (), ()) and alike.weighed.at.verdict in OPEN
    )
    assert alike.weighed.at.flip.rule and not screened.weighed.at.flip.rule
    against = standing_of(screened, ledgers["screen"].provenance.weights)
    assert against.name == LEANS
    assert against.untried == (HALVED, DOUBLED, "under a second seed")  # of thirty, twelve drawn; of one, none
    assert against.against == ("the weights are a screen",)
    other = decided.weighed._replace(trials={**decided.weighed.trials, DOUBLED: "mixed"})
    leaning = standing_of(decided._replace(weighed=other), weights, decided)
    assert leaning == Standing(LEANS, (f"mixed {DOUBLED}",), ())
    assert not any(standing_of(ledger.entries["X-TRUE"], ledger.provenance.weights).name for ledger in ledgers.values())
    assert "No rules are sought under a screen" in (tmp_path / "of-screen" / "report.html").read_text(encoding="utf-8")
    second = ledgers["deciding"]._replace(provenance=ledgers["deciding"].provenance._replace(seed=2))
    pages = page.page([ledgers["deciding"]], [second]), (tmp_path / "of-deciding" / "report.html").read_text("utf-8")
    ended = "The dispute ends the same way under the weights of the record. Of "
    assert "## Under the record" in pages[0] and all(ended in one for one in pages)
    assert "Under the weights of the record [X-THRESHOLD](#x-threshold) turns from " in pages[0]
    assert row_of("X-THRESHOLD", decided, weights)[4] == "0%"
    conditional = alike._replace(weighed=alike.weighed._replace(at=alike.weighed.at._replace(verdict=CONDITIONAL)))
    assert row_of("X-THRESHOLD", conditional, weights)[4] == "\u2014"  # no rule is sought in subsets
    ruled = alike.judgement._replace(verdict=CONDITIONAL)
    assert row_of("X-THRESHOLD", alike._replace(judgement=ruled), weights)[4] == "\u2014"
    mixed = alike.judgement._replace(verdict=MIXED), alike.weighed._replace(at=alike.weighed.at._replace(verdict=MIXED))
    assert row_of("X-THRESHOLD", alike._replace(judgement=mixed[0], weighed=mixed[1]), weights)[4].endswith("%")
    few = ledgers["alike"]._replace(weighted=ledgers["alike"].weighted.iloc[:64])
    whole, part = chance_note(ledgers["alike"]), chance_note(few)
    assert "almost the whole sample" in whole and "almost the whole sample" not in part
    assert "none of them is conditional" in part and CHANCE in table_of(few)[0] and CHANCE not in table_of(ledgers["alike"])[0]
