"""In which ways something ends for good. Values are kept in the database, so they never change."""

from __future__ import annotations

from enum import StrEnum


class EndingKind(StrEnum):
    """In which way something ended for good."""

    REVOKED = "revoked"
    USED = "used"
    WITHDRAWN = "withdrawn"
    ROLE = "role"
