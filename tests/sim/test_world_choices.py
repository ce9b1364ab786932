"""Choices of countries, years and overrides that a world accepts or refuses."""

from __future__ import annotations

import pytest

from concertacion.sim.declare import InputError
from concertacion.sim.world import load_world


@pytest.mark.parametrize(
    ("choices", "message"),
    [
        ({"name": "latin_americ"}, "did you mean 'latin_america'"),
        ({"countries": "celac"}, r"countries='celac': no such group .* did you mean 'celac_33'"),
        ({"countries": ["BRA", "ARX"]}, r"'ARX' is not in latin_america/countries\.csv; did you mean 'AR"),
        ({"countries": ["BRA", "BRA"]}, "'BRA' is named twice"),
        ({"countries": []}, "at least one ISO3 code"),
        ({"start": 1990}, r"start=1990: latin_america can start in 1995 to 2025; write start=1995 "),
        ({"start": 2000.5}, "start=2000.5"),
        ({"years": 0}, r"years=0: expected a whole number in \[1, 200\]"),
        ({"spare_forums": 100}, "spare_forums=100"),
        ({"folder": "no/such/folder"}, "does not exist"),
        ({"overrides": {"forums.OAS.depth": 0.5}}, "unknown section; the sections are organisations, domains"),
        ({"overrides": {"organisations.OAS": 0.5}}, "expected section.row.field"),
        ({"overrides": {"organisations.MERCOSU.depth": 0.5}}, "did you mean 'MERCOSUR'"),
        ({"overrides": {"organisations.OAS.deph": 0.5}}, "did you mean 'depth'"),
        ({"overrides": {"organisations.OAS.depth": 2}}, r"depth=2: expected a number in \[0, 1\]"),
        ({"overrides": {"organisations.OAS.depth": float("nan")}}, "depth=nan: expected a number"),
        ({"overrides": {"organisations.CELAC.depth": 0.5}}, "not a forum of this world in 2000Q1"),
        ({"overrides": {"governments.BRX.ideology": 0.5}}, "did you mean 'BRA'"),
        ({"overrides": {"governments.BRA.ideologie": 0.5}}, "did you mean 'ideology'"),
        ({"overrides": {"governments.BRA.ideology": -3}}, r"outside its range \[-1, 1\]"),
        ({"overrides": {"countries": {"BRA": {"weight": 0.9}, "MEX": {"weight": 0.9}}}}, "weights set sum to 1.8"),
    ],
)
def test_bad_choices_are_refused_in_one_sentence(choices, message):
    with pytest.raises(InputError, match=message) as caught:
        load_world(**choices)
    assert "\n" not in str(caught.value)
