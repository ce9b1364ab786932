"""`experiment=explore`: a page on which a reader moves the levers.

Pure functions about its state, its runs and its figures; one queue of work; a thin page.
"""
