"""Shaping: a bloc's models of integration follow its members, and decide what it delivers and to whom."""

from __future__ import annotations

from concertacion.sim.compiled import compiled
from concertacion.sim.mechanisms.arithmetic import toward


@compiled
def economic_leaning(ideology, autonomy):
    """Preferred weights of strategic, social and productive regionalism; sum to one. Source: Briceno-Ruiz 2018, "Models of
    economic integration".
    """
    strategic = 0.5 + 0.5 * ideology
    rest = 1.0 - strategic
    return strategic, rest * (1.0 - 0.5 * autonomy), rest * 0.5 * autonomy


@compiled
def political_leaning(ideology, populism, autonomy):
    """Preferred weights of the acquiescent, autonomist and counter-hegemonic models; sum to one. Briceno-Ruiz 2018, "Models
    of political cooperation".
    """
    acquiescent = (0.5 + 0.5 * ideology) * (1.0 - autonomy)
    counter = max(0.0, -ideology) * populism * (1.0 - 0.5 * autonomy)
    return acquiescent, 1.0 - acquiescent - counter, counter


@compiled
def follow_members(m, p, weight, governments, standing, circles, structure):
    """The bloc's models drift towards the weighted preferences of its members. Source: Briceno-Ruiz 2018, "A new cycle"."""
    if weight <= 0.0:
        return
    strategic, social, productive = 0.0, 0.0, 0.0
    acquiescent, autonomist, counter = 0.0, 0.0, 0.0
    for i in range(governments.ideology.size):
        if circles.members[m, i] > 0.0:
            share_of = structure.weight[i] / weight
            economic = economic_leaning(governments.ideology[i], standing.autonomy[i])
            political = political_leaning(governments.ideology[i], governments.populism[i], standing.autonomy[i])
            strategic += share_of * economic[0]
            social += share_of * economic[1]
            productive += share_of * economic[2]
            acquiescent += share_of * political[0]
            autonomist += share_of * political[1]
            counter += share_of * political[2]
    for c, leaning in enumerate((strategic, social, productive)):
        circles.economic_model[m, c] = toward(circles.economic_model[m, c], leaning, p.model_drift)
    for c, leaning in enumerate((acquiescent, autonomist, counter)):
        circles.political_model[m, c] = toward(circles.political_model[m, c], leaning, p.model_drift)
