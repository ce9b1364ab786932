"""The folder of a result: checked before anything is created, and never half-written."""

from __future__ import annotations

import errno
import json
import os
import re
import shlex
import shutil
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from omegaconf import OmegaConf

from concertacion.analysis.checksums import CHECKSUMS, COPY, check_whole
from concertacion.experiments.output.files import LOCK, PARTIAL, locked
from concertacion.experiments.output.stored import list_files, write_stored
from concertacion.sim.declare import InputError

CONFIG, MANIFEST = "config.yaml", "manifest.json"
LEFT_BY_A_KILL = (LOCK, CHECKSUMS)  # in a folder, of a command that was killed before it wrote the manifest
LEFT = (".partial-", ".earlier-")  # in the names of folders beside a result while it is written, before the process number
SOON = 5.0  # seconds from the making of such a folder within which its command locks it


def resume_command(arguments: Sequence[str], output_dir: Path) -> str:
    """The command that completes what the folder holds."""
    return shlex.join(["concertacion", *(a for a in arguments if not a.startswith("out=")), f"out={output_dir}"])


def output_dir_of(out: Path | None, names: tuple[str, str, str], digest: str) -> Path:
    """The folder of a result: `out`, or `runs/<experiment>-<world>-<scenario>-<hash>` under the current folder."""
    return (out.expanduser() if out else Path("runs") / "-".join((*names, digest[:8]))).resolve()


def read_manifest(output_dir: Path, allowed: Collection[str] = ()) -> dict[str, Any] | None:
    """The manifest of a folder that may be written to; None where there is nothing yet but, perhaps, what a killed command left,
    and what is named in `allowed`.

    Raises
    ------
    InputError
        If it is a file, the current folder or one above it, or a folder that holds something without a manifest, or with one
        that is not as it was written.
    """
    if output_dir.resolve() in (Path.cwd(), *Path.cwd().parents) or os.path.ismount(output_dir):
        raise InputError(f"out={output_dir}: name a new folder inside it")
    if output_dir.exists() and not output_dir.is_dir():
        raise InputError(f"out={output_dir}: is a file, not a folder")
    if (output_dir / MANIFEST).is_file() and (output_dir / CHECKSUMS).is_file():
        check_whole(output_dir, [MANIFEST], COPY)
    try:
        if (output_dir / MANIFEST).is_file():
            manifest = json.loads((output_dir / MANIFEST).read_text(encoding="utf-8"))
            if isinstance(manifest, dict):
                return manifest
        elif not output_dir.is_dir() or all(
            p.name in (*LEFT_BY_A_KILL, *allowed) or p.name.endswith(PARTIAL) for p in output_dir.iterdir()
        ):
            return None
    except OSError as error:
        raise InputError(f"out={output_dir}: cannot be read") from error
    except ValueError:
        pass
    raise InputError(f"out={output_dir}: already holds something else; name another folder")


def check_output_dir(output_dir: Path, digest: str) -> None:
    """Refuse a folder that holds anything but an earlier result of the same config.

    Raises
    ------
    InputError
        As `read_manifest`, and if the folder holds the result of another config.
    """
    manifest = read_manifest(output_dir)
    if manifest is not None and manifest.get("config_sha256") != digest:
        raise InputError(f"out={output_dir}: holds the result of another config; name another folder")


def begin(output_dir: Path, config: Mapping[str, Any], provenance: Mapping[str, Any]) -> None:
    """Make the folder of a result, with its config and manifest: they admit the same command and no other."""
    output_dir.mkdir(parents=True, exist_ok=True)
    write_stored(output_dir, MANIFEST, (json.dumps(provenance, indent=2, ensure_ascii=False) + "\n").encode())
    write_stored(output_dir, CONFIG, config_text(config).encode())


@contextmanager
def begun(output_dir: Path, config: Mapping[str, Any], provenance: Mapping[str, Any]) -> Iterator[None]:
    """`begin` a folder of work that can be resumed, locked for this command; work that is refused leaves it as it was.

    Raises
    ------
    InputError
        If another command holds the folder, or has made another result there meanwhile; nothing is written then.
    """
    output_dir.mkdir(parents=True, exist_ok=True)
    with locked(output_dir):
        check_output_dir(output_dir, provenance["config_sha256"])
        earlier = {name: (output_dir / name).read_bytes() for name in (MANIFEST, CONFIG) if (output_dir / name).is_file()}
        begin(output_dir, config, provenance)
        try:
            yield
        except InputError:  # what is there was made by other code: it keeps the manifest that says so
            for name, content in earlier.items():
                write_stored(output_dir, name, content)
            raise


def config_text(config: Mapping[str, Any]) -> str:
    """A resolved config as YAML."""
    return str(OmegaConf.to_yaml(OmegaConf.create(dict(config))))


@contextmanager
def new_output_dir(output_dir: Path, digest: str) -> Iterator[Path]:
    """A temporary folder to write a result into: renamed to `output_dir` if all goes well, removed without a trace if not.

    It holds a lock as long as the command lives. What commands left that were killed is cleared first.

    Raises
    ------
    InputError
        If the folder is taken (see `check_output_dir`) or cannot be written to.
    """
    clear_leftovers(output_dir)
    check_output_dir(output_dir, digest)
    created = [folder for folder in output_dir.parents if not folder.exists()]
    partial = output_dir.with_name(f".{output_dir.name}{LEFT[0]}{os.getpid()}")
    lock = FileLock(partial / LOCK)
    try:
        partial.mkdir(parents=True)
        lock.acquire()
    except FileExistsError as error:  # of a command that lives, with the same number on another machine or in another thread
        raise InputError(f"out={output_dir}: another command writes to it; wait until it ends or name another folder") from error
    except OSError as error:
        remove(partial, created)
        if error.errno == errno.ENOSPC:
            raise
        raise InputError(f"out={output_dir}: cannot be written to ({error.strerror})") from error
    try:
        yield partial
        _replace(partial, output_dir, digest)
        (output_dir / LOCK).unlink(missing_ok=True)
    except BaseException:
        remove(partial, created)
        raise
    finally:
        lock.release()


def _replace(partial: Path, output_dir: Path, digest: str) -> None:
    """Rename the finished folder; an earlier result of the same config makes way and is then deleted."""
    check_output_dir(output_dir, digest)
    if not output_dir.exists():
        partial.rename(output_dir)
        return
    earlier = output_dir.with_name(f".{output_dir.name}{LEFT[1]}{os.getpid()}")
    output_dir.rename(earlier)
    try:
        partial.rename(output_dir)
    except BaseException:
        earlier.rename(output_dir)
        raise
    shutil.rmtree(earlier, ignore_errors=True)


def clear_leftovers(output_dir: Path) -> None:
    """Clear what commands left that were killed while they wrote this folder; what a live one holds the lock of stays.

    An earlier result is put back if the kill came after it had made way and before the new one took its place.
    """
    for left in _leftovers(output_dir):
        owner = left.name.rpartition("-")[2]
        partial = left.with_name(f".{output_dir.name}{LEFT[0]}{owner}")
        taken = held(partial) or _about_to_be_held(partial)
        if taken or held(output_dir):  # a command that deletes the earlier result has moved its lock already
            continue
        if LEFT[1] in left.name and not output_dir.exists():
            left.rename(output_dir)
        else:
            shutil.rmtree(left, ignore_errors=True)


def _leftovers(output_dir: Path) -> list[Path]:
    """Folders that commands made on the way to this folder, earlier results first."""
    begins = [f".{output_dir.name}{part}" for part in LEFT]
    siblings = list(output_dir.parent.iterdir()) if output_dir.parent.is_dir() else []
    return [path for begin in reversed(begins) for path in siblings if re.fullmatch(rf"{re.escape(begin)}\d+", path.name)]


def _about_to_be_held(folder: Path) -> bool:
    """Whether a folder is so new that its command may not have come to lock it yet."""
    try:
        return not (folder / LOCK).exists() and time.time() - folder.stat().st_mtime < SOON
    except FileNotFoundError:
        return False


def held(folder: Path) -> bool:
    """Whether a live command holds the lock of a folder."""
    if not (folder / LOCK).is_file():
        return False
    try:
        with FileLock(folder / LOCK, timeout=0):
            return False
    except Timeout:
        return True


@contextmanager
def new_folder(folder: Path) -> Iterator[Path]:
    """A temporary folder inside a result to write into: takes the place of the folder if all goes well, is removed if not."""
    partial = folder.with_name(f".{folder.name}{PARTIAL}")
    shutil.rmtree(partial, ignore_errors=True)
    try:
        partial.mkdir(parents=True)
        yield partial
        list_files(partial, folder)
        shutil.rmtree(folder, ignore_errors=True)
        partial.rename(folder)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise


def remove(partial: Path, created: list[Path]) -> None:
    """Remove a folder, and those of its parents that were created for it, innermost first, as far as nothing else is in them."""
    shutil.rmtree(partial, ignore_errors=True)
    for folder in created:
        try:
            folder.rmdir()
        except OSError:
            return
