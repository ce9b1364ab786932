"""The generated tables of docs/odd.md and docs/outcomes.md are those of the declarations."""

import re

import pytest

from concertacion.experiments.pages import reference
from concertacion.experiments.pages.markers import rewritten
from concertacion.sim.parameters import DECLARED


def test_page_is_current():
    assert reference.main(["--check"]) == 0, "run python -m concertacion.experiments.pages.reference"


def test_a_stale_page_is_told_in_one_line(tmp_path, monkeypatch, capsys):
    page = tmp_path / "odd.md"
    page.write_text("before\n<!-- generated: variants -->\nold\n<!-- end -->\nafter\n", encoding="utf-8")
    other = tmp_path / "outcomes.md"
    other.write_text("no table\n", encoding="utf-8")
    monkeypatch.setattr(reference, "PAGE", page)
    monkeypatch.setattr(reference, "OUTCOMES_PAGE", other)
    assert reference.main(["--check"]) == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert reference.main([]) == 0
    assert reference.main(["--check"]) == 0
    text = page.read_text(encoding="utf-8")
    assert text.startswith("before\n") and text.endswith("after\n") and "old" not in text


def test_an_unknown_table_is_refused():
    with pytest.raises(KeyError):
        rewritten("<!-- generated: nothing -->\n<!-- end -->", reference.TABLES)


def test_every_table_has_its_place_and_every_parameter_its_row():
    text = reference.PAGE.read_text(encoding="utf-8") + reference.OUTCOMES_PAGE.read_text(encoding="utf-8")
    assert all(f"<!-- generated: {name} -->" in text for name in reference.TABLES)
    assert all(f"| `{name}` |" in text for name in DECLARED)


def test_every_parameter_is_read_by_a_mechanism():
    read = reference.reads()
    assert [name for name in DECLARED if name not in read] == []


def test_phases_are_described_in_the_order_of_the_schedule():
    text = reference.PAGE.read_text(encoding="utf-8")
    headings = re.findall(r"^#### .*", text, re.MULTILINE)
    assert [name for heading in headings for name in re.findall(r"`(\w+)`", heading)] == reference.phases()
