"""The README's table "How to extend it", walked: one addition of each kind, in the files that it names, gives right numbers."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.package.additions import ADDED

ROOT = Path(__file__).parents[2]

# Run in the copy, uncompiled: a few seconds of interpreted years, without settling, instead of a minute of compiling.
CHECKS = """
import contextlib, io, json, sys
import numpy as np
import pandas as pd, xarray as xr, yaml
import concertacion as co
from concertacion.experiments.run import main

def call(*arguments):
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = main([*arguments])
    return code, said.getvalue()

asia = dict(start=2005, years=1, settle=0, countries=["IDN", "MYS", "THA", "VNM"])
world = co.load_world("southeast_asia", **asia)
plain, level = (co.ensemble(world, co.make_parameters({"levelling": rate}), runs=2, workers=1) for rate in (0, 1))
OUTCOMES = ["mean_inequality", "level.gini", "mean_inequality.THA"]
short = "world=southeast_asia", "start=2005", "years=1", "settle=0", "world.countries=[IDN,MYS,THA,VNM]"
ran = call(*short, "scenario=hush", "baseline=false", "remark=heard", "replicates=1", "figures=none", "workers=1",
           "out=hushed")
assert ran[0] == 0, ran
hushed = xr.open_dataset("hushed/results.nc").load()
swept = call("experiment=sweep", *short, "over={levelling:{values:[0,1]}}", "design=grid", "replicates=2", "quiet=true",
             f"outcomes=[{','.join(OUTCOMES)}]", "out=swept")
rows = pd.read_parquet("swept/shards")
claimed = call("experiment=claims", "claim=X-1", *short, "points=2", "pairs=2", "ablation_points=2", "ablation_pairs=2",
               "replicates=2", "quiet=true", "out=claimed")
effects = pd.read_parquet("claimed/effects.parquet")
republics = co.load_world("latin_america", start=2012, years=1, settle=0, countries=["BRA", "CHL", "PER", "URY"])
members = co.ensemble(republics, runs=1, workers=1)["forum_member"].sel(forum="WALK")

def stale():
    said = io.StringIO()
    with contextlib.redirect_stderr(said):
        codes = [page.main(["--check"]) for page in pages]
    return sum(codes), said.getvalue()

from concertacion.experiments.pages import reference, scenarios, settings, tables
pages = reference, scenarios, settings, tables
before = stale()
for page in pages:
    page.main([])
json.dump({
    "ran": ran, "swept": swept, "claimed": claimed,
    "plain": {str(name): plain[name].values.tolist() for name in plain.data_vars},
    "levelled": level["gini"].values.tolist(),
    "sovereigntism": np.where(hushed["new_leader"] == 0, hushed["sovereigntism"], 0.125).tolist(),
    "remark": yaml.safe_load(open("hushed/config.yaml"))["remark"], "refused": call("remark=[1]", "out=no"),
    "table": rows.sort_values(["point", "replicate"])[OUTCOMES].values.tolist(),
    "effect": effects["X-1.effect"].tolist(), "forums": list(republics.forums),
    "members": members.isel(run=0, quarter=0).sum().item(), "stale": [before, stale()],
}, open("answers.json", "w"), default=str)
"""


def add(project: Path, file: str, after: str | None, text: str) -> None:
    """Add a text to a file of the copy."""
    path = project / file
    content = path.read_text(encoding="utf-8") if path.exists() else ""
    if after is None:
        path.write_text(content + text, encoding="utf-8")
        return
    matches = re.findall(after, content)
    assert len(matches) == 1, f"{file}: {after!r} stands {len(matches)} times"
    path.write_text(re.sub(after, lambda match: match[0] + match.expand(text), content), encoding="utf-8")


def numbers(recorded):
    """A variable of countries as one list, run by run, quarter by quarter."""
    return [value for run in recorded for quarter in run for value in quarter]


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    """What the copy with all additions says."""
    folder = tmp_path_factory.mktemp("walk")
    leave = shutil.ignore_patterns(".*", "__pycache__", "tests", "docs", "build", "*.egg-info", "runs", "results")
    project = Path(shutil.copytree(ROOT, folder / "project", symlinks=True, ignore=leave))
    (project / "docs").mkdir()
    for page in (ROOT / "docs").glob("*.md"):
        shutil.copy(page, project / "docs")
    for additions in ADDED.values():
        for addition in additions:
            add(project, *addition)
    environment = os.environ | {"PYTHONPATH": str(project / "src"), "NUMBA_DISABLE_JIT": "1"}
    done = subprocess.run(
        [sys.executable, "-c", CHECKS], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    said = json.loads((folder / "answers.json").read_text(encoding="utf-8"))
    return said | {"pages": {page.name: page.read_text(encoding="utf-8") for page in (project / "docs").glob("*.md")}}


def test_the_readme_names_the_files_that_were_touched():
    rows = [line for line in (ROOT / "README.md").read_text(encoding="utf-8").splitlines() if line.startswith("| a")]
    for kind, additions in ADDED.items():
        row = next((row for row in rows if row.startswith(f"| {kind}")), "")
        for file, _, _ in additions:
            named = [name.removesuffix("/") for name in re.findall(r"`([\w/.]+)`", row)]
            assert any(file.startswith(name) for name in named), f"{kind}: {file} is not in {row!r}"


def test_a_mechanism_at_its_neutral_value_changes_nothing(answers):
    import numpy as np

    import concertacion as co

    world = co.load_world("southeast_asia", start=2005, years=1, settle=0, countries=["IDN", "MYS", "THA", "VNM"])
    before = co.ensemble(world, runs=2, workers=1)
    for name in before.data_vars:
        if before[name].dtype.kind in "fiub":
            np.testing.assert_array_equal(np.array(answers["plain"][name], dtype=before[name].dtype), before[name].values, name)


def test_a_mechanism_and_the_variable_that_shows_it(answers):
    assert numbers(answers["levelled"]) == pytest.approx([0.2] * 32)


def test_an_outcome_is_what_its_equation_says(answers):
    assert answers["swept"][0] == 0, answers["swept"]
    recorded = answers["plain"]["gini"]
    for run, (mean, level, _) in zip(recorded, answers["table"][:2], strict=True):
        expected = sum(numbers([run])) / len(numbers([run]))
        assert mean == pytest.approx(expected, rel=1e-6) and level == pytest.approx(expected, rel=1e-6)
    for row in answers["table"][2:]:
        assert row == pytest.approx([0.2, 0.2, 0.2])


def test_a_scenario_happens(answers):
    assert answers["ran"][0] == 0, answers["ran"]
    assert numbers(answers["sovereigntism"]) == pytest.approx([0.125] * 16)


def test_a_setting_is_kept_and_checked(answers):
    assert answers["remark"] == "heard"
    assert answers["refused"][0] == 2 and "remark=[1]" in answers["refused"][1] and answers["refused"][1].count("\n") == 1


def test_a_claim_is_tested(answers):
    assert answers["claimed"][0] == 0, answers["claimed"]
    recorded = numbers(answers["plain"]["gini"])
    assert len(answers["effect"]) == 2
    assert answers["effect"] == pytest.approx([sum(recorded) / len(recorded) - 0.2] * 2, abs=0.05)


def test_an_organisation_sits_with_its_members(answers):
    assert "WALK" in answers["forums"] and answers["members"] == 3


# Of the additions, the name that a generated page shows; a claim, an organisation and a world have no list there.
LISTED = {"levelling": "odd", "gini": "odd", "mean_inequality": "outcomes", "hush": "scenarios", "remark": "settings"}


def test_generated_pages_are_stale_until_they_are_written_anew(answers):
    """As the README says, by `make docs`; all but docs/validation.md, which runs the model for minutes."""
    (code, said), after = answers["stale"]
    assert code and all(f"docs/{page}.md is stale" in said for page in LISTED.values()), said
    assert after == [0, ""]
    for name, page in LISTED.items():
        assert f"`{name}`" in answers["pages"][f"{page}.md"] and f"`{name}`" not in (ROOT / f"docs/{page}.md").read_text()
    assert "`make docs`" in (ROOT / "README.md").read_text(encoding="utf-8")
