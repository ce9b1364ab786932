"""Parsimony measured: what the model declares counted, its parameters screened, and a core preset chosen and tested."""
