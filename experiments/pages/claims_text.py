"""The texts of docs/claims.md that stand between its tables."""

INTRODUCTION = """# The claims put to the test

Written by `python -m concertacion.experiments.pages.claims`; do not edit by hand. How a claim is put to the test:
[claims-method.md](claims-method.md). `concertacion experiment=claims` makes the same ledger as a page to sort and filter, with
a figure for each claim. The ledger itself, with the effect of every claim at every point, is in [ledger/](ledger/README.md).
"""
FAULTY = (
    "A *known fault* is a fault of the claim's file that readers found after it was frozen; the claim's section describes it."
)
READ = """## How to read it

A claim is turned into an effect: a difference between sets of runs (its *arms*) that have the same random numbers. The effect is
measured at many *points* of the space of parameters; each point is one choice of values for all of them. It matters only beyond a
*threshold*, the smallest effect of interest, which was set before this test was run and stands beside every effect.

A point **supports** a claim where {supports}; it **contradicts** where {contradicts}; it shows **no effect** where {nothing};
it is **undecided** where {undecided}.

The verdict is the first of these that applies. Shares are of the points at which the claim applies. A verdict that often
changes when the points are drawn anew, or that changes under a second seed, is marked as *close*.

{verdicts}

{tendencies} {possible}

Warnings change no verdict; they say how far the result was to be expected.

{warnings}
"""
LEDGER = """
## The ledger

*What the points show*: of the points at which the claim applies; shares are rounded, and those under half a per cent left out.
*Effect*: at the default point, with its 95 % interval. *Supports if*: where the effect of a point must lie. *Applies*: the share
of all points. °: not stated plainly.
"""
UNDER = """## Under the record

{belief} Here the record speaks through its weights alone: its veto on *robust* ([method](claims-method.md), step 6) is switched
off. *What weighted points show*: shares with 95 % intervals at their effective number. An empty cell under *the record*: the
verdict over the uniform space is neither mixed nor conditional{others}.

{meanings}
"""
EVERY = """## Every claim

*Judged here*: the statement in a passage that the verdict is about. *Terms*: the outcomes that the effect names, as listed in
[outcomes.md](outcomes.md); `@+12:` means from the thirteenth quarter of a run onwards. *Measured beside it*: other statements,
from the same passage unless the page says otherwise; they do not change the verdict. These statements, single channels and runs
from another start are judged by shares alone: no rule is sought, so none is conditional, and one that 80 % of the points support
is mixed where it lacks that majority under some form of a mechanism. Pairs of runs are added only where the claim itself is not
settled; more pairs might decide a statement beside it, or a channel by itself. An interval from 0 to 0 says that no pair that
was run shows a difference, not that none can. *Known fault*: what readers of the text found wrong with a claim's file after it
was frozen. It is printed and not mended, because mending it with the verdict known would be choosing the verdict; the faults in
the claims of Briceño-Ruiz and of Merke et al. were written down before the full test of these texts. Names of parameters link to
their table.
"""
SECOND = (
    "The second master seed has not been run yet, so *close* says only that a verdict often changes when points are drawn anew."
)
