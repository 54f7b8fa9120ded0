"""Projectors: pairing one, and telling it what to show."""
