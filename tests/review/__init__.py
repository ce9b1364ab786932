"""The review's experiments, run on the first and on the second edition of the model."""
