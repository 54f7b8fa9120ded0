"""The closed lists of idea boards. Values go over the wire and into the database, so they never change."""

from __future__ import annotations

from enum import StrEnum


class BoardPhase(StrEnum):
    COLLECTING = "collecting"
    GROUPING = "grouping"
    VOTING = "voting"
    CLOSED = "closed"


class IdeaKind(StrEnum):
    TIP = "tip"
    POINTER = "pointer"
    IDEA = "idea"
    QUESTION = "question"
    MARGINAL_NOTE = "marginal_note"
    CONCERN = "concern"
    CRITICAL_POINT = "critical_point"


class Grain(StrEnum):
    COARSE = "coarse"
    FINE = "fine"


class IdeaState(StrEnum):
    VISIBLE = "visible"
    HIDDEN = "hidden"
    WAITING = "waiting"
    WITHDRAWN = "withdrawn"


class IdeaFate(StrEnum):
    """What happened to a post; ``grouped`` and the absence of a fate follow from other facts."""

    USED = "used"
    PARTLY = "partly"
    PARKED = "parked"
    NOT_USED = "not_used"
    PASSED_ON = "passed_on"
    DUPLICATE = "duplicate"


class Origin(StrEnum):
    """How a post came in."""

    PHONE = "phone"
    TABLE = "table"
    PAPER = "paper"
    IMPORT = "import"
