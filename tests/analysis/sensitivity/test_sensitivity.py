"""Indices and noise against answers that are known in closed form."""

from __future__ import annotations

import numpy as np
import pytest
from SALib.sample import morris as morris_sample
from SALib.sample import sobol as saltelli_sample
from scipy.stats import qmc

from concertacion.analysis.sensitivity.convergence import check, floor_of, halves, verdict
from concertacion.analysis.sensitivity.indices import Sample, block_of, indices, part, ranked, sample_of, well, without_pairs
from concertacion.analysis.sensitivity.noise import Noise, noise
from concertacion.analysis.sweeps import open_sweep
from concertacion.sim.declare import InputError

from .sweep_folders import FIRST, ISHIGAMI, TOTAL, ishigami, write_sweep

PROBLEM = {"num_vars": 3, "names": ["x1", "x2", "x3"], "bounds": [[-np.pi, np.pi]] * 3}
QUIET = Noise(0.0, 0.0, 0.0)


def through_a_folder(tmp_path, points, design, values=None):
    """The sample of a function through the folder of a sweep, as the command reads it."""
    y = ishigami(points)[:, None] if values is None else values
    folder = write_sweep(tmp_path / design, ISHIGAMI, points, {"y": y}, design, chunk=5000)
    return sample_of(open_sweep(folder), "y")


def saltelli(count, seed=3, pairs=True):
    return saltelli_sample.sample(PROBLEM, count, calc_second_order=pairs, seed=np.random.default_rng(seed))


@pytest.fixture(scope="module")
def sobol_sample(tmp_path_factory):
    return through_a_folder(tmp_path_factory.mktemp("sobol"), saltelli(1024), "saltelli")


def test_sobol_indices_of_ishigami_lie_in_their_intervals(sobol_sample):
    table = indices("sobol", sobol_sample, seed=1)
    for measure, known in (("S1", FIRST), ("ST", TOTAL)):
        for row in ranked(table, measure).itertuples():
            assert row.low <= known[row.parameter] <= row.high, row
            assert row.high - row.low < 0.2
    pairs = table[table["measure"] == "S2"].set_index(["parameter", "other"])
    assert pairs.loc[("x1", "x3"), "low"] <= TOTAL["x3"] <= pairs.loc[("x1", "x3"), "high"]
    for pair in (("x1", "x2"), ("x2", "x3")):
        assert abs(pairs.loc[pair, "value"]) < 0.05


def test_same_seed_gives_the_same_intervals(sobol_sample):
    first, second = (indices("sobol", sobol_sample, seed=4) for _ in range(2))
    assert first.equals(second) and not first.equals(indices("sobol", sobol_sample, seed=5))


def test_first_order_needs_no_pairs(tmp_path, sobol_sample):
    plain = through_a_folder(tmp_path, saltelli(1024, pairs=False), "saltelli")
    assert set(indices("sobol", plain)["measure"]) == {"S1", "ST"}
    stripped = without_pairs(sobol_sample)
    assert stripped.values.size == 1024 * 5
    one, other = (ranked(indices("sobol", s), "ST") for s in (sobol_sample, stripped))
    np.testing.assert_allclose(one["value"], other["value"], rtol=0.02)


def test_morris_effects_of_a_line_are_its_slopes(tmp_path):
    points = morris_sample.sample(PROBLEM, 20, num_levels=4, seed=1)
    sample = through_a_folder(tmp_path, points, "morris", values=(points @ [1.0, -2.0, 0.0])[:, None])
    table = indices("morris", sample)
    across = 2 * np.pi  # effects are over the whole range
    star = ranked(table, "mu_star").set_index("parameter")
    assert list(star.index) == ["x2", "x1", "x3"]
    np.testing.assert_allclose(star["value"], [2 * across, across, 0], atol=1e-9)
    np.testing.assert_allclose(ranked(table, "sigma")["value"], 0, atol=1e-9)
    assert ranked(table, "mu").set_index("parameter").loc["x2", "value"] == pytest.approx(-2 * across)


def test_pawn_ranks_a_skewed_outcome_and_leaves_the_inert_at_chance(tmp_path):
    rng = np.random.default_rng(1)
    points = qmc.scale(qmc.LatinHypercube(3, rng=rng).random(1500), [-np.pi] * 3, [np.pi] * 3)
    sample = through_a_folder(tmp_path, points, "lhs", values=np.exp(2 * points[:, :1] + 1.0 * points[:, 1:2]))
    table = ranked(indices("pawn", sample, resamples=20), "PAWN")
    assert list(table["parameter"]) == ["x1", "x2", "x3"]
    chance = floor_of("pawn", sample, QUIET)
    assert table["value"][2] < 1.5 * chance < table["value"][1]


def test_pawn_sees_every_value_of_an_axis_over_values(tmp_path):
    """Of two forms, SALib's slices would leave out the second, for each ends before its upper edge.

    Seven runs in ten have the second form, whose distribution lies 0.3 from that of all (the first form's, 0.7): the median of
    the slices is that of the second.
    """
    rng = np.random.default_rng(2)
    form, other = (np.arange(1000) % 10 > 2).astype(float), rng.random(1000)
    axes = [{"name": "form", "low": 0, "high": 1, "values": ["a", "b"]}, {"name": "other", "low": 0, "high": 1, "values": []}]
    values = (form + 0.1 * rng.random(1000))[:, None]
    folder = write_sweep(tmp_path / "s", axes, np.column_stack([form, other]), {"y": values}, chunk=1000)
    table = indices("pawn", sample_of(open_sweep(folder), "y"), resamples=5).set_index("parameter")
    assert table.loc["form", "value"] == pytest.approx(0.3, abs=0.05)
    assert table.loc["other", "value"] < 0.2


@pytest.mark.parametrize("common", [False, True])
def test_noise_has_its_known_share(common):
    rng = np.random.default_rng(7)
    point, own = rng.normal(0, 2, (4000, 1)), rng.normal(0, 1, (4000, 8))
    shared = rng.normal(0, 3, (1, 4000))[:, :8] if common else 0.0
    estimate = noise(point + shared + own, common)
    noise_variance = 1 + (np.var(shared, ddof=1) if common else 0)
    assert estimate.share == pytest.approx(noise_variance / (noise_variance + 4), abs=0.02)
    assert estimate.in_means == pytest.approx((1 / 8) / (4 + 1 / 8), abs=0.005)
    assert estimate.of_mean == pytest.approx(np.sqrt(1 / 8), rel=0.03)


def test_common_luck_is_not_taken_for_a_difference_between_points():
    rng = np.random.default_rng(8)
    values = np.zeros((300, 1)) + rng.normal(size=(1, 6))
    assert noise(values, common=True).share == 1 and noise(values + rng.normal(0, 1, (300, 1)), common=True).in_means < 1e-12


def test_one_replicate_cannot_tell_noise():
    assert np.isnan(noise(np.arange(5.0)[:, None], common=True)).all()
    assert noise(np.ones((5, 3)), common=False) == (0, 0, 0)


def test_noise_in_means_is_what_an_inert_parameter_shows(tmp_path):
    """ST of a parameter without effect is the share of rng in the means; mu_star that of two means that differ by rng."""
    rng, points = np.random.default_rng(9), saltelli(2048, pairs=False)
    values = 3 * points[:, :1] + rng.normal(0, 4, (len(points), 4))
    estimate = noise(values, common=False)
    sample = through_a_folder(tmp_path, points, "saltelli", values=values)
    total = ranked(indices("sobol", sample), "ST").set_index("parameter")["value"]
    assert estimate.in_means == pytest.approx(4 / (4 + 3 * np.pi**2), abs=0.01)
    assert total["x3"] == pytest.approx(floor_of("sobol", sample, estimate), abs=0.02)
    walks = morris_sample.sample(PROBLEM, 400, num_levels=4, seed=1)
    flat = Sample(PROBLEM, walks, rng.normal(0, 0.5, len(walks)), 4, (False,) * 3)
    stars = ranked(indices("morris", flat), "mu_star")["value"]
    np.testing.assert_allclose(stars, floor_of("morris", flat, Noise(0.5, 0.5, 0.5)), rtol=0.1)


def test_a_point_without_runs_takes_its_block_along(tmp_path):
    points = saltelli(64)
    values = ishigami(points)[:, None]
    values[[3, 4, 100]] = np.nan
    sample, left_out = well(through_a_folder(tmp_path, points, "saltelli", values=values), "y")
    assert left_out == 16 and sample.values.size == 62 * 8 and np.isfinite(sample.values).all()
    values[:] = np.nan
    with pytest.raises(InputError, match="outcome y: has a value at 0 of 512 points, too few"):
        well(through_a_folder(tmp_path / "none", points, "saltelli", values=values), "y")


def test_a_failed_replicate_leaves_the_others_of_its_point(tmp_path):
    points = saltelli(8)
    values = np.repeat(ishigami(points)[:, None], 2, 1)
    values[5, 1] = np.nan
    np.testing.assert_allclose(through_a_folder(tmp_path, points, "saltelli", values=values).values, ishigami(points))


def test_a_large_sample_is_enough_and_a_small_one_is_not(sobol_sample):
    table = indices("sobol", sobol_sample)
    result, both = check("sobol", sobol_sample, table, QUIET, 0, threshold=0.2)
    assert result.enough and result.verdict.startswith("The sample was enough: ") and result.stable == result.top == 1
    assert list(both.columns) == ["first_half", "second_half"] and both.loc["x1", "first_half"] == pytest.approx(
        TOTAL["x1"], abs=0.15
    )
    small = part(sobol_sample, 0, 1 / 32)
    result, _ = check("sobol", small, indices("sobol", small), QUIET, 0)
    assert not result.enough and "times as many points" in result.verdict
    hopeless, _ = check("sobol", small, indices("sobol", small), QUIET, 0, threshold=1e-6)
    assert hopeless.verdict.endswith("it would take more than 100 times as many points.")
    unknown = verdict("pawn", float("nan"), 0.1, 1, 2, enough=False, constant=False)
    assert unknown.startswith("The sample was not enough: of so few points no interval is known, and 1 of the 2 strongest")


def test_of_an_outcome_that_is_mostly_noise_nothing_is_said(sobol_sample):
    table, noisy = indices("sobol", sobol_sample), QUIET._replace(in_means=0.6)
    said, _ = check("sobol", sobol_sample, table, noisy, 0, threshold=0.2)
    assert not said.enough and said.verdict.startswith("Noise makes 60% of the variance of the means")
    assert check("sobol", sobol_sample, table, QUIET._replace(in_means=float("nan")), 0, threshold=0.2)[0].enough


def test_halves_do_not_overlap(sobol_sample):
    small = part(sobol_sample, 0, 1 / 8)
    first = indices("sobol", without_pairs(part(small, 0, 0.5)), resamples=2)
    assert halves("sobol", small)["first_half"]["x1"] == ranked(first, "ST").set_index("parameter").loc["x1", "value"]
    second = indices("sobol", without_pairs(part(small, 0.5, 1)), resamples=2)
    assert halves("sobol", small)["second_half"]["x1"] == ranked(second, "ST").set_index("parameter").loc["x1", "value"]
    assert part(small, 0, 0.5).values.size + part(small, 0.5, 1).values.size == small.values.size


def test_a_constant_outcome_depends_on_nothing(tmp_path):
    sample = through_a_folder(tmp_path, saltelli(16), "saltelli", values=np.ones((128, 1)))
    table = indices("sobol", sample)
    assert (table["value"] == 0).all()
    assert check("sobol", sample, table, QUIET, 0)[0].verdict.startswith("The outcome does not vary")


@pytest.mark.parametrize("axes", [1, 3, 22, 230])
@pytest.mark.parametrize("base", [1, 2, 64, 1024])
def test_blocks_are_told_from_the_number_of_points(axes, base):
    assert block_of("saltelli", base * (2 * axes + 2), axes) == 2 * axes + 2
    assert block_of("saltelli", base * (axes + 2), axes) == axes + 2
    assert block_of("morris", base * (axes + 1), axes) == axes + 1 and block_of("lhs", base, axes) == 1
