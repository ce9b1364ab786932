"""The texts of docs/claims.md that stand between its tables."""

INTRODUCTION = """# The claims put to the test

Written by `python -m concertacion.experiments.pages.claims`; do not edit by hand. How a claim is put to the test:
[claims-method.md](claims-method.md). `concertacion experiment=claims` makes the same ledger as a page to sort and filter, with
a figure a claim. The ledger itself, with the effect of every claim at every point, is in [ledger/](ledger/README.md).
"""
READ = """
## The ledger

*Supports*, *contradicts*: shares of the points of the space at which the claim applies, with their 95 % intervals; *applies*:
the share of all points; *by channel*: of a total, the share of points that support / contradict in each channel alone; *Λ\\**: by
how much the prior must be bent before support falls to a half; *holds where*: a rule that holds out of sample; *flags*: what to
know before the verdict is believed ([method](claims-method.md)); °: the paper does not state it plainly.
"""
BEHIND = """## Behind the verdicts

The verdict at half, one and two times the smallest effect of interest; *weakest form*: the form of a structural variant in which
fewest points support, and how many do; *rule*: density and coverage of flip rules on points that they have not seen; *frozen*,
*without*: share of the effect that is left with feedbacks frozen, and without all mechanisms that the file names; *treatment*:
share of points at which the arms change what they are meant to change; *against*: share of points decided against the sign
(declared, or of an open one the more frequent); *from*: the verdict of a run from the shared start, without a flip rule;
*resamples*: share of resamples (of the points, each with the rules of one halving) with the same verdict.
"""
BESIDE = """## What is told beside

Other parts of a claim, which do not move its verdict, and the channels of totals. All by shares of points, without flip rules.
"""
