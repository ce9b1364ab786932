"""Economy: commodity price, growth and expected growth, fiscal stress, trade between neighbours."""

from __future__ import annotations

from concertacion.sim.compiled import compiled
from concertacion.sim.draws import GROWTH, NOBODY, PRICE, normal, normals
from concertacion.sim.mechanisms.aid import own_money
from concertacion.sim.mechanisms.arithmetic import bounded, share, total, toward
from concertacion.sim.state import CLIMATE, HEALTH, TRADE


@compiled
def next_price(price, noise, price_persistence, price_level, price_volatility):
    """p' = phi p + (1 - phi) level + volatility * noise; log deviation of the commodity price, in [-2, 2] (bound). Source:
    assumed AR(1).
    """
    return bounded(price_persistence * price + (1.0 - price_persistence) * price_level + price_volatility * noise, -2.0, 2.0)


@compiled
def growth_rate(
    price, exposure, turmoil, pandemic, benefit, isolation, noise, growth_trend, commodity_growth, turmoil_drag, pandemic_drag,
    cooperation_growth, isolation_drag, growth_volatility,
):  # fmt: skip
    """Growth of output a year, in [-0.3, 0.3] (bound).

    g = trend + commodity * exposure * price - drag * turmoil - drag * pandemic + cooperation * benefit - drag * isolation +
    noise.
    Source: Merke, Stuenkel & Feldmann 2021, "The Troubled Politics" (third reason; commodity boom and bust).
    """
    growth = growth_trend + commodity_growth * exposure * price - turmoil_drag * turmoil - pandemic_drag * pandemic
    growth += cooperation_growth * benefit - isolation_drag * isolation + growth_volatility * noise
    return bounded(growth, -0.3, 0.3)


@compiled
def next_fiscal_stress(stress, growth, debt_relief, offer, own_money, stress_rate, stress_growth, offer_relief):
    """Fiscal stress, a share: f' = f + rate * (target - f),
    target = clip(0.5 - stress_growth * g) (1 - debt relief) (1 - offer_relief * offer) + own money.

    Bad years fill it; debt relief and what the powers offer drain it; aid that draws own money adds to it.
    Sources: Merke et al. 2021, sixth proposal (hedging); Keating 2021, "Biden Plan" (own resources); form, and stress
    at rest one half, assumed.
    """
    target = share(0.5 - stress_growth * growth) * (1.0 - debt_relief) * (1.0 - offer_relief * offer) + own_money
    return share(toward(stress, target, stress_rate))


@compiled
def next_trade(trade, start, price, exposure, gained, trade_rate, reprimarisation, trade_deepening, protectionism):
    """Share of trade with a neighbour, in [0, 1].

    m' = m + rate * (m0 (1 - reprimarisation * exposure * p) (1 + deepening * gained) (1 + protectionism) - m), neither bracket
    below 0; gained is trade cooperation delivered less what was delivered when the run began, so that trade rests at the start.
    Source: Merke et al. 2021, "Economic Integration" (re-primarisation); Planchart 2025 (protection outside turns trade inward).
    """
    pull = max(0.0, 1.0 - reprimarisation * exposure * price) * max(0.0, 1.0 + trade_deepening * gained) * (1.0 + protectionism)
    return share(toward(trade, start * pull, trade_rate))


@compiled
def set_price(p, address, pinned, price_on_record, region):
    """Phase 1: the commodity price of the quarter."""
    if pinned:
        region.price[0] = price_on_record
    else:
        noise = normal(address, PRICE, NOBODY, NOBODY)
        region.price[0] = next_price(region.price[0], noise, p.price_persistence, p.price_level, p.price_volatility)


@compiled
def grow(lo, hi, p, address, setting, region, societies, issues, crises, structure, outlook, fortunes, scratch):
    """Phase 2: growth and fiscal stress of countries lo..hi."""
    noise = scratch.draws[0]
    normals(address, GROWTH, setting.keys[lo:hi], NOBODY, noise[lo:hi], scratch.draws[1, lo:hi])
    for i in range(lo, hi):
        outlook.growth[i] = growth_rate(
            region.price[0], structure.commodity_exposure[i], societies.turmoil[i], issues.shock[HEALTH, i], societies.benefit[i],
            p.isolation * crises.intensity[i], noise[i], p.growth_trend,
            p.commodity_growth, p.turmoil_drag, p.pandemic_drag, p.cooperation_growth, p.isolation_drag, p.growth_volatility,
        )  # fmt: skip
        relief = p.debt_swap * share(issues.summit_faith[CLIMATE, i] + issues.technical_faith[CLIMATE, i])
        drawn = own_money(fortunes.aid[i], p.conditionality, p.cofunding)
        societies.fiscal_stress[i] = next_fiscal_stress(
            societies.fiscal_stress[i], outlook.growth[i], relief, fortunes.offer[i], drawn, p.stress_rate, p.stress_growth,
            p.offer_relief,
        )  # fmt: skip


@compiled
def move_trade(lo, hi, p, setting, region, societies, ties, issues, structure):
    """Phase 7: each country's trade shares follow prices, protection outside and delivered trade cooperation."""
    for i in range(lo, hi):
        delivered = 0.0
        for channel in range(issues.delivered.shape[0]):
            delivered += issues.delivered[channel, TRADE, i]
        trade, start = ties.trade[i], setting.trade_start[i]
        for j in range(trade.size):
            trade[j] = next_trade(
                trade[j], start[j], region.price[0], structure.commodity_exposure[i], share(delivered) - societies.traded[i],
                p.trade_rate, p.reprimarisation, p.trade_deepening, p.protectionism,
            )  # fmt: skip
        whole = total(trade)
        if whole > 1.0:
            for j in range(trade.size):
                trade[j] /= whole
