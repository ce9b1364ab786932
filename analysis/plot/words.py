"""What a figure says of itself: its title, what is drawn of all there is, and what cannot be drawn together."""

from __future__ import annotations

import re

from concertacion.analysis.formatting import inside
from concertacion.analysis.outcomes import MAIN
from concertacion.analysis.plot.frame import Frame, side_of
from concertacion.analysis.plot.request import ARM, Request, chosen
from concertacion.analysis.plot.sources import Runs

SAYS_MORE = 2  # words of a meaning that a name lacks, for it to be told


def title_apart(runs: Runs, request: Request) -> str:
    """The title of a figure of differences: 'Approval: pandemic minus baseline'."""
    arms = runs.drawn(request)
    treated = "each arm" if len(arms) > 1 else inside(arms[0])
    return f"{side_of(request.y).title}: {treated} minus {inside(str(request.against))}"


def said_of(runs: Runs, request: Request) -> str:
    """What a figure shows of all that there is, in a sentence or two of the caption."""
    parts = [f"{dim} {', '.join(map(str, labels))}" for dim, labels in request.select.items() if dim not in (ARM, request.by)]
    if request.by != ARM and not request.against and ARM in request.select:
        parts.append(f"arm {runs.drawn(request)[0]}")
    if request.years:
        parts.append(f"years {request.years[0]} to {request.years[1]}")
    only = f"Only {'; '.join(parts)}." if parts else ""
    control = inside(request.against or "")
    apart = f"Differences: each run minus that of {control} with the same random numbers." if request.against else ""
    return " ".join(filter(None, [only, apart]))


def words_in(text: str) -> set[str]:
    """The words of a text."""
    return set(re.findall(r"\w+", text.lower()))


def one_arm_only(runs: Runs, request: Request) -> str:
    """That a figure divided by something else shows one arm or one difference, with settings to copy into a shell."""
    wanted, kind = runs.drawn(request), f"kind={request.kind}" if request.kind == "map" else f"by={request.by}"
    parts = {dim: list(part) for dim, part in request.select.items() if dim != ARM}
    one = chosen({**parts, ARM: wanted[-1]})
    which = f"{one} " if len(wanted) > 2 else ""
    further = "" if request.against else f", or a difference, {which}against={wanted[0]}"
    return f"{kind}: shows one arm, and there are {len(wanted)}: {', '.join(wanted)}; choose one, {one}{further}"


def meaning_in(frame: Frame) -> str:
    """What is drawn, where its name does not say it."""
    told = frame.y.meaning.rstrip(".")
    beside = words_in(told) - words_in(frame.y.title)
    if len(beside) < SAYS_MORE or frame.title or frame.y.name in MAIN:
        return ""
    return f"{frame.y.title}: {told[:1].lower()}{told[1:]}."
