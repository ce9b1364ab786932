"""Parsimony: which parameters and mechanisms the claims could do without, judged from finished runs."""
