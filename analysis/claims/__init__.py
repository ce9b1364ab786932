"""Claims judged, from saved runs to the ledger and its texts. The way of a claim, from its file to the page:

`configs/claim/<id>.yaml` -> `Claim` (claim) -> its arms (experiments.claims.arms) -> sweeps over them (experiments.claims.sweeps)
-> `Samples` (samples) -> `Judgement` (judging: examine, conclude) -> `Ledger` (ledger) -> words (text), figures, report and
docs/claims.md.
"""
