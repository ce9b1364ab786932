"""Twenty parameters that moved, planted: the terminal names the farthest, the report and its figure have each."""

import pandas as pd
import pytest

from concertacion.analysis.figures.record import NAMED, parameters, save_record_figures
from concertacion.analysis.formatting import words_of
from concertacion.analysis.record.facts import ALL
from concertacion.analysis.record.results import Results, parameters_table
from concertacion.analysis.record.sample import to_unit
from concertacion.analysis.reports.record import write_record_report
from concertacion.experiments.record.command import SHOWN, summary
from concertacion.sim.parameters import DECLARED
from tests.record import toy

NAMES = list(DECLARED)[: toy.AXES]
FACT = {
    "title": "Planted", "group": "meetings", "role": "weight", "record": 1.0, "error": 0.1, "discrepancy": 0.1, "prior_low": 0.0,
    "prior_high": 2.0, "low": 0.5, "median": 1.0, "high": 1.5, "implausibility": 0.3, "ruled_out": 0.2, "chance": 0.5,
    "conflict": False,
}  # fmt: skip
GROUP = {"trial": ALL, "facts": 1, "left": 0.5, "effective": 50.0, "pareto_k": 0.5, "farthest": 0, "moves": 0.0}
MANIFEST = {"command": "again", "world": "planted", "start": 2000, "years": 4}


@pytest.fixture(scope="module")
def results():
    """Of the toy, whose parameters count as moved, all of them, each a little less far than the one before."""
    found = toy.found(toy.history(to_unit(pd.Series([0.0] * toy.AXES).to_numpy()), 3), seed=3, size=(200, 60, 1))
    values = pd.DataFrame(to_unit(found.sample.latent), columns=NAMES)
    shifts = [2.0 - 0.05 * n for n in range(toy.AXES)]
    table = parameters_table(found, values).assign(moved=True, shift=shifts)
    waves = pd.DataFrame([wave._asdict() for wave in found.waves])
    return Results(found, pd.DataFrame([FACT]), table, waves, pd.DataFrame([GROUP]), 1.0, values, {})


def test_the_terminal_names_the_farthest_and_how_many_more_there_are(results):
    said = summary(results)
    rows = [name for name in NAMES if f"\n{words_of(name)} " in said]
    assert rows == NAMES[:SHOWN] and f"\n{toy.AXES - SHOWN} more moved: see report.html\n" in said
    few = results._replace(parameters=results.parameters.assign(moved=results.parameters["shift"] > 1.9))
    assert "more moved" not in summary(few)


def test_the_report_has_the_prior_beside_the_weights_of_each(results, tmp_path):
    figures = save_record_figures(results, tmp_path, ("png",))
    page = write_record_report(results, MANIFEST, tmp_path, figures)
    assert all(f'<tr><th scope="row">{words_of(name)}</th>' in page for name in NAMES)
    (alt,) = (figure.alt for figure in figures if figure.name == "parameters")
    assert f"Histograms of {toy.AXES} parameters" in alt and f"{toy.AXES - NAMED} others" in alt


def test_the_figure_has_a_panel_for_each_within_its_sheet(results):
    figure = parameters(results)
    assert [axes.get_title(loc="left") for axes in figure.axes][-1].startswith(words_of(NAMES[-1])[:10])
    assert len(figure.axes) == toy.AXES
    for axes in figure.axes:
        assert axes.get_position().y0 >= 0.0 and axes.get_position().y1 <= 1.0
