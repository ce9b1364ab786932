"""A compiled function is called by compiled code and by Python, and is compiled for each when it is called."""

import pytest

from concertacion.sim.compiled import JIT, compiled, entry


@compiled
def half(x):
    return 0.5 * x


@entry
def twice_half(x):
    return half(x) + half(x)


@pytest.mark.skipif(not JIT, reason="nothing is compiled")
def test_nothing_is_compiled_for_python_before_python_calls():
    assert twice_half(3.0) == 3.0
    assert "_for_python" not in vars(half)
    assert half(3.0) == 1.5 == half.py_func(3.0)
    assert "_for_python" in vars(half)
