"""Parity: equal participation by equally able partners delivers alike in each channel."""

from types import SimpleNamespace as Theme

import numpy as np
import pytest

from concertacion.sim.mechanisms.agreements import carry_out
from concertacion.sim.mechanisms.arithmetic import reach
from concertacion.sim.mechanisms.minilaterals import minilaterals_deliver
from concertacion.sim.mechanisms.technical import deliver
from concertacion.sim.state import ACTIVE, MINILATERAL, SUMMIT, TECHNICAL

pytestmark = pytest.mark.interpreted

CASES = [(2, 0.49, 1.0), (4, 0.49, 1.0), (7, 0.2, 0.5), (20, 0.9, 1.7), (33, 1.0, 2.0)]


class Everybody:
    """A region of equal countries that all take part in its one issue, with full ties, welcome to all."""

    def __init__(self, number, capacity, returns, network=1.0):
        near = (1.0 - np.eye(number)) / max(1, number - 1)
        ones = np.ones(number)
        self.p = Theme(
            incompatibility=0.5, free_riding=1.0, implementation=1.0, stress_cost=0.0, turnover_lapse=0.0, depth_protection=0.0,
            lapse=0.0, sharing_hands=1.0, patron_programmes=0.0, overlap_cost=0.0, minilateral_overlap=0.0, circle_alignment=0.0,
            power_work=0.0, home_cap=0.0, home_will=0.0, model_equity=0.0, patron_purse=1.0,
        )  # fmt: skip
        self.domains = Theme(
            salience=np.ones(1), power_exposure=np.zeros(1), deliverability=np.full(1, 0.3), returns=np.full(1, returns),
            publicness=np.full(1, 0.5),
        )  # fmt: skip
        self.societies = Theme(capacity=np.full(number, capacity), fiscal_stress=np.zeros(number))
        self.outlook = Theme(heft=ones, turn=np.zeros(number), takes_office=np.zeros(number))
        reached = near * np.sqrt(self.societies.capacity)[:, None] * np.sqrt(self.societies.capacity)[None, :]
        self.pairs = Theme(
            near=near, relations=near, near_rivals=near, reach=reached, reach_rivals=reached, joint=np.zeros((number, number)),
            apart=np.zeros((number, number)),
        )  # fmt: skip
        alone = number < 2
        self.choices = Theme(
            participation=np.zeros((1, number)) if alone else np.ones((1, number)), partnership=np.zeros((1, number)),
            minilateral=np.full((1, number), -1 if alone else 1), helped=np.zeros((1, number)),
        )  # fmt: skip
        self.ties = Theme(network=np.full((1, number, number), network) * (1.0 - np.eye(number)))
        self.issues = Theme(delivered=np.full((3, 1, number), 9.0))
        self.forums = Theme(status=np.array([ACTIVE]), depth=np.zeros(1), patron=np.array([-1]), patron_share=np.zeros(1))
        self.circles = Theme(
            members=np.ones((1, number)), scope=np.ones((1, 1)), pledged=np.ones((1, 1, number)),
            implemented=np.ones((1, 1, number)), economic_model=np.zeros((1, 3)),
        )  # fmt: skip
        self.meetings = Theme(force=np.ones((1, 1)))
        self.stakes = Theme(crowd=np.zeros((1, number)))
        self.powers = Theme(engagement=np.ones(1), willingness=np.ones(1))
        self.regard = Theme(dependence=np.zeros((1, number)), trust=np.zeros((1, number)))
        self.setting = Theme(work=np.zeros((1, 1)))
        self.scratch = Theme(
            pace=np.zeros(number), able=np.zeros(number), hands=np.zeros((1, number)),
            pace_left=np.zeros(1), split=np.zeros(number), fair=np.zeros(number),
        )  # fmt: skip

    def work(self, plain):
        plain(deliver)(
            0, self.p, self.societies, self.domains, self.ties, self.choices, self.issues, self.outlook, self.pairs,
        )  # fmt: skip
        return self.issues.delivered[TECHNICAL, 0]

    def meet(self, plain):
        plain(minilaterals_deliver)(
            self.p, self.domains, self.societies, self.choices, self.issues, self.outlook, self.pairs, self.stakes, self.scratch,
        )  # fmt: skip
        return self.issues.delivered[MINILATERAL, 0]

    def keep_pledges(self, plain):
        plain(carry_out)(
            self.p, self.societies, self.domains, self.forums, self.circles, self.powers, self.issues, self.outlook,
            self.meetings, self.scratch,
        )  # fmt: skip
        return self.issues.delivered[SUMMIT, 0]


@pytest.mark.parametrize("number, capacity, returns", CASES)
@pytest.mark.parametrize("channel", ["work", "meet"])
def test_equal_partners_who_all_take_part_are_delivered_alike(plain, channel, number, capacity, returns):
    delivered = getattr(Everybody(number, capacity, returns), channel)(plain)
    assert delivered == pytest.approx(np.full(number, plain(reach)(capacity, returns)), abs=1e-12)


@pytest.mark.parametrize("number, capacity, returns", CASES)
def test_pledges_all_carried_out_deliver_as_much(plain, number, capacity, returns):
    delivered = Everybody(number, capacity, returns).keep_pledges(plain)
    assert delivered == pytest.approx(np.full(number, plain(reach)(capacity, returns)), abs=1e-12)


def test_officials_without_full_ties_deliver_less(plain):
    assert Everybody(4, 0.49, 1.0, network=0.35).work(plain) == pytest.approx(np.full(4, 0.2511250), abs=1e-9)


def test_two_countries_in_closed_form(plain):
    """Capacities .25 and .64, a tie of .5: half of .5 * .8 * .5, and half of what each does itself."""
    two = Everybody(2, 0.25, 1.0, network=0.5)
    two.societies.capacity[1] = 0.64
    two.pairs.reach[:] = 0.4 * (1.0 - np.eye(2))
    assert two.work(plain) == pytest.approx([0.1 + 0.125, 0.1 + 0.32], abs=1e-12)
    assert two.meet(plain) == pytest.approx([0.445, 0.445], abs=1e-12)


def test_a_country_alone_is_delivered_nothing(plain):
    alone = Everybody(1, 0.8, 1.0)
    assert not alone.work(plain).any() and not alone.meet(plain).any()
