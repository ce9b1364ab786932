"""The README's table "How to extend it", walked: one addition of each kind, in the files that it names, gives right numbers."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# What the README's table calls an addition -> (file, text after which, text added). None: a new file, or at the end of one.
MECHANISM = '''

@compiled
def levelled(inequality, levelling):
    """x' = 0.2 + (1 - rate) (x - 0.2): inequality falls to its floor at the rate `levelling` a quarter."""
    return 0.2 + (1.0 - levelling) * (inequality - 0.2) if levelling > 0.0 else inequality
'''
OUTCOME = '''

@outcome("share", 0, 1, "mean over t and i of gini[t,i]", ("countries",))
def mean_inequality(countries, q, m):
    """Inequality of incomes."""
    total, count = 0.0, 0.0
    for t in range(q.first[m], q.last[m]):
        for i in range(q.countries.shape[1]):
            total += q.countries[m, i] * countries.gini[t, i]
            count += q.countries[m, i]
    return total / count
'''
CLAIM = """\
paper: Nobody 2020
section: First
passage: second paragraph
status: inferred
sentence: Levelling lowers inequality.
arms:
  control: {set: {levelling: 0.0}}
  treated: {set: {levelling: 1.0}}
measures: {inequality: mean_inequality}
sign: {expected: "+", why: levelling lowers inequality}
parts:
  - {name: lower, claim: true, effect: control.inequality - treated.inequality, shape: greater, type: share}
treatment: {measure: inequality, arm: treated, type: share}
direct: [levelling]
"""
SCENARIO = """\
name: hush
description: Every government loses its jealousy of sovereignty for a year.
source: nobody
events:
  - {from: +0, to: +3, variable: sovereigntism, countries: all, set: 0.125}
"""
ORGANISATION = (
    "WALK,Walkers,1990-01-01,,technical,health,0.00,0.10,0.15,8,consensus,,,,"
    "0.00,0.15,0.40,0.45,0.05,0.90,0.05,coded,invented,own\n"
)
ADDED: dict[str, list[tuple[str, str | None, str]]] = {
    "a mechanism": [
        ("sim/mechanisms/home.py", None, MECHANISM),
        (
            "sim/mechanisms/home.py",
            r"( +)(\w+)\.inequality\[i\] = max\(LEAST_GINI, .*\n",
            r"\1\2.inequality[i] = levelled(\2.inequality[i], p.levelling)" + "\n",
        ),
        (
            "sim/parameters/home.py",
            r"( +)turmoil_rate: .*\n",
            r'\1levelling: A[float, Prior(0, 1, "1/quarter", "fall of inequality to its floor", ASSUMED, neutral=0)] = 0' + "\n",
        ),
    ],
    "a scenario": [("configs/scenario/hush.yaml", None, SCENARIO)],
    "an organisation": [
        ("sim/data/latin_america/organisations.csv", None, ORGANISATION),
        (
            "sim/data/latin_america/memberships.csv",
            None,
            "".join(f"WALK,{c},1990-01-01,,full,own\n" for c in ("BRA", "CHL", "PER")),
        ),
    ],
    "a recorded variable": [
        (
            "sim/record.py",
            r'( +)capacity: A\[Array, Field\("quarter,country".*\n',
            r'\1gini: A[Array, Field("quarter,country", "share", "inequality of incomes")]' + "\n",
        ),
        (
            "sim/writing.py",
            r"( +)record\.capacity\[t, i\] = (\w+)\.capacity\[i\]\n",
            r"\1record.gini[t, i] = \2.inequality[i]" + "\n",
        ),
    ],
    "an outcome": [("sim/outcomes/politics.py", None, OUTCOME)],
    "a setting": [
        (
            "experiments/settings/shared.py",
            r"( +)seed: A\[.*\n",
            r'\1remark: A[str, Setting("a word kept with the result")] = "none"' + "\n",
        )
    ],
    "a claim": [("configs/claim/X-1.yaml", None, CLAIM)],
}
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
ran = call(*short, "scenario=hush", "baseline=false", "remark=heard", "replicates=1", "out=hushed")
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
json.dump({
    "ran": ran, "swept": swept, "claimed": claimed,
    "plain": {str(name): plain[name].values.tolist() for name in plain.data_vars},
    "levelled": level["gini"].values.tolist(),
    "sovereigntism": np.where(hushed["new_leader"] == 0, hushed["sovereigntism"], 0.125).tolist(),
    "remark": yaml.safe_load(open("hushed/config.yaml"))["remark"], "refused": call("remark=[1]", "out=no"),
    "table": rows.sort_values(["point", "replicate"])[OUTCOMES].values.tolist(),
    "effect": effects["X-1.effect"].tolist(), "forums": list(republics.forums),
    "members": members.isel(run=0, quarter=0).sum().item(),
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
    for additions in ADDED.values():
        for addition in additions:
            add(project, *addition)
    environment = os.environ | {"PYTHONPATH": str(project / "src"), "NUMBA_DISABLE_JIT": "1"}
    done = subprocess.run(
        [sys.executable, "-c", CHECKS], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads((folder / "answers.json").read_text(encoding="utf-8"))


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
