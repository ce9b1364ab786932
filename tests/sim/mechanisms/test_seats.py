from concertacion.sim.mechanisms.seats import attendance_utility, brand_appeal, chance_of_coming

INVITED = dict(
    vitality=0.75, standing_among=0.5, distance=0.5, election_nearness=0.5, turmoil=0.5, sovereigntism=0.5, patronage=0.2,
    division=0.25, seat_cost=0.1, attend_vitality=0.8, attend_clout=0.5, attend_distance=0.1,
    attend_election=0.2, attend_turmoil=0.6, sovereigntist_reserve=0.4, attend_patron=0.5, contamination=0.8,
)  # fmt: skip
BRANDED = dict(brand=0.9, off_brand=0.2, attend_brand=0.5, brand_turn=0.5)

KNOWN = [
    # 0.2 + 0.25 - 0.05 - 0.1 - 0.3 - 0.2 + 0.1 - 0.2 - 0.1
    (attendance_utility, INVITED, -0.4),
    (attendance_utility, INVITED | dict(attend_distance=-0.1), -0.3),
    (attendance_utility, INVITED | dict(attend_election=0.0, seat_cost=0.0), -0.2),
    (brand_appeal, BRANDED, 0.135),  # a brand draws those who are near it
    (brand_appeal, BRANDED | dict(off_brand=1.0), -0.225),  # and keeps away the others
    (brand_appeal, BRANDED | dict(off_brand=0.5), 0.0),
    (brand_appeal, BRANDED | dict(brand=0.0), 0.0),
    (chance_of_coming, dict(utility=-0.2, readiness=0.3, rationality=3.0, attend_base=0.3), 0.5),
    (chance_of_coming, dict(utility=9.0, readiness=-0.3, rationality=0.0, attend_base=0.3), 0.5),
]
BOUNDS = [(chance_of_coming, 0, 1), (brand_appeal, -3.8, 3)]
NEUTRAL = [
    (attendance_utility, "attend_vitality", ("vitality",)),
    (attendance_utility, "attend_clout", ("standing_among",)),
    (attendance_utility, "attend_distance", ("distance",)),
    (attendance_utility, "attend_election", ("election_nearness",)),
    (attendance_utility, "attend_turmoil", ("turmoil",)),
    (attendance_utility, "sovereigntist_reserve", ("sovereigntism",)),
    (attendance_utility, "attend_patron", ("patronage",)),
    (attendance_utility, "contamination", ("division",)),
    (brand_appeal, "attend_brand", ("brand", "off_brand", "brand_turn")),
]
