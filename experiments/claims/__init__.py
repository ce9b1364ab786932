"""Claims put to the test: files read, arms run on the sweep runner, each claim judged."""
