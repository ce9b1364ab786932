"""`experiment=page`: everything about one country or one forum, on a page, from an existing run."""
