"""From tables of facts to a world: reading and checking, choosing countries and years, the first state, the recorded series."""
