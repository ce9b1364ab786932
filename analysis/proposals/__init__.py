"""The proposals as a portfolio: what each adds, alone and with others, and what to choose under a budget."""
