"""The search on a toy model whose answer is known."""

import numpy as np
import pytest

from concertacion.analysis.record.conflict import SURE, surprise, usual
from concertacion.analysis.record.exploring import effective_facts
from concertacion.analysis.record.proposals import Mixture, aimed, log_weights
from concertacion.analysis.record.regression import Regression, log_likelihood
from concertacion.analysis.record.sample import Sample, to_unit
from concertacion.analysis.record.weighting import effective_of, smoothed, tempered
from tests.record import toy

TRUTH = np.full(toy.AXES, 0.5)
TRUTH[:5] = 0.8, 0.3, 0.6, 0.25, 0.7


@pytest.fixture(scope="module")
def found():
    return toy.found(toy.history(TRUTH, 3), seed=3)


def test_the_screen_finds_the_parameters_that_act(found):
    assert set(range(5)) <= set(found.screen.active) and len(found.screen.active) <= 7


def test_the_share_left_is_that_of_the_prior(found):
    """However the waves crowd: measured again on fresh points of the prior."""
    unit = np.random.default_rng(8).random((20_000, toy.AXES))
    mean = toy.run(unit, np.random.default_rng(9)).mean(axis=1)
    sd = np.sqrt((1 + 1 / toy.RUNS) * toy.NOISE**2 + np.diag(toy.SPREAD))
    left = (np.abs(found.against.record - mean) / sd).max(axis=1) <= found.cut
    assert found.left() == pytest.approx(left.mean(), rel=0.3)


def test_weights_hold_the_truth_and_are_narrower_than_the_prior(found):
    assert found.weights.is_posterior
    unit, weights = to_unit(found.sample.latent), found.weights.weights
    for axis in range(5):
        rank = weights[unit[:, axis] < TRUTH[axis]].sum()
        assert 0.01 < rank < 0.99, axis
    spread = np.sqrt(weights @ (unit[:, 3] - weights @ unit[:, 3]) ** 2)
    assert spread < 0.5 * np.sqrt(1 / 12)


def test_the_cut_keeps_nineteen_in_twenty_truths(found):
    generator, kept = np.random.default_rng(4), 0
    unit = generator.random((2000, toy.AXES))
    pasts = toy.run(unit, generator, 1)[:, 0] + generator.multivariate_normal(np.zeros(toy.FACTS), toy.SPREAD, 2000)
    mean = toy.run(unit, generator).mean(axis=1)
    sd = np.sqrt((1 + 1 / toy.RUNS) * toy.NOISE**2 + np.diag(toy.SPREAD))
    kept = ((np.abs(pasts - mean) / sd).max(axis=1) <= found.cut).mean()
    assert 0.92 < kept < 0.98


def test_a_fact_that_is_wrong_is_named_and_no_other():
    record = toy.history(TRUTH, 3)
    record[0] += 6.0 * np.sqrt(toy.NOISE**2 + toy.SPREAD[0, 0])
    wrong = toy.found(record, seed=3)
    beside = usual(wrong, np.random.default_rng(1))
    found = surprise(wrong.regression)
    assert np.argmax(np.abs(found.apart) / beside.size) == 0 and beside.chance(found)[0] < SURE


def test_a_fact_surprises_by_all_that_the_others_leave_open(found):
    """As the weighted points say, by the facts but one: in the mean, and wider than a run with error and discrepancy."""
    told, fact = surprise(found.regression), 2
    kept = np.arange(toy.FACTS) != fact
    regression = found.regression
    others = Regression(regression.constant[kept], regression.linear[kept], regression.square[kept],
                        regression.covariance[np.ix_(kept, kept)], regression.scale[kept])  # fmt: skip
    weights = smoothed(found.log_prior + log_likelihood(others, found.sample.latent[:, found.screen.active])).weights
    clean = toy.run(to_unit(found.sample.latent), np.random.default_rng(1), 50).mean(axis=1)[:, fact]
    mean, total = weights @ clean, np.sqrt(toy.NOISE**2 + toy.SPREAD[fact, fact])
    assert told.apart[fact] * told.size[fact] == pytest.approx(found.against.record[fact] - mean, abs=0.3 * total)
    assert told.size[fact] == pytest.approx(np.sqrt(total**2 + weights @ (clean - mean) ** 2), rel=0.25)


def test_weights_of_a_crowded_wave_give_the_prior_back():
    generator = np.random.default_rng(1)
    crowd = Mixture(np.array([1.5, 1.5]), 0.3 * np.eye(2))
    proposals, counts = [Mixture(), crowd], [500, 4000]
    points = np.vstack([p.drawn(n, np.arange(2), 2, generator) for p, n in zip(proposals, counts, strict=True)])
    weights = np.exp(log_weights(points, proposals, counts))
    assert weights.mean() == pytest.approx(1.0, abs=0.05)
    np.testing.assert_allclose(weights @ points / weights.sum(), 0.0, atol=0.12)


def test_large_ratios_weigh_most_and_a_heavy_tail_is_no_posterior():
    log = np.concatenate([np.zeros(999), [5.0]])
    assert smoothed(log).weights.argmax() == 999
    assert smoothed(np.arange(16.0)).pareto_k == np.inf  # too few for a tail
    heavy = smoothed(4.0 * np.random.default_rng(2).standard_normal(2000))
    assert heavy.pareto_k > 0.7 and not heavy.is_posterior


def test_weights_are_tempered_until_they_are_worth_enough_and_no_further():
    log = 4.0 * np.random.default_rng(2).standard_normal(2000)
    assert effective_of(tempered(log, 100.0)) == pytest.approx(100.0, rel=1e-3) and effective_of(np.exp(log)) < 100.0
    np.testing.assert_allclose(tempered(0.1 * log, 100.0), np.exp(0.1 * log) / np.exp(0.1 * log).sum())
    np.testing.assert_allclose(tempered(log[:50], 100.0), 1 / 50, rtol=1e-3)  # fewer than enough: all alike


def test_the_last_bits_of_a_regression_do_not_move_the_points_of_a_wave(found):
    """How threads add up shows there; runs already made must serve again."""
    regression, active = found.regression, found.screen.active
    nearly = regression._replace(linear=regression.linear * (1.0 + 1e-13), covariance=regression.covariance * (1.0 - 1e-13))
    one, other = (
        aimed(each, np.random.default_rng(1)).drawn(100, active, toy.AXES, np.random.default_rng(2))
        for each in (regression, nearly)
    )
    np.testing.assert_array_equal(one, other)


def test_a_few_runs_vary_as_those_do_of_points_with_a_like_mean():
    """Counts vary as much as they are large: one variance for all points would be that of the largest."""
    generator = np.random.default_rng(5)
    mean = 10.0 ** generator.uniform(0.0, 3.0, 1000)
    values = generator.poisson(mean[:, None, None], (1000, 4, 1)).astype(float)
    variance = Sample(np.zeros((1000, 1)), values, np.zeros(1000)).variance[:, 0]
    for low, high in ((1.0, 10.0), (100.0, 1000.0)):
        some = (mean >= low) & (mean < high)
        assert variance[some].mean() == pytest.approx(mean[some].mean(), rel=0.15)


def test_a_fact_that_no_run_of_a_point_defines_has_the_variance_of_others():
    values = np.random.default_rng(6).normal(0.0, 2.0, (200, 5, 1))
    values[0] = np.nan
    assert Sample(np.zeros((200, 1)), values, np.zeros(200)).variance[0, 0] == pytest.approx(4.0, rel=0.2)


def test_copies_of_a_fact_count_once():
    generator = np.random.default_rng(3)
    one = generator.standard_normal((400, 3, 2))
    values = np.concatenate([one, one[:, :, :1], one[:, :, :1]], axis=2)
    assert effective_facts(one, np.full(400, 1 / 400)) == pytest.approx(2.0, abs=0.05)
    assert effective_facts(values, np.full(400, 1 / 400)) == pytest.approx(16 / 10, abs=0.05)
