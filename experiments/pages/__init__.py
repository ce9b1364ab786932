"""Generators of the pages in docs/: `python -m concertacion.experiments.pages.NAME`."""
