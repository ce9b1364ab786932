"""docs/sensitivity.md: what it shows works, and its tables are written from the folder of an analysis."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from concertacion.experiments.compose import composed_config
from concertacion.experiments.pages import sensitivity as page
from concertacion.experiments.settings.kinds import settings_of
from concertacion.sim.declare import InputError


def test_the_page_is_written_from_the_folder_of_an_analysis(result, tmp_path, monkeypatch):
    result_dir, command = result
    docs = tmp_path / "sensitivity.md"
    docs.write_text(f"before\n{page.BEGIN}\nbefore the change\n{page.END}\nafter\n", encoding="utf-8")
    monkeypatch.setattr(page, "ARGUMENTS", tuple(command))
    page.main(["--out", str(result_dir), "--page", str(docs)])
    text = docs.read_text(encoding="utf-8")
    assert text.startswith("before\n") and text.endswith("after\n") and "before the change" not in text
    assert f"concertacion {' '.join(command)}" in text and str(result_dir) not in text
    top = pd.read_parquet(result_dir / "indices.parquet").query(
        "method == 'sobol' and measure == 'ST' and outcome == 'attendance'"
    )
    first = top.sort_values("value", ascending=False).iloc[0]
    assert f"`{first['parameter']}` {first['value']:.2f} [" in text
    assert (tmp_path / "figures" / "sensitivity-ranking.png").is_file()


def test_what_is_no_index_is_a_dash_that_is_told():
    """Where noise is all there are no indices, and no column; where one lies outside 0 to 1 it is none."""
    row = {"method": "sobol", "measure": "ST", "other": ""}
    indices = pd.DataFrame(
        [row | {"outcome": "norms", "parameter": "a", "value": 0.4, "low": -0.1, "high": 0.5},
         row | {"outcome": "norms", "parameter": "b", "value": 2026.04, "low": -1.0, "high": 5780.0},
         row | {"outcome": "still", "parameter": "a", "value": 0.3, "low": 0.1, "high": 0.5}]
    )  # fmt: skip
    checks = pd.DataFrame({"outcome": ["norms", "still"], "noise_in_means": [0.01, 0.99]})
    lines = page.strongest(indices, checks).splitlines()
    assert lines[0] == "|  | Norms |"
    assert lines[2] == "| 1 | `b` - |" and lines[3].startswith("| 2 | `a` 0.40 [0.00, 0.50] |")
    rows = page.enough(checks.assign(noise=0.5, widest=[0.2, 7508.8], stable=1, top=2, enough=False)).splitlines()
    assert "| 0.20 |" in rows[2] and "| - |" in rows[3] and "7508" not in rows[3]


def test_a_page_without_a_place_for_it_is_refused():
    with pytest.raises(InputError, match="to write between"):
        page.rewritten("no marks", "new")


def test_commands_of_the_page_are_understood():
    text = page.PAGE.read_text(encoding="utf-8")
    settings = re.findall(r"^\| [^|]+ \| (.*`[a-z_]+=.*) \|$", text, re.MULTILINE)
    words = [word for cell in settings for code in re.findall(r"`([^`]+)`", cell) for word in code.split(" ") if "=" in word[:-1]]
    assert len(words) >= 15
    for word in words:
        config = composed_config(["experiment=sensitivity", word])
        if not word.startswith("executor"):
            settings_of({**config, "second_order": config["second_order"] and config["method"] == "sobol"})
