"""docs/sensitivity.md: what it shows works, and its tables are written from the folder of an analysis."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

from concertacion.analysis.sweeps import sweep_frame
from concertacion.experiments.compose import composed_config
from concertacion.experiments.pages import sensitivity as page
from concertacion.experiments.settings import settings_of
from concertacion.sim.declare import InputError


def test_the_page_is_written_from_the_folder_of_an_analysis(result, tmp_path, monkeypatch):
    place, command = result
    docs = tmp_path / "sensitivity.md"
    docs.write_text(f"before\n{page.BEGIN}\nbefore the change\n{page.END}\nafter\n", encoding="utf-8")
    monkeypatch.setattr(page, "ARGUMENTS", tuple(command))
    assert page.main(["--out", str(place), "--page", str(docs)]) == 0
    text = docs.read_text(encoding="utf-8")
    assert text.startswith("before\n") and text.endswith("after\n") and "before the change" not in text
    assert f"concertacion {' '.join(command)}" in text and str(place) not in text
    top = pd.read_parquet(place / "indices.parquet").query("method == 'sobol' and measure == 'ST' and outcome == 'attendance'")
    first = top.sort_values("value", ascending=False).iloc[0]
    assert f"`{first['parameter']}` {first['value']:.2f} [" in text
    assert (tmp_path / "figures" / "sensitivity-ranking.png").is_file()


def test_a_page_without_a_place_for_it_is_refused():
    with pytest.raises(InputError, match="to write between"):
        page.rewritten("no marks", "new")


def shown(language: str, folder: Path) -> list[str]:
    """Blocks of docs/sensitivity.md in a language, over a sweep that is there instead of the one they name."""
    text = page.PAGE.read_text(encoding="utf-8")
    found = re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return [block.replace("what_matters/sweep", str(folder)) for block in found]


def test_python_of_the_page_opens_a_sweep(result, capsys):
    for text in shown("python", result[0] / "screen"):
        exec(text, {})
    told = capsys.readouterr().out
    assert "insulation_bins" in told and told.count("exclusive") == 2


def test_duckdb_of_the_page_agrees_with_the_frame(result):
    import duckdb

    (query,) = shown("sql", result[0] / "screen")
    frame = sweep_frame(result[0] / "screen", ["attendance"])
    expected = frame[frame["status"] == ""].groupby("channels")["attendance"].agg(["mean", "size"])
    for form, mean, count in duckdb.sql(query).fetchall():
        assert mean == pytest.approx(expected.loc[form, "mean"]) and count == expected.loc[form, "size"]


def test_commands_of_the_page_are_understood():
    text = page.PAGE.read_text(encoding="utf-8")
    settings = re.findall(r"^\| [^|]+ \| (.*`[a-z_]+=.*) \|$", text, re.MULTILINE)
    asked = [word for cell in settings for code in re.findall(r"`([^`]+)`", cell) for word in code.split(" ") if "=" in word[:-1]]
    assert len(asked) >= 15
    for word in asked:
        config = composed_config(["experiment=sensitivity", word])
        if not word.startswith("executor"):
            settings_of({**config, "second_order": config["second_order"] and config["method"] == "sobol"})
