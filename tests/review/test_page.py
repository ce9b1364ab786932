"""The page of the review is the one that its numbers give, and every row has numbers of this edition."""

from concertacion.sim.parameters import DECLARED, Parameters
from tests.review import __main__ as script
from tests.review.page import PAGE, kept, page, shown, verdict
from tests.review.ranges import MOVED
from tests.review.rows import ROWS


def test_the_page_tells_the_numbers_kept():
    assert PAGE.read_text(encoding="utf-8") == page()


def test_every_row_is_measured_on_both_editions_or_says_why_not():
    assert script.ROWS is ROWS
    first, second = kept("first"), kept("second")
    assert set(second) == set(ROWS)
    assert {name for name, row in ROWS.items() if not row.silent} == set(first)


def test_a_row_that_misses_is_told():
    told = {"technical": kept("first")["G2"]["technical"], "summit": kept("first")["G2"]["summit"]}
    assert verdict(ROWS["G2"], {}, told) == "**no**"  # technical work fell further
    assert verdict(ROWS["G2"], {}, {"technical": told["summit"], "summit": told["technical"]}) == "yes"
    assert shown(told["technical"]) == "-0.74 [-0.75, -0.73]"


def test_ranges_that_moved_are_those_declared():
    now = {name: (DECLARED[name].low, DECLARED[name].high, getattr(Parameters(), name), DECLARED[name].unit) for name in MOVED}
    assert now == {name: tuple(second) for name, (_, second) in MOVED.items()}
    assert all(first != second for first, second in MOVED.values())
