"""What is said of a text and of a claim in it: groups by verdict, what stands beside, what a rule names, other starts."""

from __future__ import annotations

import numpy as np
import pytest
from tests.analysis.claims.planted import claim, samples

from concertacion.analysis.claims.built_in import BuiltIn
from concertacion.analysis.claims.effects import Effect
from concertacion.analysis.claims.judgement import Check, VerdictByShares
from concertacion.analysis.claims.judging import conclude, examine
from concertacion.analysis.claims.ledger import Frozen, Provenance, Sizes, ledger_of
from concertacion.analysis.claims.rules import Limit
from concertacion.analysis.claims.shares import SUPPORTS, Share
from concertacion.analysis.claims.thresholds import THRESHOLDS
from concertacion.analysis.claims.verdict import CHANNELS_DISAGREE, CONDITIONAL, ROBUST, VERDICTS
from concertacion.analysis.claims.weighing import Weighed, Weights
from concertacion.analysis.wording.assumed import assumed_texts, sign_text
from concertacion.analysis.wording.beside import check_text, reason_text
from concertacion.analysis.wording.papers import GROUPS, kind_of, of_paper
from concertacion.analysis.wording.rules import where_text, within
from concertacion.analysis.wording.sentences import lines_of, scales_text, source_text
from concertacion.analysis.wording.verdicts import why_here

QUICK = THRESHOLDS._replace(scales=(1.0,), halvings=1, shuffles=0)
SIZES = Sizes(256, 256, 8, 8, 32, 8)
WEIGHTS = Weights("", 900, 400.0, 0.3, False, 400, ())
PROVENANCE = Provenance(
    "", "", "claims", "", Frozen("", ()), THRESHOLDS, "quick", SIZES, 1, "world", 2012, 12, None, "", {}, WEIGHTS
)
BESIDE = {"name": "also_this", "claim": False, "effect": "on.x - off.x", "shape": "greater", "type": "position"}


@pytest.fixture(scope="module")
def ledger():
    """A robust claim with a robust statement beside it, one without effect, and one of which half the points say nothing."""
    made = {
        "A": (claim(others=[BESIDE]), samples(lambda p: 0.6)),
        "B": (claim(), samples(lambda p: 0.0, replicates=16)),
        "C": (claim(shape="possible"), samples(lambda p: np.where(p["p0"] > 0.5, 0.6, -0.6))),
    }
    examined = [examine(one._replace(id=name), of, QUICK) for name, (one, of) in made.items()]
    return ledger_of(PROVENANCE, examined, conclude(examined, QUICK))


def weighed(entry, verdict, agreement):
    """The claim under weights that give it a verdict in a share of their bootstraps."""
    at = entry.judgement.main._replace(verdict=verdict, resample_agreement=agreement)
    return entry._replace(weighed=Weighed(at, Share(1, 1, 1), 400.0, 0.0, {}))


def ruled(entry, rule):
    """The claim as conditional, by a rule."""
    judgement = entry.judgement
    main = judgement.main._replace(flip=judgement.main.flip._replace(rule=rule), rule_holds=True)
    return entry._replace(judgement=judgement._replace(verdict=CONDITIONAL, scales={1.0: main}))


def test_each_claim_stands_in_the_group_of_its_verdict(ledger):
    said = of_paper(ledger, "Planted", linked="<{}>".format, faulty={"B"})
    assert {head: [line.partition(":")[0] for line in lines] for head, lines in said.groups.items()} == {
        "Holds": ["<A>"], "Can happen": ["<C>"], "No effect": ["<B>"],
    }  # fmt: skip
    ((line,), (other,)) = said.groups["Holds"], said.groups["No effect"]
    assert (
        line.startswith("<A>: On is more than off. (judged: all; 100% for, 0% against, holds at the default;")
        and "close" not in line
    )
    assert other.endswith("; known fault)") and "known fault" not in line
    assert other.startswith("<B>: On is more than off. (0% for, 0% against, too small to matter at the default")
    assert said.beside == ["Measured beside the claims and robust by their shares: also this (<A>, 100%)."]


def test_every_verdict_has_a_group(ledger):
    kinds = set()
    for shape, verdict in ((shape, verdict) for shape in ("greater", "possible") for verdict in VERDICTS):
        entry = ledger.entries["A"]
        part = entry.claim.main._replace(shape=shape)
        kinds.add(
            kind_of(
                entry._replace(claim=entry.claim._replace(parts=(part,)), judgement=entry.judgement._replace(verdict=verdict))
            )
        )
    assert kinds <= set(GROUPS)


def test_a_verdict_turns_under_the_weights_only_if_most_bootstraps_say_so(ledger):
    entries = dict(ledger.entries)
    entries["A"], entries["B"] = weighed(entries["A"], "mixed", 0.95), weighed(entries["B"], "robust", 0.4)
    (*_, said) = of_paper(ledger._replace(entries=entries), "Planted").beside
    assert said == (
        "Under the weights of the record A turns from robust to mixed. Changed, but in under 90% of bootstraps of the "
        "weights: B (40%)."
    )


def test_a_rule_is_told_with_all_points_that_it_names(ledger):
    """The interval of every second point is made wide, so that these are undecided and support no longer."""
    name, points = "A", ledger.points
    table = ledger.table.copy()
    table.loc[::2, f"{name}.low"] -= 5.0
    some = ledger._replace(table=table, entries={name: ruled(ledger.entries[name], ((Limit("p1", low=0.5),),))})
    inside = points["p1"] >= 0.5
    found, odd = within(some, name), np.arange(len(table)) % 2 == 1
    assert found is not None and found.points == inside.sum()
    assert found.support == pytest.approx(
        (inside & odd).sum() / inside.sum()
    ) and found.support + found.undecided == pytest.approx(1.0)
    judgement = some.entries[name].judgement
    said = where_text(judgement, found=found)
    assert "Of the held-out decided points that it covers" in said
    assert (
        f"Of all {found.points} points that it covers, {found.support:.0%} support it and {found.undecided:.0%} are undecided."
        in said
    )
    assert "Of all" not in where_text(judgement, found=found._replace(undecided=0.0)) and within(ledger, "B") is None
    (line,) = of_paper(some, "Planted").groups["Holds under a rule"]
    assert f"; rule on p1, {found.support:.0%} for inside it" in line
    weak = judgement._replace(scales={1.0: judgement.main._replace(rule_holds=False)})
    assert where_text(weak).startswith("No rule is good enough. The best one found: p1 is above 0.5.")


def test_the_channel_that_disagrees_is_named(ledger):
    judgement = ledger.entries["C"].judgement
    shares = {kind: {**judgement.main.shares, "contradicts": Share(x, 0, 1)} for kind, x in (("technical", 0.7), ("summit", 0.1))}
    told = {kind: VerdictByShares("mixed", Effect(0.0, 0.0, 0.0), of) for kind, of in shares.items()}
    apart = judgement._replace(verdict=CHANNELS_DISAGREE, findings=judgement.found._replace(channels=told))
    assert why_here(apart, "possible") == "In the technical channel alone 70% of the points show the opposite."
    most = judgement.main._replace(shares={**judgement.main.shares, SUPPORTS: Share(0.9, 0.8, 1)})
    assert (
        why_here(apart._replace(scales={1.0: most}), "greater") == "In the technical channel alone 70% of the points contradict."
    )
    scales = {1.0: judgement.main._replace(verdict=CHANNELS_DISAGREE), 2.0: judgement.main._replace(verdict=ROBUST)}
    assert scales_text(apart._replace(scales=scales)) == (
        "With twice the threshold: robust, since no channel goes the other way at so many points there."
    )
    assert scales_text(judgement) == ""


def test_a_claim_is_told_with_the_statement_that_is_judged(ledger):
    lines = dict(lines_of(ledger, "A"))
    assert lines["Judged here"] == "All; also this is measured beside it." and "Record" not in lines
    assert "Judged here" not in dict(lines_of(ledger, "B"))
    assert lines["Terms"] == "on and off are the arms; x is delivered."
    assert source_text(claim()) == "Planted, None: nowhere. The text says so. Arms and measures: X-01.yaml."
    ours = claim(passage="first; that more is done is our reading")
    assert "our reading. Apart from that the text says so. Arms" in source_text(ours)
    assert "our reading. Arms" in source_text(ours._replace(status="inferred"))


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("arms.a: events[0]: there is no forum 'RIO_GROUP' in latin_america; valid names are: ACS", "RIO_GROUP is no forum then"),
        ("arms.a: overrides.organisations.RIO_GROUP: not a forum of this world in 2012Q1; valid", "RIO_GROUP is no forum then"),
        ("arms.a: outcome x.PROSUR@+12:: PROSUR (on record from 2019-03-22) is no forum of x in 2012", "PROSUR is no forum then"),
        ("arms.a: outcome depth.MERCOSUR@+60:: no quarter of the run, of 48 quarters from 2012, lies in +60:",
         "the run ends before the quarters that it measures"),
        ("arms.a: something else; valid names are: b", "arms.a: something else"),
    ],
)  # fmt: skip
def test_why_a_claim_cannot_be_run_from_another_start(reason, said):
    assert reason_text(reason) == said
    assert check_text(Check(2012, 12, None, reason), claim().main) == f"From 2012 for 12 years it cannot be run: {said}."


def test_a_sign_that_is_implied_can_be_outweighed(ledger):
    entry = ledger.entries["A"]
    sign = entry.judgement.found.sign._replace(one_signed=False, against=Share(0.29, 0.26, 0.32))
    other = entry.judgement._replace(findings=entry.judgement.found._replace(sign=sign))
    said = sign_text(entry.claim, other)
    assert said.startswith("Yes. The mechanisms named make the effect positive (planted), but others can outweigh them: 29.0%")
    assert sign_text(entry.claim, entry.judgement).startswith("Hardly (one-signed). The equations imply a positive effect")


def test_what_may_be_left_is_told_by_parameter(ledger):
    entry = ledger.entries["A"]
    left = BuiltIn(Share(2.23, 1.47, 3.1), {"purge": Share(0.1, -0.1, 0.5)}, Share(0.0, 0.0, 0.0), False, (), False)
    judgement = entry.judgement._replace(findings=entry.judgement.found._replace(built_in=left))
    said = list(assumed_texts(entry.claim._replace(control="off"), judgement))
    assert said[0] == (
        "With all else held as in the arm off, so that nothing feeds back, the effect is 223% (147% to 310%) of what it is "
        "otherwise."
    )
    assert "Whether it rests on this one is open: without purge \u221210% to 50% is left (20% is the limit)." in said
