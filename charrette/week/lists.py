"""The closed lists of the programme. Values go over the wire and into the database, so they never change."""

from __future__ import annotations

from charrette.spine.choices import Choices, Words, choices, named_set, word


@choices("charrette_state")
class CharretteState(Choices):
    """How far a charrette is."""

    PREPARATION = "preparation", Words(word("charrette_state", "preparation"))
    WEEK = "week", Words(word("charrette_state", "the week"))
    AFTERCARE = "aftercare", Words(word("charrette_state", "aftercare"))
    CLOSED = "closed", Words(word("charrette_state", "closed"))


@choices("gathering_kind")
class GatheringKind(Choices):
    """What sort of gathering it is."""

    KICKOFF = "kickoff", Words(word("gathering_kind", "kick-off"))
    WORK = "work", Words(word("gathering_kind", "work session"))
    STAKEHOLDER_REVIEW = "stakeholder_review", Words(word("gathering_kind", "review by stakeholders"))
    FAMILY_COUNCIL = "family_council", Words(word("gathering_kind", "family council"))
    OVERFLOW = "overflow", Words(word("gathering_kind", "overflow session"))
    YOUTH = "youth", Words(word("gathering_kind", "youth session"))
    REHEARSAL = "rehearsal", Words(word("gathering_kind", "rehearsal"))
    PRESENTATION = "presentation", Words(word("gathering_kind", "final presentation"))


@choices("gathering_state")
class GatheringState(Choices):
    """How far a gathering is."""

    PLANNED = (
        "planned",
        Words(word("gathering_state", "planned"), word("gathering_state, participants", "not begun yet")),
    )
    DOORS_OPEN = "doors_open", Words(word("gathering_state", "doors open"), tone="live")
    RUNNING = (
        "running",
        Words(word("gathering_state", "running"), word("gathering_state, participants", "going on now"), tone="live"),
    )
    PAUSED = "paused", Words(word("gathering_state", "break"), tone="waiting")
    CLOSED = "closed", Words(word("gathering_state", "closed"))
    MINUTES_DRAFTED = (
        "minutes_drafted",
        Words(word("gathering_state", "minutes drafted"), word("gathering_state, participants", "closed")),
    )
    MINUTES_AGREED = (
        "minutes_agreed",
        Words(word("gathering_state", "minutes agreed"), word("gathering_state, participants", "closed")),
    )
    CANCELLED = "cancelled", Words(word("gathering_state", "cancelled"))
    MOVED = (
        "moved",
        Words(word("gathering_state", "moved"), word("gathering_state, participants", "moved to another day")),
    )


LIVE_STATES = named_set("live_states", GatheringState.RUNNING, GatheringState.PAUSED, GatheringState.DOORS_OPEN)
"""While a gathering is in one of these it is open. Of several the one that is further comes first."""

OPEN_STATES = frozenset(LIVE_STATES)
"""While a gathering is in one of these, people check in."""

READ_ONLY_STATES = frozenset(
    named_set(
        "over_states",
        GatheringState.CLOSED,
        GatheringState.MINUTES_DRAFTED,
        GatheringState.MINUTES_AGREED,
        GatheringState.CANCELLED,
        GatheringState.MOVED,
    )
)
"""Once a gathering is in one of these it is over here, and its boards can only be read."""


@choices("openness")
class Openness(Choices):
    """Whom a gathering is for."""

    PUBLIC = "public", Words(word("openness", "for everybody"))
    WATCHABLE = "watchable", Words(word("openness", "everybody may watch"))
    INVITED = "invited", Words(word("openness", "for who is invited"))


@choices("daypart")
class Daypart(Choices):
    """In which part of the day a gathering is."""

    MORNING = "morning", Words(word("daypart", "morning"))
    AFTERNOON = "afternoon", Words(word("daypart", "afternoon"))
    EVENING = "evening", Words(word("daypart", "evening"))


@choices("party_kind")
class PartyKind(Choices):
    """What sort of organisation a party is."""

    MUNICIPALITY = "municipality", Words(word("party_kind", "municipality"))
    HOUSING_CORPORATION = "housing_corporation", Words(word("party_kind", "housing corporation"))
    WELFARE = "welfare", Words(word("party_kind", "welfare organisation"))
    POLICE = "police", Words(word("party_kind", "police"))
    RESIDENTS = "residents", Words(word("party_kind", "residents"))
    COMMUNITY = "community", Words(word("party_kind", "community"))
    BUSINESS = "business", Words(word("party_kind", "business"))
    OTHER = "other", Words(word("party_kind", "other"))


@choices("area_kind")
class AreaKind(Choices):
    """What sort of area it is. The values are Dutch: session scripts are written in Dutch."""

    WIJK = "wijk", Words(word("area_kind", "district"))
    DORP = "dorp", Words(word("area_kind", "village"))
    BUURT = "buurt", Words(word("area_kind", "neighbourhood"))
    STRAAT = "straat", Words(word("area_kind", "street"))
    GEBIED = "gebied", Words(word("area_kind", "area"))


@choices("reasoned_act")
class ReasonedAct(Choices):
    """What the team did for which a reason was asked or given."""

    STATE_SET = "state_set", Words(word("reasoned_act", "the state of the charrette was changed"))
    DOORS_OPENED = "doors_opened", Words(word("reasoned_act", "the doors were opened"))
    STARTED = "started", Words(word("reasoned_act", "the session was started"))
    PAUSED = "paused", Words(word("reasoned_act", "there was a break"))
    CLOSED = "closed", Words(word("reasoned_act", "the session was closed"))
    REOPENED = "reopened", Words(word("reasoned_act", "the session was reopened"))
    AGREEMENT_TAKEN_BACK = "agreement_taken_back", Words(word("reasoned_act", "the agreement was taken back"))
    AREAS_CHANGED = "areas_changed", Words(word("reasoned_act", "the areas were changed"))
