from concertacion.sim.mechanisms.home import (
    blame_chance,
    grievance,
    next_approval,
    next_capacity,
    next_crime,
    next_relief,
    outbreak_size,
    turmoil_hazard,
)

OPINION = dict(
    approval=0.5, growth=0.03, aspiration=0.01, turmoil=0.5, crime=0.5, load=0.0, noise=1.0, approval_growth=1.0,
    approval_wear=0.01, approval_reversion=0.1, approval_mean=0.6, approval_turmoil=0.06, approval_crime=0.02,
    overload_cost=0.01, approval_volatility=0.03,
)  # fmt: skip
CRIME = dict(
    crime=0.4, centre=0.5, weaker=0.2, militarisation=1.0, further=0.5, root_aid=0.0, crime_rate=0.1,
    crime_control=1.0, militarised_effect=0.1, security_return=0.2, aid_crime=0.2,
)  # fmt: skip
STATE = dict(
    capacity=0.5, centre=0.6, crime=0.4, usual_crime=0.2, root_aid=0.5, capacity_recovery=0.1, crime_wear=0.05, aid_capacity=0.04
)  # fmt: skip
UNREST = dict(approval=0.5, capacity=0.5, inequality=0.5, symptom_aid=0.0, turmoil_rate=0.24, aid_relief=0.6)
ANGER = dict(approval=0.2, turmoil=0.5, inequality=0.5, approval_mean=0.52)

KNOWN = [
    (next_approval, OPINION, 0.51),  # 0.5 + 0.02 - 0.01 + 0.01 - 0.03 - 0.01 + 0.03
    (next_approval, OPINION | dict(approval_wear=0.0), 0.52),
    (next_approval, OPINION | dict(growth=0.01, aspiration=0.03), 0.47),  # the same growth gap, a bust
    (next_approval, OPINION | dict(noise=2.0), 0.54),
    (next_approval, OPINION | dict(noise=100.0), 1.0),
    (next_approval, OPINION | dict(load=2.0), 0.5),  # one load too many
    (next_approval, OPINION | dict(load=9.0), 0.49),  # counted up to three
    (next_approval, OPINION | dict(load=1.0), 0.51),
    (grievance, ANGER, 0.5576923076923077),  # 0.5 * 0.32 / 0.52 + 0.25
    (grievance, ANGER | dict(approval=0.6, turmoil=0.0), 0.0),  # nobody is angry at a popular government in quiet times
    (grievance, ANGER | dict(approval=0.0, turmoil=1.0, inequality=0.6), 1.0),
    (turmoil_hazard, UNREST, 0.03),
    (turmoil_hazard, UNREST | dict(approval=0.0, capacity=0.0, inequality=1.0, turmoil_rate=0.8), 0.5),
    (turmoil_hazard, UNREST | dict(symptom_aid=0.5), 0.021),
    (outbreak_size, dict(draw=0.5, outbreak=0.5), 0.75),
    (outbreak_size, dict(draw=0.5, outbreak=0.0), 0.5),
    (blame_chance, dict(turmoil=0.5, populism=0.25, blame=0.4, blame_base=0.5), 0.1),
    (blame_chance, dict(turmoil=0.5, populism=1.0, blame=0.4, blame_base=2.0), 0.2),
    (next_crime, CRIME, 0.42),  # target 0.5 * 1.2 + 0.1 - 0.1
    (next_crime, CRIME | dict(crime_control=0.0, militarised_effect=0.0, security_return=0.0), 0.41),
    (next_crime, CRIME | dict(security_return=1.5, further=1.0), 0.36),  # target clipped at 0
    (next_crime, CRIME | dict(militarisation=0.5), 0.415),
    (next_crime, CRIME | dict(root_aid=0.5), 0.41),  # the target falls by 0.1, crime by a tenth of it
    (next_relief, dict(relief=0.0, symptom_aid=0.5, crime_rate=0.1, aid_crime=0.2), 0.1),  # at once
    (next_relief, dict(relief=0.1, symptom_aid=0.5, crime_rate=0.1, aid_crime=0.2), 0.1),  # and no more while it is paid
    (next_relief, dict(relief=0.1, symptom_aid=0.0, crime_rate=0.1, aid_crime=0.2), 0.09),  # then it fades as crime comes back
    (next_crime, CRIME | dict(crime=0.5, weaker=0.0, further=0.0, militarisation=0.0), 0.5),  # all as at the start, so it stays
    (next_capacity, STATE, 0.516),  # 0.5 + 0.01 - 0.05 (0.2 - 0.12) + 0.01
    (next_capacity, STATE | dict(capacity=0.6, crime=0.2, root_aid=0.0), 0.6),  # as at the start
    (next_capacity, STATE | dict(crime_wear=0.0, aid_capacity=0.0), 0.51),
    (next_capacity, STATE | dict(capacity=0.02, centre=0.0, crime=1.0, root_aid=0.0), 0.02),
]
BOUNDS = [
    (next_approval, 0, 1),
    (turmoil_hazard, 0, 0.5),
    (grievance, 0, 1),
    (outbreak_size, 0, 1),
    (blame_chance, 0, 1),
    (next_crime, 0, 1),
    (next_capacity, 0.02, 1),
    (next_relief, 0, 1),
]
NEUTRAL = [
    (next_approval, "approval_growth", ("growth", "aspiration")),
    (next_approval, "approval_turmoil", ("turmoil",)),
    (next_approval, "approval_crime", ("crime",)),
    (next_approval, "overload_cost", ("load",)),
    (turmoil_hazard, "aid_relief", ("symptom_aid",)),
    (next_crime, "aid_crime", ("root_aid",)),
    (next_relief, "aid_crime", ("symptom_aid",)),
    (blame_chance, "blame", ("turmoil", "populism")),
    (turmoil_hazard, "turmoil_rate", ("approval", "capacity", "inequality")),
    (next_crime, "militarisation", ("militarised_effect",)),
    (next_crime, "militarised_effect", ("militarisation",)),
    (next_crime, "crime_control", ("weaker",)),
    (next_crime, "security_return", ("further",)),
    (next_capacity, "crime_wear", ("crime", "usual_crime")),
    (next_capacity, "aid_capacity", ("root_aid",)),
]
