"""docs/claims.md beside the present files: which claims changed since the test, and the limits that are counted."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import cohen_kappa_score

from concertacion.analysis.claims.claim import Sign
from concertacion.analysis.claims.ledger import open_ledger
from concertacion.analysis.wording.weighed import CHANCE, chance_note, table_of, text_of
from concertacion.experiments.pages.changes import SEEN, TABLE
from concertacion.experiments.pages.claims import claim_text
from concertacion.experiments.pages.claims_faults import FAULTS, counted_faults, faults_of
from concertacion.experiments.pages.claims_kept import MEDIUM, as_one, seeds_of
from concertacion.experiments.pages.claims_limits import kappa_interval, kappas, limits, two_hands
from concertacion.experiments.pages.claims_present import changes, frozen_now, mended, under_test, warning
from concertacion.sim.declare import InputError


@pytest.fixture(scope="module")
def ledger():
    """The kept ledger."""
    return open_ledger(MEDIUM)


def test_claims_that_differ_from_their_files_are_named(ledger):
    tested = {name: entry.claim for name, entry in ledger.entries.items()}
    assert changes(ledger, tested) == ([], {}) and warning(ledger, tested) == []
    now = tested | {
        "BR-01": tested["BR-01"]._replace(sentence="In other words."),
        "MSF-03": tested["MSF-03"]._replace(status="normative" if tested["MSF-03"].status == "stated" else "stated"),
        "PL-03": tested["PL-03"]._replace(arms={**tested["PL-03"].arms, "another": {}}),
        "KE-04": tested["KE-04"]._replace(sign=Sign(tested["KE-04"].sign.expected, "another reason")),
    }
    assert changes(ledger, now) == (
        ["PL-03"], {"sentence": ["BR-01"], "status": ["MSF-03"], "reason of the sign": ["KE-04"]}
    )  # fmt: skip
    (said,) = warning(ledger, now)
    assert "**The verdicts of 1 claim are those of former files.**" in said and "still to be tested again: PL-03." in said
    assert "Only worded otherwise now: the sentence of BR-01, the status of MSF-03 and the reason of the sign of KE-04." in said
    now["PL-03"] = now["PL-03"]._replace(sentence="In other words.")  # told once, as run otherwise
    assert warning(ledger, now) == [said]
    assert changes(ledger, {"X-01": tested["BR-01"]}) == ([], {})  # a claim of somebody else's


def test_verdicts_before_and_after_a_claim_was_mended_are_told(ledger):
    entry = ledger.entries["PL-03"]
    again = entry._replace(
        claim=entry.claim._replace(years=13),
        judgement=entry.judgement._replace(verdict="robust" if entry.judgement.verdict != "robust" else "mixed"),
    )
    now = ledger._replace(entries=ledger.entries | {"PL-03": again})
    (said,) = mended(now, ledger)
    assert f": 1: PL-03 ({entry.judgement.verdict}, now {again.judgement.verdict})." in said and mended(ledger, ledger) == []


def test_a_second_seed_counts_for_claims_that_were_tested_alike(ledger):
    other = ledger._replace(provenance=ledger.provenance._replace(seed=2))
    former = other.entries["PL-03"]._replace(claim=other.entries["PL-03"].claim._replace(years=13))
    first, second = seeds_of([ledger], [other._replace(entries=other.entries | {"PL-03": former})])
    assert first is ledger and second.entries.keys() == ledger.entries.keys() - {"PL-03"}
    assert seeds_of([ledger], []) == (ledger, None)


def test_claims_that_are_still_to_be_tested_are_counted_by_text(ledger):
    tested = {name: entry.claim for name, entry in ledger.entries.items()}
    some = ledger._replace(entries={name: entry for name, entry in ledger.entries.items() if not name.startswith("KE-")})
    (said,) = under_test(some, tested)
    assert f"has {len(tested) - 6} of {len(tested)} claims" in said and "still to come: 6 of Keating 2021." in said
    assert under_test(ledger, tested) == under_test(ledger, {"X-01": tested["BR-01"]}) == []


def test_what_is_frozen_now_is_read_from_its_file(tmp_path):
    (tmp_path / "freeze.json").write_bytes(b"{}")
    assert frozen_now(tmp_path / "freeze.json").startswith("44136fa355b3") and frozen_now(tmp_path / "none.json") == ""


def test_chance_has_no_column_where_subsets_are_almost_all_points(ledger):
    few = ledger._replace(weighted=ledger.weighted.iloc[:64])
    (header, rows), (short, less) = table_of(few), table_of(ledger)
    assert CHANCE in header and CHANCE not in short and len(rows[0]) == len(header) == len(short) + 1 == len(less[0]) + 1
    assert [row[:4] for row in rows] == [row[:4] for row in less] and any(row[4].endswith("%") for row in rows)
    assert "almost the whole sample" in chance_note(ledger) and "almost the whole sample" not in chance_note(few)
    entry, weights = ledger.tested["BR-01"], ledger.provenance.weights
    assert "random subsets" in text_of(entry, weights) and "random subsets" not in text_of(entry, weights, tells=False)


def test_limits_are_counted(ledger):
    tested = {name: entry.claim for name, entry in ledger.entries.items()}
    said = " ".join(limits(ledger, tested))
    late = sum((one.claim.start or 2012) >= 2015 for one in ledger.tested.values())
    assert f"Of {len(ledger.tested)} claims that were tested, {late} start in 2015 to 2025" in said
    inferred = sum(one.status == "inferred" for one in tested.values())
    assert f"{inferred} are not stated plainly" in said and limits(ledger, {}) == []


def test_the_agreement_of_two_hands_has_an_interval():
    one, other = ["yes"] * 250 + ["no"] * 250, ["yes"] * 200 + ["no"] * 50 + ["yes"] * 100 + ["no"] * 150
    low, high = kappa_interval(one, other, draws=500)
    assert (low, high) == pytest.approx((0.4 - 1.96 * 0.041, 0.4 + 1.96 * 0.041), abs=0.015)  # s.e. sqrt(0.7 * 0.3 / 500) / 0.5
    table = pd.read_csv(TABLE).fillna("")
    both = table[(table["second_hand"] != "") & ~table["claim"].isin(SEEN)]
    (said,) = two_hands(table)
    assert f"For {len(both)} claims" in said
    assert f"is {cohen_kappa_score(both['new_on_new'], both['second_hand']):.2f} (95 %" in said
    assert kappas(one, other, np.arange(500)[None]).item() == pytest.approx(0.4)
    assert kappas("abab", "baba", np.array([[0, 1, 2, 3]])).item() == -1.0 and np.isnan(kappas("aa", "aa", np.array([[0, 1]])))
    assert two_hands(table.assign(second_hand="")) == []


def test_a_known_fault_stands_first_and_files_are_linked(ledger):
    """Faults are of claims that are there, until what was tested is the file as it was mended."""
    tested = {name: entry.claim for name, entry in ledger.entries.items()}
    assert FAULTS.keys() <= tested.keys() and faults_of(ledger, tested) == {}
    present = tested | {name: tested[name]._replace(years=13) for name in ("KE-01", "KE-02")}
    present["PL-03"] = tested["PL-03"]._replace(sentence="In other words.")
    faults = faults_of(ledger, present)
    assert counted_faults(faults) == ["With a known fault in the file that was tested, described with each: 2 (KE-02 and PL-03)."]
    assert counted_faults([]) == []
    said = "\n".join(claim_text("PL-03", ledger, False, None, faults))
    assert said.index("- **Known fault.**") < said.index("- **Source.**")
    assert "[PL-03.yaml](../configs/claim/PL-03.yaml)" in said
    assert "Known fault" not in "\n".join(claim_text("KE-01", ledger, False, None, faults))


def test_points_without_an_effect_are_counted(ledger):
    applies, low = (ledger.table[f"CS-01b.{column}"] for column in ("applies", "low"))
    undefined = int(low[applies.astype(bool)].isna().sum())
    (said,) = (line for line in claim_text("CS-01b", ledger, False, None, {}) if "What the points show" in line)
    assert f"At {undefined} of them the effect or its interval is not defined." in said and undefined > 50
    assert "is not defined" not in "\n".join(claim_text("CS-06a", ledger, False, None, {}))


def test_ledgers_of_two_machines_go_together(ledger):
    """Points and weights that differ by rounding are the same; code that decides no verdict may differ."""
    of, weights = ledger.provenance, ledger.provenance.weights
    axis = ledger.table["technical_worth"]

    def beside(**changes):
        return ledger._replace(provenance=of._replace(**changes))

    rounded = weights._replace(sha256="other", effective=weights.effective * (1.0 + 1e-12))
    elsewhere = "concertacion --config-dir /somewhere/my/own experiment=claims 'claim=[KE-01]' points=/somewhere/my/record"
    kept = as_one([ledger, beside(weights=rounded, source_sha256="other", command=elsewhere)]).provenance
    assert kept.command.splitlines()[-1] == elsewhere.replace("/somewhere/my/", "")
    assert kept.weights == weights and kept.source_sha256 == f"{of.source_sha256}, other" and of.freeze.holds
    back = ledger._replace(entries=dict(reversed(ledger.entries.items())))
    assert as_one([back]).papers == ledger.papers[::-1]
    assert sorted(as_one([back]).entries) == sorted(ledger.entries) and [*as_one([back]).entries][-1] == "BR-12"
    apart = [
        ("weights", {"weights": rounded._replace(effective=weights.effective * 1.001)}),
        ("weights", {"weights": rounded._replace(drawn=weights.drawn - 1)}),
        ("other versions", {"versions": {**of.versions, "numpy": "1.0"}}),
        ("other code", {"source_sha256": "other", "freeze": of.freeze._replace(changed=("code that judges",))}),
    ]
    nearby, far = (
        ledger._replace(table=ledger.table.assign(technical_worth=axis * factor)) for factor in (1.0 + 3e-16, 1.0 + 1e-6)
    )
    assert not nearby.table["technical_worth"].equals(axis) and as_one([ledger, nearby]).table["technical_worth"].equals(axis)
    beside_another = as_one([nearby._replace(provenance=of._replace(weights=rounded))], like=ledger)  # kept alone, for one page
    assert beside_another.provenance.weights == weights and beside_another.table["technical_worth"].equals(axis)
    with pytest.raises(InputError, match="points are not the same"):
        as_one([ledger, far])
    for said, differing in apart:
        with pytest.raises(InputError, match=f"do not go together.*{said}"):
            as_one([ledger, beside(**differing)])
