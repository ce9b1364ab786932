"""Generated bad input is refused in a sentence that names the culprit, or is in the config; `make attack` tries more."""

import pytest

from tests.attack.cases import attack
from tests.attack.harness import before_the_first_run, faults

ATTACKS, AT_A_TIME = 300, 50


@pytest.fixture(scope="module", autouse=True)
def stopped():
    with before_the_first_run():
        yield


@pytest.mark.parametrize("first", range(0, ATTACKS, AT_A_TIME))
def test_every_attack_is_answered_well(first):
    answers = {number: faults(number) for number in range(first, first + AT_A_TIME)}
    assert {number: (attack(number).command, wrong) for number, wrong in answers.items() if wrong} == {}
