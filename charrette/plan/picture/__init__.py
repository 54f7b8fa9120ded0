"""What each audience may see of review rounds and design items."""
