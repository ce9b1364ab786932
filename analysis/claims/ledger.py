"""The ledger of a test of claims, written and read here: each claim with its judgement, and its effect at every point.

ledger.json holds the provenance and the entries, effects.parquet a row a point of the space, sessions.json what the test cost;
weighted.parquet, where points of a record were judged beside, a row for each of these.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from concertacion.analysis.checksums import check_whole
from concertacion.analysis.claims.applicability import classes_of
from concertacion.analysis.claims.claim import Claim
from concertacion.analysis.claims.effects import Effects
from concertacion.analysis.claims.judgement import Judgement
from concertacion.analysis.claims.judging import Examined
from concertacion.analysis.claims.thresholds import THRESHOLDS, Thresholds
from concertacion.analysis.claims.typed_json import from_json, to_json
from concertacion.analysis.claims.weighing import Weighed, Weights
from concertacion.sim.declare import InputError

LEDGER, EFFECTS, SESSIONS, WEIGHTED = "ledger.json", "effects.parquet", "sessions.json", "weighted.parquet"
FORMAT = 3  # of ledger.json; the first had no number
APPLIES = "applies"  # column of effects.parquet beside those of the effect: whether the claim applies at the point
DRAWN = "weights.drawn"  # column of weighted.parquet: how often the point was drawn


class Sizes(NamedTuple):
    """How many points and pairs of runs (of replicates) a test takes."""

    default_pairs: int  # at the default point
    points: int  # of the space
    pairs: int  # at each of them, at first
    most_pairs: int  # at most, where a claim is not settled
    ablation_points: int  # of frozen runs, ablations and check runs
    ablation_pairs: int


class Provenance(NamedTuple):
    """What fixes the numbers of a ledger, and the command that made it."""

    command: str
    config_sha256: str
    experiment: str
    claims_sha256: str  # of claims and thresholds
    freeze: Frozen
    thresholds: Thresholds
    effort: str
    sizes: Sizes
    seed: int
    world: str
    start: int
    years: int
    commit: str | None
    source_sha256: str
    versions: Mapping[str, str]
    weights: Weights | None = None  # of points of a record that are judged beside


class Frozen(NamedTuple):
    """How the state that was run compares with the one that was frozen before any arm was run."""

    sha256: str  # of the frozen manifest; empty where nothing was frozen; of merged ledgers each, separated by commas
    changed: tuple[str, ...]  # entries of the manifest that are others now

    @property
    def holds(self) -> bool:
        """Whether the test ran on the frozen state."""
        return bool(self.sha256) and not self.changed

    @property
    def states(self) -> tuple[str, ...]:
        """Each frozen state on which claims were tested."""
        return tuple(self.sha256.split(", "))


class Session(NamedTuple):
    """One command that worked on the test."""

    began: str  # UTC, 2026-11-25T18:32:39Z
    seconds: float
    workers: int


class Entry(NamedTuple):
    """A claim as it was tested, and the judgement on it."""

    claim: Claim
    judgement: Judgement
    weighed: Weighed | None = None  # under the weights of a record


class Ledger(NamedTuple):
    """All that a finished test of claims says."""

    provenance: Provenance
    entries: Mapping[str, Entry]  # by id of the claim
    table: pd.DataFrame  # effects.parquet
    sessions: tuple[Session, ...] = ()
    weighted: pd.DataFrame | None = None  # weighted.parquet

    @property
    def points(self) -> dict[str, np.ndarray]:
        """The points of the space: axis -> (points,), numbers or names of forms."""
        return {str(name): self.table[name].to_numpy() for name in self.table.columns if "." not in str(name)}

    @property
    def counts(self) -> np.ndarray:
        """How often each point counts, int64 (points,): once, or as often as it was drawn by weight."""
        return self.table[DRAWN].to_numpy() if DRAWN in self.table else np.ones(len(self.table), np.int64)

    @property
    def under_weights(self) -> Ledger | None:
        """The ledger with the effects at the weighted points instead of the uniform ones; None without them."""
        return None if self.weighted is None or self.weighted.empty else self._replace(table=self.weighted, weighted=None)

    @property
    def tested(self) -> dict[str, Entry]:
        """The entries of the claims that were tested."""
        return {name: entry for name, entry in self.entries.items() if not entry.claim.untestable}

    @property
    def papers(self) -> list[str]:
        """The papers, in order of first appearance."""
        return list(dict.fromkeys(entry.claim.paper for entry in self.entries.values()))

    def effects(self, claim: str) -> Effects:
        """The effects of a claim over the space, float64 (points,)."""
        return Effects(*(self.table[f"{claim}.{part}"].to_numpy() for part in Effects._fields))

    def half_width(self, claim: str) -> float:
        """How far the median interval of a claim reaches either way, over the points at which it applies; NaN without any."""
        effects, applies = self.effects(claim), self.table[f"{claim}.{APPLIES}"].to_numpy()
        half = (effects.high - effects.low)[applies] / 2
        known = half[np.isfinite(half)]
        return float(np.median(known)) if known.size else float("nan")

    def classes(self, claim: str) -> np.ndarray:
        """The class of each point for a claim, text (points,)."""
        applies = self.table[f"{claim}.{APPLIES}"].to_numpy()
        return classes_of(self.entries[claim].claim.main, self.effects(claim), applies)


def ledger_of(
    provenance: Provenance, examined: Sequence[Examined], judgements: Sequence[Judgement], weighed: Mapping[str, Weighed] = {},
    weighted: pd.DataFrame | None = None,
) -> Ledger:  # fmt: skip
    """The ledger of claims that were examined and judged, and of those that were weighed, by id, with the table of this."""
    both = zip(examined, judgements, strict=True)
    entries = {one.claim.id: Entry(one.claim, judgement, weighed.get(one.claim.id)) for one, judgement in both}
    return Ledger(provenance, entries, effects_table(examined), weighted=weighted)


def effects_table(examined: Sequence[Examined]) -> pd.DataFrame:
    """A row a point: its parameters, and of each claim the effect with its interval, and whether it applies."""
    tested = [one for one in examined if one.points]
    columns = dict(tested[0].points) if tested else {}
    for one in tested:
        columns |= {f"{one.claim.id}.{part}": values for part, values in one.space._asdict().items()}
        columns[f"{one.claim.id}.{APPLIES}"] = one.applies
    return pd.DataFrame(columns)


def files_of(ledger: Ledger) -> dict[str, bytes]:
    """Name -> content of the files of a ledger but its sessions; ledger.json last, for it says that all are there."""
    content = {"format": FORMAT, "provenance": to_json(ledger.provenance), "claims": to_json(ledger.entries)}
    beside = {} if ledger.weighted is None else {WEIGHTED: ledger.weighted.to_parquet(None, index=False)}
    return {EFFECTS: ledger.table.to_parquet(None, index=False), **beside, LEDGER: json_bytes(content)}


def json_bytes(content: Any) -> bytes:
    """JSON as it is kept: indented, with a last newline."""
    return (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()


def open_ledger(folder: str | Path) -> Ledger:
    """The ledger in a folder.

    Raises
    ------
    InputError
        If there is none, or it is not finished, a file is not as it was written, or is of an older version.
    """
    folder = Path(folder)
    for name in (LEDGER, EFFECTS, SESSIONS):
        if not (folder / name).is_file():
            raise InputError(
                f"{folder}: holds no finished test of claims ({name} is missing); run experiment=claims out={folder}"
            )
    check_whole(folder, (LEDGER, EFFECTS, SESSIONS))
    content = json.loads((folder / LEDGER).read_text(encoding="utf-8"))
    if content.get("format") != FORMAT:
        raise InputError(f"{folder / LEDGER}: was written by another version; test the claims again, in a new folder")
    entries = from_json(Mapping[str, Entry], content["claims"])  # type: ignore[type-abstract]
    provenance = from_json(Provenance, content["provenance"])
    weighted = None
    if provenance.weights is not None:
        check_whole(folder, [WEIGHTED])
        weighted = pd.read_parquet(folder / WEIGHTED)
    return Ledger(provenance, entries, pd.read_parquet(folder / EFFECTS), read_sessions(folder), weighted)


def read_sessions(folder: Path) -> tuple[Session, ...]:
    """The sessions so far; none without the file."""
    path = folder / SESSIONS
    content = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    return tuple(from_json(Session, session) for session in content)


def claims_sha256(claims: Iterable[Claim], thresholds: Thresholds = THRESHOLDS) -> str:
    """SHA-256 of the claims and thresholds, 64 hex digits: both are fixed before the runs."""
    content = [to_json(claim) for claim in claims], to_json(thresholds)
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
