"""The closed lists of the check-in log. Values go over the wire and into the database, so they never change."""

from __future__ import annotations

from charrette.spine.choices import Choices, Words, choices, word


@choices("entry_kind")
class EntryKind(Choices):
    """What a line of the check-in log says."""

    ENTRY = "entry", Words(word("entry_kind", "came in"))
    EXIT = "exit", Words(word("entry_kind", "left"))
    AUTO_EXIT = "auto_exit", Words(word("entry_kind", "left automatically"))
    ANNUL = "annul", Words(word("entry_kind", "a line was annulled"))
    HEADCOUNT = "headcount", Words(word("entry_kind", "heads were counted"))


@choices("entry_source")
class EntrySource(Choices):
    """How a line of the check-in log came in."""

    ROOM_QR = "room_qr", Words(word("entry_source", "code in the room"))
    PHONE = "phone", Words(word("entry_source", "own phone"))
    BADGE_SCAN = "badge_scan", Words(word("entry_source", "badge"))
    MANUAL = "manual", Words(word("entry_source", "added by hand"))
    PAPER = "paper", Words(word("entry_source", "paper"))
    KIOSK = "kiosk", Words(word("entry_source", "table device"))
    HEADCOUNT = "headcount", Words(word("entry_source", "head count"))
    SYSTEM = "system", Words(word("entry_source", "automatic"))


@choices("attendance_status")
class AttendanceStatus(Choices):
    """Whether somebody is there."""

    PRESENT = "present", Words(word("attendance_status", "present"), tone="good")
    LEFT = "left", Words(word("attendance_status", "has left"))
    ABSENT = "absent", Words(word("attendance_status", "absent"))


@choices("attendance_flag")
class AttendanceFlag(Choices):
    """What is to be known of somebody's lines in the log."""

    CLOCK_OFF = "clock_off", Words(word("attendance_flag", "clock of the phone was wrong"))
    SET_ASIDE = "set_aside", Words(word("attendance_flag", "set aside by the team"))
    EXIT_WITHOUT_ENTRY = "exit_without_entry", Words(word("attendance_flag", "left without coming in"))
    ENTERED_LATER = "entered_later", Words(word("attendance_flag", "typed in after the session"))
    AUTO_EXIT = "auto_exit", Words(word("attendance_flag", "left automatically"))
