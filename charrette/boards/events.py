"""What happens on a board."""

from __future__ import annotations

from typing import ClassVar

from charrette.spine.events import Changes, Event, event
from charrette.week.events import CharretteEvent


class BoardEvent(Event, frozen=True, kw_only=True):
    stream: ClassVar[str] = "board"
    board: int


class _IdeaEvent(BoardEvent, frozen=True, kw_only=True):
    changes: ClassVar[Changes] = {"ideas": "idea", "tally": None}
    idea: int


@event
class IdeaPosted(_IdeaEvent, frozen=True, kw_only=True):
    """An idea came in."""


@event
class IdeaEdited(_IdeaEvent, frozen=True, kw_only=True):
    """Its author changed the text."""


@event
class IdeaWithdrawn(_IdeaEvent, frozen=True, kw_only=True):
    """Its author took it back; the number stays."""


class _ResultEvent(_IdeaEvent, frozen=True, kw_only=True):
    """An event that may change whose words can be read in the result, when that is open."""

    changes: ClassVar[Changes] = {"ideas": "idea", "tally": None, "results": None}


@event
class IdeaHidden(_ResultEvent, frozen=True, kw_only=True):
    """A facilitator took it off every screen."""


@event
class IdeaShown(_ResultEvent, frozen=True, kw_only=True):
    """A facilitator put it (back) on the screens, or approved it."""


@event
class IdeaMoved(_IdeaEvent, frozen=True, kw_only=True):
    """It went to another column, group or place."""


@event
class IdeaAnswered(_IdeaEvent, frozen=True, kw_only=True):
    """It was said what happened with it."""


class _VoteEvent(BoardEvent, frozen=True, kw_only=True):
    changes: ClassVar[Changes] = {"tally": None}


@event
class VoteCast(_VoteEvent, frozen=True, kw_only=True):
    """Somebody voted. Who, and for what, is in no event: the vote is secret."""


@event
class VoteTakenBack(_VoteEvent, frozen=True, kw_only=True):
    """Somebody took a vote back."""


class _GroupEvent(BoardEvent, frozen=True, kw_only=True):
    changes: ClassVar[Changes] = {"groups": "group", "ideas": "ideas"}
    group: int
    ideas: list[int]


@event
class IdeasGrouped(_GroupEvent, frozen=True, kw_only=True):
    """Ideas were put together under a title, and left the groups they were in."""


@event
class GroupRenamed(_GroupEvent, frozen=True, kw_only=True):
    """A group got another title."""

    changes: ClassVar[Changes] = {"groups": "group", "ideas": "ideas", "results": None}


@event
class GroupDissolved(_GroupEvent, frozen=True, kw_only=True):
    """A group was taken apart; its ideas stay."""


class _WholeBoardEvent(BoardEvent, frozen=True, kw_only=True):
    changes: ClassVar[Changes] = {
        "board": None,
        "columns": None,
        "ideas": None,
        "groups": None,
        "tally": None,
        "results": None,
    }


@event
class BoardPhaseSet(_WholeBoardEvent, frozen=True, kw_only=True):
    """The board went to another phase."""

    phase: str


@event
class BoardRevealed(_WholeBoardEvent, frozen=True, kw_only=True):
    """What was hidden until the reveal can be read by all."""


@event
class BoardConcealed(_WholeBoardEvent, frozen=True, kw_only=True):
    """The ideas are hidden again until the reveal."""


@event
class BoardReloaded(_WholeBoardEvent, frozen=True, kw_only=True):
    """The session script was loaded again, or people's data were removed."""

    gone: ClassVar[dict[str, str]] = {"columns": "removed_columns"}
    removed_columns: list[int] = []


class _BoardSettingEvent(BoardEvent, frozen=True, kw_only=True):
    changes: ClassVar[Changes] = {"board": None}


@event
class VoteLimitSet(_BoardSettingEvent, frozen=True, kw_only=True):
    """The number of votes per person changed."""


@event
class BoardSettingsChanged(_BoardSettingEvent, frozen=True, kw_only=True):
    """Something else was set: whether ideas are read first, or how long they may be."""


@event
class BoardOpened(_BoardSettingEvent, frozen=True, kw_only=True):
    """Its gathering opened: what comes in from now on is not early."""


@event
class BoardLocked(_BoardSettingEvent, frozen=True, kw_only=True):
    """Its gathering closed: reading only."""


@event
class BoardUnlocked(_BoardSettingEvent, frozen=True, kw_only=True):
    """Its gathering was reopened."""


@event
class BoardMovedOn(CharretteEvent, frozen=True, kw_only=True):
    """A board changed its phase."""

    changes: ClassVar[Changes] = {"boards": "board"}
    board: int
