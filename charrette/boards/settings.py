"""What a board is set to: one field a setting, read by the session script, the table, the picture and the command.

A new setting is a field here and a column of the same name; the script, the picture of a board and ``set_board`` know
it then. ``docs/architecture.md`` counts the files.
"""

from __future__ import annotations

from typing import Annotated, ClassVar

import msgspec

TEXT_LIMIT = 2000
"""How many characters any post may have at most; a board may ask for less."""


class BoardSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The settings of a board, as they were chosen.

    ``concealed``: others' ideas are hidden until the reveal. ``moderated``: a facilitator reads each idea before others
    do. ``votes_per_person``: None is as many as there are ideas. ``text_limit``: in characters.

    ``steered``: what a facilitator may have changed during the gathering; loading the script again leaves those alone
    once something happened on the board.
    """

    concealed: bool = False
    moderated: bool = False
    votes_per_person: Annotated[int, msgspec.Meta(ge=1, le=100)] | None = None
    text_limit: Annotated[int, msgspec.Meta(ge=20, le=TEXT_LIMIT)] = 280

    steered: ClassVar[frozenset[str]] = frozenset({"concealed", "moderated", "votes_per_person"})
