"""Changing words that two people can change: who began on older ones is told, and gets both texts back."""

from __future__ import annotations

import unicodedata
from typing import ClassVar

from charrette.errors import Stale
from charrette.spine import permissions
from charrette.spine.commands import Command
from charrette.spine.fields import LongText
from charrette.spine.texts import LINE_END


class ChangeOfWords(Command, frozen=True, kw_only=True):
    """``before``: what stood in a field when this person began, by the name of the field. Without it nothing is
    compared, as for a program that means to overwrite.

    ``stays``: whether a field that is left out stays as it is. Where it does not, leaving it out empties it, and so it
    is compared as nothing: the words of who was first are not taken away unseen."""

    stays: ClassVar[bool] = True

    before: dict[str, LongText] | None = None

    def ensure_base(self, may: bool, **stored: str | None) -> None:
        """Refuse the command when other words stand in one of these fields by now, unless they are the very words
        that are sent. ``may``: whether this person may change, so read, what is ``stored``.

        Raises:
            NotAllowed: they may not.
            Stale: with both texts (``conflict``).
        """
        permissions.require(may)
        for field, theirs in stored.items():
            begun_on, yours = (self.before or {}).get(field), getattr(self, field, None)
            if begun_on is None or (yours is None and self.stays):
                continue
            yours = "" if yours is None else str(yours)
            if _same(theirs or "") not in (_same(begun_on), _same(yours)):
                raise Stale(field=field, yours=yours, theirs=theirs or "")


def _same(text: str) -> str:
    return unicodedata.normalize("NFC", LINE_END.sub("\n", text)).strip()
