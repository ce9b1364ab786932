from concertacion.sim.mechanisms.aid import aid_that_arrives, money_for_work, own_money

PAID = dict(flow=0.5, capacity=0.25, conditionality=0.5, oversight=0.8, aid_leakage=0.4)

KNOWN = [
    (aid_that_arrives, PAID, 0.41),  # 0.5 (1 - 0.4 * 0.75 * 0.6)
    (aid_that_arrives, PAID | dict(aid_leakage=0.0), 0.5),
    (aid_that_arrives, PAID | dict(conditionality=1.0, oversight=1.0), 0.5),
    (aid_that_arrives, PAID | dict(capacity=1.0), 0.5),
    (money_for_work, dict(aid=0.5, conditionality=0.5, cofunding=0.2), 0.55),
    (own_money, dict(aid=0.5, conditionality=0.5, cofunding=0.2), 0.025),
]
BOUNDS = [(aid_that_arrives, 0, 1), (money_for_work, 0, 2), (own_money, 0, 0.5)]
NEUTRAL = [
    (aid_that_arrives, "aid_leakage", ("capacity", "conditionality", "oversight")),
    (money_for_work, "cofunding", ("conditionality",)),
    (own_money, "cofunding", ("aid", "conditionality")),
]
