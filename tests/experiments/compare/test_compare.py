"""Arms run with the same random numbers, kept and told; and a scenario told against its baseline."""

import re
import shutil
from importlib.resources import files

import pandas as pd
import pytest
import xarray as xr
from tests.conftest import undrawn

import concertacion as co
from concertacion.analysis.compare.differences import COLUMNS
from concertacion.experiments.compare.arms import arms_of
from concertacion.experiments.job import job_of
from concertacion.experiments.run import main

SMALL = ["world.countries=[ARG,BRA,CHL,COL,MEX]", "years=1", "workers=1", "seed=4"]
FEW = "replicates=20"


@pytest.fixture(scope="module")
def compared(tmp_path_factory):
    folder = tmp_path_factory.mktemp("compare") / "out"
    with undrawn():
        assert main(["experiment=compare", *SMALL, FEW, "arms=[baseline,isolation]", f"out={folder}"]) == 0
    return folder


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """A default run of the scenario, which is told against its baseline."""
    folder = tmp_path_factory.mktemp("alone") / "out"
    with undrawn():
        assert main([*SMALL, FEW, "scenario=isolation", f"out={folder}"]) == 0
    return folder


def text_of(page):
    return " ".join(re.sub(r"<[^>]+>", " ", re.sub(r"base64,[^\"]*", "", page.read_text(encoding="utf-8"))).split())


def test_the_folder_holds_differences_and_the_results_of_each_arm(compared):
    table = pd.read_csv(compared / "differences.csv")
    assert tuple(table.columns) == COLUMNS and set(table["arm"]) == {"isolation"} and (table["runs"] <= 20).all()
    names = {path.relative_to(compared).as_posix() for path in compared.rglob("*") if path.is_file()}
    assert {"arms/baseline.nc", "arms/isolation.nc", "figures/arms.png", "figures/differences.pdf", "report.html"} <= names
    opened = co.open_comparison(compared)
    pd.testing.assert_frame_equal(opened.differences, table)
    baseline, isolation = opened.arms.values()
    assert list(opened.arms) == ["baseline", "isolation"] and isolation["acts"].values.tolist() == [[2000.0, 2001.0]]
    gain = (isolation["outcomes"] - baseline["outcomes"]).sel(outcome="delivered").mean()
    assert table.set_index("outcome").loc["delivered", "difference"] == pytest.approx(float(gain))


def test_a_scenario_is_told_against_its_baseline_and_its_results_stay(compared, alone):
    arm, run = xr.open_dataset(compared / "arms" / "isolation.nc"), xr.open_dataset(alone / "results.nc")
    assert arm.drop_vars(["outcomes", "outcome", "unit"]).identical(run)
    assert (alone / "differences.csv").read_bytes() == (compared / "differences.csv").read_bytes()
    told = text_of(alone / "report.html")
    assert "Against the baseline" in told and "between isolation and baseline, over 20 runs" in told
    assert "Early and late" not in told


def test_an_arm_is_the_base_run_with_its_patch():
    arms = "arms={plain: {}, apart: {scenario: isolation, set: {insulation: 0.6}, world: {organisations.MERCOSUR.depth: 0.9}}}"
    job = job_of(["experiment=compare", *SMALL, arms])
    plain, apart = arms_of(job.settings.arms, job.config, job.inputs, ["delivered"], job.arguments)
    assert plain.inputs.scenario.parameters == () and plain.description == "Nothing is changed."
    assert (
        apart.scenario["parameters"][-1] == {"from": "+0", "set": {"insulation": 0.6}} and len(apart.scenario["parameters"]) == 2
    )
    depth = apart.inputs.world.state.forums.depth[apart.inputs.world.forums.index("MERCOSUR")]
    assert depth == 0.9 != plain.inputs.world.state.forums.depth[plain.inputs.world.forums.index("MERCOSUR")]


def test_python_gives_the_same_differences(compared):
    world = co.load_world("latin_america", start=2000, years=1, countries=["ARG", "BRA", "CHL", "COL", "MEX"])
    comparison = co.compare(world, {"plain": {}, "shut": "isolation"}, runs=3, seed=4, workers=1, outcomes=["delivered"])
    apart = comparison.arms["shut"]["outcomes"] - comparison.arms["plain"]["outcomes"]
    (row,) = comparison.differences.itertuples()
    assert (row.arm, row.runs) == ("shut", 3) and row.difference == pytest.approx(float(apart.mean()))
    stored = xr.open_dataset(compared / "arms" / "baseline.nc")["outcomes"].sel(outcome="delivered").values[:3]
    assert comparison.arms["plain"]["outcomes"].values[:, 0].tolist() == stored.tolist()


@pytest.mark.parametrize(
    ("arms", "said"),
    [
        (["baseline"], "expected two or more"), (["baseline", 3], "has no name"), ({"a": {}, "b": {"sett": 1}}, "no 'sett'"),
        ({"a": {}, "b": {"world": {}}}, "facts are set where a world is loaded"), (["baseline", "isolatoin"], "did you mean"),
    ],
)  # fmt: skip
def test_what_is_no_arm_is_refused_in_python(arms, said, southeast_asia):
    with pytest.raises(co.InputError, match=said):
        co.compare(southeast_asia, arms, runs=1)


def test_what_is_no_comparison_is_refused(alone):
    with pytest.raises(co.InputError, match="holds no comparison"):
        co.open_comparison(alone)


def test_tables_edited_between_two_comparisons_of_a_session_are_read_anew(tmp_path):
    shutil.copytree(str(files("concertacion.sim") / "data" / "southeast_asia"), tmp_path / "mine")
    table = tmp_path / "mine" / "organisations.csv"
    given = ["experiment=compare", "world=own", f"world.folder={tmp_path / 'mine'}", "start=2005", "years=1"]
    arguments = [*given, "arms={plain: {}, insulated: {set: {insulation: 0.9}}}", f"out={tmp_path / 'out'}"]

    def depth():
        job = job_of(arguments)
        arms = arms_of(job.settings.arms, job.config, job.inputs, ("delivered",), arguments)
        return {arm.name: float(arm.inputs.world.state.forums.depth[0]) for arm in arms}

    before = depth()
    lines = table.read_text(encoding="utf-8").splitlines()
    column = lines[0].split(",").index("depth")
    cells = lines[1].split(",")
    cells[column] = "0.77"
    table.write_text("\n".join([lines[0], ",".join(cells), *lines[2:]]), encoding="utf-8")
    assert depth() == {"plain": 0.77, "insulated": 0.77} != before
