"""A small hand-made region: three countries, three forums, two powers, three years; nothing happens unless a test adds it."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from concertacion.sim.outcomes import add_costly, summarise
from concertacion.sim.outcomes.requests import compile_measures
from concertacion.sim.record import Record, empty_record
from concertacion.sim.state import AD_HOC_FORUM, POLITICAL_FORUM, TECHNICAL_FORUM

QUARTERS = 12


@pytest.fixture(scope="session")
def region():
    """The parts of a world that requests for outcomes read. ALLIANCE has ARG, BRA and a brand; LEAGUE has all three countries."""
    closeness = np.array([[0.0, 1.0, 0.5], [1.0, 0.0, 0.5], [0.5, 0.5, 0.0]])
    rivalry = np.array([[0.0, 1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 0.0]])
    return SimpleNamespace(
        name="small",
        countries=("ARG", "BRA", "MEX"),
        subregions=("south", "south", "north"),
        groups={"shore": ("BRA", "MEX")},
        forums=("ALLIANCE", "LEAGUE", "NEW_01"),
        powers=("USA", "CHN"),
        start=2000,
        quarters=QUARTERS,
        forums_follow=False,
        record_forums=(("ALLIANCE", "1990-01-01", ""), ("LEAGUE", "1990-01-01", ""), ("UNION", "2008-05-23", "2019-04-22")),
        setting=SimpleNamespace(geography=closeness, rivalry=rivalry),
        state=SimpleNamespace(
            circles=SimpleNamespace(members=np.array([[1.0, 1.0, 0.0], [1.0, 1.0, 1.0], [0.0, 0.0, 0.0]])),
            forums=SimpleNamespace(
                brand_strength=np.array([0.8, 0.1, 0.0]),
                status=np.array([1.0, 1.0, 0.0]),
                interval=np.array([2.0, 4.0, 4.0]),
                kind=np.array([POLITICAL_FORUM, TECHNICAL_FORUM, AD_HOC_FORUM]),
            ),
            societies=SimpleNamespace(capacity=np.array([0.6, 0.4, 0.9])),
        ),
        traits=SimpleNamespace(structure=SimpleNamespace(weight=np.array([0.2, 0.5, 0.3]))),
    )


@pytest.fixture
def record() -> Record:
    """Nothing happens; the first two forums are active."""
    quiet = empty_record({"one": 1, "quarter": QUARTERS, "country": 3, "domain": 7, "forum": 3, "power": 2})
    quiet.issues.venue[...] = -1
    quiet.forums.host[...] = -1
    quiet.forums.status[:, :2] = 1
    quiet.forums.member[:, 0, :2] = quiet.forums.member[:, 1] = 1
    quiet.forums.size[:, 0], quiet.forums.size[:, 1] = 2, 3
    return quiet


def reduced(outcome: str, record: Record, world: Any) -> float:
    """The value of a requested outcome."""
    measures, out = compile_measures([outcome], world), np.zeros(1)
    summarise(record, measures, out)
    add_costly(record, measures, out)
    return float(out[0])


@pytest.fixture
def value(region, record) -> Callable[[str], float]:
    """The value of a requested outcome in the current record."""
    return lambda outcome: reduced(outcome, record, region)
