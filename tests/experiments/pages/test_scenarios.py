"""docs/scenarios.md: its tables are current, its example runs, and what it says of other regions is so."""

import re

import numpy as np
import pytest
import yaml

from concertacion.experiments.pages import scenarios as page
from concertacion.sim.declare import InputError
from concertacion.sim.parameters import Parameters
from concertacion.sim.scenario import compile_scenario, make_scenario
from concertacion.sim.world import load_world

TEXT = page.PAGE.read_text(encoding="utf-8")
SHIPPED = {scenario["name"]: scenario for scenario in page.shipped()}


@pytest.fixture(scope="module")
def asean():
    return load_world("southeast_asia", start=2000, years=26)


@pytest.fixture(scope="module")
def republics():
    return load_world("latin_america", start=2008, years=13)


def compiled(scenario, world):
    return compile_scenario(make_scenario(scenario), world, Parameters())


def example():
    (text,) = re.findall(r"^```yaml\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
    return yaml.safe_load(text)


def test_the_page_is_current():
    assert page.main(["--check"]) == 0, "run python -m concertacion.experiments.pages.scenarios"


def test_the_example_does_what_its_description_says(republics):
    table, segment, events = compiled(example(), republics)
    insulation = table[segment, Parameters._fields.index("insulation")]
    assert (insulation[8:] == 0.7).all() and (insulation[:8] == Parameters().insulation).all()
    changes = np.diff(events.first)  # in each quarter
    assert {int(quarter): int(changes[quarter]) for quarter in changes.nonzero()[0]} == {16: 5, 17: 2, 18: 2, 19: 2, 48: 1}


@pytest.mark.parametrize("name", SHIPPED)
def test_a_scenario_runs_in_another_region_unless_the_table_says_no(name, asean):
    if page.elsewhere(SHIPPED[name]).startswith("no"):
        with pytest.raises(InputError, match="written for another region"):
            compiled(SHIPPED[name], asean)
    else:
        compiled(SHIPPED[name], asean)


@pytest.mark.parametrize(
    ("windows", "events", "words"),
    [
        ([], [], "never"),
        ([{"from": 0, "set": {}}], [], "always"),
        ([], [{"from": 40, "to": 59}], "from +40"),
        ([{"from": "2015Q1", "set": {}}], [{"from": "2013Q2"}], "from 2013"),
        ([{"from": "2021Q1", "to": "2021Q4", "set": {}}], [], "2021"),
        ([], [{"from": "2003Q1", "to": "2005Q1"}, {"from": "2009Q2"}], "2003 to 2009"),
    ],
)
def test_when_a_scenario_acts(windows, events, words):
    assert page.when({"parameters": windows, "events": events}) == words


def test_every_way_to_choose_countries_and_forums_is_accepted(republics):
    choices = re.findall(r"^\| `((?:countries|forums): .+?)` \|", TEXT, re.MULTILINE)
    assert len(choices) == 9
    for choice in choices:
        variable = "depth" if choice.startswith("forums") else "approval"
        entry = {"from": "+0", "variable": variable, "set": 0.5, **yaml.safe_load(choice)}
        assert len(compiled({"name": "one", "events": [entry]}, republics)[2].value)
