"""The generated tables of docs/odd.md and docs/outcomes.md are those of the declarations."""

import re
from typing import get_type_hints

import pytest

from concertacion.experiments.pages import reference
from concertacion.experiments.pages.markers import rewritten
from concertacion.sim.declare import declared
from concertacion.sim.inputs import Exogenous, Setting, Traits
from concertacion.sim.parameters import DECLARED
from concertacion.sim.record import Record
from concertacion.sim.schedule import AGENT_PHASES
from concertacion.sim.state import State
from concertacion.sim.view import Scratch, View

THEMES = [theme for whole in (State, View, Traits, Record) for theme in get_type_hints(whole).values()]
VARIABLES = {name for theme in (*THEMES, Setting, Exogenous, Scratch) for name in declared(theme)}
ENDINGS = {name.rsplit("_", 1)[1] for name in DECLARED if "_" in name}  # rate, decay, cost, effect, ...


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


def test_every_stream_says_where_it_is_drawn():
    numbers = [int(row.split("|")[2]) for row in reference.streams().splitlines() if row.startswith("| `")]
    assert numbers == list(range(1, 41))


def test_phases_are_described_in_the_order_of_the_schedule():
    text = reference.PAGE.read_text(encoding="utf-8")
    headings = re.findall(r"^#### .*", text, re.MULTILINE)
    assert [name for heading in headings for name in re.findall(r"`(\w+)`", heading)] == reference.phases()


def section(number):
    """The words of a section of docs/odd.md."""
    text = reference.PAGE.read_text(encoding="utf-8")
    return re.split(r"^## (?=\d)", text, flags=re.MULTILINE)[number]


def undeclared(text):
    """Names that end as those of parameters do, and belong to no parameter, variable or phase."""
    names = {name for name in re.findall(r"[A-Za-z]\w*", text) if "_" in name and name.rsplit("_", 1)[1] in ENDINGS}
    return sorted(names - set(DECLARED) - VARIABLES - set(reference.phases()))


def test_equations_name_no_parameter_that_is_not_declared():
    assert undeclared("`autonomy' = toward(autonomy, 1 - dependence_0, autonomy_rate)`") == ["autonomy_rate"]
    assert undeclared(section(7)) == []


def test_every_parameter_stands_in_an_equation_or_beside_one():
    assert sorted(set(DECLARED) - set(re.findall(r"[A-Za-z]\w*", section(7)))) == []


def test_the_overview_of_a_quarter_names_every_phase_in_order():
    parts = re.findall(r"^\| \d [a-z ]+ \| (.*) \|$", section(3), re.MULTILINE)
    told = re.findall(r"\b(\w*_\w+|grow|change|vote|attend|choose|visit|agree|remember|found)\b(\\\*)?", "; ".join(parts))
    assert [name for name, _ in told] == reference.phases()
    assert {name for name, star in told if star} == set(AGENT_PHASES)
