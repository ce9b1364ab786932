"""The memory of a state: views that read as the arrays do, and where each number lies."""

import numpy as np
import pytest

from concertacion.sim import packing
from concertacion.sim.packing import Packed, names_of, packed_traits, positions


@pytest.fixture(params=[True, False], ids=["compiled", "interpreted"])
def layout(request, monkeypatch):
    """Memory as compiled calls read it (tables of columns), and as the interpreter does."""
    monkeypatch.setattr(packing, "JIT", request.param)


def arrays_of(themes):
    """Theme.array -> the array."""
    return {f"{theme}.{name}": getattr(view, name) for theme, view in themes.items() for name in names_of(view)}


def test_a_packed_state_is_the_state_and_starts_over(layout, southeast_asia):
    packed = Packed(southeast_asia.state)
    first, views = arrays_of(southeast_asia.state._asdict()), arrays_of(packed.state._asdict())
    assert [name for name in first if not np.array_equal(first[name], views[name])] == []
    assert [name for name in first if first[name].dtype != views[name].dtype] == []
    packed.now[:] = 7.0
    packed.now[: packed.start.size] = packed.start
    assert [name for name in first if not np.array_equal(first[name], views[name])] == []


def test_packed_traits_are_the_traits(layout, southeast_asia):
    first = arrays_of(southeast_asia.traits._asdict())
    views = arrays_of(packed_traits(southeast_asia.traits)._asdict())
    assert [name for name in first if not np.array_equal(first[name], views[name])] == []


def test_positions_are_where_the_numbers_lie(layout, southeast_asia):
    packed, where = Packed(southeast_asia.state), positions(southeast_asia.state)
    memory = packed.now.view(np.int64)
    memory[:] = np.arange(memory.size)
    views = arrays_of({**packed.state._asdict(), **packed.view._asdict(), "scratch": packed.scratch})
    assert list(where) == list(views)
    assert [path for path in where if not np.array_equal(where[path], views[path].view(np.int64))] == []
    assert sorted(np.concatenate([at.ravel() for at in where.values()]).tolist()) == list(range(memory.size))
