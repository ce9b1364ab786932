"""Whole runs in which a mechanism of work, circles or pairs is off: its companions change no number."""

from __future__ import annotations

import numpy as np
import pytest

from concertacion.sim.parameters import DECLARED, Parameters
from concertacion.sim.runs import compile_run
from concertacion.sim.world import load_world
from tests.sim.runs_helpers import differing, kernel_record, record_of

OFF = {
    "bridge": "bridge_reach bridge_spread",
    "isolation": "severing",
    "civil_society": "obstruction civil_building civil_engagement civil_training",
    "mandate_effect": "mandate_gain mandate_lapse",
    "overlap_cost": "minilateral_overlap circle_alignment",
    "great_power_rivalry": "alignment_divides",
    "conditionality": "cofunding",
}


@pytest.fixture(scope="module")
def small():
    return load_world("southeast_asia", start=2000, years=1, spare_forums=6)


@pytest.mark.parametrize("neutral", OFF)
def test_companions_of_what_is_off_change_no_number(small, neutral):
    world = small._replace(settle=0)  # levers are at their defaults while runs settle
    base = Parameters()._replace(**{neutral: DECLARED[neutral].neutral})
    ends = {name: (DECLARED[name].low, DECLARED[name].high) for name in OFF[neutral].split()}
    records = [record_of(world, base._replace(**{name: end[side] for name, end in ends.items()})) for side in (0, 1)]
    assert set(differing(*records)) <= {"pairs.mandate"}  # mandates are recorded, whether or not they have an effect


def test_visits_use_draws_of_their_own(small):
    """Where presidents go changes nothing but visits, if it makes neither trust nor mandates nor signatures."""
    base = Parameters()._replace(trust_gain=0.0, mandate_effect=0.0)
    few, many = (record_of(small, base._replace(visit_base=base_rate)) for base_rate in (-1.5, 1.3))
    assert set(differing(few, many)) == {"pairs.visits", "pairs.agreements", "pairs.mandate"}


def test_the_record_of_pairs_is_symmetric_where_work_is(small):
    record = kernel_record(compile_run(small))
    assert (record.pairs.pair_work == record.pairs.pair_work.transpose(0, 2, 1)).all()
    assert record.pairs.security_work.max() <= 1.0 and record.pairs.pair_work.any()
    assert not np.diagonal(record.pairs.visits, axis1=1, axis2=2).any()
    assert (record.pairs.agreements <= record.pairs.visits).all()
