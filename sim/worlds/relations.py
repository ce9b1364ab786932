"""Relations between countries at the start: geography, rivalry, trade, trust, networks, and crises that divide them."""

from __future__ import annotations

import numpy as np

from concertacion.sim.declare import InputError
from concertacion.sim.draws import country_key
from concertacion.sim.inputs import Setting
from concertacion.sim.state import DOMAINS, ECONOMIC_MODELS, Circles, Crises, Governments, Ties
from concertacion.sim.worlds.exogenous import crises as burning
from concertacion.sim.worlds.initial import interests
from concertacion.sim.worlds.lookup import at_year, filled, grid
from concertacion.sim.worlds.selection import Selection

DISTANCE_SCALE = 2000.0  # km over which closeness falls to 1/e (assumed)
WITHOUT_BORDER = 0.5  # closeness without a common land border, against 1 with it: neighbours visit three times as often (assumed)
RIVALRY_HALF_LIFE = 20.0  # years (assumed)


def pairs(selection: Selection, column: str) -> np.ndarray:
    """A column of geography.csv as a symmetric float64[country, other], NaN on the diagonal and for pairs without a row."""
    half = grid(selection.frames["geography"], {"a": selection.countries, "b": selection.countries}, column)
    return np.where(np.isnan(half), half.T, half)


def closeness(selection: Selection) -> np.ndarray:
    """exp(-distance / 2000 km), halved without a land border, 0 on the diagonal: float64[country, other] in [0, 1]. Assumed.

    Raises
    ------
    InputError
        If a pair of chosen countries is missing.
    """
    distance = pairs(selection, "distance_km")
    np.fill_diagonal(distance, np.inf)
    gaps = np.argwhere(np.isnan(distance))
    if len(gaps):
        a, b = (selection.countries[i] for i in gaps[0])
        raise InputError(f"{selection.file('geography')}: no row for the pair {a} {b}; every pair of chosen countries needs one")
    return np.exp(-distance / DISTANCE_SCALE) * np.where(pairs(selection, "contiguous") == 1, 1.0, WITHOUT_BORDER)


def rivalry(selection: Selection) -> np.ndarray:
    """1 during a strategic rivalry, then halved every twenty years; 0 if there was none: float64[country, other]."""
    since = np.maximum(0.0, selection.start - pairs(selection, "rivalry_end"))
    return np.nan_to_num(0.5 ** (since / RIVALRY_HALF_LIFE))


def trade_shares(selection: Selection) -> np.ndarray:
    """Exports to and imports from the other over all trade in the table (powers included) at the start: float64[country, other].

    Flows are interpolated between the years of the table; beyond them the nearest year is used.
    """
    flows = at_year(selection.frames["trade"], ["exporter", "importer"], "exports", selection.start)
    exports = grid(flows, {"exporter": selection.countries, "importer": selection.countries}, "exports", fill=0.0)
    np.fill_diagonal(exports, 0.0)
    sold, bought = (flows.groupby(side)["exports"].sum() for side in ("exporter", "importer"))
    total = sold.add(bought, fill_value=0.0).reindex(selection.countries, fill_value=0.0).to_numpy(float)[:, None]
    return np.divide(exports + exports.T, total, out=np.zeros_like(exports), where=total > 0)


def setting(selection: Selection, sizes: dict[str, int], forum_keys: np.ndarray, open_to: np.ndarray) -> Setting:
    """The constants of a world. Politics and forums are simulated from the first quarter (`pinned_until`, `forums_until` 0).

    `open_to` says who may join which forum, float64[forum, country].
    """
    near = closeness(selection)
    table = selection.frames["countries"].set_index("iso3")
    regions = table.loc[list(selection.countries), "subregion"]
    return filled(
        Setting, sizes, keys=[country_key(code) for code in selection.countries], forum_keys=forum_keys,
        subregion=[sorted(set(regions)).index(region) for region in regions], geography=near,
        log_closeness=np.log(near + np.eye(len(near))),
        rivalry=rivalry(selection), trade_start=trade_shares(selection), interest=interests(selection),
        axis=axis(selection), work=work(selection), focus=focus(selection), open_to=open_to,
    )  # fmt: skip


def work(selection: Selection) -> np.ndarray:
    """The issues on which the officials of each power work with the region's, float64[power, domain]."""
    cells = selection.frames["powers"].set_index("power").loc[list(selection.powers), "work"]
    return np.array([[float(domain in cell.split(";")) for domain in DOMAINS] for cell in cells])


def focus(selection: Selection) -> np.ndarray:
    """Where each economic model puts its weight, float64[economic_model, domain]; rows sum to 0."""
    return grid(selection.frames["models"], {"model": ECONOMIC_MODELS, "domain": DOMAINS}, "focus", fill=0.0)


def axis(selection: Selection) -> np.ndarray:
    """Where each power pulls, float64[power]: the leading one to +1, its rival to -1, others between by their position."""
    positions = selection.frames["powers"].set_index("power").loc[list(selection.powers), "group_position"].to_numpy(float)
    low, high = positions.min(), positions.max()
    return 2.0 * (positions - low) / (high - low) - 1.0 if high > low else np.ones(len(positions))


def common_forums(circles: Circles) -> np.ndarray:
    """Forums that two countries share in a domain, over the most that any pair shares: float64[domain, country, other]."""
    shares = np.zeros((circles.scope.shape[1], circles.members.shape[1], circles.members.shape[1]))
    for k, held in enumerate(circles.scope.T):
        common = (circles.members * held[:, None]).T @ circles.members
        np.fill_diagonal(common, 0.0)
        shares[k] = common / max(1.0, common.max())
    return shares


def ties(sizes: dict[str, int], setting: Setting, governments: Governments, circles: Circles) -> Ties:
    """Ties at the start (all coefficients assumed):

    trust = 0.5 + 0.3 (1 - |x_i - x_j|) - 0.2 rivalry; network = 0.3 + 0.5 geography * share of forums in common, domain by
    domain, and its memory the same.
    """
    apart = 1.0 - np.eye(sizes["country"])
    distance = np.abs(governments.ideology[:, None] - governments.ideology[None, :])
    trust = np.clip(0.5 + 0.3 * (1.0 - distance) - 0.2 * setting.rivalry, 0.0, 1.0) * apart
    network = np.clip(0.3 + 0.5 * setting.geography * common_forums(circles), 0.0, 1.0) * apart
    return filled(Ties, sizes, trust=trust, network=network, memory=network, trade=setting.trade_start)


def crises(selection: Selection, sizes: dict[str, int], governments: Governments) -> Crises:
    """Crises under way in the start quarter, and the stance of others towards the government: 1 - 2 |x_i - x_s| (assumed)."""
    distance = np.abs(governments.ideology[:, None] - governments.ideology[None, :])
    stance = np.clip(1.0 - 2.0 * distance, -1.0, 1.0) * (1.0 - np.eye(sizes["country"]))
    return filled(Crises, sizes, intensity=burning(selection, np.array([selection.first_quarter]))[0], stance=stance)
