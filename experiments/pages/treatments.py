"""docs/treatments.md: `python -m concertacion.experiments.pages.treatments` runs the treatment checks, before the freeze.

Whether arms change what they are meant to change is the only thing of a claim that is looked at before the state is frozen: at
the default point and at 32 points of a sandbox whose seed no test of claims uses. No effect is worked out.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from concertacion.analysis.claims.applicability import applicable
from concertacion.analysis.claims.claim import Claim
from concertacion.analysis.claims.ledger import Sizes
from concertacion.analysis.claims.samples import Runs
from concertacion.analysis.claims.thresholds import THRESHOLDS
from concertacion.analysis.claims.treatments import moved
from concertacion.analysis.formatting import share_beside
from concertacion.experiments.claims.arms import ArmRequest, evaluate_arms
from concertacion.experiments.claims.plan import Plan
from concertacion.experiments.claims.reading import read_claims
from concertacion.experiments.claims.sweeps import ArmSweep, arm_sweep, default_point
from concertacion.experiments.claims.trial import scenarios_of, worlds_of
from concertacion.experiments.compose import composed_config
from concertacion.experiments.output.files import write_bytes
from concertacion.experiments.output.manifest import DOCS
from concertacion.experiments.output.tables import markdown_table
from concertacion.experiments.pages.answers import answered
from concertacion.experiments.pages.claims_kept import of_first_seed
from concertacion.experiments.phases import OUTCOMES, compile_model
from concertacion.experiments.sweep.design import Design, sample
from concertacion.experiments.sweep.over import axes_of
from concertacion.experiments.sweep.study import settings_of_runs

PAGE = DOCS / "treatments.md"
SANDBOX = 1009  # seed of points and runs
POINTS, PAIRS = 32, 8
HEADER = ("Claim", "Measure", "Arms", "At the default", "Applies", "Moved", "Takes")
INTRODUCTION = f"""# Treatment checks

Written by `python -m concertacion.experiments.pages.treatments`; do not edit by hand. Whether the arms of each claim change what
they are meant to change ([method](claims-method.md)): the measure in the comparison arm and in the treated arm, at the default
point; the share of {POINTS} points of a sandbox (seed {SANDBOX}, {PAIRS} pairs of runs) at which the claim applies; of these, the
share where the arms differ by at least the smallest difference that matters (*moved*). A treatment *takes* if that share is
{THRESHOLDS.treatment:.0%} or more.

**Two samples.** *Moved* counts points of the sandbox. They are looked at before the state is frozen, to find an arm that does
nothing; with so few points a share near {THRESHOLDS.treatment:.0%} is known only to within about 15 percentage points. The test
of claims ([claims.md](claims.md)) works the share out anew, at its own points, of which there are hundreds, and its flag *arms
differ too rarely* goes by these alone. So a claim may fall short here and not there, or there and not here.
"""


def page(claims: Sequence[Claim], arguments: Sequence[str] = (), points: int = POINTS, pairs: int = PAIRS) -> str:
    """The page, in Markdown, of the claims that have a treatment.

    Raises
    ------
    InputError
        If an arm cannot be made.
    """
    plan = plan_of(claims, arguments, points, pairs)
    measured = plan._replace(claims=tuple(claim for claim in plan.claims if claim.treatment and not claim.treatment.why))
    wanted = [ArmRequest(claim, measured.base_of(claim), claim.treatment_reads) for claim in measured.claims]
    sweep = arm_sweep(measured, "treatments", wanted, measured.points, pairs)
    values = evaluate_arms(sweep.arms, 0, sweep.arms.runs).values
    rows = [_row(claim, _runs(claim, sweep, values)) for claim in measured.claims]
    unmeasured = [
        f"- {claim.id}: {claim.treatment.why if claim.treatment else 'one arm, nothing is treated.'}"
        for claim in plan.claims
        if claim not in measured.claims
    ]
    return "\n".join([INTRODUCTION, *short_of(rows), markdown_table(HEADER, rows), "## Not checked\n", *unmeasured, ""])


def short_of(rows: Sequence[Sequence[str]]) -> list[str]:
    """The claims whose treatment does not take in the sandbox, with the share in the latest test of each, in a line; or none."""
    short = [(claim, share) for claim, *_, share, takes in rows if takes == "no"]
    if not short:
        return []
    there: dict[str, str] = {}
    for claim, entry in of_first_seed().entries.items():
        found = entry.judgement and entry.judgement.findings and entry.judgement.findings.treatment
        there[claim] = f", there {share_beside(found.share.share, THRESHOLDS.treatment)}" if found else ""
    named = [f"{claim} ({share}{there.get(claim, '')})" for claim, share in short]
    return [f"Short here, with the share in the test of claims: {', '.join(named)}.\n"]


def plan_of(claims: Sequence[Claim], arguments: Sequence[str], points: int, pairs: int) -> Plan:
    """The plan of a check: the default point, then points of the sandbox."""
    given = ["experiment=claims", *arguments]
    config, tested = composed_config(given), tuple(claim for claim in claims if not claim.untestable)
    axes = axes_of(None, None, config)
    places = np.vstack([default_point(axes), sample(Design("lhs", points), axes, SANDBOX)])
    sizes = Sizes(pairs, points, pairs, pairs, 0, 0)
    return Plan(
        tested, settings_of_runs(config), worlds_of(tested, given), scenarios_of(tested, given), axes, places, sizes, SANDBOX
    )


def _runs(claim: Claim, sweep: ArmSweep, values: np.ndarray) -> Runs:
    """The measured runs of a claim, (points, pairs) each; the first row is the default point."""
    arms, found = sweep.arms, {}
    for arm, measure in claim.treatment_reads:
        position, column = sweep.positions[claim.id, arm, ()], arms.columns.index(claim.measures[measure])
        found[arm, measure] = values[:, column].reshape(len(arms.settings), len(arms.points), arms.replicates)[position]
    return Runs(found)


def _row(claim: Claim, runs: Runs) -> list[str]:
    treatment, applies = claim.treatment, applicable(claim, runs)
    assert treatment is not None
    default = np.arange(len(applies)) == 0
    there, here = (moved(treatment, runs, where, THRESHOLDS) for where in (default, applies & ~default))
    return [
        claim.id,
        f"{treatment.measure} = `{claim.measures[treatment.measure]}`",
        f"{treatment.against}, {treatment.arm}",
        f"{there.against:.3g}, {there.arm:.3g}",
        f"{applies[1:].mean():.0%}",
        "" if np.isnan(here.share.share) else f"{here.share.share:.0%}",
        "yes" if here.takes else "no",
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the page."""
    parser = argparse.ArgumentParser(prog="python -m concertacion.experiments.pages.treatments", description="Write the page.")
    parser.add_argument("--page", type=Path, default=PAGE)
    parser.add_argument("claim", nargs="*", default="all", help="ids of claims; without one, all")
    options = parser.parse_args(arguments)
    compile_model(OUTCOMES)
    write_bytes(options.page, page(read_claims(options.claim)).encode())
    return 0


if __name__ == "__main__":
    raise SystemExit(answered(main))
