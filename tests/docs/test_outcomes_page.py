"""The page of outcomes: every claim of the five texts has its row, and everything it asks for can be asked."""

import pytest

from experiments.reference import OUTCOMES_PAGE, claims_of
from sim.outcomes.asking import ask
from sim.world import load_world

CLAIMS = claims_of(OUTCOMES_PAGE.read_text(encoding="utf-8"))
EXPECTED = {
    *(f"MSF-{n:02d}" for n in range(1, 24) if n != 16), "MSF-16a", "MSF-16b", *(f"MSF-P{n}" for n in range(1, 11)),
    *(f"BR-{n:02d}" for n in range(1, 10)), *(f"PL-{n:02d}" for n in range(1, 10)), *(f"KE-{n:02d}" for n in range(1, 6)),
    *(f"CS-{n:02d}" for n in range(1, 8)),
}  # fmt: skip


@pytest.fixture(scope="module")
def world():
    """The default countries from 2012, when the forums that claims name are there."""
    return load_world(start=2012, years=25)


def test_every_claim_has_its_row():
    assert set(CLAIMS) == EXPECTED and len(EXPECTED) == 64


@pytest.mark.parametrize("claim", CLAIMS)
def test_what_a_claim_asks_for_can_be_asked(world, claim):
    assert CLAIMS[claim]
    for asked in CLAIMS[claim]:
        ask(asked, world)
