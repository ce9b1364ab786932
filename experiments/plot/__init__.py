"""`experiment=plot`: one figure of an existing result, in a file, with a table of what it draws beside it."""
