"""A ledger written and read back, and judgements as JSON and back."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analysis.claims.planted import claim, samples, with_channels

from concertacion.analysis.claims.built_in import BuiltIn
from concertacion.analysis.claims.channels import Weights
from concertacion.analysis.claims.effects import Effect
from concertacion.analysis.claims.flips import Flip, Scores
from concertacion.analysis.claims.judgement import Check, Findings
from concertacion.analysis.claims.judging import conclude, examine
from concertacion.analysis.claims.ledger import (
    SESSIONS,
    Entry,
    Frozen,
    Provenance,
    Sizes,
    files_of,
    ledger_of,
    open_ledger,
)
from concertacion.analysis.claims.merging import merged
from concertacion.analysis.claims.rules import Limit
from concertacion.analysis.claims.samples import Runs
from concertacion.analysis.claims.shares import Share
from concertacion.analysis.claims.signs import Signed
from concertacion.analysis.claims.thresholds import THRESHOLDS
from concertacion.analysis.claims.treatments import Moved
from concertacion.analysis.claims.typed_json import from_json, to_json
from concertacion.analysis.claims.weighing import weigh
from concertacion.experiments.output.stored import write_stored
from concertacion.sim.declare import InputError

KEPT = Path(__file__).resolve().parents[3] / "docs" / "ledger"
FREEZE = Frozen("f" * 64, ("thresholds",))
PROVENANCE = Provenance(
    "concertacion experiment=claims", "c" * 64, "claims", "d" * 64, FREEZE, THRESHOLDS, "quick", Sizes(4, 256, 8, 8, 32, 8), 1,
    "world", 2012, 12, None, "e" * 64, {"python": "3.11"},
)  # fmt: skip
FEW = THRESHOLDS._replace(halvings=1, shuffles=1, candidates=3, scales=(0.5, 1.0))
FALLS = {"name": "falls", "claim": False, "effect": "off.x - on.x", "shape": "less", "type": "share"}


def same(one, other):
    """Equal all through, NaN to NaN, and of the same types."""
    if isinstance(one, float):
        return isinstance(other, float) and (one == other or (math.isnan(one) and math.isnan(other)))
    if isinstance(one, dict):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    if isinstance(one, tuple):
        return type(one) is type(other) and len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and one == other


PARTS = (Effect, Scores, Share, Limit, BuiltIn, Flip, Mapping[float, Share], Weights, Check, Signed, Moved, Findings)


@settings(max_examples=50, deadline=None)
@given(st.sampled_from(PARTS).flatmap(lambda kind: st.tuples(st.just(kind), st.from_type(kind))))
def test_any_part_of_a_judgement_goes_to_json_and_back(case):
    kind, value = case
    value = {key: entry for key, entry in value.items() if key == key} if isinstance(value, Mapping) else value  # no NaN as a key
    assert same(from_json(kind, json.loads(json.dumps(to_json(value)))), value)


@pytest.fixture(scope="module")
def ledger():
    """One claim that flips, one that is untestable."""
    half = with_channels(
        samples(lambda p: 0.0, frozen_share=1.0),
        {"technical": lambda p: 0.6 * (p["p7"] > 0.4), "summit": lambda p: 0.5 * (p["p7"] > 0.4)},
    )
    quick = THRESHOLDS._replace(halvings=1, shuffles=0, candidates=3, scales=(0.5, 1.0))
    tested = claim(channels=("technical", "summit"), applies="off.x >= 0", start=2019, others=[FALLS])
    again = {name: np.vstack([half.default.values[name][:, :8], half.space.values[name][:32]]) for name in half.space.values}
    examined = [
        examine(tested, half._replace(check=Runs(again)), quick, period=(2012, 12)),
        examine(claim(untestable="no arms")._replace(id="X-02"), None),
    ]
    return ledger_of(PROVENANCE, examined, conclude(examined, quick))


def test_a_ledger_is_read_as_it_was_written(ledger, tmp_path):
    for name, content in files_of(ledger).items():
        write_stored(tmp_path, name, content)
    write_stored(tmp_path, SESSIONS, b"[]")
    again = open_ledger(tmp_path)
    assert again.provenance == ledger.provenance and again.table.equals(ledger.table)
    assert same(dict(again.entries), dict(ledger.entries))
    assert ledger.entries["X-01"].judgement.rule[0][0] == Limit("p7", again.entries["X-01"].judgement.rule[0][0].low)


@pytest.fixture(scope="module")
def two():
    """A claim with a rule and one of which shuffled labels reach further than that rule; both open by shares."""
    weak = examine(claim(), samples(lambda p: 0.6 * (p["p7"] > 0.4)), FEW)
    other = examine(claim()._replace(id="X-02"), samples(lambda p: 0.6 * (p["p3"] > 0.5)), FEW)
    search = other.searches[1.0]
    lucky = search._replace(flip=search.flip._replace(shuffled_excess=(99.0,)))
    return weak, other._replace(searches={**other.searches, 1.0: lucky})


def folder_of(*examined):
    """The ledger of a folder with these claims."""
    return ledger_of(PROVENANCE, examined, conclude(examined, FEW))


def test_a_claim_has_the_same_judgement_in_one_folder_and_merged_from_two(two):
    """All of it: verdicts, rules and how often resamples agree, here and after the ledgers were written and read."""
    together, apart = folder_of(*two), [folder_of(one) for one in two]
    read = [one._replace(entries=from_json(Mapping[str, Entry], to_json(one.entries))) for one in apart]
    for ledgers in (apart, read, [together, apart[0]]):
        assert same(dict(merged(ledgers).entries), dict(together.entries))
    assert apart[0].entries["X-01"].judgement.verdict == "conditional" != together.entries["X-01"].judgement.verdict
    assert merged(apart[:1]) is apart[0] and merged(apart).table[list(together.table)].equals(together.table)


def test_under_weights_a_claim_has_the_same_verdict_in_one_folder_and_merged_from_two(two):
    def weighed(*examined):
        judged = zip(examined, conclude(examined, FEW), strict=True)
        beside = {one.claim.id: weigh(one, judgement, one, {}, FEW, 1) for one, judgement in judged}
        return ledger_of(PROVENANCE, examined, conclude(examined, FEW), beside)

    together, apart = weighed(*two), [weighed(one) for one in two]
    assert same(dict(merged(apart).entries), dict(together.entries))
    assert apart[0].entries["X-01"].weighed.at.verdict != together.entries["X-01"].weighed.at.verdict


def test_ledgers_that_do_not_go_together_are_refused_in_one_sentence(two):
    first, second = (folder_of(one) for one in two)
    other = second.provenance
    refused = {
        "the frozen state is ffffffffffff and none": other._replace(freeze=Frozen("", ())),
        "sizes is .* and Sizes": other._replace(sizes=other.sizes._replace(most_pairs=16)),
    }
    for said, provenance in refused.items():
        with pytest.raises(InputError, match=said) as error:
            merged([first, second._replace(provenance=provenance)])
        assert "\n" not in str(error.value)
    held = [
        one._replace(provenance=one.provenance._replace(freeze=Frozen(state * 64, ())))
        for one, state in ((first, "a"), (second, "b"))
    ]
    together = merged(held).provenance.freeze  # a claim that was mended and frozen anew, before it was run
    assert (
        together.holds
        and together.states == ("a" * 64, "b" * 64)
        and merged([merged(held), held[1]]).provenance.freeze == together
    )
    own = second._replace(
        provenance=other._replace(freeze=Frozen("b" * 64, ("claim X-02",)))
    )  # somebody's, after the second freeze
    assert merged([*held, own]).provenance.freeze == Frozen(together.sha256, ("claim X-02",))
    with pytest.raises(InputError, match="the frozen state is aaaaaaaaaaaa and bbbbbbbbbbbb"):
        merged([held[0], own])
    with pytest.raises(InputError, match="the frozen state is aaaaaaaaaaaa and ffffffffffff"):
        merged([held[0], second])
    changed = other._replace(freeze=FREEZE._replace(changed=("claim X-02", "thresholds")))
    assert merged([first, second._replace(provenance=changed)]).provenance.freeze.changed == ("thresholds", "claim X-02")


def test_a_ledger_of_another_version_is_refused_in_one_sentence(ledger, tmp_path):
    for name, content in files_of(ledger).items():
        write_stored(tmp_path, name, content)
    write_stored(tmp_path, SESSIONS, b"[]")
    (tmp_path / "ledger.json").write_bytes(b"{}")
    with pytest.raises(InputError, match=r"ledger\.json: is damaged; run the command that wrote the folder again"):
        open_ledger(tmp_path)
    write_stored(tmp_path, "ledger.json", json.dumps({"seed": 1, "claims": {}}).encode())
    with pytest.raises(InputError, match=r"ledger\.json: was written by another version; test the claims again") as error:
        open_ledger(tmp_path)
    assert "\n" not in str(error.value)
