"""The memory of a state: views that read as the arrays do, and where each number lies."""

import numpy as np
import pytest

from concertacion.sim import packing
from concertacion.sim.packing import Packed, names_of, positions


@pytest.fixture(params=[True, False], ids=["compiled", "interpreted"])
def layout(request, monkeypatch):
    """Memory as compiled calls read it (tables of columns), and as the interpreter does."""
    monkeypatch.setattr(packing, "JIT", request.param)


def arrays_of(state):
    return {f"{theme}.{name}": getattr(view, name) for theme, view in zip(state._fields, state, strict=True)
            for name in names_of(view)}  # fmt: skip


def test_a_packed_state_is_the_state_and_starts_over(layout, southeast_asia):
    packed = Packed(southeast_asia.state)
    first, packed_arrays = arrays_of(southeast_asia.state), arrays_of(packed.state)
    assert [name for name in first if not np.array_equal(first[name], packed_arrays[name])] == []
    assert [name for name in first if first[name].dtype != packed_arrays[name].dtype] == []
    packed.now[:] = 7.0
    packed.now[:] = packed.start
    assert [name for name in first if not np.array_equal(first[name], packed_arrays[name])] == []


def test_positions_are_where_the_numbers_lie(layout, southeast_asia):
    packed, where = Packed(southeast_asia.state), positions(southeast_asia.state)
    memory = packed.now.view(np.int64)
    memory[:] = np.arange(memory.size)
    seen = []
    for path, array in arrays_of(packed.state).items():
        theme, name = path.split(".")
        held = getattr(getattr(where, theme), name)
        assert np.array_equal(held, array.view(np.int64)), path
        seen += held.ravel().tolist()
    assert sorted(seen) == list(range(memory.size))
