"""The folder of a result: written whole beside its place, then renamed into it, so that it is never half there."""

from __future__ import annotations

import hashlib
import json
import os
import shlex
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from concertacion.experiments.kinds import without_effect
from concertacion.sim.declare import InputError

MANIFEST = "manifest.json"


def effective(config: dict[str, Any]) -> dict[str, Any]:
    """The settings that change numbers."""
    return {key: value for key, value in config.items() if key not in without_effect()}


def command_of(arguments: Sequence[str]) -> str:
    """The command with these arguments, without the settings that change no number."""
    return shlex.join(["concertacion", *(a for a in arguments if a.partition("=")[0] not in without_effect())])


def config_digest(config: dict[str, Any]) -> str:
    """SHA-256 of a resolved config, without the settings that change no number (64 hex digits)."""
    return hashlib.sha256(json.dumps(effective(config), sort_keys=True, default=str).encode()).hexdigest()


def place_of(out: Path | None, names: tuple[str, str, str], digest: str) -> Path:
    """The folder of a result: `out`, or `runs/<experiment>-<world>-<scenario>-<hash>` under the current folder."""
    return (out.expanduser() if out else Path("runs") / "-".join((*names, digest[:8]))).resolve()


def check_place(place: Path, digest: str) -> None:
    """Refuse a place that holds anything but an earlier result of the same config.

    Raises
    ------
    InputError
        If the place is a file, the current folder or one above it, or a folder that holds something else.
    """
    if place in (Path.cwd(), *Path.cwd().parents) or os.path.ismount(place):
        raise InputError(f"out={place}: name a new folder inside it")
    if place.exists() and not place.is_dir():
        raise InputError(f"out={place}: is a file, not a folder")
    try:
        if not place.is_dir() or not any(place.iterdir()):
            return
        found = json.loads((place / MANIFEST).read_text(encoding="utf-8")).get("config_sha256")
    except PermissionError as error:
        raise InputError(f"out={place}: cannot be read") from error
    except (OSError, ValueError, AttributeError):
        raise InputError(f"out={place}: holds something else already; name another folder") from None
    if found != digest:
        raise InputError(f"out={place}: holds the result of another config; name another folder")


@contextmanager
def result_folder(place: Path, digest: str) -> Iterator[Path]:
    """A folder to write a result into; in its place if all went well, gone without a trace if not.

    Raises
    ------
    InputError
        If the place is taken (see `check_place`) or cannot be written to.
    """
    check_place(place, digest)
    made = [folder for folder in place.parents if not folder.exists()]
    partial = place.with_name(f".{place.name}.partial-{os.getpid()}")
    try:
        partial.mkdir(parents=True)
    except OSError as error:
        _remove(partial, made)
        raise InputError(f"out={place}: cannot be written to ({error.strerror})") from error
    try:
        yield partial
        _put(partial, place, digest)
    except BaseException:
        _remove(partial, made)
        raise


def _put(partial: Path, place: Path, digest: str) -> None:
    """Rename the finished folder into its place; an earlier result of the same config makes way and is then deleted."""
    check_place(place, digest)
    if not place.exists():
        partial.rename(place)
        return
    earlier = place.with_name(f".{place.name}.earlier-{os.getpid()}")
    place.rename(earlier)
    try:
        partial.rename(place)
    except BaseException:
        earlier.rename(place)
        raise
    shutil.rmtree(earlier, ignore_errors=True)


def _remove(partial: Path, made: list[Path]) -> None:
    shutil.rmtree(partial, ignore_errors=True)
    for folder in made:  # innermost first
        try:
            folder.rmdir()
        except OSError:
            return
