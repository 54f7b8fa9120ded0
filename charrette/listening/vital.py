"""Loops without which a server is only the look of one: when such a loop ends, the process ends too.

A process that is still there but takes no connections any more helps nobody: who watches it sees nothing wrong.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

log = logging.getLogger(__name__)


class Vital:
    """The loops that must run for as long as the server does."""

    def __init__(self) -> None:
        self.stopping = False
        self.ended = ""
        """What ended without being asked to, in words; empty while all is well."""

    def watch(self, what: str, loop: Callable[..., None]) -> Callable[..., None]:
        """Return ``loop`` as one that is missed when it ends."""

        def run(*args: object) -> None:
            reason = "it ended"
            try:
                loop(*args)
            except BaseException as error:
                reason = str(error) or type(error).__name__
                if not isinstance(error, (OSError, SystemExit, KeyboardInterrupt)):
                    log.exception("%s ended", what)
            finally:
                if not self.stopping and not self.ended:
                    self.ended = f"{what} ({reason})"

        return run
