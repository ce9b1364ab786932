"""Elections: survival, successors, and what a turnover does to ties."""

from types import SimpleNamespace as Theme

import numpy as np
import pytest

from concertacion.sim.mechanisms.elections import (
    affinity,
    exit_hazard,
    purge_factor,
    successor_ideology,
    successor_populism,
    survival_probability,
    tide_abroad,
)
from concertacion.sim.parameters import DECLARED

VOTE = dict(approval=0.6, democracy=0.8, survival_slope=10.0, survival_threshold=0.5, autocratic_hold=5.0)
NEXT = dict(
    ideology=0.5, centre=0.1, tide=0.2, grievance=0.5, noise=1.0, swing=0.5, wave=0.5, ideology_volatility=0.1, outsiders=0.0
)
POPULIST = dict(centre=0.4, grievance=0.5, noise=-1.0, populism_shift=0.1, leader_variety=0.2, anger=0.3)

KNOWN = [
    (survival_probability, VOTE, 0.8807970779778823),  # logistic(1 + 1)
    (survival_probability, VOTE | dict(approval=0.5, autocratic_hold=0.0), 0.5),
    (successor_ideology, NEXT, 0.15),  # 0.1 - 0.2 + 0.5 * 1.5 * 0.2 + 0.1
    (successor_ideology, NEXT | dict(noise=0.0, wave=0.0, swing=0.0), 0.1),
    (successor_ideology, NEXT | dict(noise=0.0, wave=0.0, swing=-0.5), 0.3),  # a negative swing keeps half of the distance
    (successor_ideology, NEXT | dict(noise=50.0), 1.0),
    (successor_ideology, NEXT | dict(noise=-50.0), -1.0),
    (successor_ideology, NEXT | dict(outsiders=0.4), 0.17),  # 0.1 * 1.2 of noise
    (successor_ideology, NEXT | dict(outsiders=-1.0, grievance=1.0), 0.05),  # everybody holds to the centre
    (successor_populism, POPULIST, 0.45),  # 0.4 + 0.1 + 0.15 - 0.2
    (successor_populism, POPULIST | dict(anger=-0.3), 0.15),
    (successor_populism, POPULIST | dict(anger=0.3, grievance=0.558, noise=0.0, populism_shift=0.0), 0.5674),
    (successor_populism, POPULIST | dict(noise=10.0), 1.0),
    (exit_hazard, dict(turmoil=0.5, approval=0.4, fall_rate=0.2), 0.036),
    (exit_hazard, dict(turmoil=1.0, approval=0.0, fall_rate=0.2), 0.2),
    (affinity, dict(distance=0.6, rivalry=0.5, ideology_trust=0.4, rivalry_trust=0.2), 0.48),  # 0.5 + 0.4 * 0.2 - 0.1
    (affinity, dict(distance=0.6, rivalry=0.0, ideology_trust=0.0, rivalry_trust=0.2), 0.5),
    (affinity, dict(distance=2.0, rivalry=1.0, ideology_trust=1.0, rivalry_trust=0.5), 0.0),
    (purge_factor, dict(populism=0.5, seen=1.0, purge=0.4, insulation=0.25), 0.85),
    (purge_factor, dict(populism=0.5, seen=0.5, purge=0.4, insulation=0.0), 0.9),
    (purge_factor, dict(populism=1.0, seen=2.0, purge=0.8, insulation=0.0), 0.0),
    (purge_factor, dict(populism=1.0, seen=1.0, purge=0.8, insulation=1.0), 1.0),
]
BOUNDS = [
    (survival_probability, 0, 1),
    (successor_ideology, -1, 1),
    (successor_populism, 0, 1),
    (exit_hazard, 0, 0.4),
    (affinity, 0, 1),
    (purge_factor, 0, 1),
]
NEUTRAL = [
    (survival_probability, "autocratic_hold", ("democracy",)),
    (successor_ideology, "wave", ("tide",)),
    (successor_ideology, "swing", ("ideology",)),
    (successor_ideology, "outsiders", ("grievance",)),
    (successor_populism, "anger", ("grievance",)),
    (exit_hazard, "fall_rate", ("turmoil", "approval")),
    (affinity, "ideology_trust", ("distance",)),
    (affinity, "rivalry_trust", ("rivalry",)),
    (purge_factor, "purge", ("populism", "seen", "insulation")),
]


@pytest.mark.interpreted
@pytest.mark.parametrize("wave", [DECLARED["wave"].low, 0.5, DECLARED["wave"].high])
@pytest.mark.parametrize("swing", [DECLARED["swing"].low, 0.0, DECLARED["swing"].high])
def test_nothing_locks_a_region_to_one_side(plain, wave, swing):
    """Where all stand 0.3 from their centres, the next stands no farther out on that side, whatever the parameters."""
    found = plain(successor_ideology)(0.3, 0.0, 0.3, 0.0, 0.0, swing, wave, 0.0, 0.0)
    assert found <= 0.3 + 1e-12 and (found == pytest.approx(0.3)) == (wave == 1.0 or swing == -1.0)


def test_the_newest_governments_make_the_tide(plain):
    leanings = Theme(ideology_centre=np.array([0.0, 0.1, 0.1]))
    outlook = Theme(before=np.array([-1.0, 0.5, -0.1]), tenure=np.array([0.0, 0.0, 8.0]))
    assert plain(tide_abroad)(0, leanings, outlook) == pytest.approx((0.4 - 0.2 / np.e) / (1 + 1 / np.e))
    outlook.tenure[:] = 3.0
    assert plain(tide_abroad)(0, leanings, outlook) == pytest.approx(0.1)  # of one age they count alike
    alone = Theme(before=np.array([-1.0]), tenure=np.array([0.0]))
    assert plain(tide_abroad)(0, leanings, alone) == 0.0
