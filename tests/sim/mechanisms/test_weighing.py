"""The small sums of the weighing, on worlds of two or three countries held in plain tuples."""

from types import SimpleNamespace as Theme

import numpy as np
import pytest

from concertacion.sim.mechanisms.weighing import border_drag, climate_pull, issue_toxicity, migration_drag, power_cost, unity
from concertacion.sim.state import CLIMATE, HEALTH, MIGRATION, SECURITY

pytestmark = pytest.mark.interpreted

SOCIETIES = Theme(capacity=np.array([0.4, 0.6, 0.2]), fiscal_stress=np.array([0.5, 0.0, 0.0]))

OVERLOADED = dict(closed=1.0, load=2.0, closure_withdrawal=1.5, overload_drag=0.2)

KNOWN = [
    (migration_drag, OVERLOADED, 1.7),
    (migration_drag, OVERLOADED | dict(closed=0.0), 0.2),
    (migration_drag, OVERLOADED | dict(closed=0.0, load=0.6), 0.0),
]
NEUTRAL = [(migration_drag, "closure_withdrawal", ("closed",)), (migration_drag, "overload_drag", ("load",))]


def test_a_border_drags_on_work_on_migration_alone(plain):
    p = Theme(
        closure_withdrawal=1.5, overload_drag=0.2, burden_sharing=0.0, absorptive_capacity=0.5, absorb_base=0.6,
        shared_absorption=0.0,
    )  # fmt: skip
    standing, issues = Theme(closed=np.ones(3), migrants=np.ones(3)), Theme(delivered=np.zeros((3, 7, 3)))
    assert plain(border_drag)(MIGRATION, 0, p, SOCIETIES, standing, issues) == pytest.approx(1.7)  # 1 / (0.5 (0.6 + 0.4)) is 2
    assert plain(border_drag)(HEALTH, 0, p, SOCIETIES, standing, issues) == 0.0


def test_militarisation_touches_the_toxicity_of_security_alone(plain):
    domains = Theme(toxicity=np.full(7, 0.5))
    p = Theme(militarised_toxicity=-0.5, militarisation=0.4)
    assert plain(issue_toxicity)(SECURITY, p, domains) == pytest.approx(0.4)
    assert plain(issue_toxicity)(HEALTH, p, domains) == 0.5
    assert plain(issue_toxicity)(SECURITY, Theme(militarised_toxicity=0.0, militarisation=1.0), domains) == 0.5
    assert plain(issue_toxicity)(SECURITY, Theme(militarised_toxicity=1.0, militarisation=1.0), domains) == 1.0


def test_finance_pulls_in_climate_alone(plain):
    p = Theme(finance_pull=0.5, climate_finance=0.6, debt_swap=0.4)
    assert plain(climate_pull)(CLIMATE, 0, p, SOCIETIES) == pytest.approx(0.4)  # 0.5 (0.6 + 0.4 * 0.5)
    assert plain(climate_pull)(HEALTH, 0, p, SOCIETIES) == 0.0
    p.finance_pull = 0.0
    assert plain(climate_pull)(CLIMATE, 0, p, SOCIETIES) == 0.0


def test_pressure_unites_or_divides_the_less_aligned_more(plain):
    powers, standing = Theme(pressure=np.array([0.5])), Theme(alignment=np.array([-1.0, 0.0, 1.0]))
    assert [plain(unity)(i, Theme(pressure_unity=0.4), standing, powers) for i in range(3)] == pytest.approx([0.2, 0.1, 0.0])
    assert plain(unity)(0, Theme(pressure_unity=-0.4), standing, powers) == pytest.approx(-0.2)
    assert plain(unity)(0, Theme(pressure_unity=0.0), standing, powers) == 0.0


POWERS = Theme(framing=np.array([0.2, 0.5]), engagement=np.array([0.5, 1.0]))
REGARD = Theme(dependence=np.array([[0.6], [0.5]]), trust=np.array([[0.5], [0.4]]))


def cost(plain, seats, **changes):
    p = Theme(**{"framing_cost": 0.4, "framing": 0.3, "power_draw": 0.5} | changes)
    return plain(power_cost)(0, 0, p, Theme(autonomy=np.array([0.8])), Theme(seats=np.array([seats])), POWERS, REGARD)


def test_powers_at_the_table_cost_by_framing_and_draw_by_dependence(plain):
    assert cost(plain, [0.0, 0.0]) == 0.0
    assert cost(plain, [1.0, 0.0]) == pytest.approx(0.085)  # 0.4 * 0.5 * 0.8 - 0.5 * 0.5 * 0.6 * 0.5
    assert cost(plain, [0.0, 1.0]) == pytest.approx(0.06)  # the lever frames the first power only: 0.16 - 0.1
    assert cost(plain, [1.0, 1.0]) == pytest.approx(0.145)
    assert cost(plain, [1.0, 0.0], framing_cost=0.0) == pytest.approx(-0.075)
    assert cost(plain, [1.0, 0.0], power_draw=0.0) == pytest.approx(0.16)
    assert cost(plain, [1.0, 0.0], framing=-1.0, power_draw=0.0) == 0.0  # framing is a share
