"""The judgement on a claim: all that the ledger says of it. `typed_json` writes it as JSON and reads it back."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

from concertacion.analysis.claims.built_in import BuiltIn
from concertacion.analysis.claims.channels import Weights
from concertacion.analysis.claims.effects import Effect
from concertacion.analysis.claims.flips import Flip
from concertacion.analysis.claims.rules import Rule
from concertacion.analysis.claims.shares import Share
from concertacion.analysis.claims.signs import Signed
from concertacion.analysis.claims.treatments import Moved

Shares = Mapping[str, Share]  # by class of points


class AtScale(NamedTuple):
    """The verdict at a multiple of the smallest effect of interest, with what it rests on."""

    verdict: str
    shares: Shares  # of the points at which the claim applies
    by_form: Mapping[str, Mapping[str, Shares]]  # by structural variant and form
    bend: float  # Lambda*
    flip: Flip
    rule_holds: bool
    # Share of resamples of the points, each with the rules of one halving, with the same verdict; NaN at other multiples than 1.
    resample_agreement: float
    # By these the verdict waits for, or is taken again by, the excess that chance reaches over all claims (`bar`):
    applying: float = math.nan  # the excess of the rule that says where the claim applies; NaN in earlier ledgers
    # The excess that a rule reaches in each resample (`flips.reached`), NaN where shares settle it; empty without a rule.
    resampled: tuple[float, ...] = ()


class VerdictByShares(NamedTuple):
    """What is told beside a claim, by shares alone and without a flip rule: another part, or one channel of a total."""

    verdict: str
    default: Effect
    shares: Shares


class Check(NamedTuple):
    """The claim run from the start and for the years that all claims share, instead of those of which the passage speaks."""

    start: int
    years: int
    told: VerdictByShares | None  # at the first points; None where it cannot be run so
    reason: str  # why it cannot


class Findings(NamedTuple):
    """What is found of a claim by itself, before the verdict, which waits for the excess that chance reaches over all claims."""

    default: Effect  # at the default point
    applicable: Share  # of all points: at which the claim applies
    everywhere: Shares  # of all points, with those at which it does not apply as a class of their own
    channels: Mapping[str, VerdictByShares]  # of a total
    weights: Weights | None  # of a total
    parts: Mapping[str, VerdictByShares]  # the other parts
    sign: Signed
    treatment: Moved | None  # None where nothing is treated, or the treatment cannot be measured
    built_in: BuiltIn
    check: Check | None  # None where the claim's period is the shared one
    record: str  # silent, consistent or in conflict


class Judgement(NamedTuple):
    """All that the ledger says of a claim; of an untestable one, `scales` is empty and `findings` None."""

    verdict: str
    close: bool  # whether resampling often changes it
    scales: Mapping[float, AtScale]  # by multiple of the smallest effect of interest
    findings: Findings | None

    @property
    def main(self) -> AtScale:
        """The verdict at the smallest effect of interest itself, which is the verdict on the claim."""
        return self.scales[1.0]

    @property
    def found(self) -> Findings:
        """The findings of a claim that was tested."""
        assert self.findings is not None
        return self.findings

    @property
    def rule(self) -> Rule:
        """The flip rule at the smallest effect of interest; empty without one."""
        return self.main.flip.rule

    @property
    def depends_on_smallest(self) -> bool:
        """Whether the verdict is another at half or twice the smallest effect of interest."""
        return len({at.verdict for at in self.scales.values()}) > 1
