"""The page of changed verdicts: what each change is put down to, and the committed page is the generator's."""

import math

import numpy as np
import pandas as pd
import pytest

from concertacion.experiments.pages.changes import COLUMNS, LEDGERS, PAGE, TABLE, Change, former, page, verdicts
from concertacion.experiments.pages.changes_thinned import POINTS, as_of, judged_at, kept


@pytest.mark.parametrize(
    ("verdicts", "cause"),
    [
        (("robust", "robust", "robust", "robust"), "no change"),
        (("robust", "robust", "mixed", "robust"), "no change: model and file cancel out"),
        (("robust", "mixed", "mixed", "robust"), "no change: size and file cancel out"),
        (("robust", "robust", "mixed", "mixed"), "model"),
        (("robust", "robust", "robust", "mixed"), "file"),
        (("robust", "mixed", "mixed", "mixed"), "size"),
        (("robust", "mixed", "robust", "mixed"), "size, model and file"),
        (("robust", "robust", "mixed", "no effect"), "model and file"),
        (("robust", "robust", "", "mixed"), "model or file"),
        (("robust", "mixed", "", "mixed"), "size"),
        (("", "", "", "mixed"), "new claim"),
    ],
)
def test_a_change_is_put_down_to_what_changed(verdicts, cause):
    assert Change("X", *verdicts, "").cause == cause


def test_a_claim_cut_into_two_had_one_id():
    assert former("CS-01a", {"CS-01": ""}) == "CS-01" and former("MSF-16a", {"MSF-16a": ""}) == "MSF-16a"


def test_the_committed_page_is_the_one_the_generator_writes():
    table = pd.read_csv(TABLE)
    assert list(table.columns) == ["claim", *COLUMNS]
    assert PAGE.read_text(encoding="utf-8") == page(table)


def test_claims_of_the_first_edition_cut_claims_and_new_ones_add_up():
    """64 files then and 79 now; CS-01 and CS-06 became two each, so 66 are compared and 13 are new."""
    first = verdicts(LEDGERS / "first_edition")
    assert (len(first), "CS-01" in first, "CS-01a" in first) == (64, True, False)
    text = page(pd.read_csv(TABLE))
    assert "had 64 claims. CS-01 and CS-06 were each cut into two" in text and "so 66 claims are compared here" in text
    assert "The other 13 of the 79 are new" in text and "so has 15 new ones" in text
    assert text.count("| new claim |") == 13


def test_intervals_of_half_the_pairs_are_wider_by_the_root_of_two_and_the_tail():
    assert as_of(16, 32) == pytest.approx(math.sqrt(2) * 2.1314 / 2.0395, rel=1e-4) and as_of(32, 32) == 1.0


@pytest.fixture(scope="module")
def ledger():
    """Six claims of the first edition: two told by shares alone, two conditional, two mixed."""
    whole = kept(LEDGERS / "first_edition")
    return whole._replace(claims={name: whole.claims[name] for name in ("MSF-15", "PL-02", "MSF-22", "MSF-P8", "BR-01", "CS-02")})


def test_the_present_rules_give_the_verdicts_of_the_first_edition_on_all_its_points(ledger):
    found = judged_at(ledger, np.arange(len(ledger.table)), 1.0, 1)
    assert found == {name: entry["judgement"]["verdict"] for name, entry in ledger.claims.items()}
    assert found["MSF-22"] == found["MSF-P8"] == "conditional"


def test_with_few_points_and_wide_intervals_less_is_found(ledger):
    few = np.sort(np.random.default_rng(1).choice(len(ledger.table), POINTS, replace=False))
    near, wide = judged_at(ledger, few, 1.0, 1), judged_at(ledger, few, 1e6, 1)
    assert near["MSF-15"] == "robust" and near["PL-02"] == "contradicted"
    assert wide["MSF-22"] == wide["MSF-P8"] == wide["PL-02"] == "mixed"  # nearly all is undecided


def test_the_table_holds_what_the_thinned_ledger_says():
    """By size alone claims lose a rule that 1,024 points gave them; none of those told by shares is another."""
    table = pd.read_csv(TABLE).fillna("")
    moved = table[table["thinned"] != table["old_on_old"]]
    assert set(moved["old_on_old"]) == {"conditional"} and set(moved["thinned"]) == {"mixed"} and len(moved) == 9
