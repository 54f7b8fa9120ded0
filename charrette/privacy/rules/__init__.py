"""Removing a person, and what ended staying ended."""
