"""What the documentation shows runs, and does what it says."""

import importlib.util
import re
import shlex
from pathlib import Path

import numpy as np
import pytest

from concertacion.experiments.compose import composed_config
from concertacion.experiments.help import help_text
from concertacion.experiments.settings import settings_of
from concertacion.sim.model import CooperationModel, Country

PROJECT = Path(__file__).resolve().parents[2]
README = (PROJECT / "README.md").read_text(encoding="utf-8")
QUARTERS = 3


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def commands():
    """Every `concertacion` command of the README, in blocks or in line."""
    lines = "\n".join(blocks("bash")).splitlines() + re.findall(r"`(concertacion [^`]+)`", README)
    return sorted({line.partition("#")[0].strip() for line in lines if line.startswith("concertacion")} - {"concertacion"})


@pytest.fixture(scope="module")
def cautious():
    spec = importlib.util.spec_from_file_location("cautious", PROJECT / "docs" / "examples" / "cautious.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def stepped(world, country_class):
    model = CooperationModel(world, country_class=country_class)
    for _ in range(QUARTERS):
        model.step()
    return model


def test_cautious_governments_keep_their_presidents_at_home(cautious, latin_america):
    own, plain = stepped(latin_america, cautious.Cautious), stepped(latin_america, Country)
    at_work, approval = own.record.issues.took_part[:QUARTERS, 1:].max(axis=(1, 2)), own.record.countries.approval[:QUARTERS]
    low = approval < cautious.Cautious.support
    assert low.any() and at_work[~low].any()
    assert not at_work[low].any()
    assert plain.record.issues.took_part[:QUARTERS, 1:].max(axis=(1, 2))[low].any()
    assert np.array_equal(own.record.issues.took_part[0, 0], plain.record.issues.took_part[0, 0])  # officials: the same draws


def test_a_subclass_that_changes_nothing_changes_no_number(cautious, latin_america):
    never = type("Never", (cautious.Cautious,), {"support": 0.0})
    for one, other in zip(stepped(latin_america, never).record, stepped(latin_america, Country).record, strict=True):
        assert all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


def test_python_of_the_readme_runs(capsys):
    shown = blocks("python")
    assert shown
    for text in shown:
        exec(re.sub(r"runs=\d+", "runs=2", text), {})
    assert capsys.readouterr().out


@pytest.mark.parametrize("command", commands())
def test_commands_of_the_readme_are_understood(command):
    words = [word for word in shlex.split(command)[1:] if not word.startswith("country_class=")]
    if words[0].startswith("--"):
        assert words[0] in help_text()
        return
    config = composed_config(words)
    assert settings_of(config).replicates >= 1


def test_files_the_documents_point_to_exist():
    for page in ("README.md", "VISION.md", "CHANGELOG.md", "docs/architecture.md", "docs/odd.md"):
        path = PROJECT / page
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
            assert "://" in target or (path.parent / target).exists(), (page, target)
