"""The tutorial runs from nothing to its figure, and prints what it shows."""

import os
from copy import deepcopy
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

TUTORIAL = Path(__file__).resolve().parents[2] / "docs" / "tutorial.ipynb"


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def printed(cell, place=""):
    """What a cell prints and what it returns, as text, without the folder in which it ran; a picture has none."""
    text = "".join(output.text for output in cell.outputs if output.output_type == "stream" and output.name == "stdout")
    text += "".join(output.data["text/plain"] for output in cell.outputs if output.output_type == "execute_result")
    return text.replace(f"{place}/", "") if place else text


@pytest.fixture(scope="module")
def shown():
    return nbformat.read(TUTORIAL, as_version=4)


@pytest.fixture(scope="module")
def run(shown, tmp_path_factory):
    """The notebook run anew in an empty folder, and that folder."""
    place, notebook = tmp_path_factory.mktemp("tutorial"), deepcopy(shown)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MPLBACKEND", os.environ.get("MPLBACKEND", "agg"))
        NotebookClient(notebook, timeout=600, resources={"metadata": {"path": str(place)}}).execute()
    return notebook, place


def test_the_tutorial_ends_in_a_figure(run):
    notebook, place = run
    assert (place / "tutorial_figure.pdf").stat().st_size > 5000
    told = "".join(map(printed, code_cells(notebook)))
    assert "(a)" in told and "60 runs of each arm" in told and "report.html" in told


def test_the_tutorial_prints_what_it_shows(run, shown):
    """To the letter: it is executed anew whenever the model gives other numbers (`nbclient`, in an empty folder)."""
    notebook, place = run
    for number, (anew, kept) in enumerate(zip(code_cells(notebook), code_cells(shown), strict=True)):
        assert printed(anew, place) == printed(kept), f"code cell {number} prints something else than docs/tutorial.ipynb shows"


def test_the_tutorial_shows_what_it_gives(shown):
    code = code_cells(shown)
    figures = [cell for cell in code if any("image/png" in output.get("data", ()) for output in cell.outputs)]
    assert len(figures) == 4
    assert not any(output.output_type == "error" for cell in code for output in cell.outputs)
    assert "/tmp/" not in TUTORIAL.read_text(encoding="utf-8") and not any(cell.metadata for cell in code)  # of one machine
    assert "stderr" not in [output.get("name") for cell in code for output in cell.outputs]
