"""What docs/results.md shows reads a sweep: in Python with and without the project, and in DuckDB."""

import re

import pytest

from concertacion.analysis.sweeps import sweep_frame
from concertacion.experiments.run import main

from .test_examples import blocks

PAGE = "docs/results.md"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("results") / "my_sweep"
    sizes = ["points=8", "replicates=2", "years=2", "outcomes=[attendance]", "quiet=true"]
    assert main(["experiment=sweep", "over=[insulation,channels]", *sizes, f"out={folder}"]) == 0
    return folder


@pytest.fixture(scope="module")
def expected(folder):
    return sweep_frame(folder, ["attendance"]).groupby("channels")["attendance"].agg(["mean", "size"])


def shown(language, folder):
    return [text.replace("my_sweep", str(folder)) for text in blocks(PAGE, language) if "my_sweep" in text]


def test_python_opens_the_sweep_with_the_project_and_without(folder, expected, capsys):
    ours, pandas_alone = shown("", folder)
    exec(ours, {})
    assert "insulation_bins" in (printed := capsys.readouterr().out) and printed.count("exclusive") == 1
    exec(pandas_alone, {})
    means = dict(re.findall(r"^(exclusive|joint) +([\d.]+)$", capsys.readouterr().out, re.MULTILINE))
    assert {form: float(mean) for form, mean in means.items()} == pytest.approx(expected["mean"].to_dict(), abs=1e-5)


def test_duckdb_agrees_with_the_frame(folder, expected):
    import duckdb

    (query,) = shown("sql", folder)
    rows = {form: (mean, count) for form, mean, count in duckdb.sql(query).fetchall()}
    assert len(rows) == 2
    for form, (mean, count) in rows.items():
        assert mean == pytest.approx(expected.loc[form, "mean"]) and count == expected.loc[form, "size"]
