"""The closed lists of area agendas. Values go over the wire and into the database, so they never change."""

from __future__ import annotations

from enum import StrEnum


class TritsPart(StrEnum):
    OURSELVES = "ourselves"
    WITH_HELP = "with_help"
    TO_OTHERS = "to_others"


class PartyAnswer(StrEnum):
    """Whether the party named in a Trits part takes it on."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
