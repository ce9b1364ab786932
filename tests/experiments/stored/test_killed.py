"""Killed in the middle of a write, again and again: in the end the bytes are those of a sweep that was never killed."""

from __future__ import annotations

import signal
import subprocess
import sys

from tests.experiments.chunks.cheap import with_trajectories
from tests.experiments.chunks.whole import ROOT, make
from tests.experiments.stored.small import files

from concertacion.experiments import check


def test_killed_in_mid_write_and_resumed_is_as_if_never_killed(tmp_path, capsys):
    folder = tmp_path / "killed"
    for number in (0, 2, 5):  # the manifest, a shard, trajectories
        command = [sys.executable, "-m", "tests.experiments.stored.killed", str(folder), str(number)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == -signal.SIGKILL and done.stderr == ""
    make(folder, with_trajectories)
    make(tmp_path / "whole", with_trajectories)
    assert capsys.readouterr().err == ""
    assert files(folder) == files(tmp_path / "whole")
    assert (folder / "checksums.sha256").read_bytes() == (tmp_path / "whole" / "checksums.sha256").read_bytes()
    assert check.run(folder) == folder
