"""Free runs beside the record: how many years lie inside, and that the record is that of the tables."""

import numpy as np
import pandas as pd

from concertacion.experiments.pages.free_runs import BY_YEAR, MEETINGS, PAGE, WAVES, FreeRuns, meetings, page


def test_years_inside_are_counted_and_the_last_is_told():
    years = [2010, 2011]
    runs = np.column_stack([np.linspace(0.0, 1.0, 101), np.linspace(1.0, 2.0, 101)])
    series = {title: (runs, pd.Series([0.5, 3.0], index=years)) for title in BY_YEAR}
    text = page({2010: FreeRuns(series, {title: (runs[:, 0], 0.25) for title in WAVES})}, 101, 1)
    assert "| Mean ideology | 1 of 2 | 3.00 | 1.50 [1.05, 1.95] |" in text
    assert "in these: mean ideology, above it in runs from 2010 (3.00 against 1.05 to 1.95); dispersion of " in text
    assert "| Swing of the mean ideology | 0.25 | 0.50 [0.05, 0.95] |" in text and "within all of these bands" in text
    far = page({2010: FreeRuns(series, {title: (runs[:, 0], 2.0) for title in WAVES})}, 101, 1)
    assert "record of: swing of the mean ideology, above it in runs from 2010 (2.00 against 0.05 to 0.95); gov" in far


def test_meetings_are_those_that_three_presidents_travelled_to_as_members():
    """Those of record.csv, 4.5 a year over 18 years."""
    by_year = meetings(list(range(1995, 2013)))
    assert by_year.sum() == 81 and by_year.min() >= 1


def test_the_page_shows_every_series():
    text = PAGE.read_text(encoding="utf-8")
    assert all(title in text for title in (*BY_YEAR, *WAVES)) and MEETINGS in text
