import numpy as np
import pytest
from tests.sim.mechanisms.themes import theme

from concertacion.sim.mechanisms.offers import affinity_to_power, make_offers, wooed

KNOWN = [
    (affinity_to_power, dict(alignment=0.5, axis=1.0), 0.75),
    (affinity_to_power, dict(alignment=0.5, axis=-1.0), 0.25),
    (affinity_to_power, dict(alignment=0.5, axis=0.0), 0.5),
    (wooed, dict(offers=0.5, alignment=0.0, second_suitor=0.5, suitors=0.5), 0.625),
    (wooed, dict(offers=0.5, alignment=0.0, second_suitor=0.5, suitors=0.0), 0.5),
    (wooed, dict(offers=0.5, alignment=-1.0, second_suitor=0.5, suitors=0.5), 0.5),  # who has chosen sides is not wooed
    (wooed, dict(offers=0.9, alignment=0.0, second_suitor=1.0, suitors=2.0), 1.0),
]
BOUNDS = [
    (affinity_to_power, 0, 1, {"axis": (-1, 1)}),
    (wooed, 0, 1, {"offers": (0, 5)}),
]
NEUTRAL = [
    (wooed, "suitors", ("alignment", "second_suitor")),
]


@pytest.mark.parametrize("axis, offered", [([1.0], 0.25), ([1.0, -1.0], 0.625), ([1.0, -1.0, 0.0], 0.9375)])
def test_offers_of_one_two_and_three_powers(axis, offered):
    """Nobody aligned, all powers engaged by one half: two woo and add to the sum, a third adds to the sum alone."""
    count = len(axis)
    p, fortunes = theme(unreliability=0.0, suitors=0.5), theme(offer=np.zeros(1))
    powers = theme(engagement=np.full(count, 0.5), reliability=np.ones(count))
    make_offers(p, theme(axis=np.array(axis)), theme(alignment=np.zeros(1)), powers, fortunes)
    assert fortunes.offer[0] == pytest.approx(offered)
