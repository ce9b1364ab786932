import numpy as np
import pytest
from tests.sim.mechanisms.themes import theme

from concertacion.sim.mechanisms import crises
from concertacion.sim.mechanisms.crises import (
    next_intensity,
    onset_hazard,
    pass_on_power,
    stance_target,
    take_sides,
    trust_from_transition,
    update_crises,
)

BURNING = dict(intensity=0.5, isolation=1.0, normalisation=1.0, crisis_fading=0.1, isolation_hardening=0.1, normalising=0.2)

KNOWN = [
    (onset_hazard, dict(lost=0.5, turmoil=0.25, crisis_rate=0.4, crisis_base=0.25), 0.1),
    (onset_hazard, dict(lost=0.0, turmoil=1.0, crisis_rate=1.2, crisis_base=0.25), 0.0),
    (onset_hazard, dict(lost=1.0, turmoil=1.0, crisis_rate=1.2, crisis_base=0.25), 1.0),
    (stance_target, dict(x=0.5, source=0.2, isolation=0.2), 0.3),  # 1 - 0.6 - 0.1
    (stance_target, dict(x=0.2, source=0.5, isolation=0.2), 0.3),  # the side does not matter
    (stance_target, dict(x=0.5, source=0.5, isolation=0.0), 1.0),
    (stance_target, dict(x=0.5, source=0.5, isolation=1.0), 0.5),  # isolation asks even the like-minded to take sides
    (stance_target, dict(x=-1.0, source=1.0, isolation=0.0), -1.0),
    # 0.5 (1 - 0.1 - 0.2) + 0.1 * 0.25
    (next_intensity, BURNING, 0.375),
    (trust_from_transition, dict(support=0.5, other_support=0.8, transition_gain=0.2), 0.1),
    (trust_from_transition, dict(support=0.0, other_support=0.8, transition_gain=0.2), 0.0),
    (trust_from_transition, dict(support=0.5, other_support=1.0, transition_gain=-0.2), -0.1),
    (next_intensity, BURNING | dict(isolation_hardening=-0.1), 0.325),
    (next_intensity, BURNING | dict(isolation=0.0, normalisation=0.0), 0.45),
]
BOUNDS = [(onset_hazard, 0, 1), (stance_target, -1, 1), (next_intensity, 0, 1), (trust_from_transition, -0.5, 0.5)]
NEUTRAL = [
    (onset_hazard, "crisis_rate", ("lost", "turmoil", "crisis_base")),
    (next_intensity, "isolation", ("isolation_hardening",)),
    (next_intensity, "isolation_hardening", ("isolation",)),
    (next_intensity, "normalisation", ("normalising",)),
    (next_intensity, "normalising", ("normalisation",)),
    (trust_from_transition, "transition_gain", ("support", "other_support")),
]


STANCE = np.array([[0.0, 0.5, -0.5], [-1.0, 0.0, 1.0], [0.0, 0.0, 0.0]])


def test_backers_of_a_transition_gain_trust_in_the_country_and_in_one_another(monkeypatch, plain):
    """Country 1 opposed the old government of 0 in full, 2 by half, 3 stood by it."""
    monkeypatch.setattr(crises, "enter", lambda *arguments: None)
    stance = np.zeros((4, 4))
    stance[0] = 0.0, -1.0, -0.5, 1.0
    ties = theme(trust=np.full((4, 4), 0.4))
    governments = theme(ideology=np.full(4, 0.8), populism=np.full(4, 0.8))
    societies, outlook = (
        theme(democracy=np.full(4, 0.2)),
        theme(takes_office=np.zeros(4), before=np.full(4, 0.8), tenure=np.zeros(4), turn=np.zeros(4)),
    )
    plain(pass_on_power)(
        0, theme(transition_gain=0.2, transition_depth=0.25), None, 0, governments, theme(ideology_centre=np.zeros(4)), societies,
        ties, theme(intensity=np.array([0.8, 0, 0, 0]), stance=stance), theme(democracy_centre=np.full(4, 0.6)), outlook,
    )  # fmt: skip
    np.testing.assert_allclose(ties.trust[0], [0.4, 0.6, 0.5, 0.4])
    np.testing.assert_allclose(ties.trust[1], [0.6, 0.4, 0.5, 0.4])
    np.testing.assert_allclose(ties.trust[3], [0.4, 0.4, 0.4, 0.4])
    np.testing.assert_allclose([governments.populism[0], societies.democracy[0], outlook.turn[0]], [0.6, 0.3, -0.8])


def test_a_crisis_finds_governments_where_they_stand_and_moves_them_slowly(plain):
    """Stances of an older crisis are gone: 1 is far from 0 and against it at once, however slow stances are."""
    burning, governments = theme(intensity=np.zeros(2), stance=np.ones((2, 2))), theme(ideology=np.array([-0.5, 0.5]))
    p = theme(isolation=0.0, isolation_mistrust=0.0, normalisation=0.0, normalising=0.0, stance_rate=0.1)

    def stance(intensity):
        plain(update_crises)(
            p, None, True, np.array([intensity, 0.0]), theme(keys=np.array([1, 2])), governments, None, None,
            theme(trust=np.full((2, 2), 0.5)), burning, None, None, theme(backing=np.zeros(2)),
        )  # fmt: skip
        return burning.stance[0, 1]

    assert stance(0.0) == -1.0  # no crisis yet: what it would say
    assert stance(0.5) == -1.0
    governments.ideology[1] = -0.5
    assert stance(0.5) == pytest.approx(-0.8)  # a tenth of the way to 1


@pytest.mark.parametrize(
    "intensity, backing",
    [
        ([0.0, 0.0, 0.0], [0, 0, 0]),
        ([0.5, 0.8, 0.0], [-1, 1, 1]),
        ([0.5, 0.5, 0.0], [-1, 1, 1]),
        ([0.5, 0.4, 0.0], [1, 0.5, -0.5]),
    ],
)
def test_backing_is_the_stance_in_the_hottest_crisis(intensity, backing):
    fortunes = theme(backing=np.zeros(3))
    take_sides(theme(keys=np.array([2, 1, 3])), theme(intensity=np.array(intensity), stance=STANCE), fortunes)
    assert fortunes.backing.tolist() == backing
