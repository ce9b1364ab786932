"""The folder of a result: checked before anything is created, and never half-written."""

from __future__ import annotations

import json
import os
import shlex
import shutil
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from omegaconf import OmegaConf

from concertacion.analysis.checksums import CHECKSUMS, COPY, check_whole
from concertacion.experiments.output.files import LOCK, PARTIAL, write_bytes
from concertacion.sim.declare import InputError

CONFIG, MANIFEST = "config.yaml", "manifest.json"


def resume_command(arguments: Sequence[str], output_dir: Path) -> str:
    """The command that completes what the folder holds."""
    return shlex.join(["concertacion", *(a for a in arguments if not a.startswith("out=")), f"out={output_dir}"])


def output_dir_of(out: Path | None, names: tuple[str, str, str], digest: str) -> Path:
    """The folder of a result: `out`, or `runs/<experiment>-<world>-<scenario>-<hash>` under the current folder."""
    return (out.expanduser() if out else Path("runs") / "-".join((*names, digest[:8]))).resolve()


def read_manifest(output_dir: Path, own: Collection[str] = ()) -> dict[str, Any] | None:
    """The manifest of a folder that may be written to; None where there is nothing yet but, perhaps, files named in `own`.

    Raises
    ------
    InputError
        If it is a file, the current folder or one above it, or a folder that holds something without a manifest.
    """
    if output_dir.resolve() in (Path.cwd(), *Path.cwd().parents) or os.path.ismount(output_dir):
        raise InputError(f"out={output_dir}: name a new folder inside it")
    if output_dir.exists() and not output_dir.is_dir():
        raise InputError(f"out={output_dir}: is a file, not a folder")
    try:
        if (output_dir / MANIFEST).is_file():
            if (output_dir / CHECKSUMS).is_file():
                check_whole(output_dir, [MANIFEST], COPY)
            manifest = json.loads((output_dir / MANIFEST).read_text(encoding="utf-8"))
            if isinstance(manifest, dict):
                return manifest
        elif not output_dir.is_dir() or all(p.name in own or p.name.endswith(PARTIAL) for p in output_dir.iterdir()):
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
    manifest = read_manifest(output_dir, own=(LOCK,))
    if manifest is not None and manifest.get("config_sha256") != digest:
        raise InputError(f"out={output_dir}: holds the result of another config; name another folder")


def begin(output_dir: Path, config: Mapping[str, Any], provenance: Mapping[str, Any]) -> None:
    """Make the folder of work that can be resumed, with its config and manifest: they admit the same command and no other."""
    output_dir.mkdir(parents=True, exist_ok=True)
    write_bytes(output_dir / CONFIG, config_text(config).encode())
    write_bytes(output_dir / MANIFEST, (json.dumps(provenance, indent=2, ensure_ascii=False) + "\n").encode())


def config_text(config: Mapping[str, Any]) -> str:
    """A resolved config as YAML."""
    return str(OmegaConf.to_yaml(OmegaConf.create(dict(config))))


@contextmanager
def new_output_dir(output_dir: Path, digest: str) -> Iterator[Path]:
    """A temporary folder to write a result into: renamed to `output_dir` if all goes well, removed without a trace if not.

    Raises
    ------
    InputError
        If the folder is taken (see `check_output_dir`) or cannot be written to.
    """
    check_output_dir(output_dir, digest)
    created = [folder for folder in output_dir.parents if not folder.exists()]
    partial = output_dir.with_name(f".{output_dir.name}.partial-{os.getpid()}")
    try:
        partial.mkdir(parents=True)
    except OSError as error:
        _remove(partial, created)
        raise InputError(f"out={output_dir}: cannot be written to ({error.strerror})") from error
    try:
        yield partial
        _replace(partial, output_dir, digest)
    except BaseException:
        _remove(partial, created)
        raise


def _replace(partial: Path, output_dir: Path, digest: str) -> None:
    """Rename the finished folder; an earlier result of the same config makes way and is then deleted."""
    check_output_dir(output_dir, digest)
    if not output_dir.exists():
        partial.rename(output_dir)
        return
    earlier = output_dir.with_name(f".{output_dir.name}.earlier-{os.getpid()}")
    output_dir.rename(earlier)
    try:
        partial.rename(output_dir)
    except BaseException:
        earlier.rename(output_dir)
        raise
    shutil.rmtree(earlier, ignore_errors=True)


def _remove(partial: Path, created: list[Path]) -> None:
    shutil.rmtree(partial, ignore_errors=True)
    for folder in created:  # innermost first
        try:
            folder.rmdir()
        except OSError:
            return
