from types import SimpleNamespace

import numpy as np
import pytest

from concertacion.sim.mechanisms.technical import (
    civil_ties,
    compatibility,
    deliver,
    grow_networks,
    help_of_power,
    next_network,
    obstructing,
    participation,
    partners,
    take_part,
    tell_pairs,
    ways_to_build,
)
from concertacion.sim.parameters import DECLARED

pytestmark = pytest.mark.interpreted

TIE = dict(network=0.2, memory=0.7, together=0.5, fit=0.8, civil=0.02, network_building=0.1, reawakening=2.0, network_decay=0.02)
HOSTILE = dict(democracy=0.5, populism=0.7, sovereigntism=0.2, obstruction=0.4)
HELP = dict(engagement=0.5, will=1.0, works=1.0, dependence=0.4, trust=0.6, power_work=0.2, home_cap=0.8)

KNOWN = [
    (compatibility, dict(standards_apart=1.0, exposure=0.5), 0.75),
    (compatibility, dict(standards_apart=-2.0, exposure=1.0), 0.0),
    (compatibility, dict(standards_apart=2.0, exposure=0.0), 1.0),
    (next_network, TIE, 0.278),  # 0.2 + (0.08 + 0.02) 0.8 - 0.002
    (next_network, TIE | dict(network=0.7, memory=0.7), 0.711),  # nothing to reawaken: 0.7 + 0.06 * 0.3 - 0.007
    (next_network, TIE | dict(network=0.7, memory=0.3), 0.711),
    (next_network, TIE | dict(network_building=0.0, network_decay=0.0, civil=0.0), 0.2),
    (next_network, TIE | dict(together=1.0, network_building=0.0, civil=0.0), 0.2),
    # 1.5 * 0.9 + 0.02 is more than the half that is missing, which alone is filled: 0.5 + 0.5 - 0.02 * 0.1 * 0.5
    (
        next_network,
        dict(
            network=0.5, memory=0.5, together=0.9, fit=1.0, civil=0.02, network_building=1.5, reawakening=2.0, network_decay=0.02
        ),
        0.999,
    ),
    (participation, dict(technical=0.0, local=1.0, local_reach=0.5), 0.5),
    (participation, dict(technical=0.0, local=0.5, local_reach=0.5), 0.25),
    (participation, dict(technical=1.0, local=1.0, local_reach=0.5), 1.0),
    (participation, dict(technical=0.0, local=1.0, local_reach=0.0), 0.0),
    (obstructing, HOSTILE, 0.14),  # 0.4 * 0.5 * 0.7
    (obstructing, HOSTILE | dict(democracy=1.0), 0.0),
    (obstructing, HOSTILE | dict(obstruction=0.0), 0.0),
    (help_of_power, HELP, 0.024),  # 0.2 * 0.5 * 0.4 * 0.6
    (help_of_power, HELP | dict(will=0.5, home_cap=0.8), 0.0144),
    (help_of_power, HELP | dict(works=0.0), 0.0),
]
BOUNDS = [(obstructing, 0, 1), (help_of_power, 0, 1), (compatibility, 0, 1), (next_network, 0, 1), (participation, 0, 1)]
NEUTRAL = [
    (obstructing, "obstruction", ("democracy", "populism", "sovereigntism")),
    (help_of_power, "power_work", ("engagement", "will", "works", "dependence", "trust", "home_cap")),
    (next_network, "network_building", ("memory", "fit", "reawakening")),
    (next_network, "reawakening", ("memory",)),
    (participation, "local_reach", ("local",)),
]


def test_a_network_stays_a_share_under_conditional_aid(within):
    """Aid multiplies the building of networks by up to 1 + aid_building, and so does engagement the ties of civil society."""
    most = DECLARED["network_building"].high * (1 + DECLARED["aid_building"].high)
    linked = DECLARED["civil_building"].high * (1 + DECLARED["civil_engagement"].high)
    within(next_network, 0, 1, network_building=(0, most), civil=(0, linked))


# Three countries: skills (square roots of capacity) 0.5, 0.8 and 0.4, the third in another technological sphere.
REACH = np.array([[0.0, 0.2, 0.1], [0.3, 0.0, 0.16], [0.05, 0.16, 0.0]])  # row j, column i: nearness_ij times both skills
NETWORK = np.array([[[0.0, 0.6, 0.4], [0.6, 0.0, 0.75], [0.4, 0.75, 0.0]]])
APART = np.array([[0.0, 0.0, 1.0], [0.0, 0.0, 1.0], [1.0, 1.0, 0.0]])


@pytest.fixture
def paired():
    return SimpleNamespace(reach=REACH.copy(), reach_rivals=REACH.copy(), apart=APART.copy())


def worth_of(formula, paired, theirs, exposure, spans):
    """What partners are worth to the three countries, worked out over these stretches of rows."""
    networks, worth = np.array([[0.0, 0.5, 0.4], [0.5, 0.0, 0.3], [0.4, 0.3, 0.0]]), np.full(3, 9.0)
    for lo, hi in spans:
        formula(lo, hi, paired.reach, networks, paired.apart, np.array(theirs), exposure, worth)
    return worth


PARTNERS = [
    # 0.3 * 0.5 * 0.5 + 0.05 * 1 * 0.4 * 0.75, 0.2 * 0.2 * 0.5 + 0.16 * 1 * 0.3 * 0.75, (0.1 * 0.2 * 0.4 + 0.16 * 0.5 * 0.3) 0.75
    ([0.2, 0.5, 1.0], 0.5, [0.09, 0.056, 0.024]),
    ([0.2, 0.5, 1.0], 0.0, [0.095, 0.068, 0.032]),  # rivalry does not bear on the issue
    ([0.0, 0.5, 0.0], 0.0, [0.075, 0.0, 0.024]),  # nobody is a partner of itself
    ([0.0, 0.0, 0.0], 0.5, [0.0, 0.0, 0.0]),
]


@pytest.mark.parametrize("compiled", [True, False])
@pytest.mark.parametrize("theirs, exposure, worth", PARTNERS)
def test_partners_in_an_issue(plain, paired, compiled, theirs, exposure, worth):
    formula = partners if compiled else plain(partners)
    assert worth_of(formula, paired, theirs, exposure, [(0, 3)]) == pytest.approx(worth, abs=1e-12)
    assert worth_of(formula, paired, theirs, exposure, [(2, 3), (0, 1), (1, 2)]) == pytest.approx(worth, abs=1e-12)
    assert worth_of(formula, paired, theirs, exposure, [(1, 2)]).tolist()[::2] == [9.0, 9.0]  # nobody else's row is touched


# what partners are worth: 0.3 * 0.5 * 0.6, 0.2 * 1 * 0.6, and 0.1 * 1 * 0.4 + 0.16 * 0.5 * 0.75. Two thirds of it count, and a
# third of what each does itself: (2/3) 0.09 + (1/3) 0.25, (2/3) 0.12 + (1/3) 0.5 * 0.64, (2/3) 0.1
DONE = np.array([0.06 + 0.25 / 3, 0.08 + 0.32 / 3, 0.2 / 3])


@pytest.mark.parametrize("free_riding, given", [(0.0, [1.0, 0.5, 0.0]), (0.5, [1.0, 0.625, 0.25])])
def test_what_technical_work_delivers(plain, paired, free_riding, given):
    """The first takes part in full, the second by half, the third not at all: it gets the public half if riding is free."""
    choices = SimpleNamespace(
        participation=np.array([[1.0, 0.5, 0.0]]), partnership=np.full((1, 3), 9.0), helped=np.zeros((1, 3))
    )
    ties, issues = SimpleNamespace(network=NETWORK), SimpleNamespace(delivered=np.full((3, 1, 3), 9.0))
    domains = SimpleNamespace(
        power_exposure=np.array([0.0]), deliverability=np.array([0.5]), returns=np.array([1.0]), publicness=np.array([0.5])
    )
    p = SimpleNamespace(incompatibility=1.0, free_riding=free_riding)
    societies = SimpleNamespace(capacity=np.array([0.25, 0.64, 0.16]))
    outlook = SimpleNamespace(heft=np.ones(3))
    plain(deliver)(0, p, societies, domains, ties, choices, issues, outlook, paired)
    assert issues.delivered[0, 0] == pytest.approx(DONE * given, abs=1e-12)  # the only domain is as feasible as the mean
    assert (issues.delivered[1:] == 9.0).all()


@pytest.mark.parametrize("compiled", [True, False])
def test_networks_of_a_domain_a_quarter_on(plain, compiled):
    networks = np.array([[0.9, 0.2, 0.6], [0.2, 0.9, 0.5], [0.6, 0.5, 0.9]])
    memories = np.array([[0.9, 0.7, 0.6], [0.7, 0.9, 1.0], [0.6, 1.0, 0.9]])
    geography = np.array([[0.0, 0.5, 0.5], [0.5, 0.0, 0.25], [0.5, 0.25, 0.0]])
    apart = np.array([[0.0, 1.6, 0.0], [1.6, 0.0, 0.0], [0.0, 0.0, 0.0]])
    together = np.zeros((3, 3))
    plain(take_part)(np.array([1.0, 0.5, 0.0]), together)
    grow = grow_networks if compiled else plain(grow_networks)
    aided = np.full(3, 0.125)  # the networks of each pair are built faster by a quarter: 0.1
    free, boost = np.zeros(3), np.ones((3, 3))  # no government obstructs, no president has given a mandate
    linked, builds = np.zeros((3, 3)), np.zeros((3, 3))
    plain(ways_to_build)(geography, 0.04, free, boost, 0.08, aided, linked, builds)
    # weight, linked, builds, exposure, reawakening, decay, forgetting
    joint = np.array([[0.0, 0.1, 0.0], [0.1, 0.0, 0.0], [0.0, 0.0, 0.0]])  # what another domain has added before
    rows = (array.reshape(-1) for array in (networks, memories, apart, joint, together))
    grow(*rows, 0.5, linked.reshape(-1), builds.reshape(-1), 0.5, 2.0, 0.02, 0.01)
    # 0.2 + (0.1 * 0.5 * 0.6 (1 + 2 * 0.5) + 0.02) 0.8 - 0.02 * 0.5 * 0.2
    # 0.6 + 0.02 * 0.4 - 0.02 * 0.6, and 0.5 + 0.01 * 0.5 - 0.02 * 0.5
    tied = [[0.0, 0.262, 0.596], [0.262, 0.0, 0.495], [0.596, 0.495, 0.0]]
    kept = [[0.0, 0.693, 0.596], [0.693, 0.0, 0.99], [0.596, 0.99, 0.0]]  # a hundredth forgotten, never less than there is
    others = 1.0 - np.eye(3)
    assert networks * others == pytest.approx(np.array(tied), abs=1e-12)
    assert memories * others == pytest.approx(np.array(kept), abs=1e-12)
    assert (networks == networks.T).all()  # `partners` reads a tie from either side
    # 0.1 + 0.5 (1 * 0.5)
    assert joint * others == pytest.approx(np.array([[0.0, 0.35, 0.0], [0.35, 0.0, 0.0], [0.0, 0.0, 0.0]]), abs=1e-12)


def test_mandates_build_and_governments_obstruct(plain):
    networks = np.zeros((2, 2))
    geography, none = 1.0 - np.eye(2), np.zeros((2, 2))
    boost, obstructed = np.full((2, 2), 1.5), np.array([0.2, 0.5])
    linked, builds = none.copy(), none.copy()
    plain(ways_to_build)(geography, 0.1, obstructed, boost, 0.2, np.zeros(2), linked, builds)
    rows = (array.reshape(-1) for array in (networks, none.copy(), none, none.copy(), np.ones((2, 2))))
    plain(grow_networks)(*rows, 1.0, linked.reshape(-1), builds.reshape(-1), 0.0, 0.0, 0.0, 0.0)
    assert networks * geography == pytest.approx(0.34 * geography, abs=1e-12)  # 1.5 * 0.2 + 0.1 * 0.8 * 0.5
    ties = np.zeros(2)
    plain(civil_ties)(0.1, geography, obstructed, ties)
    assert ties == pytest.approx([0.04, 0.04], abs=1e-12)


def test_the_work_of_a_pair(plain):
    work = np.full((2, 2), 0.1)
    plain(tell_pairs)(np.array([[0.0, 0.4], [0.4, 0.0]]), np.array([1.0, 0.5]), np.full((2, 2), 1.5), 0.5, work)
    assert work == pytest.approx(np.array([[0.1, 0.25], [0.25, 0.1]]), abs=1e-12)  # 0.1 + 0.5 * 0.5 * 0.6
    work[:] = 0.0
    plain(tell_pairs)(np.array([[0.0, 0.4], [0.4, 0.0]]), np.ones(2), np.full((2, 2), 5.0), 0.5, work)
    assert work[0, 1] == 0.5  # work is a share, however far a mandate carries it
