"""The second process: it answers, its errors are raised here, and it is gone whatever happens."""

import errno
import os

import numpy as np
import pytest
import xarray as xr

from concertacion.experiments.output.reporter import Reporter
from concertacion.sim.declare import InputError

ERRAND = "tests.experiments.output.errand"


def run_errand(*errand):
    with Reporter(ERRAND, 2) as second:
        second.send(*errand)
        return second.result()


def gone(process):
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
    return True


def test_large_arguments_arrive_and_the_answer_returns():
    numbers = xr.Dataset({"a": (("run", "quarter"), np.arange(4_000_000, dtype=np.float32).reshape(4, -1))})
    assert run_errand("sum", numbers)["a"] == numbers["a"].sum()


def test_errors_of_the_work_are_raised_here_with_all_they_say():
    with pytest.raises(InputError) as refused:
        run_errand("refuse")
    assert str(refused.value) == "results: nothing to show" and "errand.py" in refused.value.__notes__[0]
    with pytest.raises(OSError) as full:
        run_errand("fill the disk")
    assert full.value.errno == errno.ENOSPC and full.value.strerror == "No space left on device"


def test_a_process_that_died_is_told_apart_from_one_that_is_slow():
    with pytest.raises(OSError, match="died with exit code 3"):
        run_errand("die")


def test_it_is_out_of_reach_of_control_c_and_of_modules_in_the_current_folder(tmp_path, monkeypatch):
    (tmp_path / "concertacion.py").write_text("raise SystemExit('the wrong module')")
    monkeypatch.chdir(tmp_path)
    process, session, folder = run_errand("who")
    assert session == process != os.getsid(0) and folder != str(tmp_path)
    assert gone(process)


def test_it_is_gone_when_what_is_done_beside_it_fails():
    with pytest.raises(KeyboardInterrupt), Reporter(ERRAND, 2) as second:
        second.send("who")
        process = second.result()[0]
        raise KeyboardInterrupt
    assert gone(process)


def test_it_is_gone_when_it_is_handed_nothing(capfd):
    with Reporter(ERRAND, 2):
        pass
    assert capfd.readouterr().err == ""
