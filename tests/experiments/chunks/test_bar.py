import io

import pytest

from concertacion.experiments.chunks.bar import Bar, duration


class Terminal(io.StringIO):
    def isatty(self):
        return True


class Clock:
    now = 100.0

    def __call__(self):
        return self.now


def advanced(bar, clock, seconds, runs, failed=0):
    clock.now += seconds
    bar.add(runs, failed)
    bar.show()


def test_a_terminal_sees_one_line_rewritten_and_cleared():
    screen, clock = Terminal(), Clock()
    bar = Bar(1000, stream=screen, clock=clock)
    bar.begin(0, 0)
    advanced(bar, clock, 2, 200, 3)
    last = screen.getvalue().split("\r\033[K")[-1]
    assert last == f"[####{'.' * 20}] 200/1,000 runs  20 %  100 runs/s  8 s left  3 failed"
    bar.close()
    assert "\n" not in screen.getvalue()
    assert screen.getvalue().endswith("\r\033[K")


def test_speed_is_that_of_the_last_while():
    clock = Clock()
    bar = Bar(10_000, stream=Terminal(), clock=clock)
    bar.begin(5000, 0)
    for _ in range(30):
        advanced(bar, clock, 1, 10)
    for _ in range(30):
        advanced(bar, clock, 1, 100)
    assert "100 runs/s" in bar.line(clock.now)
    assert "17 s left" in bar.line(clock.now)


def test_elsewhere_a_line_now_and_then():
    page, clock = io.StringIO(), Clock()
    bar = Bar(1000, stream=page, clock=clock)
    bar.begin(100, 1)
    for _ in range(70):
        advanced(bar, clock, 1, 10)
    bar.close()
    first, *lines = page.getvalue().splitlines()
    assert first == "100 of 1,000 runs are there already"
    assert [line.split()[0] for line in lines] == ["400/1,000", "700/1,000"]
    assert "10 runs/s" in lines[1]
    assert "\r" not in page.getvalue()


@pytest.mark.parametrize("stream", [io.StringIO, Terminal])
def test_quiet_leaves_only_what_has_to_be_said(stream):
    page, clock = stream(), Clock()
    bar = Bar(1000, quiet=True, stream=page, clock=clock)
    bar.begin(100, 0)
    advanced(bar, clock, 100, 100)
    bar.note("stopping")
    bar.say("a shard is damaged")
    bar.close()
    assert page.getvalue() == "a shard is damaged\n"


def test_nothing_done_yet_claims_no_speed():
    bar = Bar(10, stream=Terminal(), clock=Clock())
    bar.begin(0, 0)
    assert bar.line(200.0) == "0/10 runs  0 %"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.4, "0 s"), (99, "99 s"), (100, "2 min"), (960, "16 min"), (7500, "2 h 05 min"), (90000, "25 h 00 min")],
)
def test_durations_are_in_the_units_one_reads(seconds, words):
    assert duration(seconds) == words
