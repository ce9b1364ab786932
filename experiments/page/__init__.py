"""`experiment=page`: everything about one country or one forum, on a page, from a run that is there."""
