"""The page of changed verdicts: what each change is put down to, and the committed page is the generator's."""

import pandas as pd
import pytest

from concertacion.experiments.pages.changes import COLUMNS, PAGE, TABLE, Change, former, page


@pytest.mark.parametrize(
    ("verdicts", "cause"),
    [
        (("robust", "robust", "robust"), "no change"),
        (("robust", "mixed", "robust"), "no change: file and model cancel out"),
        (("robust", "mixed", "mixed"), "model"),
        (("robust", "robust", "mixed"), "file"),
        (("robust", "mixed", "no effect"), "model and file"),
        (("robust", "", "mixed"), "file or model"),
        (("", "", "mixed"), "new claim"),
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
