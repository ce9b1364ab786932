"""The texts of docs/claims.md that stand between its tables."""

INTRODUCTION = """# The claims put to the test

Written by `python -m concertacion.experiments.pages.claims`; do not edit by hand. How a claim is put to the test:
[claims-method.md](claims-method.md). `concertacion experiment=claims` makes the same ledger as a page to sort and filter, with
a figure a claim. The ledger itself, with the effect of every claim at every point, is in [ledger/](ledger/README.md).
"""
READ = """## How to read it

A claim is turned into an effect: a difference between sets of runs (its *arms*) that have the same random numbers. The effect is
measured at many *points* of the space of parameters; each point is one choice of values for all of them. It matters only beyond a
*threshold*, the smallest effect of interest, which was set before anything was run and stands beside every effect.

A point **supports** a claim where {supports}; it **contradicts** where {contradicts}; it shows **no effect** where {nothing};
it is **undecided** where {undecided}.

The verdict is the first of these that applies. Shares are of the points at which the claim applies. A verdict that is often
another when the points are drawn anew, or under a second seed, is marked as *close*.

{verdicts}

{tendencies} {possible}

Warnings change no verdict; they say how far it was to be expected.

{warnings}
"""
LEDGER = """
## The ledger

*What the points show*: of the points at which the claim applies. *Effect*: at the default point, with its 95 % interval.
*Supports if*: where the effect of a point must lie. *Applies*: the share of all points. °: not stated plainly.
"""
UNDER = """## Under the record

{belief} The record speaks by its weights alone and has no veto. *What weighted points show*: shares with 95 % intervals at their
effective number.

{meanings}
"""
EVERY = """## Every claim

*Also in this passage*: other statements of it, which do not change the verdict. Pairs of runs are added where the claim itself is
not settled, and not where another statement, or a channel by itself, is undecided: more pairs might decide these. An interval
from 0 to 0 says that no pair that was run shows a difference, and not that none can. Names of parameters lead to their table.
"""
