import math
from types import SimpleNamespace as Theme

import numpy as np
import pytest

from concertacion.sim.mechanisms.mandates import next_mandate, sign_agreements

SIGNED = dict(mandate=0.5, kept=0.8, signed=1.0, mandate_gain=0.4, mandate_lapse=0.05)

KNOWN = [
    (next_mandate, SIGNED, 0.628),  # 0.38 + 0.4 * 0.62
    (next_mandate, SIGNED | dict(signed=0.0), 0.38),
    (next_mandate, SIGNED | dict(signed=2.0), 0.7768),  # 0.628 + 0.4 * 0.372
    (next_mandate, SIGNED | dict(signed=0.0, kept=1.0, mandate_lapse=0.0), 0.5),
]
BOUNDS = [(next_mandate, 0, 1, {"signed": (0, 2)})]
NEUTRAL = [(next_mandate, "mandate_gain", ("signed",))]


def test_mandates_are_symmetric_and_visits_count_as_a_success(plain):
    p = Theme(turnover_lapse=1.0, depth_protection=0.5, mandate_gain=0.4, mandate_lapse=0.0)
    bilateral = Theme(mandate=0.5 * (1.0 - np.eye(3)))
    outlook = Theme(turn=np.array([0.0, 0.0, -math.log(2.0)]))
    visits, agreements = np.zeros((3, 3)), np.zeros((3, 3))
    visits[0, 1] = visits[1, 0] = visits[2, 0] = agreements[1, 0] = 1.0
    pairs, setting = Theme(visits=visits, agreements=agreements, joint=np.zeros((3, 3))), Theme(
        keys=np.arange(3), interest=np.zeros((5, 3))
    )  # fmt: skip
    plain(sign_agreements)(p, setting, bilateral, outlook, pairs)
    assert bilateral.mandate == pytest.approx(np.array([[0.0, 0.7, 0.25], [0.7, 0.0, 0.25], [0.25, 0.25, 0.0]]))
    assert (bilateral.mandate == bilateral.mandate.T).all() and (pairs.joint == pairs.joint.T).all()
    assert pairs.joint == pytest.approx(np.array([[0.0, 0.4, 0.2], [0.4, 0.0, 0.0], [0.2, 0.0, 0.0]]))
