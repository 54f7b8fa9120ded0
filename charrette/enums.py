"""The closed lists of the domain. Values go over the wire and into the database, so they never change."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What somebody may do. Loaded anew for every command."""

    PARTICIPANT = "participant"
    SCREEN = "screen"
    FACILITATOR = "facilitator"
    ORGANISER = "organiser"


class Audience(StrEnum):
    """Who receives a shape of the live state; organisers receive the facilitator's."""

    PARTICIPANT = "participant"
    SCREEN = "screen"
    FACILITATOR = "facilitator"


class PartyRole(StrEnum):
    """The eight kinds of people who design together."""

    RESIDENT = "resident"
    PLANNER = "planner"
    INVESTOR = "investor"
    DECISION_MAKER = "decision_maker"
    POLICY_MAKER = "policy_maker"
    USER = "user"
    CARETAKER = "caretaker"
    WORKER = "worker"


class CharretteState(StrEnum):
    PREPARATION = "preparation"
    WEEK = "week"
    AFTERCARE = "aftercare"
    CLOSED = "closed"


class GatheringKind(StrEnum):
    KICKOFF = "kickoff"
    WORK = "work"
    STAKEHOLDER_REVIEW = "stakeholder_review"
    FAMILY_COUNCIL = "family_council"
    OVERFLOW = "overflow"
    YOUTH = "youth"
    REHEARSAL = "rehearsal"
    PRESENTATION = "presentation"


class GatheringState(StrEnum):
    PLANNED = "planned"
    DOORS_OPEN = "doors_open"
    RUNNING = "running"
    PAUSED = "paused"
    CLOSED = "closed"
    MINUTES_DRAFTED = "minutes_drafted"
    MINUTES_AGREED = "minutes_agreed"
    CANCELLED = "cancelled"
    MOVED = "moved"


OPEN_STATES = frozenset({GatheringState.DOORS_OPEN, GatheringState.RUNNING, GatheringState.PAUSED})
"""While a gathering is in one of these, people check in."""


class Openness(StrEnum):
    PUBLIC = "public"
    WATCHABLE = "watchable"
    INVITED = "invited"


class EntryKind(StrEnum):
    ENTRY = "entry"
    EXIT = "exit"
    AUTO_EXIT = "auto_exit"
    ANNUL = "annul"
    HEADCOUNT = "headcount"


class EntrySource(StrEnum):
    ROOM_QR = "room_qr"
    PHONE = "phone"
    BADGE_SCAN = "badge_scan"
    MANUAL = "manual"
    PAPER = "paper"
    KIOSK = "kiosk"
    HEADCOUNT = "headcount"
    SYSTEM = "system"


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


class ItemState(StrEnum):
    DRAFT = "draft"
    IN_REVIEW = "in_review"
    REMARKS_IN = "remarks_in"
    REVISING = "revising"
    AGREED = "agreed"
    IN_FRAMEWORK = "in_framework"
    DROPPED = "dropped"


class RoundState(StrEnum):
    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"
    ANSWERED = "answered"
    REPORTED_BACK = "reported_back"


class RemarkKind(StrEnum):
    SUPPORT = "support"
    IMPROVEMENT = "improvement"
    OBJECTION = "objection"
    QUESTION = "question"
    CRITICAL_POINT = "critical_point"


class RemarkOutcome(StrEnum):
    ADOPTED = "adopted"
    PARTLY = "partly"
    NOT_ADOPTED = "not_adopted"
    PASSED_ON = "passed_on"


class TritsPart(StrEnum):
    OURSELVES = "ourselves"
    WITH_HELP = "with_help"
    TO_OTHERS = "to_others"


class PartyAnswer(StrEnum):
    """Whether the party named in a Trits part takes it on."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class ShowView(StrEnum):
    """What a projector can show."""

    JOIN = "join"
    BOARD = "board"
    IDEA = "idea"
    RESULTS = "results"
    STEP = "step"
    ROUND = "round"
    REPORT = "report"
    BLACK = "black"


class EndingKind(StrEnum):
    """In which way something ended for good."""

    REVOKED = "revoked"
    USED = "used"
    WITHDRAWN = "withdrawn"
    ROLE = "role"
