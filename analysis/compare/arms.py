"""An arm as a comparison reads it: its outcomes by run, and the course of the channels over time. Small enough to hold many."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xarray import Dataset, concat

from concertacion.analysis.marks import with_marks

DELIVERED = "delivered"


def condensed(results: Dataset, scenario: Mapping[str, Any]) -> Dataset:
    """Of the results of an arm, which carry `outcomes` (run, outcome): these, `status`, `acts` and `course`.

    `course` (run, quarter, measure) is the share of country-domains that work in each channel, and what channels
    deliver on average.
    """
    working = results["took_part"].mean(("domain", "country"), dtype="float64").rename(channel="measure")
    delivered = results["delivered"].mean(("channel", "domain", "country"), skipna=False, dtype="float64")
    course = concat([working, delivered.expand_dims(measure=[DELIVERED])], "measure").transpose("run", "quarter", "measure")
    condensed = Dataset({"course": course, "outcomes": results["outcomes"], "status": results["status"]}, attrs=results.attrs)
    return with_marks(condensed, scenario)
