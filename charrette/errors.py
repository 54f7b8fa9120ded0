"""What can go wrong in the domain, each with a stable code that goes over the wire.

The text for people is made from the code and ``params`` in their language, at the edge.
"""

from __future__ import annotations


class DomainError(Exception):
    """A rule says no. ``code`` is stable; ``field`` names the field to mend, when there is one."""

    status = 400

    def __init__(
        self, code: str, *, field: str | None = None, retry_after: float | None = None, **params: object
    ) -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.retry_after = retry_after
        self.params = params


class Invalid(DomainError):
    """What was sent cannot be used as it is."""

    status = 400


class NotSignedIn(DomainError):
    """No token, or one that no longer counts."""

    status = 401


class NotAllowed(DomainError):
    """The role of this person does not reach so far."""

    status = 403


class NotFound(DomainError):
    """There is no such thing, or this person may not know of it: the same answer."""

    status = 404


class Conflict(DomainError):
    """It cannot be done in the present state."""

    status = 409


class Stale(Conflict):
    """The words were changed since this person read them. Both texts go back, so that nothing is lost."""

    def __init__(self, *, field: str, yours: str, theirs: str) -> None:
        super().__init__("conflict", field=field)
        self.texts = {"yours": yours, "theirs": theirs}


class TooMany(DomainError):
    """Too much in too short a time; ``retry_after`` says when to try again, in seconds."""

    status = 429


class Unavailable(DomainError):
    """The store cannot take it now; nothing was saved and the same command may be sent again."""

    status = 503
