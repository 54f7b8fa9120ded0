"""What a database says no with, as an error that people can act on."""

from __future__ import annotations

import logging

from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, InternalError, OperationalError

from charrette.errors import Conflict, Unavailable

log = logging.getLogger(__name__)

AWAY = (OperationalError, InternalError, InterfaceError)
"""What a driver raises when it is the store that fails, with whatever it was asked: locked, gone, or full."""

CLASHES = frozenset({"40001", "40P01", "23505"})
"""What PostgreSQL says when two writers were in each other's way: serialization, deadlock, a key that is taken."""


def is_clash(error: BaseException) -> bool:
    """Return whether the database undid something that may well succeed when it is done over."""
    if isinstance(error, IntegrityError):
        return True
    return isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", None) in CLASHES


def is_damage(error: BaseException) -> bool:
    """Return whether a file turned out to be no sound database (SQLite); ``error`` is the driver's own."""
    words = str(error)
    return "malformed" in words or "not a database" in words


def refusal(error: BaseException) -> Conflict:
    """Return what to answer when the database refuses what our rules allowed, and note it: the rules lack something."""
    log.error("the database refused what the rules allowed", exc_info=error)
    refused = Conflict("changed_meanwhile")
    refused.__cause__ = error
    return refused


def storage_error(error: Exception) -> Exception:
    """Return what went wrong in the store as an error that people can act on, if it is one we know."""
    if is_clash(error):
        return refusal(error)
    return out_of_order(error) if isinstance(error, AWAY) else error


def out_of_order(error: DBAPIError) -> Unavailable:
    """Return what is wrong with the store: full, read-only, gone, or held up by something else."""
    words = str(error.orig).lower()
    if "readonly" in words or "read-only" in words:
        return Unavailable("store_read_only", retry_after=10)
    if "unable to open" in words:
        return Unavailable("store_gone", retry_after=10)
    if "full" in words or "disk i/o" in words or "no space" in words:
        return Unavailable("storage_full", retry_after=10)
    return Unavailable("store_busy", retry_after=2)
