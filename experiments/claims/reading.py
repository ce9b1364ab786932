"""Claims from their files: `configs/claim/<id>.yaml`, and those of a folder of the user's own."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from concertacion.analysis.claims.claim import Claim, by_channel
from concertacion.analysis.claims.claim_file import make_claim
from concertacion.analysis.record import recorded_facts
from concertacion.experiments.yaml_files import named_files, read_yaml
from concertacion.sim.declare import InputError, Prior, nearest
from concertacion.sim.outcomes.requests import name_of, words_of
from concertacion.sim.parameters import DECLARED
from concertacion.sim.state import CHANNELS

# Outcomes of which a total is the mean of its channels (of `resilience` and `response`, which are ratios, nearly so).
TOTALS = ("delivered", "participation", "together", "delivered_trend", "resilience", "response")


def claim_files(folder: Path | None = None, with_ours: bool = True) -> dict[str, Any]:
    """The files of the claims by id, in order: those of the project if `with_ours`, and those of a folder, which win.

    Raises
    ------
    InputError
        If there is no such folder.
    """
    return named_files("claim", "claims_folder", folder, with_ours)


def read_claims(wanted: str | Sequence[str], folder: Path | None = None, with_ours: bool = True) -> list[Claim]:
    """The claims by id, or `all`, each checked as far as its file alone allows.

    `all` are those of the project, if `with_ours`, and those of the folder.

    Raises
    ------
    InputError
        If there is no claim of an id, or a file is wrong.
    """
    known, every = claim_files(folder), list(claim_files(folder, with_ours))
    if wanted == "all" and not every:
        ours = "the project's claims are about Latin America"
        raise InputError(f"claims=all: {ours}; claims_folder=DIR names a folder of claims on your region")
    ids = every if wanted == "all" else [wanted] if isinstance(wanted, str) else list(wanted)
    for name in ids:
        if name not in known:
            raise InputError(f"claim={name}: there is no such claim; {nearest(str(name), ['all', *known])}")
    claims, facts = [read_claim(name, known[name]) for name in dict.fromkeys(ids)], recorded_facts()
    for claim in claims:
        for rival in claim.rivals:
            if rival not in known:
                raise InputError(f"claim {claim.id}: rivals: there is no claim '{rival}'; {nearest(rival, known)}")
        if claim.record is not None and claim.record.fact not in facts:
            raise InputError(
                f"claim {claim.id}: record: there is no fact '{claim.record.fact}'; {nearest(claim.record.fact, facts)}"
            )
    return claims


def read_claim(name: str, file: Any) -> Claim:
    """One claim.

    Raises
    ------
    InputError
        If the file cannot be read, or does not fit `analysis.claims.claim_file`, or a direct mechanism cannot be switched off.
    """
    where = f"claim {name}"
    mapping = read_yaml(file, where)
    if not isinstance(mapping, dict):
        raise InputError(f"{where}: expected KEY: VALUE lines")
    claim = make_claim(name, mapping, where)
    switches = [key for key, each in DECLARED.items() if isinstance(each, Prior) and each.neutral is not None]
    for parameter in claim.direct:
        declaration = DECLARED.get(parameter)
        if declaration is None:
            raise InputError(f"{where}: direct: there is no parameter '{parameter}'; {nearest(parameter, DECLARED)}")
        if parameter not in switches:
            such = ", ".join(get_close_matches(parameter, switches, 4, 0.0))
            raise InputError(
                f"{where}: direct: {parameter} has no neutral value, so its mechanism cannot be switched off; those of "
                f"docs/odd.md, appendix B, have one, such as {such}"
            )
    return expanded(claim)


def expanded(claim: Claim) -> Claim:
    """The claim with one measure more for each channel of a measure on several: a total is never told without its channels."""
    by_measure = {name: channels_of(outcome) for name, outcome in claim.measures.items()}
    channels = {name: several for name, several in by_measure.items() if len(several) > 1}
    single = {by_channel(name, c): on_channel(claim.measures[name], c) for name, several in channels.items() for c in several}
    return claim._replace(measures={**claim.measures, **single}, channels=channels)


def channels_of(outcome: str) -> tuple[str, ...]:
    """The channels that a requested outcome is a mean over; none if it is no such mean."""
    if name_of(outcome) not in TOTALS:
        return ()
    words = words_of(outcome)
    named = [c for c in CHANNELS if c in words] or CHANNELS
    return tuple(c for c in named if f"not-{c}" not in words)


def on_channel(outcome: str, channel: str) -> str:
    """The requested outcome on one channel alone."""
    _, at, window = outcome.partition("@")
    name, *words = words_of(outcome)
    others = [word for word in words if word.removeprefix("not-") not in CHANNELS]
    return ".".join([name, channel, *others]) + at + window
