"""What each kind of array promises: traits are never written, and nothing seen in one quarter is read in the next."""

from __future__ import annotations

from typing import get_type_hints

import numpy as np
import pytest

from concertacion.sim.declare import Variant, declared
from concertacion.sim.inputs import Exogenous, Setting, Traits
from concertacion.sim.kernel import NO_MEMORY, simulate
from concertacion.sim.packing import Packed, names_of
from concertacion.sim.parameters import DECLARED, Parameters
from concertacion.sim.runs import blank, compile_run
from concertacion.sim.state import State
from concertacion.sim.view import Scratch, View
from tests.sim.runs_helpers import differing, kernel_record
from tests.sim.test_properties import AWAKE, CRISIS

OTHER_FORMS = AWAKE._replace(**{name: 1.0 for name, declaration in DECLARED.items() if isinstance(declaration, Variant)})
RUNS = {
    "default": {},
    "nothing sleeps": {"parameters": AWAKE, "scenario": CRISIS},
    "other forms": {"parameters": OTHER_FORMS, "scenario": CRISIS},
    "pinned": {"parameters": AWAKE, "mode": "pinned"},
    "no cities": {"parameters": Parameters()._replace(subnational=0.0)},
}


def poison(packed, whole):
    """Overwrite all that is seen anew: no number in floats; `whole`, a valid index or code, in whole numbers."""
    for theme in (*packed.view, packed.scratch):
        for name in names_of(theme):
            array = getattr(theme, name)
            array[...] = np.nan if array.dtype == np.float64 else whole


@pytest.mark.parametrize("options", RUNS.values(), ids=RUNS)
def test_nothing_seen_in_a_quarter_is_read_in_the_next(latin_america, options):
    ready = compile_run(latin_america, **options)
    usual = kernel_record(ready)
    for whole in (0, 2):
        packed, record = Packed(ready.state), blank(ready)
        for t in range(latin_america.quarters):
            poison(packed, whole)
            status = simulate(
                ready.setting, ready.traits, ready.exogenous, ready.events, ready.table, ready.segment, 1, 0, t, t + 1,
                packed.start, packed.now, packed.state, packed.view, packed.scratch, NO_MEMORY, record,
            )  # fmt: skip
            assert status == 0, t
        assert differing(usual, record) == []


def bytes_of(given):
    return [[getattr(theme, name).tobytes() for name in names_of(theme)] for theme in given]


@pytest.mark.parametrize("options", RUNS.values(), ids=RUNS)
def test_a_run_writes_nothing_that_it_is_given(latin_america, options):
    ready = compile_run(latin_america, **options)
    given = (*ready.traits, ready.setting, ready.exogenous, ready.events, *ready.state)
    before = bytes_of(given)
    kernel_record(ready)
    assert bytes_of(given) == before


def test_no_theme_is_too_long_and_no_two_share_a_name():
    themes = [*get_type_hints(State).items(), *get_type_hints(Traits).items(), *get_type_hints(View).items()]
    names = [name for name, _ in themes]
    assert len(set(names)) == len(names)
    owners = [owner for _, owner in themes] + [Setting, Exogenous]
    assert [owner.__name__ for owner in owners if len(declared(owner)) > 17] == []
    assert len(declared(Scratch)) <= 18  # room to work in, which nobody reads as a theme
