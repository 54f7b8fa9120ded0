"""What of a person is kept, and removing it for good."""
