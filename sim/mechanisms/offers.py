"""Offers: what the powers outside hold out to each country, and what it gains by standing between them."""

from __future__ import annotations

from concertacion.sim.compiled import compiled
from concertacion.sim.mechanisms.arithmetic import share
from concertacion.sim.mechanisms.powers import reliability_of


@compiled
def affinity_to_power(alignment, axis):
    """How far a power at `axis` (-1..1) counts a country as a friend, a share: 0.5 + 0.5 axis * alignment. Assumed."""
    return 0.5 + 0.5 * axis * alignment


@compiled
def wooed(offers, alignment, second_suitor, suitors):
    """What the powers offer a country, a share: offers (1 + suitors (1 - |a|) s), s the engagement of the second most engaged.

    `offers` is sum_q engagement_q * reliability_q * affinity_qi. A country in the middle that two powers want gets more from
    both. Source: Merke et al. 2021, sixth proposal (balance, hedging, diversified alliances); form assumed.
    """
    return share(offers * (1.0 + suitors * (1.0 - abs(alignment)) * second_suitor))


@compiled
def make_offers(p, setting, standing, powers, fortunes):
    """Phase 1 (model): what the powers offer each country."""
    count = powers.engagement.size
    for i in range(fortunes.offer.size):
        offers, most, second = 0.0, 0.0, 0.0
        for q in range(count):
            engaged = powers.engagement[q]
            affinity = affinity_to_power(standing.alignment[i], setting.axis[q])
            offers += engaged * reliability_of(q, p, powers) * affinity
            second = max(second, min(most, engaged))
            most = max(most, engaged)
        fortunes.offer[i] = wooed(offers, standing.alignment[i], second, p.suitors)
