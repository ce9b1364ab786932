"""The table in the terminal calls its widest interval what it holds."""

import numpy as np
import pandas as pd
import pytest

from concertacion.experiments.sweep.summary import table_of


@pytest.mark.parametrize(("runs", "head", "ends"), [(5, "all runs", "0 to 4"), (21, "9 runs in 10", "1 to 19")])
def test_the_widest_interval_of_few_runs_is_that_of_all(runs, head, ends, tmp_path):
    (tmp_path / "shards").mkdir()
    pd.DataFrame({"status": "", "delivered": np.arange(float(runs))}).to_parquet(tmp_path / "shards" / "0.parquet")
    first, *_, last = table_of(tmp_path, ("delivered",)).splitlines()
    assert first.endswith(head) and last.endswith(ends)
