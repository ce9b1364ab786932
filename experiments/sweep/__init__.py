"""Sweeps: many points, many runs at each, covered in chunks that survive a kill."""
