"""Keeping what people gave: noticing that the database is gone, damaged or full, and having a copy of it.

``opening`` decides at the start whether this database may be used; ``marker`` is how the data folder remembers it;
``locks`` keep a second server away; ``copies`` finds and rotates backups; ``keeper`` looks every second while serving.
"""

from __future__ import annotations


class StartError(Exception):
    """It cannot start; the text is one plain sentence that says what to do."""
