"""The proposals as a portfolio: every combination run over the space of parameters."""
