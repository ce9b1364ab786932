"""Facts as files: each is whole, has a value, and a wrong one is refused in one sentence."""

import numpy as np
import pytest

from concertacion.analysis.record.facts import GROUPS, Fact, discrepancies, make_fact
from concertacion.experiments.record.reading import facts_sha256, read_facts, recorded, table_of
from concertacion.sim.declare import InputError
from concertacion.sim.outcomes import summarise
from concertacion.sim.outcomes.requests import compile_measures
from concertacion.sim.state import UNUSED
from tests.record.compile import KEPT, record_of, told, world_of

WORLD = {"name": "celac_33", "tables": "latin_america", "folder": None}
GOOD = {
    "title": "Meetings", "group": "meetings", "role": "weight", "table": "facts", "statistic": "meetings_held", "window": "whole",
    "politics": "pinned", "error": 0.1, "discrepancy": 0.5, "reason": "few are known",
}  # fmt: skip


@pytest.fixture(scope="module")
def facts():
    return read_facts()


def test_every_fact_has_a_value_for_the_years_of_the_default(facts):
    held = recorded(facts, table_of(WORLD), 1995, 18)
    assert {fact.id for fact in held} == set(facts) and all(np.isfinite(fact.value) for fact in held)
    assert {fact.group for fact in held} == set(GROUPS) - {"closures"}


def test_journeys_are_one_group_and_means_of_ideology_set_its_centres(facts):
    """Whoever leaves out the journeys outside the region leaves out those of which they are a part."""
    assert {fact.group for name, fact in facts.items() if name.startswith(("travel_", "journeys_"))} == {"journeys"}
    assert {facts[name].role for name in ("ideology", "ideology_central_america")} == {"construction"}


def test_forums_begun_from_outside_or_of_officials_are_never_counted_as_founded(facts):
    """Runs found neither: EU_LAC, FTAA_PROCESS, MIGRATION_CONFERENCE and PACIFIC_ARC are on record and in no fact."""
    world = world_of(18)
    record, alone = record_of(world), world.forums.index("EU_LAC")
    assert (world.exogenous.forum_status[:, alone] != UNUSED).any() and (record.forums.status[:, alone] == UNUSED).all()
    asked = compile_measures([facts["founded"].outcome], world).forums[0]
    officials = ("FTAA_PROCESS", "MIGRATION_CONFERENCE", "PACIFIC_ARC")
    assert not any(asked[world.forums.index(name)] for name in officials) and asked[world.forums.index("UNASUR")]


def test_windows_of_a_longer_run_give_what_shorter_runs_give(facts):
    """So facts known to 2002 are the same of runs to 2012: nothing after the window is seen."""
    whole = {n: f for n, f in facts.items() if f.window == "whole" and not n.startswith((*KEPT, "travel_"))}
    values = []
    for years, outcomes in (
        (8, [f.outcome for f in whole.values()]),
        (18, [f"{f.statistic}@1995Q1:2002Q4" for f in whole.values()]),
    ):
        world, out = world_of(years), np.zeros(len(whole))
        summarise(record_of(world), compile_measures(outcomes, world), out)
        values.append(dict(zip(whole, out.round(4).tolist(), strict=True)))
    assert values[0] == pytest.approx(values[1], nan_ok=True)


def test_shorter_runs_see_no_later_year(facts):
    early = recorded(facts, table_of(WORLD), 1995, 8)
    assert 30 < len(early) < len(facts) and all(fact.years(1995, 8)[1] <= 2002 for fact in early)


def test_the_hash_knows_every_word_and_value(facts):
    held = recorded(facts, table_of(WORLD), 1995, 18)
    other = [held[0]._replace(reason="because"), *held[1:]]
    assert len({facts_sha256(held), facts_sha256(other), facts_sha256([held[0]._replace(value=7.0), *held[1:]])}) == 3


def test_discrepancies_of_a_group_go_together_and_errors_do_not():
    one, two, apart = (make_fact(n, {**GOOD, "group": g}, n) for n, g in (("a", "meetings"), ("b", "meetings"), ("c", "trade")))
    np.testing.assert_allclose(discrepancies([one, two, apart], 2.0), [[1.01, 0.5, 0.0], [0.5, 1.01, 0.0], [0.0, 0.0, 1.01]])


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("x,1995-2012,2,,", "row 3: x, 1995-2012 appears twice; keep one row of it"),
        ("x,1995-2002,nan,,", "row 3: value=nan: expected a number"),
    ],
)
def test_a_wrong_row_of_the_table_is_refused(row, sentence, tmp_path):
    path = tmp_path / "facts.csv"
    path.write_text(f"fact,period,value,method,source\nx,1995-2012,1,,\n{row}\n")
    with pytest.raises(InputError) as refusal:
        recorded({"x": make_fact("x", GOOD, "x")}, path, 1995, 18)
    assert sentence in str(refusal.value)


BAD = {
    "grup": ({"grup": "meetings"}, "did you mean 'group'?"),
    "missing": ({"reason": None}, "needs reason"),
    "role": ({"role": "weigth"}, "did you mean 'weight'?"),
    "number": ({"discrepancy": -1}, "expected a number, 0 or more"),
    "window": ({"window": "2003:1995"}, "such as 1995:2003"),
    "text": ({"title": 7}, "put it in quotes"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_wrong_file_is_refused_in_one_sentence(case):
    change, sentence = BAD[case]
    with pytest.raises(InputError, match="fact x: ") as refusal:
        make_fact("x", {**GOOD, **change}, "fact x")
    assert sentence in str(refusal.value)


def test_windows_are_quarters_of_whole_years():
    fact = make_fact("x", {**GOOD, "window": "1995:2003"}, "x")
    assert isinstance(fact, Fact) and fact.outcome == "meetings_held@1995Q1:2003Q4" and fact.years(1995, 18) == (1995, 2003)


def test_the_table_is_what_the_tables_of_the_world_give(facts):
    """By the functions that runs are reduced with; `python -m tests.record.compile` writes it."""
    held = {fact.id: fact.value for fact in recorded(facts, table_of(WORLD), 1995, 8)}
    again = told(8)
    assert len(again) > 60
    assert {name: round(value, 4) for name, value in again.items()} == pytest.approx({name: held[name] for name in again})
