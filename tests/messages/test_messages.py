"""What the command says to bad input stands in messages.txt, to be read in one go; `python -m tests.messages` writes it anew."""

import pytest

from tests.messages.cases import CASES
from tests.messages.collect import MESSAGES, answer, faults, section, written

WRITTEN = MESSAGES.read_text(encoding="utf-8")


@pytest.mark.parametrize("title", CASES)
def test_every_mistake_is_answered_in_the_one_sentence_that_was_read(title):
    answers = [answer(case) for case in CASES[title]]
    assert not faults(answers), "\n".join(faults(answers))
    assert [one for one in map(written, answers) if one not in WRITTEN] == [], "run make messages"
    assert section(title) + "".join(map(written, answers)) in WRITTEN, "run make messages"


def test_nothing_else_is_written_and_at_least_two_hundred_sentences_are():
    assert WRITTEN.count("$ concertacion") == sum(map(len, CASES.values()))
    sentences = {line for line in WRITTEN.splitlines() if line and not line.startswith(("$", " "))}
    assert len(sentences) >= 200
