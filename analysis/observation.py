"""What an observer of presidents' journeys would see of simulated meetings, and the statistics of what was seen.

The record counts a meeting if three or more presidents of a group of countries travelled to it as members; guests count on
neither side. The host does not travel, and a journey that the press did not name is missed, so attendance on record is a lower
bound. `observed_seats` applies the same filter to a run. Recorded meetings in the same form go through the same
statistics. `observation_pairs` does likewise for visits.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from xarray import Dataset

from concertacion.analysis.outcomes import HELD

TRAVELLERS = 3  # presidents who travel as members to a meeting that counts
MEMBER = 1  # code of `forum_attended`: 2 is a guest, who has no seat
EVENTS = 5  # meetings observed of a forum before its attendance is compared with that of others


class Estimate(NamedTuple):
    """A statistic, its standard error and the number of observations behind it."""

    value: float
    error: float
    observations: int


def seen_meetings(run: Dataset, countries: Sequence[str]) -> np.ndarray:
    """Which meetings an observer sees, bool (..., quarter, forum): those held to which `TRAVELLERS` or more of these countries'
    presidents came from abroad as members.
    """
    position = [list(run["country"].values).index(country) for country in countries]
    came = run["forum_attended"].transpose(..., "quarter", "forum", "country").values[..., position] == MEMBER
    abroad = run["forum_host"].transpose(..., "quarter", "forum").values[..., None] != np.array(position)
    held = run["forum_meeting"].transpose(..., "quarter", "forum").values == HELD
    return held & ((came & abroad).sum(axis=-1) >= TRAVELLERS)


def observed_seats(run: Dataset, countries: Sequence[str], forums: Sequence[str], near: np.ndarray) -> pd.DataFrame:
    """The seats of every observed meeting of one run, one row a seat: a member in the group, not the host, free to travel.

    A meeting is observed if `TRAVELLERS` or more of the group's presidents came to it from abroad as members. `near` (quarter,
    country of the group) marks the year before an election. Columns: event, year, forum, country, government (a number for each
    leader of a country), came (0/1), distance (|ideology less the mean of the forum's members in the group|, 0..2), near (0/1).
    """
    group = run.sel(country=list(countries), forum=list(forums))
    seated = ("quarter", "forum", "country")
    attended = group["forum_attended"].transpose(*seated).values == MEMBER
    member = group["forum_member"].transpose(*seated).values > 0
    ideology = group["ideology"].transpose("quarter", "country").values.astype(float)
    government = group["new_leader"].transpose("quarter", "country").values.cumsum(axis=0)
    position = [list(run["country"].values).index(country) for country in countries]
    hosting = group["forum_host"].transpose("quarter", "forum").values[:, :, None] == np.array(position)
    seen = seen_meetings(run.sel(forum=list(forums)), countries)
    size = np.maximum(member.sum(axis=2), 1)
    mean = (member * ideology[:, None, :]).sum(axis=2) / size
    quarter, forum, country = np.nonzero(member & ~hosting & seen[:, :, None])
    return pd.DataFrame(
        {
            "event": quarter * len(forums) + forum,
            "year": np.array([int(label[:4]) for label in run["quarter"].values])[quarter],
            "forum": np.array(forums)[forum],
            "country": np.array(countries)[country],
            "government": government[quarter, country],
            "came": attended[quarter, forum, country].astype(float),
            "distance": np.abs(ideology[quarter, country] - mean[quarter, forum]),
            "near": near[quarter, country].astype(float),
        }
    )


def yearly_ideology(run: Dataset, countries: Sequence[str]) -> pd.DataFrame:
    """Mean and dispersion (standard deviation) of the group's ideologies, averaged over the quarters of each year; index year."""
    values = run["ideology"].sel(country=list(countries)).transpose("quarter", "country").values
    years = [int(label[:4]) for label in run["quarter"].values]
    return pd.DataFrame({"mean": values.mean(axis=1), "dispersion": values.std(axis=1)}).groupby(years).mean()


def least_squares(
    outcome: np.ndarray, columns: np.ndarray, clusters: np.ndarray, absorbed: int = 0
) -> tuple[np.ndarray, np.ndarray]:
    """Coefficients and standard errors of ordinary least squares, errors free within clusters (CR1).

    b = argmin |y - X b|; V = P (sum over clusters g of s_g s_g') P * G/(G-1) * (n-1)/(n-rank), s_g = X_g' u_g, P = (X'X)^+.
    Dummies may be collinear: the coefficients of what is identified are unaffected. A cluster an observation gives HC1.
    `absorbed` counts effects already taken out of the columns, for the rank.
    """
    coefficients, _, rank, _ = np.linalg.lstsq(columns, outcome, rcond=None)
    scores = columns * (outcome - columns @ coefficients)[:, None]
    names, position = np.unique(clusters, return_inverse=True)
    sums = np.zeros((len(names), columns.shape[1]))
    np.add.at(sums, position, scores)
    bread = np.linalg.pinv(columns.T @ columns)
    rows, used = len(outcome), int(rank) + absorbed
    if len(names) < 2 or rows <= used:
        return coefficients, np.full(len(coefficients), np.nan)
    scale = len(names) / (len(names) - 1) * (rows - 1) / (rows - used)
    return coefficients, np.sqrt(np.maximum(np.diag(bread @ (sums.T @ sums) @ bread), 0.0) * scale)


def dummies(labels: pd.Series) -> np.ndarray:
    """A column of 0/1 for each label, float64[row, label]."""
    return (labels.to_numpy()[:, None] == np.unique(labels.to_numpy())).astype(float)


def clustered_mean(values: pd.Series, clusters: pd.Series) -> Estimate:
    """The mean, with an error that is free within clusters."""
    if values.empty:
        return Estimate(np.nan, np.nan, 0)
    value, error = least_squares(values.to_numpy(float), np.ones((len(values), 1)), clusters.to_numpy())
    return Estimate(float(value[0]), float(error[0]), len(values))


def rate(seats: pd.DataFrame) -> Estimate:
    """Share of seats whose president came; the error is clustered by meeting."""
    return clustered_mean(seats["came"], seats["event"])


def contrast(seats: pd.DataFrame, column: str) -> Estimate:
    """Difference in attendance between seats with `column` 1 and 0; the error is clustered by meeting."""
    columns = np.column_stack([np.ones(len(seats)), seats[column]])
    values, errors = least_squares(seats["came"].to_numpy(), columns, seats["event"].to_numpy())
    return Estimate(float(values[1]), float(errors[1]), len(seats))


def slope(seats: pd.DataFrame) -> Estimate:
    """Change in attendance with a unit of distance, given country and meeting; the error is clustered by government."""
    columns = np.column_stack([seats["came"], seats["distance"], dummies(seats["country"])])
    _, event = np.unique(seats["event"], return_inverse=True)
    means = np.zeros((event.max() + 1, columns.shape[1]))
    np.add.at(means, event, columns)
    within = columns - (means / np.bincount(event)[:, None])[event]
    government = seats["country"].astype(str) + seats["government"].astype(str)
    values, errors = least_squares(within[:, 0], within[:, 1:], government.to_numpy(), absorbed=len(means))
    return Estimate(float(values[0]), float(errors[0]), len(seats))


def attendance_facts(seats: pd.DataFrame) -> dict[str, Estimate]:
    """Who came to the observed meetings: overall, by distance, before elections, by country and forum (`observed_seats`)."""
    facts = {"attendance": rate(seats)}
    third = pd.qcut(seats["distance"].rank(method="first"), 3, labels=False)
    for number, name in enumerate(("near", "middle", "far")):
        facts[f"attendance_{name}"] = rate(seats[third == number])
    facts["attendance_slope"] = slope(seats)
    facts["attendance_before_election"] = rate(seats[seats["near"] == 1])
    facts["attendance_otherwise"] = rate(seats[seats["near"] == 0])
    facts["election_difference"] = contrast(seats, "near")
    for country, rows in seats.groupby("country"):
        facts[f"attendance_{country}"] = rate(rows)
    rates = [rate(rows) for _, rows in seats.groupby("forum") if rows["event"].nunique() >= EVENTS]
    facts["lowest_forum"] = min(rates, key=lambda estimate: estimate.value, default=rate(seats[:0]))
    facts["highest_forum"] = max(rates, key=lambda estimate: estimate.value, default=rate(seats[:0]))
    for forum, rows in seats.groupby("forum"):
        facts[f"attendance_{forum}"] = rate(rows)
    return facts


def correlation(first: np.ndarray, second: np.ndarray, lost: int = 2) -> Estimate:
    """Pearson's r and its error sqrt((1 - r^2) / (n - lost)), which is too small: years that follow one another are alike."""
    r = float(np.corrcoef(first, second)[0, 1]) if np.std(first) > 0 and np.std(second) > 0 else np.nan
    return Estimate(r, float(np.sqrt((1 - r * r) / (len(first) - lost))), len(first))


def meeting_facts(meetings: pd.Series, ideology: pd.DataFrame) -> dict[str, Estimate]:
    """How often presidents met: `meetings` counts by year, `ideology` has mean and dispersion by year (index year, no gap)."""
    years = ideology.index.to_numpy()
    count = meetings.reindex(years, fill_value=0).to_numpy(float)
    half = len(years) // 2
    line = np.column_stack([years - years.mean(), np.ones(len(years))])
    trend, error = least_squares(count, line, np.arange(len(years)))

    def off_trend(values: np.ndarray) -> np.ndarray:
        return values - line @ np.linalg.lstsq(line, values, rcond=None)[0]

    def average(values: np.ndarray) -> Estimate:
        return Estimate(float(values.mean()), float(values.std(ddof=1) / np.sqrt(len(values))), len(values))

    mean = ideology["mean"].to_numpy()
    return {
        "meetings_a_year": average(count),
        "meetings_first_half": average(count[:half]),
        "meetings_second_half": average(count[half:]),
        "meetings_trend": Estimate(float(trend[0]), float(error[0]), len(years)),
        "meetings_and_ideology": correlation(count, mean),
        "meetings_and_ideology_off_trend": correlation(off_trend(count), off_trend(mean), 3),
        "meetings_and_ideology_differenced": correlation(np.diff(count), np.diff(mean)),
        "meetings_and_dispersion": correlation(count, ideology["dispersion"].to_numpy()),
    }
