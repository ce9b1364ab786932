"""Summaries of outcomes over runs: quantiles by how many runs there are, also of what some do not define."""

import numpy as np
import pandas as pd
import pytest

from concertacion.analysis.summaries import printed, summary_of


def test_an_outcome_that_few_runs_define_has_the_interval_that_its_column_names():
    whole = np.arange(30.0)
    few = np.where(whole < 12, whole, np.nan)
    told = summary_of(pd.DataFrame({"founded": whole, "attendance": few}), {}).set_index("outcome")
    assert told["runs"].tolist() == [30, 12]
    assert told.loc["attendance", ["low", "high"]].tolist() == pytest.approx(np.quantile(np.arange(12.0), [0.05, 0.95]))
    assert "9 runs in 10" in "".join(printed(told.reset_index(), 30).columns)
    assert "9 runs in 10" in "".join(printed(told.loc[["attendance"]].reset_index(), 30).columns)  # of which 12 define it
    assert "All runs" in "".join(printed(told.reset_index(), 12).columns)
