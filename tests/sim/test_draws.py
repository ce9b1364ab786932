"""The generator gives the published words, and every draw has an address of its own."""

import itertools
import math
import string

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concertacion.sim import draws
from concertacion.sim.draws import Address, country_key, normal, philox, uniform, waiting_time

ONES = 0xFFFFFFFF
# counter and key, the words: kat_vectors of Random123 (Salmon, Moraes, Dror & Shaw 2011), philox4x32 with 10 rounds
VECTORS = [
    ((0, 0, 0, 0, 0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    ((ONES, ONES, ONES, ONES, ONES, ONES), (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344, 0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
]
STREAMS = {name: value for name, value in vars(draws).items() if name.isupper() and type(value) is np.int64}
STREAMS.pop("NOBODY")
STREAMS.pop("BEFORE")  # a quarter
MANY = 20_000
SAMPLED = settings(deadline=None, derandomize=True, database=None)  # the first call of a draw may compile it


def interpreted(function):
    return getattr(function, "py_func", function)


@pytest.mark.parametrize("counter_and_key, words", VECTORS)
@pytest.mark.parametrize("of", [lambda f: f, interpreted], ids=["compiled", "interpreted"])
def test_published_words(of, counter_and_key, words):
    assert tuple(of(philox)(*counter_and_key)) == words


@SAMPLED
@given(st.tuples(*[st.integers(0, ONES)] * 6))
def test_compiled_and_interpreted_words_are_one(counter_and_key):
    assert tuple(philox(*counter_and_key)) == tuple(interpreted(philox)(*counter_and_key))


LUCK = st.builds(Address, st.integers(0, 2**62), st.integers(0, ONES), st.integers(0, 65535))
KEY = st.integers(0, 2**31)


@SAMPLED
@given(LUCK, st.sampled_from(sorted(STREAMS.values())), KEY, KEY)
def test_a_uniform_draw_lies_strictly_between_nought_and_one(address, stream, key, other):
    assert 0.0 < uniform(address, stream, key, other) < 1.0
    assert math.isfinite(normal(address, stream, key, other))
    assert 0.0 < waiting_time(address, stream, key, other, 0.5) < math.inf


@pytest.mark.parametrize("word", [0, ONES])
def test_the_extreme_words_stay_inside_the_open_interval(word):
    assert 0.0 < (word + 0.5) / 4294967296.0 < 1.0


def test_streams_and_nobody_are_of_one_type():
    """One type of number, for numba compiles a function anew for each that it is called with."""
    whole = {name for name, value in vars(draws).items() if name.isupper() and isinstance(value, int | np.integer)}
    assert whole == {"MASK", "NOBODY", "BEFORE", *STREAMS}
    assert type(draws.NOBODY) is np.int64 and draws.NOBODY == 0


def test_streams_are_numbered_apart_from_one_and_fit_beside_the_quarter():
    assert sorted(STREAMS.values()) == list(range(1, len(STREAMS) + 1))
    assert max(STREAMS.values()) < 2**16


@SAMPLED
@given(LUCK, st.sampled_from(sorted(STREAMS.values())), st.lists(KEY, max_size=20), KEY)
@pytest.mark.parametrize("of", [lambda f: f, interpreted], ids=["compiled", "interpreted"])
def test_a_row_of_draws_is_uniform_one_by_one(of, address, stream, keys, other):
    row = np.full(len(keys) + 2, 9.0)
    of(draws.uniforms)(address, stream, np.array(keys, np.int64), other, row[1:-1])
    assert row.tolist() == [9.0, *(uniform(address, stream, key, other) for key in keys), 9.0]


def test_every_part_of_an_address_matters():
    home = (Address(5, 7, 11), 3, 100, 200)
    others = [
        (Address(6, 7, 11), 3, 100, 200), (Address(5 + 2**32, 7, 11), 3, 100, 200), (Address(5, 8, 11), 3, 100, 200),
        (Address(5, 7, 12), 3, 100, 200), (Address(5, 7, 11), 4, 100, 200), (Address(5, 7, 11), 3, 101, 200),
        (Address(5, 7, 11), 3, 100, 201),
        (Address(5, 7, 11), 3, 200, 100),
    ]  # fmt: skip
    drawn = [uniform(*address) for address in [home, *others]]
    assert len(set(drawn)) == len(drawn)
    assert uniform(*home) == drawn[0]  # and nothing else does


def test_no_two_addresses_of_a_run_share_a_draw_more_often_than_chance():
    drawn = {
        uniform(Address(1, 0, quarter), stream, key, 0)
        for quarter, stream, key in itertools.product(range(40), STREAMS.values(), range(1, 21))
    }
    assert len(drawn) >= 40 * len(STREAMS) * 20 - 5  # 27,000 draws of 32 bits: fewer than one pair alike is expected


def test_keys_of_all_codes_are_distinct_and_never_nobody():
    keys = [country_key("".join(letters)) for letters in itertools.product(string.ascii_uppercase, repeat=3)]
    assert len(keys) == 17576
    assert sorted(keys) == list(range(1, 17577))
    assert country_key("AAA") == 1
    assert country_key("ARG") == 17 * 26 + 6 + 1
    assert max(keys) < 2**15


@pytest.fixture(scope="module")
def uniforms():
    return np.array([uniform(Address(2, 0, number >> 8), draws.GROWTH, number & 255, 0) for number in range(MANY)])


@pytest.fixture(scope="module")
def normals():
    return np.array([normal(Address(2, 0, number >> 8), draws.GROWTH, number & 255, 0) for number in range(MANY)])


def test_uniforms_are_spread_evenly(uniforms):
    assert uniforms.mean() == pytest.approx(0.5, abs=4 / math.sqrt(12 * MANY))
    counts, _ = np.histogram(uniforms, bins=20, range=(0, 1))
    chi_square = ((counts - MANY / 20) ** 2 / (MANY / 20)).sum()
    assert chi_square < 43.8  # the 0.999 quantile with 19 degrees of freedom
    assert abs(np.corrcoef(uniforms[:-1], uniforms[1:])[0, 1]) < 4 / math.sqrt(MANY)


def test_normals_have_the_moments_of_a_standard_normal(normals):
    assert normals.mean() == pytest.approx(0.0, abs=4 / math.sqrt(MANY))
    assert normals.var() == pytest.approx(1.0, abs=4 * math.sqrt(2 / MANY))
    assert (normals**3).mean() == pytest.approx(0.0, abs=4 * math.sqrt(15 / MANY))
    assert (normals**4).mean() == pytest.approx(3.0, abs=4 * math.sqrt(96 / MANY))
    for quantile, share in ((-1.6448536269514722, 0.05), (0.0, 0.5), (1.6448536269514722, 0.95)):
        assert (normals < quantile).mean() == pytest.approx(share, abs=4 * math.sqrt(share * (1 - share) / MANY))


def test_a_normal_draw_is_that_of_box_and_muller():
    u, v = ((word + 0.5) / 2**32 for word in philox(7, (11 << 16) | 3, 100, 200, 5, 0)[:2])
    assert uniform(Address(5, 7, 11), 3, 100, 200) == u
    assert normal(Address(5, 7, 11), 3, 100, 200) == pytest.approx(math.sqrt(-2 * math.log(u)) * math.cos(2 * math.pi * v))


def test_the_first_among_many_is_drawn_in_proportion_to_weight():
    weights = (0.5, 0.3, 0.2, 0.0)
    first = [0, 0, 0, 0]
    for quarter in range(5000):
        waits = [waiting_time(Address(3, 0, quarter), draws.HOST, key + 1, 9, weight) for key, weight in enumerate(weights)]
        first[waits.index(min(waits))] += 1
    assert [count / 5000 for count in first] == pytest.approx(weights, abs=0.03)


def test_nobody_without_weight_is_ever_first():
    assert waiting_time(Address(3, 0, 0), draws.HOST, 1, 9, 0.0) == math.inf
    assert waiting_time(Address(3, 0, 0), draws.HOST, 1, 9, -1.0) == math.inf


def test_a_newcomer_shifts_nobody_elses_draw():
    before = [waiting_time(Address(3, 0, 0), draws.HOST, key, 9, 0.4) for key in (1, 2, 3)]
    after = {key: waiting_time(Address(3, 0, 0), draws.HOST, key, 9, 0.4) for key in (3, 99, 2, 1)}
    assert before == [after[1], after[2], after[3]]
