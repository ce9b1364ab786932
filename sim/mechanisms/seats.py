"""Seats: how readily countries come to each forum, and presidents to any."""

from __future__ import annotations

from concertacion.sim.compiled import compiled
from concertacion.sim.draws import BEFORE, TIE, Address, normal
from concertacion.sim.mechanisms.arithmetic import logistic
from concertacion.sim.mechanisms.elections import draw_propensity


@compiled
def chance_of_coming(utility, readiness, rationality, attend_base):
    """P = logistic(base + readiness + rationality * U): readiness, in log-odds, is the tie to the forum plus the president's
    propensity to travel.
    """
    return logistic(attend_base + readiness + rationality * utility)


@compiled
def draw_ties(p, address, setting, governments, circles):
    """Before the first quarter (model): the tie of each country to each forum, tie_spread * noise unless the tables give one,
    and the readiness of each president to travel.
    """
    early = Address(address.seed, address.run, BEFORE)
    for i in range(setting.keys.size):
        draw_propensity(i, p, early, setting.keys[i], governments)
        for m in range(setting.forum_keys.size):
            if circles.tie[m, i] == 0.0:
                circles.tie[m, i] = p.tie_spread * normal(early, TIE, setting.forum_keys[m], setting.keys[i])
