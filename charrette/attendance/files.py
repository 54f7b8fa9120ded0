"""What can be taken home of who came; it names people, so it is for organisers."""

from __future__ import annotations

from charrette.exports.kinds import declare_file
from charrette.spine.choices import word
from charrette.spine.lists import Role

ATTENDANCE = declare_file(
    "attendance",
    about="gathering",
    formats=("csv", "pdf"),
    address="attendance/{key}",
    saved_as=word("file name", "attendance-{key}"),
    title="{name}: attendance ({format})",
    shows=("charrette", "team", "gathering"),
    role=Role.ORGANISER,
    leaves_names=("pdf",),
)
CHECK_IN_LOG = declare_file(
    "check_in_log",
    about="gathering",
    formats=("csv",),
    address="attendance/{key}-log",
    saved_as=word("file name", "attendance-{key}-log"),
    title="{name}: check-in log ({format})",
    shows=("charrette", "gathering"),
    role=Role.ORGANISER,
)
