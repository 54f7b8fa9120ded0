"""What each audience may see of a gathering that goes on, and of the programme."""
