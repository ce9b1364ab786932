"""The properties the model must have (docs/odd.md, design concepts), each as a test."""

from __future__ import annotations

import numpy as np
import pytest

from concertacion.sim.declare import Prior
from concertacion.sim.draws import Address
from concertacion.sim.inputs import Traits
from concertacion.sim.kernel import run_kernel
from concertacion.sim.packing import Packed, packed_traits
from concertacion.sim.parameters import DECLARED, Parameters
from concertacion.sim.runs import blank, compile_run
from concertacion.sim.scenario import Scenario
from concertacion.sim.state import ACTIVE, State
from concertacion.sim.world import load_world
from tests.sim.pending import AWAITED
from tests.sim.runs_helpers import arrays, copy_of, differing, kernel_record, record_of

# Everything on at once: a point at which no mechanism sleeps, so that every parameter has something to act on.
AWAKE = Parameters()._replace(**{
    **{name: d.low + 0.6 * (d.high - d.low) for name, d in DECLARED.items() if isinstance(d, Prior) and d.lever},
    "transition": 0.05, "pressure_unity": 0.5, "isolation_hardening": 0.05, "militarised_effect": 0.1, "wave": 0.5,
    "breadth_deepens": 0.5, "crisis_rate": 1.2, "closure": 1.0, "coup_rate": 0.03, "common_metric": 0.4, "joint_hedging": 0.3,
    "insulation": 0.3, "oversight": 0.6, "conditionality": 0.5, "framing": 0.2, "pressure": 0.3, "home_will": -0.3,
    "technical_support": 0.3, "alternation": 0.2,
})  # fmt: skip
CRISIS = Scenario(
    name="crisis",
    events=(
        {"from": "+1", "to": "+8", "variable": "crisis", "countries": "largest-2", "set": 0.8},
        {"from": "+2", "to": "+9", "variable": "turmoil", "countries": "share-0.5", "set": 0.9},
        {"from": "+3", "variable": "democracy", "countries": "share-0.5", "add": -0.3},
        {"from": "+2", "to": "+4", "variable": "shock_health", "countries": "all", "add": 0.5},
        {"from": "+3", "to": "+8", "variable": "migrants", "countries": "share-0.5", "set": 3.0},
    ),
)


@pytest.fixture(scope="module")
def busy():
    """Latin America from 2008, twelve years: forums with patrons, elections at home and in the powers, foundings and deaths."""
    return load_world("latin_america", start=2008, years=12)


def test_every_parameter_moves_the_record(busy):
    """No dead parameter: moving any one from end to end of its range moves the record, at the default or where nothing sleeps."""
    weary = {"vitality_decay": 0.1, "quorum": 0.6, "attend_base": 0.0}  # forums that live badly and seldom meet
    drowsy = {**weary, "dormancy_threshold": 0.4}  # and sleep
    choosy = {"founding_selectivity": 0.9, "founding_rate": 0.2}  # few accept each other
    coups = {"coup_rate": 0.03, "charter_threshold": 0.3}  # breaks that are as large as the threshold or smaller
    sheltered = {"coup_rate": 0.03, "charter_threshold": 0.02, "charter_ambiguity": 0.02, "forum_shopping": 1.0}
    context = {
        "foresight": {"expectations": 1.0},
        "dormancy_threshold": weary,
        "revival": drowsy,
        "revival_life": drowsy,
        "death_rate": {**drowsy, "revival": 0.0},
        "patience": {**drowsy, "revival": 0.0, "death_rate": 0.1},
        "founding_members": choosy,
        "supersession": {"founding_rate": 0.2},
        "block_memory": {"founding_rate": 0.2, "blocked_push": 6.0},
        "charter_ambiguity": coups,
        "episode_share": coups,
        "content_pull": {**sheltered, "norm_content_rate": 0.02},
        "return_rate": {"exit_rate": 0.2, "vitality_gain": 0.4, "sovereigntism_cost": 0.0},
    }
    points = (compile_run(busy, AWAKE, CRISIS), compile_run(busy))

    def record_at(ready, values):
        rows = ready.table.copy()
        for name, value in values.items():
            rows[name] = value
        return kernel_record(ready._replace(table=rows))

    def moves(name, declaration):
        ends = (declaration.low, declaration.high) if isinstance(declaration, Prior) else (0.0, 1.0)
        return any(differing(*(record_at(ready, {**context.get(name, {}), name: end}) for end in ends)) for ready in points)

    read = {name: declaration for name, declaration in DECLARED.items() if name not in AWAITED}
    assert [name for name, declaration in read.items() if not moves(name, declaration)] == []


def test_permuting_countries_permutes_results(southeast_asia):
    """No country is special in code: rows in another order give the same results in that order."""
    ready = compile_run(southeast_asia)
    n = len(southeast_asia.countries)
    order = np.random.default_rng(5).permutation(n)
    position = np.argsort(order)

    def permuted(theme):
        hints = {name: declaration.dims.split(",") for name, declaration in _fields(type(theme)).items()}
        moved = {}
        for name, array in zip(theme._fields, theme, strict=True):
            for axis, dim in enumerate(hints[name]):
                if dim in ("country", "other"):
                    array = np.take(array, order, axis=axis)
            moved[name] = np.ascontiguousarray(array)
        if "patron" in moved:
            moved["patron"] = np.array([position[p] if 0 <= p < n else p for p in moved["patron"]], dtype=np.int64)
        return type(theme)(**moved)

    shuffled = ready._replace(
        state=State(*map(permuted, ready.state)),
        traits=packed_traits(Traits(*map(permuted, southeast_asia.traits))),
        setting=permuted(ready.setting),
        exogenous=permuted(ready.exogenous),
    )
    one, other = kernel_record(ready), kernel_record(shuffled)
    np.testing.assert_allclose(other.countries.approval, one.countries.approval[:, order], atol=1e-5)
    np.testing.assert_array_equal(other.issues.took_part, one.issues.took_part[..., order])
    np.testing.assert_array_equal(other.forums.attended, one.forums.attended[..., order])


def _fields(owner):
    from concertacion.sim.declare import declared

    return declared(owner)


def test_a_forum_nobody_joins_changes_no_number(southeast_asia):
    ready = compile_run(southeast_asia)
    state = copy_of(ready.state)
    state.forums.status[-1] = ACTIVE
    state.forums.vitality[-1] = 0.9
    state.circles.scope[-1, :] = 1.0
    with_ghost = kernel_record(ready._replace(state=state))
    assert [name for name in differing(kernel_record(ready), with_ghost) if not name.startswith("forums.")] == []


def test_more_room_for_forums_changes_no_number():
    small = load_world("southeast_asia", start=2000, years=3, spare_forums=6)
    large = load_world("southeast_asia", start=2000, years=3, spare_forums=9)
    one, other = record_of(small), record_of(large)
    assert [name for name in differing(one, other) if not name.startswith(("forums.", "chances."))] == []


def test_two_worlds_stay_identical_until_they_differ(southeast_asia):
    """The butterfly: an event of quarter 6 leaves quarters 0 to 5 as they were, to the bit, and changes what follows."""
    event = Scenario(name="one", events=({"from": "+6", "variable": "approval", "countries": ["IDN"], "set": 0.05},))
    one, other = record_of(southeast_asia), record_of(southeast_asia, scenario=event)
    for name, array in arrays(one).items():
        if name != "issues.together":
            np.testing.assert_array_equal(array[:6], arrays(other)[name][:6], err_msg=name)
    assert not np.array_equal(one.countries.approval[6:], other.countries.approval[6:])


def test_neutral_strengths_leave_the_rest_untouched(latin_america):
    """A switched-off mechanism is blind to its companions: the record does not move with them.

    From the tables, for levers are at their defaults while runs settle.
    """
    world = latin_america._replace(settle=0)
    companions = {
        "great_power_rivalry": ("alignment_divides", "alignment_sharpness", "urgency"),
        "aid": (
            "conditionality",
            "oversight",
            "aid_subsidy",
            "aid_building",
            "aid_relief",
            "aid_capacity",
            "aid_leakage",
            "cofunding",
            "aid_crime",
        ),
        "inducement": ("inducement_rate",),
        "isolation": ("isolation_hardening", "isolation_mistrust", "isolation_drag"),
        "militarisation": ("militarised_effect", "militarised_toxicity"),
        "subnational": ("local_reach",),
        "bridge": ("bridge_reach",),
        "exit_rate": ("founder_weight",),
        "accession_rate": ("associate_depth",),
        "founding_rate": (
            "founding_members",
            "founding_brand",
            "founding_depth",
            "blocked_push",
            "founding_reach",
            "supersession",
        ),
        "crisis_rate": ("transition_gain", "transition_depth", "crisis_onset", "crisis_base", "severing"),
        "civil_society": ("civil_building", "civil_engagement"),
        "inequality_finance": (),
        "protectionism": ("protection_urgency",),
        "turmoil_rate": ("blame", "blame_damage", "turmoil_drag", "turmoil_fading", "outbreak", "blame_base"),
        "coup_rate": ("coup_size", "deterrence"),
        "closure": ("closure_steepness", "closure_resentment", "open_norm", "reopening"),
        "standard_rate": ("incompatibility", "lock_in", "standard_coordination"),
        "shock_rate": ("shock_size",),
        "contamination": ("contamination_spill", "accused"),
        "bracketing": ("trust_back",),
    }
    also_off = {"aid": {"aid_at_roots": 0.0}, "standard_rate": {"great_power_rivalry": 0.0}}  # incompatibility by alignment too
    moved = []
    for strength, others in companions.items():
        off = {strength: DECLARED[strength].neutral}
        extra = also_off.get(strength, {})
        base = record_of(world, Parameters()._replace(**off, **extra))
        for other in others:
            high = DECLARED[other].high if getattr(Parameters(), other) != DECLARED[other].high else DECLARED[other].low
            if differing(base, record_of(world, Parameters()._replace(**off, **extra, **{other: high}))):
                moved.append((strength, other))
    assert moved == []


def test_replay_follows_the_record_and_then_leaves_it(latin_america):
    pinned = record_of(latin_america, mode="pinned")
    replayed = record_of(latin_america, mode="replay", until=2002)
    np.testing.assert_array_equal(pinned.countries.ideology[:12], replayed.countries.ideology[:12])
    assert not np.array_equal(pinned.countries.ideology[12:], replayed.countries.ideology[12:])
    brazil = latin_america.countries.index("BRA")
    assert pinned.countries.ideology[8, brazil] > 0.0 > pinned.countries.ideology[14, brazil]  # Cardoso in 2002, Lula in mid-2003
    np.testing.assert_array_equal(pinned.countries.ideology, record_of(latin_america, mode="pinned", run=7).countries.ideology)


def test_a_number_that_is_not_finite_is_a_failed_run(southeast_asia):
    ready = compile_run(southeast_asia)
    state = copy_of(ready.state)
    state.governments.approval[0] = np.nan
    broken = ready._replace(state=state)
    assert run_kernel(broken, Packed(broken.state), 1, 0, blank(broken)) == 1


def test_luck_is_an_address():
    assert Address(1, 2, 3) == (1, 2, 3)


def test_a_break_of_a_given_size_is_sudden_and_a_lower_level_is_not(latin_america):
    row = latin_america.countries.index("CHL")

    def fall(variable, **change):
        event = {"from": "+2", "variable": variable, "countries": ["CHL"], **change}
        return record_of(latin_america, scenario=Scenario(name="one", events=(event,))).countries.democracy_fall[:4, row]

    sudden, level = fall("democracy_fall", set=0.3), fall("democracy", add=-0.3)
    assert sudden[2] == pytest.approx(0.3, abs=0.03) and sudden[3] < 0.03
    assert level.max() < 0.03
