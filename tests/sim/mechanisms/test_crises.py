from concertacion.sim.mechanisms.crises import next_intensity, onset_hazard, stance_target

BURNING = dict(intensity=0.5, isolation=1.0, normalisation=1.0, crisis_fading=0.1, isolation_hardening=0.1, normalising=0.2)

KNOWN = [
    (onset_hazard, dict(lost=0.5, turmoil=0.25, crisis_rate=0.4, crisis_base=0.25), 0.1),
    (onset_hazard, dict(lost=0.0, turmoil=1.0, crisis_rate=1.2, crisis_base=0.25), 0.0),
    (onset_hazard, dict(lost=1.0, turmoil=1.0, crisis_rate=1.2, crisis_base=0.25), 1.0),
    (stance_target, dict(x=0.5, source=0.2, isolation=0.2), 0.3),  # 1 - 0.6 - 0.1
    (stance_target, dict(x=0.2, source=0.5, isolation=0.2), 0.3),  # the side does not matter
    (stance_target, dict(x=0.5, source=0.5, isolation=0.0), 1.0),
    (stance_target, dict(x=0.5, source=0.5, isolation=1.0), 0.5),  # isolation asks even the like-minded to take sides
    (stance_target, dict(x=-1.0, source=1.0, isolation=0.0), -1.0),
    # 0.5 (1 - 0.1 - 0.2) + 0.1 * 0.25
    (next_intensity, BURNING, 0.375),
    (next_intensity, BURNING | dict(isolation_hardening=-0.1), 0.325),
    (next_intensity, BURNING | dict(isolation=0.0, normalisation=0.0), 0.45),
]
BOUNDS = [(onset_hazard, 0, 1), (stance_target, -1, 1), (next_intensity, 0, 1)]
NEUTRAL = [
    (onset_hazard, "crisis_rate", ("lost", "turmoil", "crisis_base")),
    (next_intensity, "isolation", ("isolation_hardening",)),
    (next_intensity, "isolation_hardening", ("isolation",)),
    (next_intensity, "normalisation", ("normalising",)),
    (next_intensity, "normalising", ("normalisation",)),
]
