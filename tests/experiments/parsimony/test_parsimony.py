"""What the source of the model holds, and the preset that comes with the project."""

from collections import Counter

import numpy as np

from concertacion.experiments.claims.reading import read_claims
from concertacion.experiments.parameters import presets, read_parameters
from concertacion.experiments.parsimony.core import Effort, plan_of
from concertacion.experiments.parsimony.counts import annotated, counts_of, literals
from concertacion.experiments.parsimony.mechanisms import mechanism_of, neutral, read_in, strengths_by_mechanism
from concertacion.experiments.parsimony.outcomes import outcomes_of
from concertacion.experiments.parsimony.runs import judged
from concertacion.sim.declare import Prior
from concertacion.sim.parameters import DECLARED

CODE = """
def drift(p, a):
    return -0.5 * p.pull * a[3] + 2 * p.pull - p.push + (0.25 if True else 1)
"""


def test_numbers_and_parameters_are_read_from_code():
    assert sorted(literals(CODE), reverse=True) == [0.5, 0.25]
    assert read_in(CODE) == Counter(pull=2, push=1)
    reads = {"a": Counter(pull=1, push=1), "b": Counter(pull=2, push=1), "c": Counter()}
    assert [mechanism_of(reads, name) for name in ("pull", "push", "none")] == ["b", "a", ""]
    assert list(annotated("x: A[float, Prior(0, 1)] = 0\ny = 1")) == ["A[float, Prior(0, 1)]"]


def test_numbers_of_mechanisms_and_of_worlds_are_counted_apart(tmp_path):
    for path, code in {"mechanisms/a.py": CODE, "worlds/b.py": "START = 0.7\n", "worlds/checks/c.py": "MOST = 40\n"}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(code, encoding="utf-8")
    found = counts_of(tmp_path)
    assert (found.literals, found.world_literals) == (2, 2)
    assert (found.lines, found.world_lines) == (3, 2)


def test_every_strength_belongs_to_one_mechanism():
    groups = strengths_by_mechanism()
    strengths = {name for name, one in DECLARED.items() if isinstance(one, Prior) and one.neutral is not None and not one.lever}
    assert sorted(name for group in groups.values() for name in group) == sorted(strengths)
    assert "" not in groups


def test_an_outcome_is_held_against_the_smallest_effect_of_the_parts_that_read_it():
    found = outcomes_of(read_claims(["MSF-01", "PL-03"]))
    summits, total = found["delivered.summit@+12:"], found["delivered@+12:"]
    assert (summits.smallest, summits.relative) == (0.05, True) and (total.smallest, total.type) == (0.03, "relative-total")
    shares = outcomes_of([claim for claim in read_claims("all") if any(part.type == "position" for part in claim.parts)])
    assert not shares["level.alignment.ARG.BRA.PRY.URY@+12:"].relative


def test_each_preset_holds_whole_mechanisms_at_their_neutral_values():
    groups = strengths_by_mechanism()
    assert "core" in presets()
    for path in presets().values():
        values = read_parameters(path)
        off = [group for group in groups.values() if group[0] in values]
        assert values == neutral(tuple(name for group in off for name in group))


def test_a_claim_under_presets_is_judged_from_runs_that_are_kept(tmp_path):
    claims = read_claims(["MSF-15"])
    plan = plan_of(claims, Effort(claims=1, points=2, pairs=2))
    presets = [{}, neutral(strengths_by_mechanism()["elections"]), {}]
    found = judged(plan, claims, plan.points, presets, 2, tmp_path, 1)
    full, without, again = found.effects
    assert full.shape == (1, 2) and np.isfinite(full).all()
    assert (full == again).all() and (full != without).any()
    kept = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    assert (judged(plan, claims, plan.points, presets, 2, tmp_path, 1).effects[1] == without).all()
    assert kept == {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
