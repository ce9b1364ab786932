"""From tables to a world: reading and checking them, choosing countries and years, the first state, the recorded series."""
