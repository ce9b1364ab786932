"""Claims run: files read, arms made, sweeps run, samples handed to `analysis.claims`, which judges and keeps the ledger."""
