"""Who may do what, and who is shown what: two closed lists that everything else rests on."""

from __future__ import annotations

from enum import StrEnum

from charrette.spine.choices import Choices, Words, choices, word


@choices("role")
class Role(Choices):
    """What somebody may do. Loaded anew for every command."""

    PARTICIPANT = "participant", Words(word("role", "participant"))
    SCREEN = "screen", Words(word("role", "projector"))
    FACILITATOR = "facilitator", Words(word("role", "facilitator"))
    ORGANISER = "organiser", Words(word("role", "organiser"))


class Audience(StrEnum):
    """Who receives a shape of the live state; organisers receive the facilitator's."""

    PARTICIPANT = "participant"
    SCREEN = "screen"
    FACILITATOR = "facilitator"


RANK = {Role.SCREEN: 0, Role.PARTICIPANT: 1, Role.FACILITATOR: 2, Role.ORGANISER: 3}
