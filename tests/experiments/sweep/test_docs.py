"""What docs/sweeps.md shows, works."""

import re
from pathlib import Path

import pytest

from concertacion.experiments.compose import composed_config
from concertacion.experiments.settings.kinds import settings_of
from concertacion.experiments.sweep.distributions import WRITTEN
from concertacion.experiments.sweep.over import GROUPS, axes_of
from concertacion.experiments.sweep.ties import ties_of

TEXT = (Path(__file__).resolve().parents[3] / "docs" / "sweeps.md").read_text(encoding="utf-8")
OVERS = re.findall(r"`(over=[^`]+)`", TEXT)
TIES = re.findall(r"`(ties=[^`]+)`", TEXT)
DESIGNS = re.findall(r"^\| `(\w+)`(?: \(default\))? \|", TEXT, re.MULTILINE)


@pytest.mark.parametrize("over", OVERS)
def test_every_over_makes_axes(over):
    config = composed_config(["experiment=sweep", over])
    assert axes_of(settings_of(config).over, None, config)


@pytest.mark.parametrize("ties", TIES)
def test_every_tie_holds(ties):
    config = composed_config(["experiment=sweep", "over={insulation:[0,0.6]}", ties])
    made, _ = ties_of(config["ties"], axes_of(config["over"], None, config, config["ties"]))
    assert {tie.name for tie in made} == set(config["ties"])


def test_all_designs_and_groups_are_told():
    from concertacion.experiments.sweep import design

    assert sorted(DESIGNS) == sorted(design.DESIGNS) and len(OVERS) > 7
    assert all(f"`{group}`" in TEXT for group in GROUPS) and len(TIES) > 3
    assert all(f"{{{kind}:" in TEXT for kind in WRITTEN)
