"""Progress: tqdm's bar on a terminal, plain lines elsewhere, nothing but what must be said when quiet."""

import io
import re

import pytest

from concertacion.experiments.output import progress
from concertacion.experiments.output.progress import Progress, _Lines


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_terminal_sees_one_line_rewritten_and_cleared():
    screen = Terminal()
    bar = Progress(1000, stream=screen)
    bar.start()
    bar.add(200, 3)
    bar.tick()
    last = screen.getvalue().split("\r")[-1]
    assert re.search(r"20%\|.* 200/1000 runs .*runs/s .* left, 3 failed", last)
    bar.close()
    assert "\n" not in screen.getvalue() and not screen.getvalue().split("\r")[-1].strip()
    assert (bar.done, bar.failed) == (200, 3)


def test_speed_and_time_left_are_those_of_this_command():
    screen = Terminal()
    bar = Progress(10_000, stream=screen)
    bar.start(done=5000)
    bar._bar.start_t -= 100  # as if 100 seconds had passed, in which 500 runs were done
    bar._bar.last_print_t = bar._bar.start_t
    bar.add(500)
    bar.tick()
    assert "5.00 runs/s" in screen.getvalue() and "5000 of 10000" not in screen.getvalue()


def test_elsewhere_a_line_now_and_then(monkeypatch):
    monkeypatch.setattr(progress, "BETWEEN_LINES", 0.0)
    page = io.StringIO()
    bar = Progress(1000, stream=page)
    bar.start(done=100, failed=1)
    for _ in range(3):
        bar.add(100)
    bar.close()
    first, *lines = page.getvalue().splitlines()
    assert first == "100 of 1,000 runs are already done"
    assert lines[-1].startswith("400/1000 runs  40%") and lines[-1].endswith(", 1 failed")
    assert "\r" not in page.getvalue()


def test_work_that_fails_leaves_no_bar_behind():
    screen = Terminal()
    with pytest.raises(KeyboardInterrupt), Progress(10, stream=screen) as bar:
        bar.add(5)
        raise KeyboardInterrupt
    assert bar._bar is None and bar.done == 5


def test_elsewhere_short_work_prints_no_line():
    page = io.StringIO()
    bar = Progress(10, stream=page)
    bar.start()
    bar.add(10)
    bar.close()
    assert page.getvalue() == ""


@pytest.mark.parametrize("stream", [io.StringIO, Terminal])
def test_quiet_leaves_only_what_must_be_said(stream):
    page = stream()
    bar = Progress(1000, quiet=True, stream=page)
    bar.start(done=100)
    bar.add(100)
    bar.tick()
    bar.note("stopping")
    bar.say("a shard is damaged")
    bar.close()
    assert page.getvalue() == "a shard is damaged\n"


def test_a_sentence_does_not_break_the_bar():
    screen = Terminal()
    bar = Progress(10, stream=screen)
    bar.start()
    bar.say("a shard is damaged")
    bar.close()
    assert re.search(r"\r *\ra shard is damaged\n", screen.getvalue())


def test_a_bar_that_was_interrupted_before_it_was_made_is_closed_without_a_word():
    _Lines.__new__(_Lines).close()
