"""Who acts, and access for staff."""
