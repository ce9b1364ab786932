"""How well predictors speak of meetings, seats and visits that they have not seen: predictions, proper scores, intervals."""
