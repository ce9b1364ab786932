"""What manifest.json says of the code: shows whether two results come from the same code and versions.

All of it is read once a process: what the process has loaded is what it found then.
"""

from __future__ import annotations

import hashlib
import platform
import subprocess
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

# Every package that shapes a number, a verdict or a file.
PACKAGES = (
    "concertacion", "numpy", "numba", "llvmlite", "mesa", "pandas", "xarray", "h5netcdf", "h5py", "scipy", "hydra-core",
    "matplotlib", "networkx", "SALib", "scikit-learn", "scoringrules", "arviz-stats", "pyarrow", "XlsxWriter", "omegaconf",
    "PyYAML", "Jinja2", "dask", "distributed",
)  # fmt: skip
FOLDERS = ("sim", "experiments", "analysis", "configs")
PROJECT = Path(__file__).resolve().parents[2]
DOCS = PROJECT / "docs"


@cache
def source_sha256(folders: tuple[str, ...] = FOLDERS) -> str:
    """SHA-256 over the source files of the model, its configs and its analysis, in order of their names."""
    return _sha256(folders, (".py", ".yaml", ".j2", ".mplstyle"))


@cache
def tables_sha256() -> str:
    """SHA-256 over the tables that come with the model."""
    return _sha256(("sim",), (".csv",))


def _sha256(folders: tuple[str, ...], suffixes: tuple[str, ...]) -> str:
    digest = hashlib.sha256()
    for path in sorted(p for folder in folders for p in (PROJECT / folder).rglob("*")):
        if path.suffix in suffixes:
            digest.update(path.relative_to(PROJECT).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


@cache
def commit() -> str | None:
    """The commit the code stands at, with `+changes` if it was edited since; None outside a checkout of the project."""
    if not (PROJECT / ".git").exists():
        return None
    try:
        head = _git("rev-parse", "HEAD")
        return head + ("+changes" if _git("status", "--porcelain", "--untracked-files=no") else "")
    except (OSError, subprocess.SubprocessError):
        return None


def _git(*arguments: str) -> str:
    answer = subprocess.run(["git", "-C", str(PROJECT), *arguments], capture_output=True, text=True, check=True, timeout=10)
    return answer.stdout.strip()


def versions() -> dict[str, str]:
    """Python's version and those of the packages that shape the numbers or the files."""
    return dict(_versions())


@cache
def _versions() -> dict[str, str]:
    installed = {"python": platform.python_version(), "machine": platform.machine(), "system": platform.system()}
    for package in PACKAGES:
        try:
            installed[package] = version(package)
        except PackageNotFoundError:
            installed[package] = "not installed"
    return installed


def code_provenance() -> dict[str, Any]:
    """Which code ran, on which versions."""
    return {"commit": commit(), "source_sha256": source_sha256(), "versions": versions()}
