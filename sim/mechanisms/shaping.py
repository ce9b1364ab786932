"""Shaping: a bloc's models of integration follow its members, and decide what it delivers and to whom."""

from __future__ import annotations

from concertacion.sim.compiled import compiled
from concertacion.sim.mechanisms.arithmetic import toward
from concertacion.sim.state import ECONOMIC_MODELS

SOCIAL = ECONOMIC_MODELS.index("social")


@compiled
def focus(leaning, model_focus):
    """How much of its force a forum puts on an issue: max(0, 1 + model_focus * leaning), 1 where its models do not lean.

    `leaning`, in [-1, 1], is sum_c (weight of economic model c) F_c, F where that model puts its weight: rows of F sum to zero
    over issues, so a model moves force between issues and adds none. Source: Briceño-Ruiz 2018, "Models of economic integration".
    """
    return max(0.0, 1.0 + model_focus * leaning)


@compiled
def leaning_on(m, k, setting, circles):
    """sum_c (weight of economic model c in forum m) F_ck, in [-1, 1]."""
    leaning = 0.0
    for c in range(setting.focus.shape[0]):
        leaning += circles.economic_model[m, c] * setting.focus[c, k]
    return leaning


@compiled
def equity(capacity, mean_capacity, social, model_equity):
    """What a member gets of a forum's delivery, over what an average one gets: max(0, 1 + model_equity * social (1 - b / mean)).

    b is its capacity, `mean` that of those who sit; `social` is the weight of the social model: it gives more to the less able.
    Source: Briceño-Ruiz 2018, "Models of economic integration" (diminish asymmetries).
    """
    return max(0.0, 1.0 + model_equity * social * (1.0 - capacity / mean_capacity))


@compiled
def economic_leaning(ideology, autonomy):
    """Preferred weights of strategic, social and productive regionalism; sum to one. Source: Briceño-Ruiz 2018, "Models of
    economic integration"; weights assumed.
    """
    strategic = 0.5 + 0.5 * ideology
    rest = 1.0 - strategic
    return strategic, rest * (1.0 - 0.5 * autonomy), rest * 0.5 * autonomy


@compiled
def political_leaning(ideology, populism, autonomy):
    """Preferred weights of the acquiescent, autonomist and counter-hegemonic models; sum to one. Briceño-Ruiz 2018, "Models
    of political cooperation"; weights assumed.
    """
    acquiescent = (0.5 + 0.5 * ideology) * (1.0 - autonomy)
    counter = max(0.0, -ideology) * populism * (1.0 - 0.5 * autonomy)
    return acquiescent, 1.0 - acquiescent - counter, counter


@compiled
def follow_members(m, p, weight, governments, standing, circles, structure):
    """The bloc's models drift towards the weighted preferences of its members. Source: Briceño-Ruiz 2018, "A new cycle"."""
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
