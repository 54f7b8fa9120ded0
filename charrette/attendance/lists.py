"""The closed lists of the check-in log. Values go over the wire and into the database, so they never change."""

from __future__ import annotations

from enum import StrEnum


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
