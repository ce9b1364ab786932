"""The sweeps of an analysis, without their runs."""

from collections import Counter
from pathlib import Path
from types import SimpleNamespace

from concertacion.experiments.chunks.runner import Tally
from concertacion.experiments.sensitivity import sweeps


def test_failures_are_said_beside_the_output(monkeypatch, capsys):
    """With quiet=true too, and never on standard output, which is the result's."""
    monkeypatch.setattr(sweeps, "carry_out", lambda *_: Tally(9, 2))
    monkeypatch.setattr(sweeps, "failures_in", lambda _: Counter({"a number is not finite": 2}))
    monkeypatch.setattr(sweeps, "open_sweep", lambda folder: folder)
    task = sweeps.Task(SimpleNamespace(quiet=True), {}, (), None, Path("out"))
    plan = SimpleNamespace(study=SimpleNamespace(runs=9))
    assert sweeps.covered(task, None, plan, sweeps.SCREEN) == Path("out/screen")
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "concertacion: screen: 2 of 9 runs failed; most often (2): a number is not finite\n")
