"""What the documentation shows runs, and does what it says."""

import importlib.util
import re
import shlex
from pathlib import Path

import numpy as np
import pytest
import yaml

from concertacion.experiments.arguments import parsed
from concertacion.experiments.claims.reading import read_claims
from concertacion.experiments.compose import composed_config
from concertacion.experiments.effective import config_digest, effective
from concertacion.experiments.help import help_text
from concertacion.experiments.output.output_dir import begin
from concertacion.experiments.settings.kinds import settings_of
from concertacion.sim.model import CooperationModel, Country
from concertacion.sim.parameters import make_parameters

PROJECT = Path(__file__).resolve().parents[2]
PAGES = ("README.md", *sorted(f"docs/{page.name}" for page in (PROJECT / "docs").glob("*.md")))
RUN_HERE = (
    "README.md",
    "docs/compare.md",
    "docs/plot.md",
    "docs/python.md",
    "docs/scenarios.md",
    "docs/sweeps.md",
)  # the pages whose Python needs nothing but the project
QUARTERS = 3


def text_of(page):
    return (PROJECT / page).read_text(encoding="utf-8")


def blocks(page, language):
    """The code blocks of a page in a language; "" for those that name none."""
    fences = re.findall(r"^```(\w*)\n(.*?)^```", text_of(page), re.MULTILINE | re.DOTALL)
    return [text for tag, text in fences if tag == language]


def commands(page):
    """Every `concertacion` command of a page, in blocks or in line."""
    lines = "\n".join(blocks(page, "bash") + blocks(page, "")).splitlines() + re.findall(r"`(concertacion [^`]+)`", text_of(page))
    return sorted({line.partition("#")[0].strip() for line in lines if line.startswith("concertacion ")})


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


@pytest.mark.parametrize(("page", "text"), [(page, text) for page in RUN_HERE for text in blocks(page, "python")])
def test_python_of_the_pages_runs(page, text, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    exec(re.sub(r"runs=\d+", "runs=2", text), {})
    assert capsys.readouterr().out


@pytest.mark.parametrize("page", [page for page in PAGES if commands(page)])
def test_commands_of_the_pages_are_understood(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine" / "scenario").mkdir(parents=True)
    (tmp_path / "mine" / "scenario" / "quiet_diplomacy.yaml").write_text(*blocks("docs/scenarios.md", "yaml"), encoding="utf-8")
    config = composed_config([])
    begin(tmp_path / "my_result", effective(config), {"command": "concertacion", "config_sha256": config_digest(config)})
    for command in commands(page):
        words = [word for word in shlex.split(command)[1:] if not word.startswith("country_class=")]
        if words[0] in ("--help", "--version", "--cfg"):
            assert words[0] in help_text()
        elif parsed(words).checked is not None:
            assert words == ["experiment=check", "from=my_result"]
        else:
            assert settings_of(composed_config(words)).replicates >= 1, command


def anchors(text):
    """The headings of a page, as links name them."""
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_files_and_headings_the_documents_point_to_exist():
    for page in (*PAGES, "VISION.md", "CHANGELOG.md"):
        for target, anchor in re.findall(r"\]\(([^)#]*)#?([^)]*)\)", text_of(page)):
            path = (PROJECT / page).parent / target if target else PROJECT / page
            assert "://" in target or path.exists(), (page, target)
            assert not anchor or "://" in target or anchor in anchors(path.read_text(encoding="utf-8")), (page, target, anchor)


def test_the_claims_that_the_method_shows_can_be_read(tmp_path):
    whole, arms = map(yaml.safe_load, blocks("docs/claims-method.md", "yaml"))
    part = {**whole["parts"][0], "effect": "remembering.beyond / control.beyond - 1"}
    other = {**whole, **arms, "parts": [part], "treatment": {"measure": "crime", "arm": "remembering", "type": "share"}}
    for name, claim in (("WHOLE", whole), ("ARMS", other)):
        (tmp_path / f"{name}.yaml").write_text(yaml.safe_dump(claim), encoding="utf-8")
        (read,) = read_claims(name, tmp_path)
        given = [arm.get("set", {}) for arm in read.arms.values()]
        assert [make_parameters(values) for values in given]
    assert any(given)


NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def test_the_readme_counts_the_verdicts_that_the_page_of_claims_counts():
    page = text_of("docs/claims.md").partition("## Summary")[2]
    counts = (r"Of (\d+) claims:", r"(\d+) robust", r"(\d+) conditional", r"supported at the default point: (\d+)")
    tested, *held = (int(found[1]) if (found := re.search(count, page)) else 0 for count in counts)
    claims, in_words = r"Of (\d+) claims in the full test", r"(\w+) (?:is|are) robust and (\w+) holds? [\w ]+, (\w+) of these"
    readme = text_of("README.md")
    said = re.search(f"{claims}[^.]*, {in_words}", readme)
    assert said and int(said[1]) == tested
    assert ("none free of warnings, known faults and close calls" in readme) == ("no known fault either: none." in page)
    assert int(re.search(r"on (\d+) claims of the five texts", readme)[1]) == tested
    assert list(said.groups()[1:]) == [NUMBERS[count] if count < len(NUMBERS) else str(count) for count in held]


def test_the_readme_is_short_and_shows_the_two_commands():
    assert len(text_of("README.md").split()) <= 900
    assert "\nmake run\nmake test\n" in text_of("README.md")
