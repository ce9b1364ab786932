import numpy as np
import pytest
from tests.sim.mechanisms.themes import theme

from concertacion.sim.ensembles import simulate
from concertacion.sim.mechanisms.powers import (
    aligned,
    alignment_speed,
    depends,
    engagement_in_office,
    forums_stand_for,
    mean_of,
    next_dependence,
    next_power_trust,
    next_standard,
    next_surprise,
    reliability_of,
    will_at_home,
)
from concertacion.sim.parameters import Parameters
from concertacion.sim.world import load_world

OFFICE = dict(mean=0.5, phase=-1.0, engagement=1.0, alternation=0.2, willingness=0.5, home_cap=0.4)
TRUST = dict(
    trust=0.3, engagement=0.8, pressure=0.2, reliability=0.5, surprise=0.1, distance=0.5, power_trust_rate=0.1, surprise_cost=1.0,
    power_affinity=0.2,
)  # fmt: skip
DEPENDENCE = dict(
    dependence=0.4,
    engagement=0.5,
    rival_engagement=0.25,
    price=0.5,
    exposure=0.4,
    dependence_rate=0.05,
    courtship=0.5,
    china_demand=0.3,
)
ALIGNED = dict(
    alignment=0.2, pull=0.25, models=0.0, region_mean=0.5, autonomy=0.0, speed=0.1, great_power_rivalry=1.0, joint_hedging=0.0,
    alignment_sharpness=4.0, model_alignment=0.2, autonomy_shield=0.5,
)  # fmt: skip
NEWS = dict(surprise=0.4, change=0.2, surprise_fading=0.25, announced=0.0)
SPHERE = dict(standard=0.5, alignment=0.2, neighbours=0.5, standard_rate=0.1, lock_in=1.0, standard_coordination=0.2)

KNOWN = [
    (engagement_in_office, OFFICE, 0.3),
    (engagement_in_office, OFFICE | dict(phase=1.0, mean=0.9), 0.8),  # capped by will at home
    (engagement_in_office, OFFICE | dict(mean=0.1), 0.0),
    (engagement_in_office, OFFICE | dict(phase=1.0, mean=0.9, home_cap=0.0), 1.0),
    (engagement_in_office, OFFICE | dict(alternation=0.0, engagement=0.5), 0.25),
    (next_power_trust, TRUST, 0.325),  # target 0.5 + 0.2 - 0.1 - 0.1 + 0.05
    (next_power_trust, TRUST | dict(surprise_cost=0.0), 0.335),
    (next_power_trust, TRUST | dict(power_affinity=0.0), 0.32),
    (next_power_trust, TRUST | dict(power_affinity=-0.2), 0.315),
    (next_power_trust, TRUST | dict(distance=2.0), 0.31),  # the opposite pole: 0.5 - 0.1
    (next_power_trust, TRUST | dict(engagement=1.0, reliability=1.0, pressure=0.0, surprise=0.0), 0.37),  # target clipped at 1
    (next_power_trust, TRUST | dict(engagement=0.0, pressure=1.0, surprise=1.0), 0.27),  # target clipped at 0
    (next_dependence, DEPENDENCE, 0.408),  # 0.05 (0.5 (0.3 - 0.1) + 0.06)
    (next_dependence, DEPENDENCE | dict(courtship=0.0), 0.403),
    (next_dependence, DEPENDENCE | dict(dependence=1.0, price=2.0, exposure=1.0), 1.0),
    (next_dependence, DEPENDENCE | dict(china_demand=0.0), 0.405),
    (aligned, ALIGNED, 0.25615941559557649),  # 0.2 + 0.1 (tanh(1) - 0.2)
    (aligned, ALIGNED | dict(great_power_rivalry=0.0), 0.18),
    (aligned, ALIGNED | dict(joint_hedging=1.0), 0.18),  # jointly held in the middle
    (aligned, ALIGNED | dict(joint_hedging=0.5), 0.23057970779778824),  # target 0.5 (tanh(1) + 0.5 * 0.5)
    (aligned, ALIGNED | dict(autonomy=0.5), 0.23711956169669733),  # target 0.75 tanh(1)
    (aligned, ALIGNED | dict(autonomy=1.0, autonomy_shield=1.0), 0.18),
    (aligned, ALIGNED | dict(great_power_rivalry=0.0, models=-0.5), 0.17),  # target -0.2 * 0.5
    (aligned, ALIGNED | dict(alignment_sharpness=0.0), 0.18),
    (aligned, ALIGNED | dict(speed=0.5), 0.4807970779778824),
    (alignment_speed, dict(paid=0.0, alignment_rate=0.08, inducement_rate=0.25), 0.08),
    (alignment_speed, dict(paid=0.1, alignment_rate=0.08, inducement_rate=0.25), 0.25),
    (alignment_speed, dict(paid=0.1, alignment_rate=0.3, inducement_rate=0.25), 0.3),  # money does not slow anybody down
    (next_surprise, NEWS, 0.5),  # 0.3 + 0.2
    (next_surprise, NEWS | dict(announced=1.0), 0.3),  # a rise that was announced surprises nobody
    (next_surprise, NEWS | dict(announced=0.5), 0.4),
    (next_surprise, NEWS | dict(change=-0.2, announced=1.0), 0.5),  # a fall is never announced
    (next_surprise, NEWS | dict(change=-0.9), 1.0),
    (next_standard, SPHERE, 0.5164036770267849),  # 0.5 + 0.1 (tanh(0.8) - 0.5)
    (next_standard, SPHERE | dict(lock_in=0.0, alignment=0.0, standard_coordination=0.0), 0.45),
]
BOUNDS = [
    (engagement_in_office, 0, 1),
    (next_power_trust, 0, 1),
    (next_dependence, 0, 1),
    (aligned, -1, 1, {"models": (-1, 1), "speed": (0, 0.5)}),
    (next_surprise, 0, 1, {"change": (-1, 1)}),
    (alignment_speed, 0, 0.5),
    (next_standard, -1, 1),
]
NEUTRAL = [
    (engagement_in_office, "alternation", ("phase",)),
    (engagement_in_office, "home_cap", ("willingness",)),
    (next_power_trust, "surprise_cost", ("surprise",)),
    (next_power_trust, "power_affinity", ("distance",)),
    (next_dependence, "dependence_rate", ("engagement", "rival_engagement", "price", "exposure")),
    (next_dependence, "courtship", ("engagement", "rival_engagement")),
    (next_dependence, "china_demand", ("price", "exposure")),
    (aligned, "great_power_rivalry", ("pull",)),
    (aligned, "joint_hedging", ("region_mean",)),
    (aligned, "alignment_sharpness", ("pull", "great_power_rivalry")),
    (aligned, "model_alignment", ("models",)),
    (aligned, "autonomy_shield", ("autonomy",)),
    (next_standard, "standard_rate", ("alignment", "neighbours")),
    (next_standard, "standard_coordination", ("neighbours",)),
]


def test_alternation_leaves_the_mean_of_engagement(plain):
    terms = [plain(engagement_in_office)(**OFFICE | dict(phase=phase, home_cap=0.0)) for phase in (-1.0, 1.0)]
    assert sum(terms) / 2 == pytest.approx(0.5)


def test_a_sphere_feeds_itself_only_above_one(plain):
    """Left alone, a choice of sphere fades where lock_in is below 1 and stays where it is above."""
    for lock_in, stays in ((0.9, False), (1.5, True)):
        standard = 0.8
        for _ in range(2000):
            standard = plain(next_standard)(**SPHERE | dict(standard=standard, alignment=0.0, neighbours=0.0, lock_in=lock_in))
        assert (standard > 0.1) == stays


def test_mean_of(both):
    assert both(mean_of, np.array([1.0, 2.0, 6.0])) == pytest.approx(3.0)


def test_a_rise_that_is_not_announced_surprises_like_a_fall(plain):
    rise, fall = (plain(next_surprise)(**NEWS | dict(change=change)) for change in (0.3, -0.3))
    assert rise == fall


def test_the_leading_power_alone_may_lose_reliability(both):
    p, powers = theme(unreliability=0.5), theme(reliability=np.array([0.7, 0.7]))
    assert [reliability_of(q, p, powers) for q in (0, 1)] == pytest.approx([0.2, 0.7])


def test_will_at_home_moves_in_the_leading_power_alone(both):
    p, powers = theme(home_will=-0.5), theme(willingness=np.array([0.7, 0.7]))
    assert [will_at_home(q, p, powers) for q in (0, 1)] == pytest.approx([0.2, 0.7])


@pytest.mark.parametrize("lever", [dict(home_will=-1.0), dict(engagement=0.2), dict(pressure=1.0)])
def test_levers_of_the_leading_power_leave_the_posture_of_the_others(lever):
    """With the will at home of others at a half and a cap that binds, whatever a lever moves in the first."""
    world = load_world(countries=["ARG", "BRA"], start=2012, years=1, settle=0)
    usual = dict(home_cap=1.0, power_turnover=0.0)
    postures = [simulate(world, Parameters(**usual | moved))[["engagement", "pressure"]] for moved in ({}, lever)]
    assert bool((postures[0] != postures[1]).isel(power=0).to_array().any())
    others = [posture.isel(power=slice(1, None), quarter=0) for posture in postures]
    assert others[0].equals(others[1])


def test_nobody_comes_to_depend_on_a_third_power_without_a_tie_to_begin_with():
    regard = theme(dependence=np.array([[0.0, 0.0], [0.0, 0.0], [0.0, 0.1]]))
    assert [bool(depends(q, i, regard)) for q in range(3) for i in range(2)] == [True, True, True, True, False, True]


def test_forums_stand_for_their_models_as_far_as_they_live():
    forums = theme(status=np.array([1, 1, 2]), vitality=np.array([0.5, 1.0, 1.0]))
    circles = theme(
        members=np.array([[1.0, 1.0, 0.0], [1.0, 0.0, 0.0], [1.0, 1.0, 0.0]]),
        political_model=np.array([[0.8, 0.2, 0.0], [0.0, 0.4, 0.6], [1.0, 0.0, 0.0]]),
    )  # the third forum is dormant
    stand = [forums_stand_for(i, forums, circles) for i in range(3)]
    assert stand == pytest.approx([(0.4 - 0.6) / 2, 0.4, 0.0])
