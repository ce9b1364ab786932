"""The model against the record: which points of the space of parameters the facts of the past leave, and with which weight."""
