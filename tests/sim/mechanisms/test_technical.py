import pytest

from sim.mechanisms.technical import compatibility, next_network, participation

TIE = dict(network=0.2, memory=0.7, together=0.5, fit=0.8, civil=0.02, network_building=0.1, reawakening=2.0, network_decay=0.02)

KNOWN = [
    (compatibility, dict(standards_apart=1.0, exposure=0.5), 0.75),
    (compatibility, dict(standards_apart=-2.0, exposure=1.0), 0.0),
    (compatibility, dict(standards_apart=2.0, exposure=0.0), 1.0),
    (next_network, TIE, 0.278),  # 0.2 + (0.08 + 0.02) 0.8 - 0.002
    (next_network, TIE | dict(network=0.7, memory=0.7), 0.711),  # nothing to reawaken: 0.7 + 0.06 * 0.3 - 0.007
    (next_network, TIE | dict(network=0.7, memory=0.3), 0.711),
    (next_network, TIE | dict(network_building=0.0, network_decay=0.0, civil=0.0), 0.2),
    (next_network, TIE | dict(together=1.0, network_building=0.0, civil=0.0), 0.2),
    (participation, dict(technical=0.0, local=1.0, local_reach=0.5), 0.5),
    (participation, dict(technical=0.0, local=0.5, local_reach=0.5), 0.25),
    (participation, dict(technical=1.0, local=1.0, local_reach=0.5), 1.0),
    (participation, dict(technical=0.0, local=1.0, local_reach=0.0), 0.0),
]
BOUNDS = [(compatibility, 0, 1), (next_network, 0, 1), (participation, 0, 1)]
NEUTRAL = [
    (next_network, "network_building", ("memory", "fit", "reawakening")),
    (next_network, "reawakening", ("memory",)),
    (participation, "local_reach", ("local",)),
]


@pytest.mark.parametrize("formula, arguments, answer", KNOWN)
def test_known_answer(plain, formula, arguments, answer):
    assert plain(formula)(**arguments) == pytest.approx(answer, abs=1e-12)


@pytest.mark.parametrize("formula, low, high", BOUNDS)
def test_bounds(within, formula, low, high):
    within(formula, low, high)


@pytest.mark.parametrize("formula, parameter, deaf_to", NEUTRAL)
def test_neutral_value(silenced, formula, parameter, deaf_to):
    silenced(formula, parameter, deaf_to)


def test_a_network_stays_a_share_under_conditional_aid(within):
    """Aid multiplies the building of networks by up to 1 + 5, and civil society adds up to 0.2 a quarter."""
    within(next_network, 0, 1, network_building=(0, 0.25 * 6), civil=(0, 0.2))
