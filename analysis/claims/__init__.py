"""Judging claims: from the runs of a claim's arms, saved, to a verdict, by the five steps of `docs/claims-method.md`."""
