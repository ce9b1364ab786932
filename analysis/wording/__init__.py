"""What is judged of a claim, in words for a reader who has not read the code; no word decides a verdict."""
