"""`experiment=plot`: one figure of a result that is there, in a file, with a table of what it draws beside it."""
