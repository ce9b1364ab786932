"""The ledgers behind docs/claims.md, and how one is kept: `python -m concertacion.experiments.pages.claims_kept INTO FOLDER...
[--like FOLDER]`.

A full test takes hours, so it runs some claims at a time. What is kept of its folders is one ledger, without the runs.
"""

from __future__ import annotations

import argparse
import math
import shlex
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from concertacion.analysis.claims.ledger import SESSIONS, Ledger, Provenance, claims_sha256, files_of, json_bytes, open_ledger
from concertacion.analysis.claims.merging import merged
from concertacion.analysis.claims.typed_json import to_json
from concertacion.analysis.claims.weighing import Weights
from concertacion.experiments.claims.reading import claim_files
from concertacion.experiments.output.manifest import DOCS
from concertacion.experiments.output.stored import seal, write_stored
from concertacion.experiments.pages.answers import answered
from concertacion.sim.declare import InputError

LEDGERS = DOCS / "ledger"
FULL, FULL_SECOND, MENDED, MENDED_SECOND, MEDIUM = (
    LEDGERS / name for name in ("full", "full_second", "mended", "mended_second", "first")
)
ROUNDING = 1e-9  # by which the same points and weights may differ from machine to machine, relatively (assumed)
PAGE = "claims.md"


def kept_folders() -> tuple[list[Path], list[Path]]:
    """The ledgers behind docs/claims.md: of the first seed, and of a second if there is one; those of mended claims come last."""
    first, second = ([one for one in both if one.is_dir()] for both in ((FULL, MENDED), (FULL_SECOND, MENDED_SECOND)))
    return first, second


def of_first_seed() -> Ledger:
    """The kept ledgers of the first seed as one: the verdicts are those of docs/claims.md."""
    return merged([open_ledger(folder) for folder in kept_folders()[0]])


def seeds_of(first: Sequence[Ledger], second: Sequence[Ledger]) -> tuple[Ledger, Ledger | None]:
    """The ledgers of a first seed as one, and those of a second if there are any: of claims that are the same in both.

    Raises
    ------
    InputError
        If ledgers do not go together, or both have one seed.
    """
    ledger, other = merged(first), merged(second) if second else None
    if other is None:
        return ledger, None
    if other.provenance.seed == ledger.provenance.seed:
        raise InputError(f"--second: seed {other.provenance.seed} is that of the first test; name one under another seed")
    known = {name: entry.claim for name, entry in ledger.entries.items()}
    return ledger, other._replace(entries={name: one for name, one in other.entries.items() if known.get(name) == one.claim})


def as_one(ledgers: Sequence[Ledger], like: Ledger | None = None) -> Ledger:
    """Ledgers that go together, merged, with all their commands; what differs beside these stands side by side.

    Points and weights that differ by rounding are those of `like`, or else of the first.

    Raises
    ------
    InputError
        If they do not go together, or ran on other code.
    """
    told = [one.provenance for one in ledgers]
    ledger = in_order(merged([_alike(one, like or ledgers[0]) for one in ledgers]))
    frozen = all(one.freeze.holds for one in told)  # then other code is none that decides a verdict
    shared = sorted(set.intersection(*(set(one.versions) for one in told)))  # a later one may name more packages
    if len({("" if frozen else one.source_sha256, tuple(one.versions[name] for name in shared)) for one in told}) > 1:
        raise InputError("ledgers do not go together: they ran on other code, or on other versions of what it uses")
    return ledger._replace(
        provenance=ledger.provenance._replace(
            command=_of_all(told, lambda one: _anywhere(one.command), "\n"),
            config_sha256=_of_all(told, lambda one: one.config_sha256, ", "),
            source_sha256=_of_all(told, lambda one: one.source_sha256, ", "),
            commit=_of_all(told, lambda one: one.commit or "unknown", ", "),
            claims_sha256=claims_sha256((entry.claim for entry in ledger.entries.values()), ledger.provenance.thresholds),
        )
    )


def _alike(ledger: Ledger, first: Ledger) -> Ledger:
    """With the points and weights of the first where they are the same but for rounding, as another machine makes them."""
    weighted = None if ledger.weighted is None or first.weighted is None else _points_alike(ledger.weighted, first.weighted)
    provenance = ledger.provenance._replace(weights=_weights_alike(ledger.provenance.weights, first.provenance.weights))
    return ledger._replace(provenance=provenance, table=_points_alike(ledger.table, first.table), weighted=weighted)


def _points_alike(table: pd.DataFrame, first: pd.DataFrame) -> pd.DataFrame:
    """With the numbers of the first in each axis where they are the same but for rounding."""
    if len(table) != len(first):
        return table
    numbers = [str(name) for name in table.select_dtypes("number") if "." not in str(name) and name in first]
    near = [name for name in numbers if np.allclose(table[name], first[name], rtol=ROUNDING, atol=0.0, equal_nan=True)]
    return table.assign(**{name: first[name].to_numpy() for name in near})


def _weights_alike(weights: Weights | None, first: Weights | None) -> Weights | None:
    if weights is None or first is None:
        return weights
    near = all(math.isclose(getattr(weights, name), getattr(first, name), rel_tol=ROUNDING) for name in ("effective", "pareto_k"))
    as_first = weights._replace(sha256=first.sha256, effective=first.effective, pareto_k=first.pareto_k)
    return first if near and as_first == first else weights


def _anywhere(commands: str) -> str:
    """Commands with each absolute folder by its last name: those of the machine that ran them are on no other."""
    lines = [[word.rpartition("=") for word in shlex.split(line)] for line in commands.splitlines()]
    return "\n".join(
        shlex.join(f"{name}{sign}{Path(value).name if Path(value).is_absolute() else value}" for name, sign, value in line)
        for line in lines
    )


def in_order(ledger: Ledger) -> Ledger:
    """The ledger with the claims of each text in the order of the project's files, whatever was tested first; others last."""
    files = {name: place for place, name in enumerate(claim_files())}
    place = {
        name: (ledger.papers.index(entry.claim.paper), files.get(name, len(files))) for name, entry in ledger.entries.items()
    }
    names = sorted(place, key=lambda name: place[name])
    return ledger._replace(entries={name: ledger.entries[name] for name in names})


def _of_all(told: Iterable[Provenance], what: Callable[[Provenance], str], between: str) -> str:
    return between.join(dict.fromkeys(map(what, told)))


def keep(into: Path, ledgers: Sequence[Ledger], like: Ledger | None = None) -> None:
    """Write ledgers as one (`as_one`) into a folder that is not there yet.

    Raises
    ------
    InputError
        If they do not go together, or the folder is there.
    """
    ledger = as_one(ledgers, like)
    if into.exists():
        raise InputError(f"{into}: is there already; name a new folder")
    into.mkdir(parents=True)
    for name, content in {SESSIONS: json_bytes(to_json(ledger.sessions)), **files_of(ledger)}.items():
        write_stored(into, name, content)
    seal(into)


def main(arguments: Sequence[str] | None = None) -> int:
    """Keep the ledgers of finished tests as one."""
    parser = argparse.ArgumentParser(
        prog="python -m concertacion.experiments.pages.claims_kept", description="Keep the ledgers of several tests as one."
    )
    parser.add_argument("into", type=Path, help="a new folder")
    parser.add_argument("folder", type=Path, nargs="+", help="of a finished test of claims")
    parser.add_argument(
        "--like", type=Path, help="a kept ledger beside which it is to stand: its points and weights, to the last bit"
    )
    options = parser.parse_args(arguments)
    return answered(
        lambda: keep(options.into, list(map(open_ledger, options.folder)), options.like and open_ledger(options.like))
    )


if __name__ == "__main__":
    raise SystemExit(main())
