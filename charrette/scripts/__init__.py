"""Session scripts (draaiboeken): reading what a facilitator wrote, and loading it."""
