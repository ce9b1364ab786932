"""`experiment=explore`: a page on which a reader moves the levers. Pure functions about its state; a thin page; one queue of work."""
