"""Every live event: one frozen, closed struct each.

An event is a fact in the past tense on one stream. It holds ids, never people's words: the words are added
when it is shaped for an audience, from the state at that moment. ``changes`` names the parts of the stream's
picture that it touches, with the field that holds the ids (``None``: the whole part). ``private`` fields go to
facilitators only.
"""

from __future__ import annotations

import re
from typing import Any, ClassVar

import msgspec

Changes = dict[str, str | None]


class Event(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What all events share. The stream's id is in the field that bears the stream's name."""

    stream: ClassVar[str] = ""
    changes: ClassVar[Changes] = {}
    private: ClassVar[frozenset[str]] = frozenset()

    @property
    def stream_name(self) -> str:
        """Return the stream it happened on, such as ``board:12``."""
        return f"{self.stream}:{getattr(self, self.stream)}"

    def facts(self) -> dict[str, Any]:
        """Return its fields without the id of the stream."""
        return {name: getattr(self, name) for name in self.__struct_fields__ if name != self.stream}


# --- board ---------------------------------------------------------------------------------------------------


class BoardEvent(Event, frozen=True, kw_only=True):
    stream: ClassVar[str] = "board"
    board: int


class _IdeaEvent(BoardEvent, frozen=True, kw_only=True):
    changes: ClassVar[Changes] = {"ideas": "idea", "tally": None}
    idea: int


class IdeaPosted(_IdeaEvent, frozen=True, kw_only=True):
    """An idea came in."""


class IdeaEdited(_IdeaEvent, frozen=True, kw_only=True):
    """Its author changed the text."""


class IdeaWithdrawn(_IdeaEvent, frozen=True, kw_only=True):
    """Its author took it back; the number stays."""


class IdeaHidden(_IdeaEvent, frozen=True, kw_only=True):
    """A facilitator took it off every screen."""


class IdeaShown(_IdeaEvent, frozen=True, kw_only=True):
    """A facilitator put it (back) on the screens, or approved it."""


class IdeaMoved(_IdeaEvent, frozen=True, kw_only=True):
    """It went to another column, group or place."""


class IdeaAnswered(_IdeaEvent, frozen=True, kw_only=True):
    """It was said what happened with it."""


class _VoteEvent(BoardEvent, frozen=True, kw_only=True):
    changes: ClassVar[Changes] = {"tally": None}


class VoteCast(_VoteEvent, frozen=True, kw_only=True):
    """Somebody voted. Who, and for what, is in no event: the vote is secret."""


class VoteTakenBack(_VoteEvent, frozen=True, kw_only=True):
    """Somebody took a vote back."""


class _GroupEvent(BoardEvent, frozen=True, kw_only=True):
    changes: ClassVar[Changes] = {"groups": "group", "ideas": "ideas"}
    group: int
    ideas: list[int]


class IdeasGrouped(_GroupEvent, frozen=True, kw_only=True):
    """Ideas were put together under a title."""


class GroupRenamed(_GroupEvent, frozen=True, kw_only=True):
    """A group got another title."""


class GroupDissolved(_GroupEvent, frozen=True, kw_only=True):
    """A group was taken apart; its ideas stay."""


class _WholeBoardEvent(BoardEvent, frozen=True, kw_only=True):
    changes: ClassVar[Changes] = {"board": None, "columns": None, "ideas": None, "groups": None, "tally": None}


class BoardPhaseSet(_WholeBoardEvent, frozen=True, kw_only=True):
    """The board went to another phase."""

    phase: str


class BoardRevealed(_WholeBoardEvent, frozen=True, kw_only=True):
    """What was hidden until the reveal can be read by all."""


class BoardConcealed(_WholeBoardEvent, frozen=True, kw_only=True):
    """The ideas are hidden again until the reveal."""


class BoardReloaded(_WholeBoardEvent, frozen=True, kw_only=True):
    """The session script was loaded again, or people's data were removed."""


class _BoardSettingEvent(BoardEvent, frozen=True, kw_only=True):
    changes: ClassVar[Changes] = {"board": None}


class VoteLimitSet(_BoardSettingEvent, frozen=True, kw_only=True):
    """The number of votes per person changed."""


class BoardLocked(_BoardSettingEvent, frozen=True, kw_only=True):
    """Its gathering closed: reading only."""


class BoardUnlocked(_BoardSettingEvent, frozen=True, kw_only=True):
    """Its gathering was reopened."""


# --- gathering -----------------------------------------------------------------------------------------------


class GatheringEvent(Event, frozen=True, kw_only=True):
    stream: ClassVar[str] = "gathering"
    gathering: int


class _GatheringStateEvent(GatheringEvent, frozen=True, kw_only=True):
    changes: ClassVar[Changes] = {"gathering": None, "attendance": None}


class DoorsOpened(_GatheringStateEvent, frozen=True, kw_only=True):
    """Check-in began."""


class GatheringStarted(_GatheringStateEvent, frozen=True, kw_only=True):
    """The gathering began."""


class GatheringPaused(_GatheringStateEvent, frozen=True, kw_only=True):
    """A break; the step's clock stands still."""


class GatheringResumed(_GatheringStateEvent, frozen=True, kw_only=True):
    """The break is over."""


class GatheringClosed(GatheringEvent, frozen=True, kw_only=True):
    """It ended; who was present was checked out."""

    changes: ClassVar[Changes] = {"gathering": None, "attendance": None, "people": None}


class GatheringReopened(_GatheringStateEvent, frozen=True, kw_only=True):
    """It was opened again, for a reason that is kept."""


class MinutesStateSet(_GatheringStateEvent, frozen=True, kw_only=True):
    """The minutes were drafted or agreed."""


class StepEntered(_GatheringStateEvent, frozen=True, kw_only=True):
    """The gathering went to this step of its script."""

    step: int | None


class TimeAdded(_GatheringStateEvent, frozen=True, kw_only=True):
    """The step got more (or less) time."""

    seconds: int


class GatheringReloaded(GatheringEvent, frozen=True, kw_only=True):
    """The session script was loaded again."""

    changes: ClassVar[Changes] = {"gathering": None, "attendance": None, "steps": None, "people": None}


class _PersonEvent(GatheringEvent, frozen=True, kw_only=True):
    changes: ClassVar[Changes] = {"people": "person", "attendance": None}
    private: ClassVar[frozenset[str]] = frozenset({"person"})
    person: int


class PersonCheckedIn(_PersonEvent, frozen=True, kw_only=True):
    """Somebody came in."""


class PersonCheckedOut(_PersonEvent, frozen=True, kw_only=True):
    """Somebody left."""


class EntryAnnulled(_PersonEvent, frozen=True, kw_only=True):
    """A line of the log was annulled, for a reason."""


class PersonChanged(_PersonEvent, frozen=True, kw_only=True):
    """Somebody's name, role or area changed, or was removed."""


class HeadsCounted(GatheringEvent, frozen=True, kw_only=True):
    """Heads were counted in the hall."""

    changes: ClassVar[Changes] = {"attendance": None}


# --- round ---------------------------------------------------------------------------------------------------


class RoundEvent(Event, frozen=True, kw_only=True):
    stream: ClassVar[str] = "round"
    round: int


class _WholeRoundEvent(RoundEvent, frozen=True, kw_only=True):
    changes: ClassVar[Changes] = {"round": None, "tally": None, "versions": None, "remarks": None}


class RoundPlanned(_WholeRoundEvent, frozen=True, kw_only=True):
    """A review round was planned with these versions."""


class RoundOpened(_WholeRoundEvent, frozen=True, kw_only=True):
    """Its versions are frozen; remarks can come in."""


class RoundClosed(_WholeRoundEvent, frozen=True, kw_only=True):
    """No more remarks."""


class RoundReportedBack(_WholeRoundEvent, frozen=True, kw_only=True):
    """All answers became public together."""


class RemarkAdded(RoundEvent, frozen=True, kw_only=True):
    """A remark came in."""

    changes: ClassVar[Changes] = {"remarks": "remark", "tally": None, "versions": None}
    remark: int


class RemarkAnswered(RoundEvent, frozen=True, kw_only=True):
    """A remark got its answer; with the last one the round is answered."""

    changes: ClassVar[Changes] = {"remarks": "remark", "round": None, "tally": None}
    remark: int


# --- charrette -----------------------------------------------------------------------------------------------


class CharretteEvent(Event, frozen=True, kw_only=True):
    stream: ClassVar[str] = "charrette"
    charrette: int


class CharretteStateSet(CharretteEvent, frozen=True, kw_only=True):
    """The charrette went to preparation, week, aftercare or closed."""

    changes: ClassVar[Changes] = {"charrette": None}


class ProgrammeLoaded(CharretteEvent, frozen=True, kw_only=True):
    """The session scripts were loaded."""

    changes: ClassVar[Changes] = {
        "charrette": None,
        "gatherings": None,
        "boards": None,
        "areas": None,
        "parties": None,
    }


class GatheringMovedOn(CharretteEvent, frozen=True, kw_only=True):
    """A gathering changed its state."""

    changes: ClassVar[Changes] = {"gatherings": "gathering"}
    gathering: int


class AttendanceChanged(CharretteEvent, frozen=True, kw_only=True):
    """Somebody came in, or a line of the check-in log was annulled: the numbers of the week changed."""

    changes: ClassVar[Changes] = {"attendance": None}


class BoardMovedOn(CharretteEvent, frozen=True, kw_only=True):
    """A board changed its phase."""

    changes: ClassVar[Changes] = {"boards": "board"}
    board: int


class RoundMovedOn(CharretteEvent, frozen=True, kw_only=True):
    """A review round changed its state, and with it its items."""

    changes: ClassVar[Changes] = {"rounds": "round", "items": "items"}
    round: int
    items: list[int]


class _ItemEvent(CharretteEvent, frozen=True, kw_only=True):
    changes: ClassVar[Changes] = {"items": "item"}
    item: int


class ItemCreated(_ItemEvent, frozen=True, kw_only=True):
    """A design item was made."""


class ItemRevised(_ItemEvent, frozen=True, kw_only=True):
    """An item got a new version."""


class ItemAgreed(_ItemEvent, frozen=True, kw_only=True):
    """An item was agreed."""


class ItemDropped(_ItemEvent, frozen=True, kw_only=True):
    """An item was dropped, for a reason."""


class ItemAdopted(_ItemEvent, frozen=True, kw_only=True):
    """An agreed item went into the framework."""


class _TopicEvent(CharretteEvent, frozen=True, kw_only=True):
    changes: ClassVar[Changes] = {"topics": "topic"}
    topic: int


class AgendaTopicAdded(_TopicEvent, frozen=True, kw_only=True):
    """An area agenda got a topic."""


class AgendaTopicEdited(_TopicEvent, frozen=True, kw_only=True):
    """A topic's title or why changed."""


class AgendaTopicRemoved(_TopicEvent, frozen=True, kw_only=True):
    """A topic was taken off its agenda, for a reason."""


class TritsFilled(_TopicEvent, frozen=True, kw_only=True):
    """A part of a topic's Trits was filled, or declared not applicable."""

    part: str


class AreaAdded(CharretteEvent, frozen=True, kw_only=True):
    """An area was added."""

    changes: ClassVar[Changes] = {"areas": "area"}
    area: int


class ScreenChanged(CharretteEvent, frozen=True, kw_only=True):
    """A projector was paired, shows something else, or was taken away."""

    changes: ClassVar[Changes] = {"screens": "screen"}
    screen: int


# --- screen --------------------------------------------------------------------------------------------------


class ScreenEvent(Event, frozen=True, kw_only=True):
    stream: ClassVar[str] = "screen"
    changes: ClassVar[Changes] = {"screen": None}
    screen: int


class ScreenPaired(ScreenEvent, frozen=True, kw_only=True):
    """A facilitator gave this projector a place in a charrette."""


class ViewShown(ScreenEvent, frozen=True, kw_only=True):
    """The projector was told what to show."""


class ScreenUnpaired(ScreenEvent, frozen=True, kw_only=True):
    """The projector was taken away."""


def wire_name(kind: type[Event]) -> str:
    """Return the name on the wire: ``IdeaPosted`` is ``idea_posted``."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()


def _concrete(kind: type[Event]) -> list[type[Event]]:
    abstract = kind.__name__.startswith("_") or kind.__name__.endswith("Event") or not kind.changes
    found = [] if abstract else [kind]
    for child in kind.__subclasses__():
        found += _concrete(child)
    return found


EVENTS: dict[str, type[Event]] = {wire_name(kind): kind for kind in _concrete(Event)}
"""Every event by its name on the wire."""


def read_event(stream: str, type: str, facts: dict[str, Any]) -> Event:
    """Return the event kept in the journal as ``type`` and ``facts``.

    Raises:
        msgspec.ValidationError: the facts are not of that type.
    """
    kind = EVENTS[type]
    return msgspec.convert({**facts, kind.stream: int(stream.partition(":")[2])}, kind)
