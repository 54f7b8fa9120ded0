"""The tables, one file per noun. Import models from here."""

from charrette.models.agenda import AgendaTopic, TopicIdea, TritsEntry
from charrette.models.attendance import AttendanceEntry
from charrette.models.board import TEXT_LIMIT, Board, BoardColumn, Idea, IdeaGroup, IdeaRevision, Vote
from charrette.models.ending import Ending
from charrette.models.erasure import Erasure
from charrette.models.journal import CommandReceipt, JournalEvent, Stream
from charrette.models.people import AccessToken, Admission, Invitation, Person, RoleGrant, Screen, SetAside
from charrette.models.plan import DesignItem, DesignVersion, ItemArea, ItemSource, Remark, ReviewRound, RoundVersion
from charrette.models.programme import Area, Charrette, Gathering, Party, Step
from charrette.models.store import Store

__all__ = [
    "TEXT_LIMIT",
    "AccessToken",
    "Admission",
    "AgendaTopic",
    "Area",
    "AttendanceEntry",
    "Board",
    "BoardColumn",
    "Charrette",
    "CommandReceipt",
    "DesignItem",
    "DesignVersion",
    "Ending",
    "Erasure",
    "Gathering",
    "Idea",
    "IdeaGroup",
    "IdeaRevision",
    "Invitation",
    "ItemArea",
    "ItemSource",
    "JournalEvent",
    "Party",
    "Person",
    "Remark",
    "ReviewRound",
    "RoleGrant",
    "RoundVersion",
    "Screen",
    "SetAside",
    "Step",
    "Store",
    "Stream",
    "TopicIdea",
    "TritsEntry",
    "Vote",
]
