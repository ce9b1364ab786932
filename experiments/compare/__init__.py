"""`experiment=compare`: arms made from scenarios or patches, run with the same random numbers, their differences told."""
