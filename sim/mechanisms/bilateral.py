"""Bilateral: visits of presidents to one another, what they sign there, and journeys outside the region."""

from __future__ import annotations

from concertacion.sim.compiled import compiled


@compiled
def visit(lo, hi, p, address, setting, governments, ties, structure, outlook, pairs, meetings, fortunes, scratch):
    """Phase 5: the visits, agreements and journeys of the presidents of countries lo..hi, each into its own row."""
    for i in range(lo, hi):
        fortunes.journeys[i] = 0.0
        pairs.visits[i, :] = 0.0
        pairs.agreements[i, :] = 0.0
