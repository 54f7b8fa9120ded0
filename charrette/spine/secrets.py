"""Digests that only who has the secret of the server can work out."""

from __future__ import annotations

import hmac

from sqlalchemy.orm import Session


def keyed(session: Session, told: str) -> str:
    """Return a digest of ``told`` (hex, 64 characters) that nobody can work out who has only the database."""
    return hmac.digest(session.info.get("pepper", "").encode(), told.encode("utf-8", "surrogatepass"), "sha256").hex()
