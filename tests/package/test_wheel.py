"""The installed package: a wheel holds every module and data file of the tree, and works beside a user's own sim.py."""

import ast
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ("sim", "analysis", "experiments", "configs")
DATA = {".py", ".yaml", ".csv", ".md", ".j2", ".js", ".mplstyle"}
PUBLIC = "load_world, Parameters, make_parameters, simulate, ensemble, sweep, open_sweep, Country, CooperationModel"
NOTEBOOK = f"""
import concertacion as co
from concertacion import {PUBLIC}
assert set(dir(co)) >= set(co.__all__) and all(hasattr(co, name) for name in co.__all__)
record = co.simulate(co.load_world("southeast_asia", start=2005, years=1, settle=0), co.Parameters(insulation=0.5))
print(co.__file__)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel of a clean copy of the tree, built without a network and unzipped: (names in it, folder)."""
    folder = tmp_path_factory.mktemp("wheel")
    leave = shutil.ignore_patterns(".*", "__pycache__", "tests", "build", "*.egg-info", "runs", "results")
    shutil.copytree(ROOT, folder / "tree", symlinks=True, ignore=leave)
    command = [sys.executable, "-m", "pip", "wheel", "--no-build-isolation", "--no-deps", "--no-index", "-q", "-w", "..", "."]
    subprocess.run(command, cwd=folder / "tree", check=True, capture_output=True, text=True)
    with zipfile.ZipFile(next(folder.glob("concertacion-*.whl"))) as archive:
        archive.extractall(folder / "installed")
        return set(archive.namelist()), folder / "installed"


def test_the_wheel_holds_the_tree_and_nothing_else(wheel):
    names, _ = wheel
    tree = {
        f"concertacion/{path.relative_to(ROOT).as_posix()}"
        for folder in FOLDERS
        for path in (ROOT / folder).rglob("*")
        if path.suffix in DATA and "__pycache__" not in path.parts
    }
    assert {name for name in names if ".dist-info/" not in name} == tree | {"concertacion/__init__.py"}


def test_an_installed_copy_runs_beside_the_users_own_modules(wheel, tmp_path):
    _, installed = wheel
    for name in ("sim", "analysis", "experiments", "configs"):
        (tmp_path / f"{name}.py").write_text("raise ImportError('this is the module of the user')\n")
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    environment |= {"PYTHONPATH": str(installed), "NUMBA_DISABLE_JIT": "1"}  # a new place would be compiled anew, for a minute

    def call(*arguments):
        return subprocess.run(
            [sys.executable, *arguments], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )

    noted = call("-c", NOTEBOOK)
    assert noted.returncode == 0, noted.stderr
    assert Path(noted.stdout.strip()).is_relative_to(installed)
    done = call(
        "-m", "concertacion.experiments.run", "world.countries=[ARG,BRA,CHL]", "years=1", "settle=0", "replicates=2", "workers=1",
        "out=result",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert {"report.html", "results.nc", "config.yaml", "manifest.json"} <= {
        path.name for path in (tmp_path / "result").iterdir()
    }


def imported(tree):
    """Names that a module imports, absolute ones."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            yield node.module


def test_nothing_is_imported_by_its_name_from_before_the_package():
    files = [path for folder in (*FOLDERS, "src", "tests", "docs") for path in (ROOT / folder).rglob("*.py")]
    assert len(files) > 200
    old = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in files
        for name in imported(ast.parse(path.read_text(encoding="utf-8")))
        if name.split(".")[0] in FOLDERS
    ]
    assert not old
