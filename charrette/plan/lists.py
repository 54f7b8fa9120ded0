"""The closed lists of the feedback loop. Values go over the wire and into the database, so they never change."""

from __future__ import annotations

from enum import StrEnum


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
