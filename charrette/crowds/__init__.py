"""A crowd at the door, and a machine that came in as many people."""
