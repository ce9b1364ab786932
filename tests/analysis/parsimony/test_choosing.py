"""Which mechanisms a core switches off, on tables with known answers."""

import numpy as np

from concertacion.analysis.claims.shares import INAPPLICABLE, NO_EFFECT, SUPPORTS, UNDECIDED
from concertacion.analysis.parsimony.choosing import Kept, halves, kept, largest, random_presets, weakest_first


def of(share: float, moved: float = 0.0) -> Kept:
    return Kept(np.array(["kept"] * round(10 * share) + ["lost"] * round(10 - 10 * share)), moved)


def test_only_decided_points_count_and_what_becomes_undecided_is_lost():
    full = np.array([[SUPPORTS, NO_EFFECT, SUPPORTS], [UNDECIDED, INAPPLICABLE, SUPPORTS]])
    other = np.array([[SUPPORTS, SUPPORTS, UNDECIDED], [SUPPORTS, SUPPORTS, INAPPLICABLE]])
    found = kept(full, other, np.array([[0.5, 3.0, 0.1], [9.0, 9.0, np.nan]]))
    assert found.classes.tolist() == ["kept", "lost", "lost", "lost"]
    assert found.moved == (0.5 + 1.0 + 0.1 + 1.0) / 4


def test_the_weakest_lose_fewest_classes_then_move_effects_least():
    alone = {"a": of(0.9), "b": of(1.0, 0.2), "c": of(1.0, 0.1), "d": of(0.2)}
    assert weakest_first(alone) == ["c", "b", "a", "d"]


def test_the_largest_size_is_the_last_before_one_loses_too_much():
    assert largest({5: 1.0, 10: 0.92, 15: 0.85, 20: 0.95}) == 10
    assert largest({5: 0.5, 10: 1.0}) == 0


def test_halves_part_the_names_and_random_presets_are_as_large():
    names = tuple("abcdefg")
    one, other = halves(names, 3)
    assert len(one) == 4 and sorted(one + other) == list(names) and halves(names, 3) == (one, other)
    sizes = {name: at + 1 for at, name in enumerate(names)}
    presets = random_presets(sizes, 9, 20, 1)
    assert all(sum(sizes[name] for name in preset) >= 9 for preset in presets) and len(set(presets)) > 5
    assert all(sum(sizes[name] for name in preset) - max(sizes[name] for name in preset) < 9 for preset in presets)
