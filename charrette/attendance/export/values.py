"""What the list of attendance and the check-in log are made from; no field has a default, so none can be forgotten."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from charrette.exports.moments import Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceRow:
    """One person (or one nameless presence) at a gathering; ``status`` is present, left or absent."""

    name: str
    party_role: str
    area: str
    status: str
    first_entry: datetime | None
    last_exit: datetime | None
    sources: tuple[str, ...]
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceList:
    """Who was at a gathering, for the organiser only.

    ``expected``, ``attendances``, ``unique`` and ``present`` are four different numbers and stay labelled.
    ``held`` is when it began: times of that day are written without the day. ``purpose`` says in one sentence what the
    list is for, ``keep_until`` the day it is removed; None until it is over.
    """

    gathering_title: str
    day: int
    held: datetime | None
    expected: int | None
    attendances: int
    unique: int
    present: int
    rows: tuple[AttendanceRow, ...]
    moment: Moment
    purpose: str
    keep_until: datetime | None
    blank_rows: int
    lang: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInRow:
    """One event of the append-only check-in log; annulments stay in it as rows of their own."""

    id: int
    gathering: str
    kind: str
    source: str
    server_time: datetime
    device_time: datetime | None
    person: int | None
    name: str
    by: str
    annuls: int | None
    reason: str
    count: int | None
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInLog:
    """Every event of the check-in log of one gathering or a whole week, oldest first."""

    title: str
    rows: tuple[CheckInRow, ...]
    moment: Moment
