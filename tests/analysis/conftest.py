"""A made-up but plausible Dataset of saved results, shaped by the declarations of `sim.record`."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import numpy as np
import pytest
from xarray import Dataset

from concertacion.analysis.outcomes import MAIN
from concertacion.sim.declare import declared
from concertacion.sim.record import TOGETHER, CountryRecord, ForumRecord, IssueRecord, RegionRecord, stored_as
from concertacion.sim.results import attributes_of, reduced
from concertacion.sim.state import CHANNELS, DOMAINS, ECONOMIC_MODELS, POLITICAL_MODELS

COUNTRIES = {
    "ARG": ("Argentina", "southern_cone", 9, 3),
    "BOL": ("Bolivia", "andean", 8, 3),
    "BRA": ("Brazil", "southern_cone", 7, 4),
    "CHL": ("Chile", "southern_cone", 9, 2),
    "COL": ("Colombia", "andean", 6, 3),
    "CRI": ("Costa Rica", "central_america", 4, 2),
    "CUB": ("Cuba", "caribbean", 1, 4),
    "DOM": ("Dominican Republic", "caribbean", 2, 6),
    "ECU": ("Ecuador", "andean", 7, 2),
    "GTM": ("Guatemala", "central_america", 1, 1),
    "HND": ("Honduras", "central_america", 2, 2),
    "HTI": ("Haiti", "caribbean", 2, 5),
    "MEX": ("Mexico", "mexico", 0, 0),
    "NIC": ("Nicaragua", "central_america", 3, 2),
    "PAN": ("Panama", "central_america", 5, 3),
    "PER": ("Peru", "andean", 7, 3),
    "PRY": ("Paraguay", "southern_cone", 8, 4),
    "SLV": ("El Salvador", "central_america", 2, 1),
    "URY": ("Uruguay", "southern_cone", 9, 4),
    "VEN": ("Venezuela", "andean", 6, 4),
}
FORUMS = ["ALBA", "AMAZON_TREATY", "ANDEAN_COMMUNITY", "CELAC", "LIMA_GROUP", "MERCOSUR", "OAS", "PAHO", "SICA", "UNASUR"]
SPARE = 6
THEMES = ((CountryRecord, ""), (ForumRecord, "forum_"), (IssueRecord, ""), (RegionRecord, ""))


def _politics(rng, data):
    runs, quarters, countries = data["ideology"].shape
    centre = rng.uniform(-0.4, 0.4, countries)
    x = np.clip(centre + 0.4 * rng.normal(size=(runs, countries)), -1, 1)
    for t in range(quarters):
        new = (np.arange(countries) * 7 + t) % 17 == 0
        new = new & (rng.random((runs, countries)) < 0.8)
        x = np.where(new, np.clip(centre - 0.5 * (x - centre) + 0.45 * rng.normal(size=x.shape), -1, 1), x)
        data["ideology"][:, t], data["new_leader"][:, t] = x, new


def _work(rng, data):
    runs, quarters, _, domains, countries = data["took_part"].shape
    drift = 0.6 * np.cumsum(rng.normal(size=(runs, quarters)), 1) / np.sqrt(quarters)
    for c, level in enumerate((-0.4, -1.5, -2.2)):
        logit = level + drift[:, :, None, None] + rng.normal(size=(domains, 1)) * 0.5 + rng.normal(size=countries) * 0.4
        p = 1 / (1 + np.exp(-logit))
        took = rng.random(p.shape) < p
        data["took_part"][:, :, c] = took
        data["delivered"][:, :, c] = took * p * (0.5, 0.6, 0.4)[c] * rng.random(p.shape)
        tie = rng.gamma(1.0, 1.0, (countries, countries))
        data["together"][:, c] = rng.poisson((tie + tie.T) * (12, 4, 6)[c] * quarters / 100, (runs, countries, countries))
        data["together"][:, c, range(countries), range(countries)] = 0


def _forums(rng, data):
    runs, quarters, forums = data["forum_status"].shape
    countries = data["forum_member"].shape[-1]
    status = np.tile(np.where(np.arange(forums) < forums - SPARE, 1, 0), (runs, 1))
    vitality, depth = rng.uniform(0.4, 0.9, (runs, forums)), np.tile(rng.uniform(0.05, 0.6, forums), (runs, 1))
    members = rng.random(size=(forums, countries)) < rng.uniform(0.2, 0.9, (forums, 1))
    move = np.array([[0.997, 0.003, 0, 0], [0, 0.985, 0.015, 0], [0, 0.03, 0.95, 0.02], [0, 0, 0, 1]])
    for t in range(quarters):
        status = (rng.random((runs, forums, 1)) > move[status].cumsum(-1)).sum(-1).clip(0, 3)
        vitality = np.clip(vitality + 0.05 * rng.normal(size=vitality.shape), 0.05, 1)
        called = (status == 1) & ((t + np.arange(forums)) % 4 == 0)
        held = called & (rng.random((runs, forums)) < 0.75)
        sits = members & (status > 0)[..., None]
        data["forum_status"][:, t], data["forum_vitality"][:, t], data["forum_depth"][:, t] = (
            status,
            vitality * (status == 1),
            depth,
        )
        data["forum_meeting"][:, t] = np.where(held, 1, np.where(called, 2, 0))
        data["forum_member"][:, t], data["forum_size"][:, t] = sits, sits.sum(-1)
        data["forum_attended"][:, t] = sits & held[..., None] & (rng.random(sits.shape) < 0.67)
        data["forum_on_agenda"][:, t, :, :4] = held[..., None]
        data["forum_agreed"][:, t, :, :4] = held[..., None] & (rng.random((*held.shape, 4)) < 0.4)


def synthetic(
    runs: int = 12, years: int = 6, seed: int = 1, start: int = 2000, countries: tuple[str, ...] = tuple(COUNTRIES)
) -> Dataset:
    """Results as `sim.results` labels them, filled with made-up numbers."""
    rng = np.random.default_rng(seed)
    forums = [*FORUMS, *(f"NEW_{n:02d}" for n in range(1, SPARE + 1))]
    coords = {
        "run": np.arange(runs), "quarter": [f"{start + t // 4}Q{t % 4 + 1}" for t in range(4 * years)],
        "country": list(countries), "other": list(countries), "domain": list(DOMAINS), "channel": list(CHANNELS),
        "forum": forums, "power": ["USA", "CHN"],
        "economic_model": list(ECONOMIC_MODELS), "political_model": list(POLITICAL_MODELS),
    }  # fmt: skip
    data, variables = {}, {}
    for theme, prefix in THEMES:
        for name, field in (declared(theme) | ({"together": TOGETHER} if theme is IssueRecord else {})).items():
            dims = ("run", *field.dims.split(","))
            data[prefix + name] = np.zeros([len(coords[d]) for d in dims], stored_as(field))
            variables[prefix + name] = (dims, data[prefix + name], attributes_of(field, stored_as(field)))
    for fill in (_politics, _work, _forums):
        fill(rng, data)
    facts = [COUNTRIES[c] for c in countries]
    for name, column in zip(("country_name", "subregion", "tile_row", "tile_column"), zip(*facts, strict=True), strict=True):
        coords[name] = (("country",), list(column))
    coords["forum_name"] = (("forum",), [f.replace("_", " ").title() for f in forums])
    variables["status"] = (("run",), np.zeros(runs, dtype=np.int64), {"long_name": "0 where the run went well"})
    return with_outcomes(Dataset(variables, coords, {"provenance": "made up for tests"}))


def with_outcomes(dataset: Dataset) -> Dataset:
    """The Dataset with its main outcomes worked out by the model's own functions, as the command does."""
    alike = np.ones((dataset.sizes["country"],) * 2)
    world = SimpleNamespace(
        countries=tuple(dataset["country"].values), forums=tuple(dataset["forum"].values), powers=tuple(dataset["power"].values),
        quarters=dataset.sizes["quarter"], start=2000, setting=SimpleNamespace(geography=alike, rivalry=alike),
        state=SimpleNamespace(forums=SimpleNamespace(interval=np.full(dataset.sizes["forum"], 4.0))),
    )  # fmt: skip
    return dataset.assign(outcomes=reduced(dataset, world, tuple(MAIN)))


@pytest.fixture(scope="session")
def make_results() -> Callable[..., Dataset]:
    return synthetic


@pytest.fixture(scope="session")
def nothing_happens() -> Dataset:
    """One year of two runs and two countries, every recorded number zero."""
    empty = synthetic(2, 1, countries=("ARG", "BRA"))
    for variable in empty.data_vars.values():
        if "run" in variable.dims:
            variable[:] = 0
    return empty


@pytest.fixture(scope="session")
def results() -> Dataset:
    return synthetic()
