"""Rows 11 to 20."""
