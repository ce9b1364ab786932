"""The summary of a ledger: what holds at the default point, what the record could decide, and what is frozen."""

from __future__ import annotations

import numpy as np
import pytest
from tests.analysis.claims.planted import claim, samples

from concertacion.analysis.claims.judgement import Check, VerdictByShares
from concertacion.analysis.claims.judging import conclude, examine
from concertacion.analysis.claims.ledger import Frozen, Provenance, Sizes, ledger_of
from concertacion.analysis.claims.shares import SUPPORTS, Share
from concertacion.analysis.claims.thresholds import THRESHOLDS
from concertacion.analysis.claims.weighing import DECIDES, LEANS, Standing, Weighed
from concertacion.analysis.claims.weighing import SILENT as NOT_HEARD
from concertacion.analysis.wording.sentences import forms_text, precision_text
from concertacion.analysis.wording.summary import at_the_default, flags, frozen_text, summary
from concertacion.analysis.wording.verdicts import tally
from concertacion.analysis.wording.weighed import none_could

QUICK = THRESHOLDS._replace(scales=(1.0,), halvings=1, shuffles=0)
SIZES = Sizes(256, 256, 8, 8, 32, 8)
PROVENANCE = Provenance("", "", "claims", "", Frozen("", ()), THRESHOLDS, "quick", SIZES, 1, "world", 2012, 12, None, "", {})


@pytest.fixture(scope="module")
def ledger():
    """Four claims: two robust, of which B has nothing at the default point and C the contrary; and one without effect."""
    made = {
        "A": samples(lambda p: 0.6), "B": samples(lambda p: np.where(np.arange(256) == 0, 0.0, 0.6), replicates=16),
        "C": samples(lambda p: np.where(np.arange(256) == 0, -0.6, 0.6)), "D": samples(lambda p: 0.0, replicates=16),
    }  # fmt: skip
    examined = [examine(claim()._replace(id=name), of, QUICK) for name, of in made.items()]
    return ledger_of(PROVENANCE, examined, conclude(examined, QUICK))


def test_what_holds_at_the_default_point_is_counted_from_the_ledger(ledger):
    warned = {name: flags(entry.judgement, entry.claim) for name, entry in ledger.entries.items()}
    assert at_the_default(ledger, dict.fromkeys(warned, ())) == [
        "At the default point, of 4 claims: 1 supported (A), 1 contradicted (C) and 2 too small to matter.",
        "Of 3 robust or conditional, supported at the default point: 1 (A).",
        "Of these, with no warning and not close: 1 (A).",
    ]
    assert at_the_default(ledger, dict.fromkeys(warned, ()), {"A": "..."})[3] == "Of these, with no known fault either: none."
    assert at_the_default(ledger, {**warned, "A": ["one-signed"]})[2] == "Of these, with no warning and not close: none."
    none = ledger._replace(entries={"D": ledger.entries["D"]})
    assert at_the_default(none, warned) == ["At the default point, of 1 claim: 1 too small to matter."]
    assert at_the_default(ledger, warned)[0] in summary(ledger)


def test_a_conditional_claim_is_mixed_by_shares_in_the_check_from_another_start(ledger):
    """No rule is sought in a check, so none can be conditional."""
    entry, said = ledger.entries["A"], {}
    shares = VerdictByShares("mixed", entry.judgement.found.default, entry.judgement.main.shares)
    found = entry.judgement.found._replace(check=Check(2012, 12, shares, ""))
    for verdict in ("conditional", "mixed", "robust"):
        one = entry._replace(judgement=entry.judgement._replace(verdict=verdict, findings=found))
        lines = summary(ledger._replace(entries={"A": one}))
        said[verdict] = next(line for line in lines if "run from another start" in line).endswith("none.")
    assert said == {"conditional": True, "mixed": True, "robust": False}


def test_the_record_could_decide_nothing_while_trials_are_missing(ledger):
    def weighed(**trials):
        return ledger.entries["A"]._replace(
            weighed=Weighed(ledger.entries["A"].judgement.main, Share(1, 1, 1), 99.0, 0.0, trials)
        )

    silent, leaning, empty = Standing(NOT_HEARD, (), ()), Standing(LEANS, ("one",), ()), Standing("", (), ())
    two = {"A": weighed(halved="", growth="mixed", trade=""), "B": weighed(halved="", growth="", trade="mixed")}
    stands = {"A": silent, "B": leaning}
    few = "the weights are worth fewer than 20 points"
    assert none_could(two, stands, again="AB") == f" None could: halved {few}."
    assert none_could(two, stands, again="") == f" None could: halved {few}, and the second seed has not been run."
    apart = {"A": weighed(halved="", growth="mixed"), "B": weighed(halved="mixed", growth="")}
    assert none_could(apart, stands, again="AB") == " None could: in a trial of each its weights are worth fewer than 20 points."
    heard = {**two, "B": weighed(halved="mixed", growth="mixed", trade="mixed")}
    assert none_could(heard, stands, again="AB") == ""
    assert none_could(heard, stands, again="") == " None could: the second seed has not been run."
    assert none_could(heard, stands, again="A") == " None could: the second seed has not been run for all of them."
    assert none_could(two, {**stands, "A": Standing(DECIDES, (), ())}, again="AB") == ""
    assert none_could(two, dict.fromkeys(two, empty), again="") == ""


def test_a_point_shows_an_effect_beyond_the_threshold_and_half_its_interval(ledger):
    effects = ledger.effects("A")
    assert ledger.half_width("A") == pytest.approx(np.median(effects.high - effects.low) / 2)
    part = claim(smallest=0.1).main._replace(type="relative-total")
    assert "reaches 4.0% either way: only effects beyond 14% are seen there" in precision_text(part, 0.04)
    assert "however small" not in precision_text(part, 0.04) and "however small" in precision_text(part, 0.2)
    assert precision_text(part, float("nan")) == ""
    wide = ledger._replace(table=ledger.table.assign(**{"A.high": ledger.table["A.high"] + 1.0}))
    assert [line.endswith("too small: none.") for line in summary(ledger) if "Median interval" in line] == [True]
    assert [line.endswith("too small: 1 (A).") for line in summary(wide) if "Median interval" in line] == [True]


def test_a_state_that_was_frozen_again_is_said():
    held = Frozen("a" * 64, ())
    assert (
        frozen_text(held)
        == frozen_text(held, "a" * 64)
        == ("The test ran on the state that was frozen before it (aaaaaaaaaaaa).")
    )
    assert "The state has been frozen again since then (bbbbbbbbbbbb)" in frozen_text(held, "b" * 64)
    both = held._replace(sha256=f"{'a' * 64}, {'b' * 64}")
    assert frozen_text(both, "b" * 64).endswith(
        "(aaaaaaaaaaaa); claims mended since, on the state frozen anew before their test (bbbbbbbbbbbb)."
    )


def test_forms_that_show_the_same_are_not_compared(ledger):
    judged = ledger.entries["A"].judgement
    main = judged.main

    def of(one, other):
        shares = {form: {**main.by_form["form"][form], SUPPORTS: Share(x, 0, 1)} for form, x in (("one", one), ("other", other))}
        return judged._replace(scales={1.0: main._replace(by_form={"form": shares})})

    assert forms_text(of(0.0, 0.0), str) == forms_text(of(0.001, 0.004), str) == ""
    assert "one (10%), the most where it is other (20%)" in forms_text(of(0.1, 0.2), str)


def test_none_is_written_out():
    assert tally("the data", []) == "The data: none." and tally("close", ["A", "B"]) == "Close: 2 (A and B)."
