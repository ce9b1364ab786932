from types import SimpleNamespace

import numpy as np
import pytest

from concertacion.sim.mechanisms.meetings import attendance_utility, call_probability, keep_away, purse, urgent

INVITED = dict(
    vitality=0.75, standing_among=0.8, distance=0.5, election_nearness=0.5, turmoil=0.5, sovereigntism=0.5, patronage=0.2,
    division=0.25, seat_cost=0.1, attend_base=0.3, attend_vitality=0.8, attend_clout=0.5, attend_distance=0.1,
    attend_election=0.2, attend_turmoil=0.6, attend_sovereigntism=0.4, attend_patron=0.5, contamination=0.8,
)  # fmt: skip

KNOWN = [
    # 0.3 + 0.2 + 0.25 - 0.05 - 0.1 - 0.3 - 0.2 + 0.1 - 0.2 - 0.1
    (attendance_utility, INVITED, -0.1),
    (attendance_utility, INVITED | dict(attend_distance=-0.1), 0.0),
    (attendance_utility, INVITED | dict(attend_election=0.0, seat_cost=0.0), 0.1),
    (purse, dict(fiscal_stress=0.25, patron_purse=1.0), 0.75),
    (purse, dict(fiscal_stress=0.0, patron_purse=2.0), 1.0),
    (purse, dict(fiscal_stress=0.0, patron_purse=0.0), 0.0),
    (call_probability, dict(clout=0.3, purse_share=0.1, shock=0.5, extraordinary=0.4), 0.08),
    (call_probability, dict(clout=1.0, purse_share=0.3, shock=1.0, extraordinary=1.5), 0.5),
]
BOUNDS = [(purse, 0, 1), (call_probability, 0, 0.5)]
NEUTRAL = [
    (attendance_utility, "attend_vitality", ("vitality",)),
    (attendance_utility, "attend_clout", ("standing_among",)),
    (attendance_utility, "attend_distance", ("distance",)),
    (attendance_utility, "attend_election", ("election_nearness",)),
    (attendance_utility, "attend_turmoil", ("turmoil",)),
    (attendance_utility, "attend_sovereigntism", ("sovereigntism",)),
    (attendance_utility, "attend_patron", ("patronage",)),
    (attendance_utility, "contamination", ("division",)),
    (call_probability, "extraordinary", ("clout", "purse_share", "shock")),
]


# Forum 0 has the first two countries and the first two domains. Its champion's clout is 0.4, the worst shock in its scope 0.5:
# called with probability 0.5 (0.4 + 0.1) 0.5 = 0.125. Greater clout and worse shocks are elsewhere.
CALLS = [
    (0.12, {}, True),
    (0.13, {}, False),
    (0.26, {}, False),  # not even a shock of 1 would call it
    (0.12, dict(extraordinary=0.0), False),
    (0.0749, dict(suspended=[1.0, 0.0, 0.0]), True),  # without the champion: 0.5 (0.2 + 0.1) 0.5
    (0.0751, dict(suspended=[1.0, 0.0, 0.0]), False),
    (0.0249, dict(suspended=[0.0, 1.0, 0.0]), True),  # without the country in need: 0.5 * 0.5 * 0.1
    (0.0251, dict(suspended=[0.0, 1.0, 0.0]), False),
]


@pytest.mark.parametrize("u, changes, called", CALLS)
def test_what_is_urgent(plain, u, changes, called):
    outlook = SimpleNamespace(clout=np.array([0.4, 0.2, 0.9]))
    standing = SimpleNamespace(suspended=np.array(changes.get("suspended", [0.0, 0.0, 0.0])))
    issues = SimpleNamespace(shock=np.array([[0.1, 0.5, 1.0], [0.0, 0.3, 0.0], [1.0, 1.0, 1.0]]))
    circles = SimpleNamespace(members=np.array([[1.0, 1.0, 0.0]]), scope=np.array([[1.0, 1.0, 0.0]]))
    p = SimpleNamespace(extraordinary=changes.get("extraordinary", 0.5))
    assert plain(urgent)(0, p, u, 0.1, standing, issues, circles, outlook) == called


def test_crises_keep_presidents_away(plain):
    """Those who stand against the government in crisis, it itself by half, and only from forums it is a member of."""
    stance = np.array([[0.0, 1.0, -1.0, 0.0], [0.5, 0.0, 0.5, 0.5], [0.0, 0.0, 0.0, 0.0], [-1.0, -1.0, -1.0, 0.0]])
    crises = SimpleNamespace(intensity=np.array([0.8, 0.4, 0.0, 1.0]), stance=stance)
    circles = SimpleNamespace(members=np.array([[1.0, 1.0, 1.0, 0.0]]))
    scratch = SimpleNamespace(split=np.full(4, 9.0))
    plain(keep_away)(0, 4, 0, crises, circles, scratch)
    # 0.8 / 2 for itself; half of 0.4 for itself, and nothing of a friend's crisis; the worse of 0.8 and 0.1; and of 0.4 and 0.1
    assert scratch.split == pytest.approx([0.4, 0.2, 0.8, 0.4])
