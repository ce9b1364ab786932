"""`experiment=score`: a table of observations, the runs that speak of it, baselines beside them, and the scores of all."""
