from types import SimpleNamespace

import numpy as np
import pytest

from concertacion.sim.mechanisms.patrons import funds_of, paid_to, programmes_paid, purse

pytestmark = pytest.mark.interpreted

KNOWN = [
    (purse, dict(fiscal_stress=0.25, patron_purse=1.0), 0.75),
    (purse, dict(fiscal_stress=0.0, patron_purse=2.0), 1.0),
    (purse, dict(fiscal_stress=0.0, patron_purse=0.0), 0.0),
    (programmes_paid, dict(patron_share=0.85, paid=0.2, patron_programmes=0.8), 0.456),  # 1 - 0.8 * 0.85 * 0.8
    (programmes_paid, dict(patron_share=0.85, paid=1.0, patron_programmes=0.8), 1.0),
    (programmes_paid, dict(patron_share=0.85, paid=0.2, patron_programmes=0.0), 1.0),
]
BOUNDS = [(purse, 0, 1), (programmes_paid, 0, 1)]
NEUTRAL = [(programmes_paid, "patron_programmes", ("patron_share", "paid"))]

SOCIETIES = SimpleNamespace(fiscal_stress=np.array([0.4, 0.0]))
POWERS = SimpleNamespace(engagement=np.array([0.9, 0.3]))


@pytest.mark.parametrize("patron, scale, paid", [(-1, 1.0, 1.0), (0, 1.0, 0.6), (0, 0.5, 0.3), (3, 1.0, 0.3), (2, 2.0, 1.0)])
def test_who_pays_how_much(plain, patron, scale, paid):
    """A country as far as its treasury allows, a power (after the two countries) as far as it is engaged."""
    forums = SimpleNamespace(patron=np.array([patron]), patron_share=np.array([0.5]))
    p = SimpleNamespace(patron_purse=scale)
    assert plain(paid_to)(0, p, SOCIETIES, forums, POWERS) == pytest.approx(paid)
    assert plain(funds_of)(0, p, SOCIETIES, forums, POWERS) == pytest.approx(0.5 * paid if patron >= 0 else 0.0)
