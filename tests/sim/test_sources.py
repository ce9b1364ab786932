"""Every source key in a table of a shipped world is defined, once, in its SOURCES.md."""

import re

import pandas as pd
import pytest

from concertacion.sim.worlds.selection import DATA

WORLDS = sorted(path.name for path in DATA.iterdir() if path.is_dir())


def keys_of(cell):
    """The keys of a cell: joined by ; or +, the section after a colon left out."""
    return {part.partition(":")[0].strip() for part in re.split(r"[;+]", cell)}


def keys_used(world):
    """Source key -> the tables that use it."""
    used = {}
    for path in sorted((DATA / world).glob("*.csv")):
        for cell in pd.read_csv(path, usecols=["source"], dtype=str, na_filter=False)["source"].unique():
            for key in keys_of(cell):
                used.setdefault(key, set()).add(path.name)
    return used


def keys_defined(world):
    """The keys in the first column of the table of sources."""
    return re.findall(r"^\| `([^`]+)` \|", (DATA / world / "SOURCES.md").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize(
    ("cell", "keys"), [("own", {"own"}), ("a;b", {"a", "b"}), ("a + b", {"a", "b"}), ("a:health;own", {"a", "own"})]
)
def test_cells_with_several_keys(cell, keys):
    assert keys_of(cell) == keys


@pytest.mark.parametrize("world", WORLDS)
def test_every_key_used_is_defined(world):
    missing = {key: tables for key, tables in keys_used(world).items() if key not in keys_defined(world)}
    assert missing == {}


@pytest.mark.parametrize("world", WORLDS)
def test_no_key_is_defined_twice(world):
    defined = keys_defined(world)
    assert defined and sorted(defined) == sorted(set(defined))


@pytest.mark.parametrize("world", WORLDS)
def test_every_table_is_explained(world):
    text = (DATA / world / "SOURCES.md").read_text(encoding="utf-8")
    assert [path.stem for path in (DATA / world).glob("*.csv") if path.stem not in text] == []
