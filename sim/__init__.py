"""The model: declarations, mechanisms, the quarter, and the two engines that run it."""
