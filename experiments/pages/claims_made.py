"""How the ledgers behind docs/claims.md were made, and what a second master seed confirms."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from concertacion.analysis.claims.ledger import Ledger, Sizes
from concertacion.analysis.formatting import counted, listed
from concertacion.experiments.sweep.estimate import in_words


def confirmed(ledger: Ledger, second: Ledger, changed: Sequence[str]) -> str:
    """How many verdicts the second seed confirms: of all that it has tested, and of those that the first does not call close."""
    again = {name: entry.judgement.close for name, entry in ledger.tested.items() if name in second.tested}
    so_far = "that were tested" if len(again) == len(ledger.tested) else "that it has tested so far"
    firm = [name for name, close in again.items() if not close]
    (same, share), (held, of_firm) = (_kept(names, changed) for names in (list(again), firm))
    which = f"; the others are marked as close ({listed(changed)})" if changed else ""
    how = pairs_of(second.provenance.sizes)
    return (
        f"A second master seed ({how}) gives {same} of the {len(again)} claims {so_far} ({share}) the "
        f"same verdict, and {held} of the {len(firm)} that are not close under the first ({of_firm}){which}."
    )


def _kept(names: Sequence[str], changed: Collection[str]) -> tuple[int, str]:
    """How many claims have not changed, and their share."""
    same = sum(name not in changed for name in names)
    return same, f"{same / max(1, len(names)):.0%}"


def pairs_of(sizes: Sizes) -> str:
    """How many points of the space a test looks at, and how many pairs at each."""
    further = f", up to {sizes.most_pairs} where a claim is not settled" if sizes.most_pairs > sizes.pairs else ""
    return f"{sizes.points:,} points, {counted(sizes.pairs, 'pair')} at each{further}"


def made(ledger: Ledger) -> str:
    """Command, hashes, date and cost of a test."""
    of, sizes, sessions = ledger.provenance, ledger.provenance.sizes, ledger.sessions
    cost = f"{in_words(sum(one.seconds for one in sessions))} on {max(one.workers for one in sessions)} workers"
    space = f"{pairs_of(sizes)}, {sizes.default_pairs} at the default point"
    few = (
        f"runs with feedbacks frozen, with mechanisms off and from another start at {sizes.ablation_points} points with "
        f"{counted(sizes.ablation_pairs, 'pair')}"
    )
    days = " to ".join(dict.fromkeys(one.began[:10] for one in (sessions[0], sessions[-1])))
    alone = "" if "\n" not in of.command else ", of several folders in the order of the commands where they differ"
    hashes = {
        "claims and thresholds": of.claims_sha256, "config": of.config_sha256, "source": of.source_sha256, "commit": of.commit,
    }  # fmt: skip
    return (
        f"```\n{of.command}\n```\n\n{days}; {cost}; {space}; {few}; seed {of.seed}. Hashes{alone}:\n\n"
        + "\n".join(f"- {name} `{value}`" for name, value in hashes.items())
        + "\n"
    )
