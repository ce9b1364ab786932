"""Proper scores of planted predictors, their intervals, and baselines with known answers."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from concertacion.analysis.score import chances
from concertacion.analysis.score.baselines import TIE, WEIGHT, baselines, climatology, persistence, with_habits
from concertacion.analysis.score.diagnosis import level, where_it_loses
from concertacion.analysis.score.gravity import gravity
from concertacion.analysis.score.kinds import KINDS
from concertacion.analysis.score.scores import FEW, interval, losses, scored
from concertacion.analysis.score.words import compared, sentences

SEATS, MEETINGS = (KINDS[name] for name in ("attendance", "meetings"))


def meetings(*rows):
    return pd.DataFrame(rows, columns=["organisation", "year", "meetings"])


def test_a_planted_predictor_has_its_known_log_loss_and_brier_score():
    came = np.array([1, 1, 1, 0])
    found = losses(SEATS, "attended", chances.of_chance(np.full(4, 0.7)), came)
    assert found["log loss"].mean() == pytest.approx(-(3 * np.log(0.7) + np.log(0.3)) / 4)
    assert found["Brier score"].mean() == pytest.approx((3 * 0.3**2 + 0.7**2) / 4)


def test_the_crps_of_counts_is_the_area_between_steps():
    sure = np.eye(6)[[4, 4]]  # a prediction that is sure errs by the distance
    either = np.array([[0.5, 0.0, 0.5, 0.0, 0.0, 0.0]])
    assert losses(MEETINGS, "meetings", sure, np.array([1, 4]))["CRPS of meetings"] == pytest.approx([3.0, 0.0])
    found = losses(MEETINGS, "meetings", either, np.array([1]))
    assert found["CRPS of meetings"] == pytest.approx([0.5**2 + 0.5**2])
    assert found["log loss of any meetings"] == pytest.approx([-np.log(0.5)])


def test_what_no_run_shows_is_as_unlikely_as_the_number_of_runs_allows():
    for runs in (8, 98):
        told = chances.of_runs(np.array([[0] * runs, [2] * runs]), 4)
        assert told[:, 0] == pytest.approx([(runs + 1) / (runs + 2), 1 / (runs + 2)])
        assert told[1, 2] == pytest.approx((runs + 1) / (runs + 2)) and told.sum(axis=1) == pytest.approx([1, 1])
    assert chances.of_seats(np.array([3.0]), np.array([4.0]))[0, 1] == pytest.approx(4 / 6)


def test_the_interval_covers_the_truth_about_as_often_as_it_says():
    rng, events = np.random.default_rng(4), np.repeat(np.arange(40), 5)
    covered = 0
    for _ in range(100):
        loss = 1.0 + np.repeat(rng.normal(size=40), 5) + 0.1 * rng.normal(size=200)  # rows of an event go together
        _, low, high = interval(loss, events)
        covered += low <= 1.0 <= high
    assert 80 <= covered <= 97
    assert np.isnan(interval(np.ones(FEW - 1), np.arange(FEW - 1))[1])


def test_differences_are_paired_and_taken_from_the_model():
    came, events = np.array([1, 0] * 10), np.arange(20)
    told = {"model": chances.of_chance(np.where(came == 1, 0.9, 0.1)), "coin": chances.of_chance(np.full(20, 0.5))}
    scores, less = scored(SEATS, "attended", told, came, events, ["model"])
    row = less[less["measure"] == "log loss"].iloc[0]
    assert (row["predictor"], row["less"], row["n"]) == ("model", "coin", 20)
    assert row[["value", "low", "high"]].tolist() == pytest.approx([np.log(0.5) - np.log(0.9)] * 3)
    assert sentences(scores, less, ["model"])[1] == "Model does better than coin: -0.588 [-0.588, -0.588]."
    assert compared("model", "coin", 0.1, -0.2, 0.3) == "Model is not distinguishable from coin: +0.100 [-0.200, +0.300]."


def test_climatology_is_shrunk_towards_all_rows():
    past = meetings(("A", 2000, 1), ("A", 2001, 1), ("B", 2000, 0), ("B", 2001, 0))
    told = climatology(past, meetings(("A", 2002, 0), ("NEW", 2002, 0)), "meetings", 3, ("organisation",))
    wide = 1 - 3 / 6  # 2 of 4 had none
    assert told[0, 1] == pytest.approx((2 + WEIGHT * wide) / (2 + WEIGHT)) and told[1, 1] == pytest.approx(wide)


def test_persistence_repeats_the_last_count_as_often_as_counts_did():
    past = meetings(*[("A", year, 2) for year in range(2000, 2005)])
    told = persistence(past, meetings(("A", 2006, 0)), "meetings", 4, ("organisation",))
    otherwise = climatology(past, meetings(("A", 2006, 0)), "meetings", 4, ("organisation",))
    assert told[0, 2] == pytest.approx(5 / 6 + otherwise[0, 2] / 6)  # 4 of 4 repeats


def test_a_habit_moves_the_odds_by_one_shrunk_step():
    past = pd.DataFrame({"organisation": "A", "country": ["X"] * 4, "attended": [1, 1, 1, 1]})
    rows = pd.DataFrame({"organisation": "A", "country": ["X", "Y"]})
    half = chances.of_chance(np.full(4, 0.5))
    told = with_habits(half, past, half[:2], rows, "attended", ("organisation", "country"))
    step = 2.0 / (1.0 + 1.0 / TIE**2)
    assert chances.some(told) == pytest.approx([1 / (1 + np.exp(-step)), 0.5])


def test_gravity_finds_planted_distances_and_senders():
    rng = np.random.default_rng(2)
    rows = pd.DataFrame(
        [(a, b, year, rng.uniform(0, 4)) for a in "ABCDEF" for b in "ABCDEF" if a != b for year in range(30)],
        columns=["visitor", "visited", "year", "km"],
    )
    mean = np.exp(0.5 - 0.8 * rows["km"] + np.where(rows["visitor"] == "A", 1.0, 0.0))
    rows["visits"] = rng.poisson(mean)
    past, ahead = rows[rows["year"] < 25], rows[rows["year"] >= 25]
    plain = gravity(past, ahead, "visits", 30, ["km"]) @ np.arange(31)
    effects = gravity(past, ahead, "visits", 30, ["km"], ("visitor", "visited")) @ np.arange(31)
    truth = mean[ahead.index]
    assert np.abs(effects - truth).mean() < 0.2 * truth.mean() < np.abs(plain - truth).mean()


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_every_baseline_is_a_distribution_and_never_sees_the_answer(kind):
    rng = np.random.default_rng(3)
    names = [{name: text for name, text in zip(kind.texts, pair, strict=False)} for pair in ("AB", "BA", "AC")]
    frame = pd.DataFrame([{**key, "year": year} for key in names for year in range(2000, 2008)])
    outcome = kind.outcomes[0]
    frame[outcome] = rng.integers(0, 2, len(frame))
    past, rows = frame[frame["year"] < 2007], frame[frame["year"] == 2007]
    told = baselines(kind, past, rows, outcome, 1 if kind.binary else 5)
    again = baselines(kind, past, rows.assign(**{outcome: 1 - rows[outcome]}), outcome, 1 if kind.binary else 5)
    for name, each in told.items():
        assert each.sum(axis=1) == pytest.approx(1.0) and (each[:, 0] > 0).all() and (each[:, 0] < 1).all(), name
        np.testing.assert_array_equal(each, again[name])


def test_the_diagnosis_names_the_group_that_loses():
    rows = meetings(("GOOD", 2000, 1), ("BAD", 2000, 0), ("BAD", 2001, 0))
    model, other = np.tile([0.1, 0.9], (3, 1)), np.tile([0.5, 0.5], (3, 1))
    worst = where_it_loses(MEETINGS, "meetings", model, other, rows)
    assert [loss.group for loss in worst] == ["BAD"] and worst[0].said == pytest.approx(0.9) and worst[0].rows == 2
    assert np.isnan(level(model, rows["meetings"].to_numpy()).correlation)
