import math
from types import SimpleNamespace

import numpy as np
import pytest

from concertacion.sim.mechanisms.votes import (
    agreement_probability,
    brake_on,
    objection,
    odds_of_agreement,
    proposal,
    quarrel_over,
    radius,
    spread_of,
    votes_needed,
    weigh_proposal,
)

pytestmark = pytest.mark.interpreted

SHALLOW = dict(toxicity=0.8, depth=0.0, agreement_difficulty=1.2, depth_protection=0.6)
FLOOR = dict(floor_spread=0.15)
TILTED = dict(distance=0.4, brand=0.9, off_brand=1.0, split=0.1, brand_dissent=0.3, brand_turn=0.5)

KNOWN = [
    (brake_on, SHALLOW, 0.96),
    (brake_on, SHALLOW | dict(depth=0.5), 0.672),  # 0.96 (1 - 0.3)
    # of four who stand 0.1, 0.2, 0.3 and 0.9 from the proposal: by consensus the farthest counts, by majority the third
    (agreement_probability, SHALLOW | FLOOR | dict(spread=0.9), math.exp(-0.96 * 1.05)),
    (agreement_probability, SHALLOW | FLOOR | dict(spread=0.3), math.exp(-0.96 * 0.45)),
    (agreement_probability, SHALLOW | FLOOR | dict(spread=0.0), math.exp(-0.96 * 0.15)),  # the same governments
    (agreement_probability, SHALLOW | FLOOR | dict(spread=0.9, depth=0.5), math.exp(-0.672 * 1.05)),
    (agreement_probability, SHALLOW | FLOOR | dict(spread=0.9, depth=0.5, depth_protection=0.0), math.exp(-0.96 * 1.05)),
    (radius, SHALLOW | FLOOR | dict(u=math.exp(-0.96)), 0.85),
    (radius, SHALLOW | FLOOR | dict(u=1.0), -0.15),  # not even the same
    (radius, SHALLOW | FLOOR | dict(u=0.5, agreement_difficulty=0.0), math.inf),
    (radius, SHALLOW | FLOOR | dict(u=math.exp(-0.672), depth=0.5), 0.85),
    (objection, TILTED, 0.635),  # 0.4 + 0.3 * 0.9 * 0.5 + 0.1
    (objection, TILTED | dict(off_brand=0.4), 0.5),
    (objection, TILTED | dict(brand=0.0, split=0.0), 0.4),
    (votes_needed, dict(threshold=1.0, number=20.0), 20),
    (votes_needed, dict(threshold=0.5 + 1e-9, number=20.0), 11),
    (votes_needed, dict(threshold=0.5 + 1e-9, number=21.0), 11),
    (votes_needed, dict(threshold=2.0 / 3.0, number=9.0), 6),
    (votes_needed, dict(threshold=2.0 / 3.0, number=21.0), 14),
    (votes_needed, dict(threshold=2.0 / 3.0, number=10.0), 7),
]
BOUNDS = [(agreement_probability, 0, 1), (brake_on, 0, 3), (objection, 0, 4.9)]
NEUTRAL = [
    (agreement_probability, "agreement_difficulty", ("toxicity", "depth", "spread", "floor_spread")),
    (agreement_probability, "depth_protection", ("depth",)),
    (objection, "brand_dissent", ("brand", "off_brand", "brand_turn")),
]


def test_neither_depth_nor_sameness_makes_agreement_certain(plain):
    sure = dict(toxicity=0.5, depth=1.0, spread=0.0, agreement_difficulty=1.2, depth_protection=0.95, floor_spread=0.02)
    assert plain(agreement_probability)(**sure) < 1.0


P = SimpleNamespace(
    agreement_difficulty=1.2, depth_protection=0.6, floor_spread=0.15, brand_dissent=0.3, brand_turn=0.5, contamination=0.8,
    contamination_spill=0.3, militarised_toxicity=0.0, militarisation=0.0, quarrel=0.1, proposal_by=0.0,
)  # fmt: skip


def table(positions, came=None, threshold=1.0, powers=(), seats=(), heat=0.0, brand=0.0, ideology=None):
    """A meeting of those who came, in the order of the arguments of the votes."""
    size = len(positions)
    return dict(
        domains=SimpleNamespace(toxicity=np.array([0.8]), crisis=np.array([1.0])),
        governments=SimpleNamespace(ideology=np.array(positions if ideology is None else ideology, float)),
        forums=SimpleNamespace(
            threshold=np.array([threshold]), depth=np.zeros(1), brand_strength=np.array([brand]), brand_position=np.zeros(1)
        ),
        circles=SimpleNamespace(members=np.ones((1, size)), seats=np.array([seats], float).reshape(1, len(powers))),
        powers=SimpleNamespace(ideology=np.array(powers, float)),
        stakes=SimpleNamespace(position=np.array([positions], float)),
        meetings=SimpleNamespace(
            attending=np.array([[1.0] * size if came is None else came], float), heat=np.array([heat]), host=np.array([0]),
            spread=np.full((1, 1), 9.0),
        ),
        scratch=SimpleNamespace(objections=np.full(size + len(powers), 9.0)),
    )  # fmt: skip


def odds(plain, **options):
    return plain(odds_of_agreement)(0, 0, P, **table(**options))


def chance(distance):
    return pytest.approx(math.exp(-0.96 * (0.15 + distance)))


def test_the_rule_decides_who_counts(plain):
    """The mean is 0.25: the four stand 0.75, 0.25, 0.25 and 0.75 from it; with the fifth, absent, it would be another."""
    assert odds(plain, positions=[-0.5, 0.0, 0.5, 1.0]) == chance(0.75)
    assert odds(plain, positions=[-0.5, 0.0, 0.5, 1.0, -1.0], came=[1, 1, 1, 1, 0]) == chance(0.75)
    assert odds(plain, positions=[0.2, 0.2, 0.2, 0.2, 1.0], threshold=0.5 + 1e-9) == chance(0.16)
    assert odds(plain, positions=[0.2, 0.2, 0.2, 0.2, 1.0], threshold=1.0) == chance(0.64)


def test_one_far_vote_among_twenty_is_one_vote(plain):
    positions = [0.1] * 19 + [-0.9]  # the mean is 0.05
    assert odds(plain, positions=positions, threshold=2.0 / 3.0) == chance(0.05)
    assert odds(plain, positions=positions, threshold=1.0) == chance(0.95)


def test_the_same_governments_agree_but_for_the_floor(plain):
    assert odds(plain, positions=[0.3] * 6) == chance(0.0)


def test_a_power_with_a_seat_has_one_vote(plain):
    positions = [0.0, 0.0, 0.0]
    assert odds(plain, positions=positions, powers=(0.8, -0.8), seats=(1.0, 0.0)) == chance(0.6)  # the mean is 0.2
    assert odds(plain, positions=positions, powers=(0.8, -0.8), seats=(0.0, 0.0)) == chance(0.0)
    assert odds(plain, positions=positions, powers=(0.8,), seats=(1.0,), threshold=0.5 + 1e-9) == chance(0.2)


def test_heat_divides_and_a_brand_too_far_dissents(plain):
    assert odds(plain, positions=[0.0, 0.0], heat=0.5) == chance(0.4)
    assert odds(plain, positions=[0.0, 0.0], brand=0.9, ideology=[1.0, 0.0]) == chance(0.135)  # 0.3 * 0.9 * 0.5


def test_a_host_may_set_the_proposal(plain):
    given = table(positions=[-0.4, 0.4, 0.6])
    by = {name: given[name] for name in ("circles", "powers", "stakes", "meetings")}
    assert plain(proposal)(0, 0, P, **by) == pytest.approx(0.2)
    assert plain(proposal)(0, 0, SimpleNamespace(proposal_by=1.0), **by) == pytest.approx(-0.4)


@pytest.mark.parametrize("threshold", [0.5 + 1e-9, 2.0 / 3.0, 1.0])
def test_a_vote_is_carried_as_often_as_the_closed_form_says(plain, threshold):
    """Over many draws of the radius, and item by item: carried if and only if the radius reaches the spread."""
    given = table(positions=[-0.6, -0.1, 0.2, 0.3, 0.9], threshold=threshold)
    expected = plain(odds_of_agreement)(0, 0, P, **given)
    voting = {name: given[name] for name in ("forums", "circles", "meetings", "scratch")}
    plain(weigh_proposal)(0, 0, P, **given)
    radii = [plain(radius)(u, 0.8, 0.0, 1.2, 0.6, 0.15) for u in np.random.default_rng(4).uniform(size=2000)]
    consenting = np.array([(given["scratch"].objections <= rho).sum() for rho in radii])
    yes = consenting >= plain(votes_needed)(threshold, 5)
    spread = plain(spread_of)(0, **voting)
    assert yes.tolist() == [rho >= spread for rho in radii]
    reached = (
        np.array([plain(radius)(u, 0.8, 0.0, 1.2, 0.6, 0.15) for u in np.random.default_rng(5).uniform(size=100_000)]) >= spread
    )
    assert abs(reached.mean() - expected) < 3 * math.sqrt(expected * (1 - expected) / reached.size)


def test_those_who_block_and_those_who_consent_lose_trust_in_each_other(plain):
    """Countries 0 and 1 stand at the proposal, 2 far from it, 3 did not come."""
    given = table(positions=[0.0, 0.1, 0.9, 0.0], came=[1, 1, 1, 0])
    ties, fortunes = SimpleNamespace(trust=np.full((4, 4), 0.5)), SimpleNamespace(vetoes=np.zeros(4))
    plain(weigh_proposal)(0, 0, P, **given)
    plain(quarrel_over)(0, 0, 0.4, P, given["domains"], ties, fortunes, given["meetings"], given["scratch"])
    assert fortunes.vetoes.tolist() == [0, 0, 1, 0]
    kept = np.full((4, 4), 0.5)
    kept[0, 2] = kept[2, 0] = kept[1, 2] = kept[2, 1] = 0.5 * (1 - 0.1 * 0.8)
    assert ties.trust == pytest.approx(kept)


def test_order_of_voters_does_not_matter(plain):
    chooser = np.random.default_rng(6)
    for _ in range(50):
        positions, came = chooser.uniform(-1, 1, 7), chooser.integers(0, 2, 7).astype(float)
        order = chooser.permutation(7)
        one = odds(plain, positions=positions, came=came, threshold=2.0 / 3.0)
        assert one == pytest.approx(odds(plain, positions=positions[order], came=came[order], threshold=2.0 / 3.0), abs=1e-12)
