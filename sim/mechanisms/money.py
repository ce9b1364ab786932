"""Money: what levers pay for the work of each country, so that policies can be compared at equal budgets."""

from __future__ import annotations

from concertacion.sim.compiled import compiled
from concertacion.sim.mechanisms.aid import money_for_work
from concertacion.sim.mechanisms.channels import COMMIT, relieved
from concertacion.sim.mechanisms.weighing import climate_pull

# Utility, the default of channel_cost: one unit at every point of the space. In units of the point's own cost, a subsidy would
# seem to cost any sum where channels cost next to nothing (arithmetic).
UNIT = 0.4


@compiled
def cost_paid(cost, left, burden):
    """Cost of a channel that somebody else bears, in utility: (cost - what support and relief have left)(1 + burden), the burden
    that weakness or stress adds.
    """
    return (cost - left) * (1.0 + burden)


@compiled
def pay_for_work(p, societies, choices, fortunes):
    """Phase 6 (model): money spent on each country's work; 1 is one channel in all domains at the default channel_cost.

    Sum over domains of the cost relieved and the subsidy paid (aid, climate finance, debt swaps) in each channel in which the
    country takes part, over `UNIT` * K. Levers that pay nobody spend nothing; cities, bridges and civil society are priced by
    whoever compares.
    """
    count = choices.technical.shape[0]
    work = relieved(p.channel_cost, p.technical_price, p.technical_support, p.friction_relief, p.hurdle_share)
    circle = relieved(p.channel_cost, p.minilateral_price, p.minilateral_support, p.friction_relief, p.hurdle_share)
    full = p.channel_cost  # of a commitment
    commitment = relieved(p.channel_cost, 1.0, p.summit_support, 0.0, p.hurdle_share)
    for i in range(fortunes.spent.size):
        weakness, stress = p.rigidity * (1.0 - societies.capacity[i]), p.stress_cost * societies.fiscal_stress[i]
        subsidy = p.aid_subsidy * money_for_work(fortunes.aid[i], p.conditionality, p.cofunding)
        paid = 0.0
        for k in range(count):
            finance = climate_pull(k, i, p, societies)
            if choices.technical[k, i] > 0:
                paid += cost_paid(full * p.technical_price, work, weakness) + subsidy + finance
            if choices.minilateral[k, i] > 0:
                paid += cost_paid(full * p.minilateral_price, circle, 0.0) + finance
            if choices.president[k, i] == COMMIT:
                paid += cost_paid(full, commitment, stress) + finance
        fortunes.spent[i] = paid / (UNIT * count)
