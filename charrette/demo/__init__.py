"""A whole week replayed against a running server: simulated phones over real sockets, then its own check.

Everything goes through the same doors as people use; only the first sign-in links are made in the database.
"""
