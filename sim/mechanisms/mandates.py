"""Mandates: what presidents' agreements let their officials do with one another, two countries at a time."""

from __future__ import annotations

from concertacion.sim.compiled import compiled


@compiled
def sign_agreements(p, setting, bilateral, outlook, pairs):
    """Phase 6 (model): mandates grow with agreements, lapse, and fall with new governments; visits make for trust."""
