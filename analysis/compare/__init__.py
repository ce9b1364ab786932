"""Arms compared run by run: differences with intervals, and sentences about them. From saved results only."""
