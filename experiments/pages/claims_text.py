"""The texts of docs/claims.md that stand between its tables."""

INTRODUCTION = """# The claims put to the test

Written by `python -m concertacion.experiments.pages.claims`; do not edit by hand. How a claim is put to the test:
[claims-method.md](claims-method.md). `concertacion experiment=claims` makes the same ledger as a page to sort and filter, with
a figure a claim. The ledger itself, with the effect of every claim at every point, is in [ledger/](ledger/README.md).
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

The verdict is the first of these that applies. Shares are of the points at which the claim applies. A verdict that is often
another when the points are drawn anew, or under a second seed, is marked as *close*.

{verdicts}

{tendencies} {possible}

Warnings change no verdict; they say how far it was to be expected.

{warnings}
"""
LEDGER = """
## The ledger

*What the points show*: of the points at which the claim applies; shares are rounded, and those under half a per cent left out.
*Effect*: at the default point, with its 95 % interval. *Supports if*: where the effect of a point must lie. *Applies*: the share
of all points. °: not stated plainly.
"""
UNDER = """## Under the record

{belief} Here the record speaks by its weights alone: that it can deny a claim *robust* ([method](claims-method.md), step 6) is
switched off. *What weighted points show*: shares with 95 % intervals at their effective number. Without a word under *the
record*: the verdict over the uniform space is neither mixed nor conditional{others}.

{meanings}
"""
EVERY = """## Every claim

*Judged here*: the statement of a passage on which the verdict is. *Terms*: the outcomes that the effect names, as
[outcomes.md](outcomes.md) lists them; `@+12:` is from the thirteenth quarter of a run on. *Measured beside it*: other
statements, of the same passage where nothing else is said, which do not change the verdict. These, channels and runs from
another start are told by shares alone: no rule is sought, so that none is conditional, and one that 80 % of the points support
is mixed where a form of a mechanism lacks that majority. Pairs of runs are added where the claim itself is not settled, and not
where a statement beside it, or a channel by itself, is undecided: more pairs might decide these. An interval from 0 to 0 says
that no pair that was run shows a difference, and not that none can. *Known fault*: what readers of the text found wrong with a
claim's file once it was frozen. It is printed and not mended, for mending it with the verdict at hand would be choosing; those
of Briceño-Ruiz and of Merke et al. were written down before the full test of these texts. Names of parameters lead to their
table.
"""
REPLACED = "Where [claims.md](claims.md) has a claim, its verdict there stands, and not the one on this page.\n"
SECOND = (
    "The second master seed has not been run yet: *close* says only how often another verdict comes when points are drawn anew."
)
