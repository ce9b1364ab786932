"""The models of blocs: what they stand for, how far they are apart, how far they move."""

from __future__ import annotations

import math

from concertacion.sim.compiled import compiled
from concertacion.sim.outcomes.declaration import outcome
from concertacion.sim.outcomes.promises import is_alive, pooled_alive


@compiled
def apart(forums, t, f, s, g):
    """Distance between the models of forum f at t and of forum g at s: mean over both models of the total variation."""
    total = 0.0
    for c in range(forums.economic_model.shape[2]):
        total += abs(forums.economic_model[t, f, c] - forums.economic_model[s, g, c])
        total += abs(forums.political_model[t, f, c] - forums.political_model[s, g, c])
    return total / 4.0


@compiled
def mean_distance(forums, q, m):
    """Mean distance of pairs of forums alive; models move slowly, so every fourth quarter will do."""
    total, count = 0.0, 0.0
    for t in range(q.last[m] - 1, q.first[m] - 1, -4):
        for f in range(forums.status.shape[1]):
            if q.forums[m, f] > 0.0 and is_alive(forums.status[t, f]):
                for g in range(f + 1, forums.status.shape[1]):
                    if q.forums[m, g] > 0.0 and is_alive(forums.status[t, g]):
                        total += apart(forums, t, f, t, g)
                        count += 1.0
    return total / count if count > 0.0 else math.nan


@compiled
def mean_shift(forums, q, m):
    """Mean distance of forums from what they were at first."""
    total, count, first, last = 0.0, 0.0, q.first[m], q.last[m] - 1
    for f in range(forums.status.shape[1]):
        if q.forums[m, f] > 0.0 and is_alive(forums.status[first, f]) and is_alive(forums.status[last, f]):
            total += apart(forums, last, f, first, f)
            count += 1.0
    return total / count if count > 0.0 else math.nan


@outcome("share", 0, 1, "mean over t and forums alive of the model's share", ("forums", "model"))
def model(forums, q, m):
    """Weight of one economic or political model in forums."""
    political = q.which[m] - forums.economic_model.shape[2]
    if political < 0:
        return pooled_alive(forums.economic_model[:, :, q.which[m]], forums.status, q, m)
    return pooled_alive(forums.political_model[:, :, political], forums.status, q, m)


@outcome(
    "share",
    0,
    1,
    "mean over every fourth t back from the last and pairs of forums alive of 1/4 the sum of |p_m - p_n| over both models' shares",
    ("forums",),
)
def model_distance(forums, q, m):
    """Distance between the models of forums, economic and political."""
    return mean_distance(forums, q, m)


@outcome(
    "share",
    0,
    1,
    "mean over forums alive at the first and last t of 1/4 the sum of |p[last] - p[first]| over both models' shares",
    ("forums",),
)
def model_shift(forums, q, m):
    """How far the models of forums moved."""
    return mean_shift(forums, q, m)
