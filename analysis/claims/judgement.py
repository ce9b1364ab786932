"""The judgement on a claim: all that the ledger says of it. `typed_json` writes it as JSON and reads it back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from concertacion.analysis.claims.built_in import BuiltIn
from concertacion.analysis.claims.effects import Effect
from concertacion.analysis.claims.flips import Flip
from concertacion.analysis.claims.rules import Rule
from concertacion.analysis.claims.shares import SUPPORTS, Share


class AtScale(NamedTuple):
    """The verdict at a multiple of the smallest effect of interest, with what it rests on."""

    verdict: str
    shares: Mapping[str, Share]  # by class of points
    by_form: Mapping[str, Mapping[str, Mapping[str, Share]]]  # by structural variant, form and class
    bend: float  # Lambda*
    flip: Flip
    rule_holds: bool
    resample_agreement: float  # share of resamples of the points, each with the rules of one halving, with the same verdict

    @property
    def supported_by_form(self) -> dict[str, float]:
        """Of each form of each structural variant, the share of its points that support."""
        return {form: shares[SUPPORTS].share for forms in self.by_form.values() for form, shares in forms.items()}


class Judgement(NamedTuple):
    """All that the ledger says of a claim; of an untestable one, `scales` is empty and `built_in` None."""

    verdict: str
    close: bool  # whether resampling often changes it
    default: Effect  # at the default point
    scales: Mapping[float, AtScale]  # by multiple of the smallest effect of interest
    built_in: BuiltIn | None
    record: str  # silent, consistent or in conflict

    @property
    def main(self) -> AtScale:
        """The verdict at the smallest effect of interest itself, which is the verdict on the claim."""
        return self.scales[1.0]

    @property
    def rule(self) -> Rule:
        """The flip rule at the smallest effect of interest; empty without one."""
        return self.main.flip.rule

    @property
    def depends_on_smallest(self) -> bool:
        """Whether the verdict is another at half or twice the smallest effect of interest."""
        return len({at.verdict for at in self.scales.values()}) > 1
