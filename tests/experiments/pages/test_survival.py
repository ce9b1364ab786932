"""The page on survival: what the generator writes is what is committed, and both sides count members alone."""

import re

import numpy as np
import xarray as xr
from tests.sim.meetings_on_record import RECORD

from concertacion.experiments.pages import survival
from concertacion.experiments.pages.on_record import thirty_three
from concertacion.experiments.pages.survival import PAGE, lives, main, named, on_record
from concertacion.sim.state import ACTIVE, HELD


def skeleton(text):
    """Headings, prose, first cells and number of cells of tables, without numbers of runs and what varies with them."""
    told = [line for line in text.splitlines() if not line.startswith("Of the forums closed")]
    lines = [(line.split(" | ")[0], line.count("|")) if line.startswith("|") else line for line in told]
    return [re.sub(r"^\d+ (?=at each)|\d+ (?=runs|points)", "", line) if isinstance(line, str) else line for line in lines]


def test_the_committed_page_is_the_one_the_generator_writes(tmp_path):
    main(["--runs", "4", "--points", "2", "--each", "1", "--out", str(tmp_path / "page.md")])
    written = skeleton((tmp_path / "page.md").read_text(encoding="utf-8"))
    assert written == skeleton(PAGE.read_text(encoding="utf-8"))


def test_the_page_says_who_is_closed_on_record_and_lives_on_in_the_runs():
    """As the last cells of its first tables do."""
    text = PAGE.read_text(encoding="utf-8").partition("## Meetings by year")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("|")]
    last = {row[0]: row[-1].split() for row in rows if len(row[-1].split()) == 3}
    closed = [f"{name} (in {share} %)" for name, (sign, share, _) in last.items() if sign == "x"]
    kept = [int(share) for sign, share, _ in last.values() if sign == "+"]
    still = f"each of the {len(kept)} still active on record stays active in {min(kept)} % of"
    assert f"keep these active: {' and '.join(closed)}; {still}" in text and len(closed) == 2


def test_meetings_on_record_are_those_of_members():
    status, meetings = on_record(1995)
    assert meetings.drop(columns="EU_LAC").to_numpy().sum() / len(meetings) == RECORD
    assert status.loc[2011, "RIO_GROUP"] > ACTIVE == status.loc[2010, "RIO_GROUP"]


def test_a_council_of_ministers_has_no_row():
    world = thirty_three(1995)
    forums = {world.forums[m] for m in named(world, set())}
    assert "LAIA" in world.forums and "LAIA" not in forums and {"MERCOSUR", "SICA"} <= forums
    assert not {world.forums[m] for m in named(world, forums)}


def test_a_guest_is_no_traveller_in_a_run(monkeypatch):
    world = thirty_three(2012)
    shape = (1, world.quarters, len(world.forums), len(world.countries))
    attended = np.zeros(shape, dtype=np.int8)
    attended[0, :2, 0, [world.countries.index(code) for code in ("ARG", "BRA")]] = 1
    attended[0, 0, 0, world.countries.index("URY")] = 2
    attended[0, 1, 0, world.countries.index("URY")] = 1
    dims = ("run", "quarter", "forum", "country")
    data = xr.Dataset(
        {
            "forum_attended": (dims, attended),
            "forum_host": (dims[:3], np.full(shape[:3], -1)),
            "forum_meeting": (dims[:3], np.full(shape[:3], HELD)),
            "forum_status": (dims[:3], np.full(shape[:3], ACTIVE)),
        },
        {"country": list(world.countries)},
    )
    monkeypatch.setattr(survival, "ensemble", lambda *_, **__: data)
    assert lives(world, None, runs=1, seed=1).meetings[0, 0] == 1
