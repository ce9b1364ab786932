"""The verdicts of the first edition as a smaller test would have given them: fewer points, and intervals of fewer pairs.

Its ledger is of 1,024 points and 32 pairs; the tests beside it on docs/changes-of-verdict.md are of 256 and up to 16. Its runs
are not kept, but its effects are: some of its points are drawn, the intervals there are made as wide as those of fewer pairs, and
the claims are judged again, by the rules of the present edition. On all points, with the intervals as they are, these give every
verdict that the ledger holds.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from concertacion.analysis.claims.effects import Effects
from concertacion.analysis.claims.flips import benchmark, flip_rule, holds
from concertacion.analysis.claims.record import IN_CONFLICT
from concertacion.analysis.claims.shares import classify
from concertacion.analysis.claims.thresholds import THRESHOLDS
from concertacion.analysis.claims.verdict import MIXED, Evidence, verdict

POINTS, PAIRS, OLD_PAIRS, DRAWS, SEED = 256, 16, 32, 5, 1


class Kept(NamedTuple):
    """A ledger of the first edition: claims with their judgements as JSON has them, and a row a point."""

    claims: Mapping[str, Any]  # those that were tested
    table: pd.DataFrame

    @property
    def points(self) -> pd.DataFrame:
        """The points of the space: a column for each parameter and variant."""
        return self.table[[name for name in self.table.columns if "." not in str(name)]]


def kept(folder: Path) -> Kept:
    """The ledger in a folder, in the format of the first edition."""
    claims = json.loads((folder / "ledger.json").read_text(encoding="utf-8"))["claims"]
    tested = {name: entry for name, entry in claims.items() if entry["judgement"]}
    return Kept(tested, pd.read_parquet(folder / "effects.parquet"))


def as_of(pairs: int, of: int) -> float:
    """How many times as wide an interval of Student's t is with fewer pairs, all else equal."""
    return float(np.sqrt(of / pairs) * stdtrit(pairs - 1, 0.975) / stdtrit(of - 1, 0.975))


def judged_at(ledger: Kept, rows: np.ndarray, width: float, seed: int) -> dict[str, str]:
    """The verdict on each claim from some of its points, int (points,), with intervals so many times as wide."""
    table = ledger.table.iloc[rows]
    points = {str(name): values.to_numpy() for name, values in ledger.points.iloc[rows].items()}
    variants = {name: tuple(np.unique(values).tolist()) for name, values in points.items() if values.dtype.kind not in "fi"}
    evidence, searches = {}, {}
    for name, entry in ledger.claims.items():
        effect, low, high = (table[f"{name}.{part}"].to_numpy() for part in Effects._fields)
        wide = Effects(effect, effect - width * (effect - low), effect + width * (high - effect))
        classes = classify(wide, entry["claim"]["smallest"], entry["claim"]["shape"])
        evidence[name] = Evidence(classes, {}, points, variants, np.ones(len(rows)))
        if _verdict(entry, evidence[name], False) == MIXED:
            searches[name] = flip_rule(classes, points, THRESHOLDS, seed)
    chance = benchmark((search.flip for search in searches.values()), THRESHOLDS)
    holding = {name: holds(search.flip.scores, chance, THRESHOLDS) for name, search in searches.items()}
    return {name: _verdict(entry, evidence[name], holding.get(name, False)) for name, entry in ledger.claims.items()}


def _verdict(entry: Mapping[str, Any], evidence: Evidence, rule_holds: bool) -> str:
    conflict = entry["judgement"].get("record") == IN_CONFLICT
    return verdict(evidence, entry["claim"]["shape"], rule_holds, conflict, THRESHOLDS)


def thinned(ledger: Kept) -> dict[str, str]:
    """The verdict on each claim that most draws of the points give; of equally many, the one that came first."""
    width, rng = as_of(PAIRS, OLD_PAIRS), np.random.default_rng(SEED)
    each = [judged_at(ledger, np.sort(rng.choice(len(ledger.table), POINTS, replace=False)), width, SEED) for _ in range(DRAWS)]
    return {name: Counter(one[name] for one in each).most_common(1)[0][0] for name in ledger.claims}
