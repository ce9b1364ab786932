"""The standing text of docs/changes-of-verdict.md."""

INTRODUCTION = """\
# Changes of verdict

Written by `python -m concertacion.experiments.pages.changes`; do not edit by hand.

Between the first and the second edition both the model and the files of the claims were rewritten. This page says of each changed
verdict whether the model, the file or the size of the test caused the change. It compares these tests:

- **First edition**: its files on its model; 1,024 points, 32 pairs of runs at each (docs/ledger/first_edition).
- **First edition, thinned to 256 points**: the same, made as small as the next two tests. Of its points 256 are drawn, its
  intervals are made as wide as those of 16 pairs (1.48 times), and the claims are judged again by the present rules, which on all
  of its points give every verdict of the first edition. The verdict is the one that most of five draws give (seed 1;
  `python -m concertacion.experiments.pages.changes --thin`).
- **Old claim file, new model**: the same arms, measures, formula, smallest effect and period (2012, twelve years) as in the first
  edition, written as files of the present form by `python -m tests.first_edition` and run on the model of the preliminary test.
  Signs, applicability and treatment checks are left open, as the first edition had none.
- **Second edition**: its files on its model, in the preliminary test. Both have been mended since; the last column has
  the verdicts of [claims.md](claims.md), which are the ones that count.

The fourth combination, present files on the first model, cannot be run: they name periods, events, outcomes and parameters that
it does not have. The last two are medium tests: 256 points, up to 16 pairs of runs at each. With a quarter of the points, fewer
rules can be found, so a claim that was *conditional* at 1,024 points may be *mixed* at 256 by *size* alone: a step of its own
below. A claim that is close may still change its verdict by luck, and verdicts are compared by name, though *mixed* covers much.
So this page is a first look.
"""
SECOND_HAND = """
## A second coder

Sixteen claims, drawn at random, with the hash of the frozen state as seed, were written again by somebody who had the papers and
the lists of outcomes, events and parameters, and neither the files nor the ledger (docs/ledger/second_hand). On the model of the
preliminary test, at the same points, the two files give the same verdict for {agreed} of {written}; {mixed} of these are *mixed*
on both sides. Cohen's kappa, the agreement beyond that of chance, is {kappa:.2f}; full agreement is 1. [claims.md](claims.md)
gives its interval, too wide to show agreement beyond chance. Where they differ, the verdict depends on the specification.
{seen} does not count: the page on the method prints it as its example.
"""
