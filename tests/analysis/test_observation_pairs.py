"""Visits by pair: small tables counted by hand, and the record of the twelve told by the same functions as a run."""

import numpy as np
import pytest
import xarray as xr

from concertacion.analysis.observation import dummies, least_squares
from concertacion.analysis.observation_pairs import observed_pairs, pair_facts, pair_years

GROUP = ("AAA", "BBB", "CCC")
BORDER = np.array([[0, 1, 0], [1, 0, 0], [0, 0, 0]], dtype=bool)  # AAA and BBB are neighbours


def run():
    """Two years, an outsider first. AAA visits BBB in two quarters of 2000, CCC visits AAA in 2001, with an agreement."""
    quarters, countries = [f"{year}Q{q}" for year in (2000, 2001) for q in (1, 2, 3, 4)], ["ZZZ", *GROUP]
    visits, agreements = np.zeros((2, 8, 4, 4), dtype=np.int8)
    visits[[0, 3], 1, 2] = 1
    visits[5, 3, 1] = agreements[5, 3, 1] = 1
    visits[5, 0, 1] = 1  # an outsider's
    ideology = np.tile(np.array([1.0, -0.5, -0.25, 0.5], dtype=np.float32), (8, 1))
    ideology[:4, 3] = 0.0
    return xr.Dataset(
        {
            "visits": (("quarter", "country", "other"), visits),
            "agreements": (("quarter", "country", "other"), agreements),
            "ideology": (("quarter", "country"), ideology),
        },
        {"quarter": quarters, "country": countries, "other": countries},
    )


def test_pairs_are_directed_and_by_year():
    pairs = observed_pairs(run(), GROUP, BORDER).set_index(["pair", "year"])
    assert len(pairs) == 6 * 2 and pairs["visits"].sum() == 3 and pairs["agreements"].sum() == 1
    assert pairs.loc[(1, 2000), "visits"] == 2 and pairs.loc[(1, 2001), "visits"] == 0  # AAA to BBB
    assert pairs.loc[(6, 2001), "agreements"] == 1  # CCC to AAA
    assert list(pairs.loc[6, "distance"]) == [0.5, 1.0] and pairs["border"].sum() == 4


def test_facts_by_distance_and_border():
    facts = pair_facts(observed_pairs(run(), GROUP, BORDER), "visits", "visits")
    # AAA and BBB are .25 apart in both years, BBB and CCC in the first: 2 visits in 6 rows
    assert facts["visits_at_distance_0"].value == pytest.approx(2 / 6)
    assert facts["visits_at_distance_1"].value == pytest.approx(1 / 2)
    assert facts["visits_neighbours"].value == pytest.approx((2 / 4) / (1 / 8))


def test_the_slope_is_that_of_least_squares_on_all_dummies():
    rng = np.random.default_rng(1)
    table = pair_years(range(5), {"visits": rng.poisson(1.0, (5, 4, 4))}, rng.uniform(-1, 1, (5, 4)), np.eye(4, dtype=bool)[::-1])
    columns = np.column_stack([table["distance"], dummies(table["pair"])[:, 1:], dummies(table["year"])])
    values, errors = least_squares(table["visits"].to_numpy(), columns, table["pair"].to_numpy())
    found = pair_facts(table, "visits", "visits")["visits_slope"]
    assert (found.value, found.error) == (pytest.approx(values[0]), pytest.approx(errors[0]))
