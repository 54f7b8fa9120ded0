"""Lists of attendance: who was there, on paper and as tables."""
