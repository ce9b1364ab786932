from concertacion.sim.mechanisms.founding import founding_probability

NEED = dict(blocked=0.5, unmet=0.4, founding_rate=0.1, blocked_push=2.0)

KNOWN = [
    (founding_probability, NEED, 0.08),  # 0.1 * 0.4 * 2
    (founding_probability, NEED | dict(blocked_push=0.0), 0.04),
    (founding_probability, NEED | dict(founding_rate=0.2, unmet=5.0), 0.5),
]
BOUNDS = [(founding_probability, 0, 0.5)]
NEUTRAL = [
    (founding_probability, "founding_rate", ("unmet", "blocked")),
    (founding_probability, "blocked_push", ("blocked",)),
]
