"""The tutorial runs from nothing to its figure."""

import os
from pathlib import Path

import nbformat
from nbclient import NotebookClient

TUTORIAL = Path(__file__).resolve().parents[2] / "docs" / "tutorial.ipynb"
SMALLER = {"RUNS = 60": "RUNS = 20", "POINTS = 240": "POINTS = 4", "years=8": "years=6"}


def test_the_tutorial_ends_in_a_figure(tmp_path, monkeypatch):
    monkeypatch.setenv("MPLBACKEND", os.environ.get("MPLBACKEND", "agg"))
    notebook = nbformat.read(TUTORIAL, as_version=4)
    for cell in notebook.cells:
        for usual, smaller in SMALLER.items():
            cell.source = cell.source.replace(usual, smaller)
    NotebookClient(notebook, timeout=600, resources={"metadata": {"path": str(tmp_path)}}).execute()
    assert (tmp_path / "tutorial_figure.pdf").stat().st_size > 5000
    printed = "".join(output.get("text", "") for cell in notebook.cells for output in cell.get("outputs", ()))
    assert "(a)" in printed and "20 runs of each arm" in printed and "report.html" in printed


def test_the_tutorial_shows_what_it_gives():
    code = [cell for cell in nbformat.read(TUTORIAL, as_version=4).cells if cell.cell_type == "code"]
    figures = [cell for cell in code if any("image/png" in output.get("data", ()) for output in cell.outputs)]
    assert len(figures) == 4
    assert not any(output.output_type == "error" for cell in code for output in cell.outputs)
