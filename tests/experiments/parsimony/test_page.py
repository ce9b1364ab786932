"""The page says what was found, also where that is not what was hoped for."""

import numpy as np

from concertacion.analysis.parsimony.choosing import Kept
from concertacion.analysis.parsimony.elementary import Bounds
from concertacion.experiments.pages.parsimony_text import FIRST, page, preset
from concertacion.experiments.parameters import read_parameters
from concertacion.experiments.parsimony.core import Core, Effort
from concertacion.experiments.parsimony.mechanisms import neutral
from concertacion.experiments.parsimony.outcomes import SmallestEffect
from concertacion.experiments.parsimony.screen import Screen

GROUPS = {"economy": ("pandemic_drag", "turmoil_drag"), "memory": ("quarrel",)}


def of(kept: int) -> Kept:
    return Kept(np.array(["kept"] * kept + ["lost"] * (10 - kept)), 0.1)


def core(kept: int, rival: int) -> Core:
    alone = {"economy": of(10), "memory": of(5)}
    found = of(kept), of(9), [(("memory",), of(rival))]
    return Core(Effort(), GROUPS, ("A", "B"), ("C", "D"), alone, {1: of(9)}, ("economy",), *found)


def screen(upper: float) -> Screen:
    bounds = {"x": Bounds(np.array([0.01, 0.01]), np.array([upper, 0.2]))}
    return Screen(
        ("quarrel", "coup_rate"), {"x": SmallestEffect(0.05, True, "relative-channel")}, bounds, {"x": 0.01}, (), 5, 1, 15
    )


def test_a_core_that_fails_and_parameters_that_matter_are_said_to():
    text = page(FIRST, screen(0.055), core(kept=7, rival=8))
    assert "keeps **70% [40%, 89%]** of 10 classes, less than the 90% asked. It is not better" in text
    assert "the full model itself keeps **90% [60%, 98%]** of these classes" in text
    assert "loses more classes than other random numbers would." in text
    assert "No parameter can be fixed" in text and "`quarrel` 1.1, `coup_rate` 4.0" in text
    assert "Only with the floor subtracted: `quarrel`." in text


def test_a_core_that_holds_and_a_parameter_that_does_not_matter():
    text = page(FIRST, screen(0.04), core(kept=9, rival=8))
    assert "of 10 classes, as asked. It is better" in text and "loses no more classes than other random numbers would." in text
    assert "first): `quarrel`." in text


def test_the_preset_reads_back(tmp_path):
    (tmp_path / "core.yaml").write_text(preset(core(9, 8)), encoding="utf-8")
    assert read_parameters(tmp_path / "core.yaml") == neutral(GROUPS["economy"])
