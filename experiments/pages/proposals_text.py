"""The texts of docs/proposals.md that stand between its tables, and under its figures."""

INTRODUCTION = """# The ten proposals at one budget

Written by `python -m concertacion.experiments.pages.proposals`; do not edit by hand. Merke, Stuenkel & Feldmann (2021) end with
ten proposals. Each is run alone at five doses over the space of parameters, then all combinations at one budget, all with the
same random numbers. A *gain* is the rise in delivered cooperation over runs without a proposal, in per cent of what these
deliver; contributions to a gain, differences between gains, and regret are in the same unit.

*Money* is measured: payment for work (cost relieved, subsidies) beyond that without the proposal. It has one unit at every point
of the space, the cost of one channel for all countries in all issue domains at the default. Costs that a run does not record have
an assumed price, stated below; `costs={MSF-P3: 0.05}` sets another. `configs/proposal/` and the scenarios
that it names say what each proposal does in the model; the 0.7 in three prices is the share of country-domains in which officials
work (assumed, near that of the default); in all arms the great powers are rivals (`great_power_rivalry` 0.6),
because one proposal is to hedge between them.
"""
ALONE = """
## What the budget buys of each

The budget is {budget:.3g}{chosen}. A proposal alone
spends it at the dose shown; one whose full dose costs less spends less. Means of {points}, with 95 % bootstrap intervals
over them.
"""
MEDIAN = " (the median of what the proposals spend at half a dose)"
SHARES = """
## What each adds to all

In a combination the members spend equal parts of the budget. The Shapley value says what each adds on average over all orders in
which the proposals could be taken up: {parts}. Means of {few}:
combinations are run at the first half of the points.
"""
PARTS = "in parts of the gain of all, and in shares of it, which add up to 100 %"
NO_PARTS = """in parts, which add up to the gain of all. We give no shares, because they would
run from {least:.0%} to {most:.0%}: a member takes its part of the budget from the others, and some take more than they add"""
CURVES = """![Response curves](figures/proposals-curves.png)

*Gain in delivered cooperation against money, at doses 0, 0.25, 0.5, 0.75 and 1. Bars: 95 % bootstrap intervals over points.
Dashed: the budget. All panels have the same axes.*
"""
TURNS = """
## At which costs the ranking turns

The first gains more than the second until its unit costs rise by this factor (means of {points}; all pairs:
`turns.csv`). {order}
"""
CLAIMED = """
## What the full test says of them

The paper also makes a claim of each proposal. These claims were put to the test at {points:,} points of the space
([claims.md](claims.md)), each in the setting of its passage. A gain here and a verdict there answer different questions: how much
a budget buys, and whether what the paper says of the proposal holds.
"""
SHARED = """## Sharing the budget between two

How much more two proposals gain with half the budget each than the better one gains with all of it, where the 95 % interval
excludes zero, largest first; means of {few}. Of {pairs}, {gains} gain and {losses} lose by at least {least:g} %{smaller}; the
others may do either. If no pair truly differed, about {chance:.0f} of the
{count} intervals would exclude zero by chance.

{table}"""
CHOOSE = """
## Regret of portfolios

Regret is how much less a portfolio gains than the best one at the same point of the space; with few runs per point, part of it
is random noise. Means of {few}; the {shown} portfolios with the least mean regret:
"""
BOUGHT = """![What a common budget buys](figures/proposals-shares.png)

*(a) The gain of each alone for the budget. (b) What each adds to the gain of all for the same money. Lines: 95 % bootstrap \
intervals over points. The two scales differ.*
"""
PAIRS = """![Pairs that share the budget](figures/proposals-splits.png)

*What two with half the budget each gain more (blue) or less (brown) than the better of them with all of it, in per cent of what \
is delivered without any; a dot where the interval includes zero.*
"""
REGRET = """![Regret](figures/proposals-regret.png)

*(a) The regret of each portfolio over the points. (b) Its proposals, and its mean gain.*
"""
