"""The standing text of docs/changes-of-verdict.md."""

INTRODUCTION = """\
# Changes of verdict

Written by `python -m concertacion.experiments.pages.changes`; do not edit by hand.

Between the first and the second edition both the model and the files of the claims were rewritten. This page puts each changed
verdict down to one or the other. Three tests stand side by side:

- **First edition**: its files on its model; 1,024 points, 32 pairs of runs at each (docs/ledger/first_edition).
- **Its file on the present model**: the same arms, measures, formula, smallest effect and period (2012, twelve years), written as
  files of the present form by `python -m tests.first_edition`. Signs, applicability and treatment checks are left open, as the
  first edition had none.
- **Second edition**: the present files on the present model.

The fourth cell, present files on the first model, is empty: they name periods, events, outcomes and parameters that it does not
have. The last two are medium tests: 256 points, up to 16 pairs of runs at each. With a quarter of the points of the first test, a
claim that is close may change its verdict by luck, and fewer rules can be found: a claim that was *conditional* at 1,024 points
may be *mixed* at 256 by size alone. Verdicts are compared by their word, and *mixed* is a wide word. So this page is a first
look; a full test will replace it.
"""
SECOND_HAND = """
## A second hand

Sixteen claims, drawn by the hash of the frozen state, were written again by somebody who had the papers and the lists of
outcomes, events and parameters, and neither the files nor the ledger (docs/ledger/second_hand). On the present model, at the
same points, the two files give the same verdict for {agreed} of {written}. Where they differ, it depends on the specification.
{seen} does not count: the page on the method prints it as its example.
"""
