"""The command in unusual surroundings: a notebook's settings, no home, no UTF-8, no reader, a damaged cache."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from concertacion.experiments.output.terminal import any_terminal
from concertacion.experiments.run import main

COMMAND = Path(sys.executable).with_name("concertacion")
TINY = ["world.countries=[ARG,BRA]", "years=1", "settle=0", "replicates=1", "workers=1"]
PLAIN = {"NUMBA_DISABLE_JIT": "1"}  # compiling is another matter
ODD = {
    "MPLBACKEND": "module://matplotlib_inline.backend_inline", "PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONUTF8": "0",
    "PYTHONCOERCECLOCALE": "0",
}  # fmt: skip


def environment(**changes):
    """That of the tests without what says where one is at home, and with these changes."""
    unset = ("HOME", "TERM", "LANG", "MPLBACKEND", "XDG_CACHE_HOME")
    kept = {name: value for name, value in os.environ.items() if name not in unset}
    return {**kept, **PLAIN, **changes}


def test_the_default_command_works_from_a_notebook_without_home_terminal_and_accents(tmp_path):
    said = subprocess.run([COMMAND, *TINY, "out=made"], cwd=tmp_path, env=environment(**ODD), capture_output=True, check=False)
    assert said.returncode == 0, said.stderr
    assert said.stderr.decode().splitlines() == ["concertacion: running 1 run", "concertacion: drawing figures and the report"]
    assert b"report.html" in said.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["made"] and list((tmp_path / "made" / "figures").glob("*.png"))


def test_a_result_is_finished_though_nobody_reads_what_is_printed(tmp_path):
    reading, writing = os.pipe()
    os.close(reading)
    process = [COMMAND, *TINY, "experiment=sweep", "over=[insulation]", "points=2", "out=made"]
    said = subprocess.run(process, cwd=tmp_path, env=environment(), stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (said.returncode, said.stderr) == (0, b"")
    assert len(list((tmp_path / "made" / "shards").glob("*.parquet"))) == 2


def test_letters_that_an_encoding_lacks_are_replaced(monkeypatch):
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(written, encoding="ascii"))
    assert main(["scenario=únicò"]) == 2
    sys.stderr.flush()
    assert b"concertacion: error: scenario=?nic?: " in written.getvalue()
    with any_terminal():
        print("\udcc3", file=sys.stderr)
    for name in ("stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    assert main(["--version"]) == 0 and main(["scenario=nowhere"]) == 2
    with any_terminal():
        assert not sys.stderr.isatty()


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a folder in which nobody may write")
@pytest.mark.parametrize("kind", ["default", "sweep"])
def test_a_current_folder_that_cannot_be_written_to_is_one_sentence(kind, monkeypatch, capsys):
    monkeypatch.chdir("/proc")
    few = ["over=[insulation]", "points=2", "quiet=true"] if kind == "sweep" else []
    assert main([f"experiment={kind}", *TINY, *few]) == 2
    said = capsys.readouterr()
    assert "cannot be written to" in said.err and said.err.count("\n") == 1 and said.out == ""


DAMAGE = """
import sys
from pathlib import Path
from concertacion.sim.compiled import CACHE_FOLDER, entry

def double(x):
    return 2.0 * x

def whole():
    return {path: path.read_bytes() for path in CACHE_FOLDER.rglob("*.nb?")}

def answer():
    function = entry(double)
    assert function(3.0) == 6.0
    return sum(function.stats.cache_hits.values())

assert answer() == 0 and answer() == 1
first = whole()
assert {path.suffix for path in first} == {".nbi", ".nbc"}
for suffix in ("nbi", "nbc", "nb?"):
    for spoil in (lambda b: b"", lambda b: b[:-1], lambda b: b[: len(b) // 2], lambda b: b[:99] + bytes([b[99] ^ 1]) + b[100:]):
        for path in CACHE_FOLDER.rglob(f"*.{suffix}"):
            path.write_bytes(spoil(path.read_bytes()))
        print("spoilt", file=sys.stderr)
        assert answer() == 0, suffix
        assert answer() == 1 and whole().keys() == first.keys()
"""
TWICE = """
import os, subprocess, sys
from concertacion.sim.compiled import CACHE_FOLDER
assert CACHE_FOLDER.is_dir()
subprocess.run([sys.executable, "-c", "import concertacion.sim.compiled as c, os; print(c.CACHE_FOLDER)"], check=True)
print(CACHE_FOLDER)
"""


def python(code, folder, **changes):
    (folder / "code.py").write_text(code)
    usual = {name: value for name, value in os.environ.items() if name != "NUMBA_DISABLE_JIT"}
    command = [sys.executable, folder / "code.py"]
    return subprocess.run(command, cwd=folder, env={**usual, **changes}, capture_output=True, text=True, check=False)


def test_a_damaged_compile_cache_is_thrown_away_with_a_line_and_made_anew(tmp_path):
    said = python(DAMAGE, tmp_path, CONCERTACION_CACHE=str(tmp_path / "cache"))
    assert said.returncode == 0, said.stderr
    lines = said.stderr.splitlines()
    assert len(lines) == 24 and all("the compiled model was damaged, and is compiled anew" in line for line in lines[1::2])


@pytest.mark.parametrize(
    "changes", [{"CONCERTACION_CACHE": "{here}/file/cache"}, {"HOME": "{here}/file", "CONCERTACION_CACHE": ""}]
)
def test_a_cache_that_cannot_be_written_is_a_temporary_one_for_all_processes(changes, tmp_path):
    (tmp_path / "file").touch()
    changes = {name: value.format(here=tmp_path) for name, value in changes.items()}
    said = python(TWICE, tmp_path, **changes, TMPDIR=str(tmp_path), XDG_CACHE_HOME="")
    assert said.returncode == 0, said.stderr
    one, other = said.stdout.splitlines()
    assert one == other and said.stderr.count("\n") == 1 and "cannot be written to: the model is compiled anew" in said.stderr
    assert {path.name for path in tmp_path.iterdir()} == {"file", "code.py"}
