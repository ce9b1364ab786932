"""What the command says to bad input stands in messages.txt, to be read in one go; `python -m tests.messages` writes it anew."""

import pytest

from tests.messages.collect import MESSAGES, everything, faults


@pytest.fixture(scope="module")
def said():
    return everything()


def test_every_mistake_is_answered_in_one_sentence_and_creates_nothing(said):
    assert not faults(said), "\n".join(faults(said))


def test_at_least_two_hundred_different_sentences(said):
    assert len({one.said for one in said.answers}) >= 200


def test_the_messages_are_those_that_were_read(said):
    assert said.text.splitlines() == MESSAGES.read_text(encoding="utf-8").splitlines()
