"""Sensitivity: indices of parameters, how far they can be trusted, and both as tables."""
