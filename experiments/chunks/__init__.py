"""Numbered runs in chunks: handed to executors, stored as shards, resumed after any stop. Knows nothing of the model."""
