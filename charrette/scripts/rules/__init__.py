"""Loading session scripts into the programme."""
