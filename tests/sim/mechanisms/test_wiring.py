"""Lines that join formulas in a phase: who takes part, where a president commits, whom the cities elect."""

from types import SimpleNamespace as Theme

import numpy as np
import pytest

from concertacion.sim.mechanisms import weighing
from concertacion.sim.mechanisms.memory import remember
from concertacion.sim.mechanisms.technical import participation
from concertacion.sim.state import SUMMIT


@pytest.mark.parametrize(
    "technical, local, reach, answer",
    [(1, 0, 0.4, 1.0), (0, 1, 0.4, 0.4), (1, 1, 0.4, 1.0), (0, 0, 0.4, 0.0), (0.2, 1, 0.4, 0.4)],
)
def test_cities_stand_in_for_a_bureaucracy_and_add_nothing_to_it(plain, technical, local, reach, answer):
    assert plain(participation)(technical, local, reach) == answer


@pytest.mark.parametrize("agreement, best, inward", [((0.2, 0.6), 1, 0.0), ((0.6, 0.2), 0, 0.0), ((0.4, 0.4), 0, 0.5)])
def test_a_president_commits_where_it_is_worth_most(plain, monkeypatch, agreement, best, inward):
    """And less where turned inward: by a reserve of 0.4 in full."""
    for name in ("power_cost", "unity", "climate_pull", "border_drag", "issue_toxicity"):
        monkeypatch.setattr(weighing, name, lambda *arguments: 0.0)
    one, two = np.zeros((1, 1)), np.zeros((2, 1))
    p = Theme(
        visibility_gap=0.0, audience=0.0, audience_base=0.0, electoral_fear=0.0, friendly_distance=0.0, interference=0.0,
        channel_value=2.0, free_riding=0.0, channel_cost=0.1, summit_support=0.0, hurdle_share=0.5, stress_cost=0.0,
        sovereigntist_reserve=0.4,
    )  # fmt: skip
    choices = Theme(venue=np.full((1, 1), -1), utility=np.zeros((3, 1, 1)))
    meetings = Theme(agenda=np.ones((2, 1)), distance=two, expected=two, force=np.ones((2, 1)), agreement=np.array([agreement]).T)
    themes = {
        "governments": Theme(populism=np.zeros(1), sovereigntism=np.full(1, inward)),
        "societies": Theme(fiscal_stress=np.zeros(1)), "standing": None,
        "issues": Theme(summit_faith=one), "domains": Theme(returns=np.ones(1), publicness=np.zeros(1)),
        "circles": Theme(seats=np.zeros((2, 2))), "powers": None, "regard": None, "choices": choices,
        "outlook": Theme(election_nearness=np.zeros(1)), "stakes": Theme(salience=np.full((1, 1), 0.5)), "meetings": meetings,
    }  # fmt: skip
    for m in range(2):
        plain(weighing.weigh_meeting)(m, 0, p, 0.5, 1.0, **themes)
    assert choices.venue[0, 0] == best
    assert choices.utility[SUMMIT, 0, 0] == pytest.approx(2.0 * max(agreement) * 0.5 * 0.5 - 0.1 - 0.4 * inward)


def test_cities_turn_from_their_government_about_the_country_centre(plain):
    standing = Theme(autonomy=np.zeros(1), city_ideology=np.array([0.3]), rising_ties=np.zeros(1))
    p = Theme(
        local_reach=0.0, expectations=0.0, learning_rate=0.0, faith_floor=0.0, city_rate=0.5,
        socialisation=0.0, civil_society=0.0, training_rate=0.0, civil_training=0.0, work_training=0.0, example=0.0,
    )  # fmt: skip
    issues = Theme(technical_faith=np.zeros((1, 1)), summit_faith=np.zeros((1, 1)), delivered=np.zeros((3, 1, 1)))
    choices = Theme(
        technical=np.zeros((1, 1)),
        local=np.zeros((1, 1)),
        partners=np.zeros(1),
        venue=np.full((1, 1), -1),
        president=np.zeros((1, 1)),
    )
    plain(remember)(
        0, 1, p, 0.0, setting=Theme(keys=np.ones(1)), governments=Theme(ideology=np.array([0.5])),
        societies=Theme(benefit=np.zeros(1), capacity=np.ones(1)), standing=standing, issues=issues,
        structure=Theme(weight=np.ones(1)),
        choices=choices,
        leanings=Theme(ideology_centre=np.array([0.2])),
    )  # fmt: skip
    assert standing.city_ideology[0] == pytest.approx(0.1)  # half way from 0.3 to 2 * 0.2 - 0.5
