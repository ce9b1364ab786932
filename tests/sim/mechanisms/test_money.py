from types import SimpleNamespace as Theme

import numpy as np
import pytest

from concertacion.sim.mechanisms.channels import COMMIT, JOIN
from concertacion.sim.mechanisms.money import UNIT, cost_paid, pay_for_work
from concertacion.sim.parameters import Parameters
from concertacion.sim.state import CLIMATE, HEALTH

pytestmark = pytest.mark.interpreted

KNOWN = [(cost_paid, dict(cost=0.8, left=0.5, burden=0.5), 0.45)]

LEVERS = dict(channel_cost=0.4, technical_price=1.0, minilateral_price=2.0, rigidity=1.0, stress_cost=0.5, hurdle_share=0.5)


def spent(plain, issue, **levers):
    """Money spent on three countries in one issue: one whose officials work, one in a circle, one that commits."""
    p = Parameters()._replace(**LEVERS | levers)
    choices = Theme(**{name: np.zeros((7, 3), dtype=np.int64) for name in ("technical", "minilateral", "president")})
    choices.technical[issue, 0] = choices.minilateral[issue, 1] = 1
    choices.president[issue] = [0, JOIN, COMMIT]
    societies, fortunes = (
        Theme(capacity=np.full(3, 0.5), fiscal_stress=np.full(3, 0.4)),
        Theme(aid=np.full(3, 0.3), spent=np.full(3, 9.0)),
    )
    plain(pay_for_work)(p, societies, choices, fortunes)
    return 7 * fortunes.spent


def test_levers_pay_those_who_take_part(plain):
    assert spent(plain, HEALTH, aid_subsidy=0.0) == pytest.approx([0.0, 0.0, 0.0])
    assert spent(plain, HEALTH, aid_subsidy=0.0, technical_support=0.5) == pytest.approx([0.75, 0.0, 0.0])  # 0.5 * 1.5
    assert spent(plain, HEALTH, aid_subsidy=0.0, minilateral_support=0.5) == pytest.approx([0.0, 1.0, 0.0])  # of twice the cost
    assert spent(plain, HEALTH, aid_subsidy=0.0, summit_support=0.5) == pytest.approx([0.0, 0.0, 0.6])  # 0.5 * 1.2
    assert spent(plain, HEALTH, aid_subsidy=0.0, friction_relief=0.8) == pytest.approx([0.6, 0.8, 0.0])  # 0.4 relieved
    assert spent(plain, HEALTH, aid_subsidy=0.4) == pytest.approx([0.3, 0.0, 0.0])  # 0.12 over 0.4
    finance = dict(aid_subsidy=0.0, finance_pull=0.5, climate_finance=0.8)
    assert spent(plain, CLIMATE, **finance) == pytest.approx([1.0, 1.0, 1.0])
    assert spent(plain, HEALTH, **finance) == pytest.approx([0.0, 0.0, 0.0])


def test_the_unit_of_money_is_the_same_at_every_point_of_the_space(plain):
    assert Parameters().channel_cost == UNIT
    assert not spent(plain, HEALTH, channel_cost=0.0, technical_support=1.0, aid_subsidy=0.0).any()  # nothing to relieve
    finance = dict(aid_subsidy=0.0, finance_pull=0.5, climate_finance=0.8)
    assert spent(plain, CLIMATE, channel_cost=0.01, **finance) == pytest.approx([1.0, 1.0, 1.0])  # as where channels cost 0.4
