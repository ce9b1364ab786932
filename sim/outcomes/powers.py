"""Powers from outside: how much the region trusts each, depends on it, and which has more influence."""

from __future__ import annotations

import math

from concertacion.sim.compiled import merged
from concertacion.sim.outcomes.declaration import Outcome

POWER = ("power",)
POWERS = {
    "power_trust": Outcome("share", 0, 1, "trust of the region in the power", "mean over t of power_trust[t,power]", POWER),
    "dependence": Outcome("share", 0, 1, "dependence of the region on the power", "mean over t of dependence[t,power]", POWER),
    "influence": Outcome("share", 0, 1, "the power's share of the dependence on all powers", "sum over t of dependence[t,power] / sum over t and powers of dependence", POWER),
}  # fmt: skip
POWER_TRUST, DEPENDENCE, INFLUENCE = range(len(POWERS))


@merged
def reduce_powers(code, region, q, m):
    """The outcome of this theme with that code."""
    trust, own, total = 0.0, 0.0, 0.0
    for t in range(q.first[m], q.last[m]):
        trust += region.power_trust[t, q.which[m]]
        own += region.dependence[t, q.which[m]]
        for power in range(region.dependence.shape[1]):
            total += region.dependence[t, power]
    if code == POWER_TRUST:
        return trust / (q.last[m] - q.first[m])
    if code == DEPENDENCE:
        return own / (q.last[m] - q.first[m])
    return own / total if total > 0.0 else math.nan
