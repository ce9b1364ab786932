"""Mandates: what presidents' agreements let their officials do with one another, two countries at a time."""

from __future__ import annotations

from concertacion.sim.compiled import compiled
from concertacion.sim.mechanisms.agreements import pledge_kept


@compiled
def next_mandate(mandate, kept, signed, mandate_gain, mandate_lapse):
    """M' = 1 - (1 - M (1 - lapse) kept)(1 - gain)^signed, a share: what neither time nor new governments took, and what the
    agreements of the quarter (`signed`, 0 to 2) add. Source: Merke et al. 2021, "Security" (bilateral work on the ground).
    """
    left = mandate * (1.0 - mandate_lapse) * kept
    if signed > 0.0:
        left += mandate_gain * (1.0 - left)
    if signed > 1.0:
        left += mandate_gain * (1.0 - left)
    return left


@compiled
def sign_agreements(p, setting, bilateral, outlook, pairs):
    """Phase 6 (model): mandates grow with agreements, lapse, and fall with new governments; visits make for trust.

    A turnover keeps exp(-turnover_lapse |turn|) of a mandate: no treaty protects it. A visit counts as one success of the pair.
    """
    success = 1.0 / setting.interest.shape[0]
    for i in range(setting.keys.size):
        mine = pledge_kept(outlook.turn[i], 0.0, p.turnover_lapse, p.depth_protection)
        for j in range(i):
            kept = mine * pledge_kept(outlook.turn[j], 0.0, p.turnover_lapse, p.depth_protection)
            signed = pairs.agreements[i, j] + pairs.agreements[j, i]
            mandate = next_mandate(bilateral.mandate[i, j], kept, signed, p.mandate_gain, p.mandate_lapse)
            bilateral.mandate[i, j] = mandate
            bilateral.mandate[j, i] = mandate
            joint = success * (pairs.visits[i, j] + pairs.visits[j, i])
            pairs.joint[i, j] += joint
            pairs.joint[j, i] += joint
