from concertacion.sim.mechanisms.economy import growth_rate, next_fiscal_stress, next_price, next_trade

PRICE = dict(price=1.0, noise=-2.0, price_persistence=0.9, price_level=0.5, price_volatility=0.1)
YEAR = dict(
    price=0.5, exposure=0.4, turmoil=0.5, pandemic=0.25, benefit=0.2, isolation=0.1, noise=2.0, growth_trend=0.02,
    commodity_growth=0.1, turmoil_drag=0.04, pandemic_drag=0.08, cooperation_growth=0.03, isolation_drag=0.05,
    growth_volatility=0.01,
)  # fmt: skip
TRADE = dict(
    trade=0.2, start=0.3, price=0.5, exposure=0.4, gained=0.5, trade_rate=0.1, reprimarisation=0.5, trade_deepening=1.0,
    protectionism=0.2,
)  # fmt: skip
STRESS = dict(
    stress=0.4, growth=0.025, debt_relief=0.5, offer=0.0, own_money=0.0, stress_rate=0.1, stress_growth=8.0, offer_relief=0.1
)

KNOWN = [
    (next_price, PRICE, 0.75),  # 0.9 + 0.05 - 0.2
    (next_price, PRICE | dict(noise=0.0, price=0.5), 0.5),  # the level is where it rests
    (next_price, PRICE | dict(noise=40.0), 2.0),
    (next_price, PRICE | dict(noise=-60.0), -2.0),
    (growth_rate, YEAR, 0.021),  # 0.02 + 0.02 - 0.02 - 0.02 + 0.006 - 0.005 + 0.02
    (growth_rate, YEAR | dict(noise=-100.0), -0.3),
    (growth_rate, YEAR | dict(noise=100.0), 0.3),
    (next_fiscal_stress, STRESS, 0.375),  # target 0.3 * 0.5
    (next_fiscal_stress, STRESS | dict(growth=-0.1, debt_relief=0.0), 0.46),  # target clipped at 1
    (next_fiscal_stress, STRESS | dict(growth=0.2, debt_relief=0.0), 0.36),  # target clipped at 0
    (next_fiscal_stress, STRESS | dict(growth=0.2, stress_growth=2.0, debt_relief=0.0), 0.37),
    (next_fiscal_stress, STRESS | dict(offer=0.5, offer_relief=0.4), 0.372),  # target 0.15 * 0.8
    (next_fiscal_stress, STRESS | dict(own_money=0.05), 0.38),
    (next_trade, TRADE, 0.2286),  # target 0.3 * 0.9 * 1.5 * 1.2 = 0.486
    (next_trade, TRADE | dict(protectionism=0.0), 0.2205),  # target 0.405
    (next_trade, TRADE | dict(gained=0.0, price=0.0, protectionism=0.0), 0.21),  # as much delivered as at the start: its share
    (next_trade, TRADE | dict(gained=-0.5, protectionism=0.0), 0.1935),  # target 0.3 * 0.9 * 0.5
    (next_trade, TRADE | dict(gained=-1.0, trade_deepening=2.0), 0.18),  # nothing left of the pull
    (next_trade, TRADE | dict(price=2.0, exposure=1.0, reprimarisation=1.0), 0.18),  # nothing left of the pull
    (next_trade, TRADE | dict(price=-0.5), 0.2394),  # target 0.3 * 1.1 * 1.5 * 1.2 = 0.594: a bust turns trade to neighbours
]
BOUNDS = [(next_price, -2, 2), (growth_rate, -0.3, 0.3), (next_fiscal_stress, 0, 1), (next_trade, 0, 1)]
NEUTRAL = [
    (next_price, "price_volatility", ("noise",)),
    (growth_rate, "commodity_growth", ("price", "exposure")),
    (growth_rate, "turmoil_drag", ("turmoil",)),
    (growth_rate, "pandemic_drag", ("pandemic",)),
    (growth_rate, "cooperation_growth", ("benefit",)),
    (growth_rate, "isolation_drag", ("isolation",)),
    (growth_rate, "growth_volatility", ("noise",)),
    (next_fiscal_stress, "offer_relief", ("offer",)),
    (next_trade, "reprimarisation", ("price", "exposure")),
    (next_trade, "trade_deepening", ("gained",)),
]
