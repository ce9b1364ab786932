"""`experiment=region`: templates of the tables of a region, and a check of what is in them."""
