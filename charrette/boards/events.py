"""What happens on a board."""

from __future__ import annotations

from typing import ClassVar

from charrette.spine.events import Changes, Event, event
from charrette.spine.lists import Audience
from charrette.week.events import CharretteEvent

RESULT: Changes = {"results": None, "former_groups": None}
"""The parts that a published result is read from, beside ideas and groups."""
FORMER: Changes = {"former_results": None}
"""What earlier ballots came to, with the titles of their groups."""


class BoardEvent(Event, frozen=True, kw_only=True):
    stream: ClassVar[str] = "board"
    board: int


class _IdeaEvent(BoardEvent, frozen=True, kw_only=True):
    changes: ClassVar[Changes] = {"ideas": "idea", "tally": None}
    said_twice: ClassVar[dict[str, str]] = {"ideas": "idea"}
    apart: ClassVar[frozenset[str]] = frozenset({"tally"})
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


@event
class IdeaHidden(_IdeaEvent, frozen=True, kw_only=True):
    """A facilitator took it off every screen."""


@event
class IdeaShown(_IdeaEvent, frozen=True, kw_only=True):
    """A facilitator put it (back) on the screens, or approved it."""


@event
class IdeaMoved(_IdeaEvent, frozen=True, kw_only=True):
    """It went to another column, group or place."""


@event
class IdeaAnswered(_IdeaEvent, frozen=True, kw_only=True):
    """It was said what happened with it."""


class _VoteEvent(BoardEvent, frozen=True, kw_only=True):
    changes: ClassVar[Changes] = {"tally": None}
    apart: ClassVar[frozenset[str]] = frozenset({"tally"})


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
    """A group got another title. ``ideas`` stand in it: what came of each is said by that title. ``former``: earlier
    ballots were held here, and their lines bear the titles of groups."""

    changes: ClassVar[Changes] = {"groups": "group", **FORMER}
    only_if: ClassVar[dict[str, str]] = dict.fromkeys(FORMER, "former")
    former: bool = False


@event
class GroupDissolved(_GroupEvent, frozen=True, kw_only=True):
    """A group was taken apart; its ideas stay. ``results``: the votes are open, and it may stand in their result."""

    changes: ClassVar[Changes] = {"groups": "group", "ideas": "ideas", "former_groups": None}
    only_if: ClassVar[dict[str, str]] = {"former_groups": "results"}
    results: bool


@event
class GroupRestored(_GroupEvent, frozen=True, kw_only=True):
    """A group that was taken apart stands there again, with ideas that stood in it. ``results`` as above."""

    changes: ClassVar[Changes] = {"groups": "group", "ideas": "ideas", "former_groups": None}
    only_if: ClassVar[dict[str, str]] = {"former_groups": "results"}
    results: bool


class _BoardSettingEvent(BoardEvent, frozen=True, kw_only=True):
    changes: ClassVar[Changes] = {"board": None}


@event
class BoardPhaseSet(_BoardSettingEvent, frozen=True, kw_only=True):
    """The board went to another phase. ``results``: with it the votes of ideas and groups opened or closed.

    ``fresh``: a new ballot began, in which nobody has voted yet. The tally goes along: of an open result it counts the
    lines, and otherwise what is shown now.
    """

    changes: ClassVar[Changes] = {"board": None, "tally": None, **RESULT, **FORMER}
    only_if: ClassVar[dict[str, str]] = {**dict.fromkeys(RESULT, "results"), **dict.fromkeys(FORMER, "fresh")}
    counts: ClassVar[dict[str, str]] = {"ideas": "votes", "groups": "votes"}
    counted: ClassVar[str] = "results"
    phase: str
    results: bool
    fresh: bool = False


FROM_WHOM_HIDDEN = frozenset({Audience.PARTICIPANT, Audience.SCREEN})
HIDDEN: Changes = {"ideas": None, "groups": None, **RESULT, **FORMER}
"""All that a concealed board keeps from phones and projectors; facilitators read it all the time."""
HIDDEN_PARTS = dict.fromkeys(HIDDEN, FROM_WHOM_HIDDEN)


@event
class BoardRevealed(BoardEvent, frozen=True, kw_only=True):
    """What was hidden until the reveal can be read by all."""

    changes: ClassVar[Changes] = {"board": None, **HIDDEN}
    only_for: ClassVar[dict[str, frozenset[Audience]]] = HIDDEN_PARTS


@event
class BoardConcealed(BoardEvent, frozen=True, kw_only=True):
    """The ideas are hidden again until the reveal."""

    closes: ClassVar[frozenset[str]] = frozenset({"ideas"})
    changes: ClassVar[Changes] = {"board": None, **{part: None for part in HIDDEN if part != "ideas"}}
    only_for: ClassVar[dict[str, frozenset[Audience]]] = HIDDEN_PARTS


@event
class BoardScriptLoaded(BoardEvent, frozen=True, kw_only=True):
    """The session script was loaded again."""

    changes: ClassVar[Changes] = {"board": None, "columns": None}
    gone: ClassVar[dict[str, str]] = {"columns": "removed_columns"}
    removed_columns: list[int] = []


@event
class IdeasSetAside(BoardEvent, frozen=True, kw_only=True):
    """People were set aside with their ideas and votes here, or put back. ``results``: the votes are open."""

    changes: ClassVar[Changes] = {"ideas": "ideas", "tally": None, "results": None}
    only_if: ClassVar[dict[str, str]] = {"results": "results"}
    counts: ClassVar[dict[str, str]] = {"ideas": "votes", "groups": "votes"}
    counted: ClassVar[str] = "results"
    ideas: list[int]
    results: bool


@event
class AuthorChanged(BoardEvent, frozen=True, kw_only=True):
    """What is said of somebody who wrote these ideas is another now, or they were removed."""

    changes: ClassVar[Changes] = {"ideas": "ideas"}
    private: ClassVar[frozenset[str]] = frozenset({"ideas"})
    of_names: ClassVar[bool] = True
    ideas: list[int]


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
    only_for: ClassVar[dict[str, frozenset[Audience]]] = {"boards": frozenset({Audience.FACILITATOR})}
    board: int
