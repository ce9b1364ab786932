"""Any number of powers from outside: one, two, five; one without ties changes nothing."""

import numpy as np
import pytest

from concertacion.sim.declare import declared
from concertacion.sim.inputs import Traits
from concertacion.sim.packing import packed_traits
from concertacion.sim.parameters import Parameters
from concertacion.sim.runs import compile_run
from concertacion.sim.state import State
from concertacion.sim.world import load_world
from tests.sim.runs_helpers import differing, kernel_record

P = Parameters()._replace(great_power_rivalry=0.6, aid=0.3, inducement=0.2)


@pytest.fixture(scope="module")
def small():
    return load_world("southeast_asia", start=2000, years=1, spare_forums=1)


def of_powers(theme, count):
    """A theme with as many powers: the first ones, and further ones without weight, trusted by half."""
    resized = {}
    for name, array in zip(theme._fields, theme, strict=True):
        dims = declared(type(theme))[name].dims.split(",")
        if "power" in dims:
            axis = dims.index("power")
            shape = [max(0, count - n) if d == axis else n for d, n in enumerate(array.shape)]
            more = np.full(shape, 0.5 if name == "trust" else 1.0 if name == "reliability" else 0.0, array.dtype)
            array = np.concatenate([np.take(array, range(min(count, array.shape[axis])), axis), more], axis)
        resized[name] = np.ascontiguousarray(array)
    return type(theme)(**resized)


def with_powers(world, count, **changes):
    ready = compile_run(world, P)
    state = State(*(of_powers(theme, count) for theme in world.state))
    for name, value in changes.items():
        getattr(state.powers, name)[2:] = value
    return ready._replace(
        state=state, setting=of_powers(ready.setting, count), exogenous=of_powers(ready.exogenous, count),
        traits=packed_traits(Traits(*(of_powers(theme, count) for theme in world.traits))), sizes=ready.sizes | {"power": count},
    )  # fmt: skip


@pytest.mark.parametrize("count", [1, 2, 5])
def test_a_world_of_any_number_of_powers_runs(small, count):
    record = kernel_record(with_powers(small, count, engagement=0.4, mean_engagement=0.4, willingness=1.0))
    assert np.isfinite(record.countries.alignment).all() and np.ptp(record.countries.alignment) > 0


def test_a_power_without_ties_changes_nothing(small):
    two, five = (kernel_record(with_powers(small, count)) for count in (2, 5))
    assert [name for name in differing(two, five) if not name.startswith("region.")] == []


def test_a_third_power_woos(small):
    two = kernel_record(with_powers(small, 2))
    three = kernel_record(with_powers(small, 3, engagement=0.4, mean_engagement=0.4, willingness=1.0))
    assert (three.countries.offer[1:] >= two.countries.offer[1:]).all() and (
        three.countries.offer[1:] > two.countries.offer[1:]
    ).any()


def test_inducement_aligns_those_it_is_addressed_to(small):
    paid = compile_run(small, P._replace(inducement=0.9))
    state = paid.state._replace(standing=paid.state.standing._replace(addressed=np.array([1.0] + [0.0] * 9)))
    addressed, control = kernel_record(paid._replace(state=state)), kernel_record(compile_run(small, P._replace(inducement=0.0)))
    moved = addressed.countries.alignment[0] - control.countries.alignment[0]
    assert moved[0] > 0.01 and (moved[1:] == 0).all()
