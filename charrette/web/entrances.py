"""The guard of the doors where somebody guesses who is not known yet: codes, links, codes at the door."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask import request

from charrette.context import services
from charrette.errors import DomainError
from charrette.spine.sentences import REFUSALS


@contextmanager
def guarding_codes() -> Iterator[None]:
    """Let wrong codes, links and door codes be answered more and more slowly; right ones always work.

    The address is the forwarded one only behind a proxy that we were told to believe (``ProxyFix`` in ``app``).

    Raises:
        TooMany: too many wrong ones; whether this one was right is what the caller's own error says.
    """
    try:
        yield
    except DomainError as error:
        if error.code in REFUSALS and REFUSALS[error.code].wrong_guess:
            services().entrance.note_wrong_code(request.remote_addr)
        raise
