"""Signatures with a time, by our own clock: passes at the door, and the cookie that guards forms."""

from __future__ import annotations

from typing import Any

from itsdangerous import SignatureExpired, TimestampSigner

from charrette import clock


class SteadySigner(TimestampSigner):
    """Signs with the time of ``charrette.clock``.

    What an earlier run signed may bear a time to come, when the clock was put back in between: it counts as signed just
    now. The library would refuse it, and with it everybody who was in the middle of something.
    """

    def get_timestamp(self) -> int:
        """Return the seconds since 1970."""
        return int(clock.now().timestamp())

    def unsign(self, signed_value: str | bytes, max_age: int | None = None, return_timestamp: bool = False) -> Any:
        """Return the value if it is ours and not older than ``max_age`` seconds, with its time if that is asked.

        Raises:
            BadSignature: it is not ours, or too old.
        """
        value, made_at = super().unsign(signed_value, return_timestamp=True)
        age = self.get_timestamp() - int(made_at.timestamp())
        if max_age is not None and age > max_age:
            raise SignatureExpired(f"{age} seconds old", payload=value, date_signed=made_at)
        return (value, made_at) if return_timestamp else value
