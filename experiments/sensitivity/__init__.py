"""Sensitivity: which parameters the outcomes depend on, by a sweep, its indices, figures and a report."""
