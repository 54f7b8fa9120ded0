"""The closed lists of the programme. Values go over the wire and into the database, so they never change."""

from __future__ import annotations

from enum import StrEnum


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


READ_ONLY_STATES = frozenset(
    {
        GatheringState.CLOSED,
        GatheringState.MINUTES_DRAFTED,
        GatheringState.MINUTES_AGREED,
        GatheringState.CANCELLED,
        GatheringState.MOVED,
    }
)
