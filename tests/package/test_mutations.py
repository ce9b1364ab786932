"""The faults of `make mutants` can still be put in: the text of each stands exactly once in today's code."""

import ast

import pytest
from tests.mutations import MUTATIONS, ROOT, place


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
def test_a_fault_can_be_put_in(mutation):
    path = place(ROOT, mutation)
    ast.parse(path.read_text(encoding="utf-8").replace(mutation.old, mutation.new))
    assert mutation.new != mutation.old and all(any(ROOT.glob(pattern)) for pattern in mutation.tests)


def test_there_are_twenty():
    assert len({mutation.name for mutation in MUTATIONS}) == 20


def test_a_text_that_is_gone_is_refused():
    with pytest.raises(ValueError, match="does not stand exactly once"):
        place(ROOT, MUTATIONS[0]._replace(old="no such text"))
