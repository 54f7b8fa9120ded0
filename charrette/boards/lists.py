"""The closed lists of idea boards. Values go over the wire and into the database, so they never change."""

from __future__ import annotations

from charrette.spine.choices import Choices, Words, choices, word


@choices("board_phase")
class BoardPhase(Choices):
    """What is done on a board now."""

    COLLECTING = "collecting", Words(word("board_phase", "collecting"), tone="live")
    GROUPING = "grouping", Words(word("board_phase", "grouping"), tone="live")
    VOTING = "voting", Words(word("board_phase", "voting"), tone="live")
    CLOSED = "closed", Words(word("board_phase", "closed"))


@choices("idea_kind")
class IdeaKind(Choices):
    """What sort of post it is."""

    TIP = "tip", Words(word("idea_kind", "tip"))
    POINTER = "pointer", Words(word("idea_kind", "pointer"))
    IDEA = "idea", Words(word("idea_kind", "idea"))
    QUESTION = "question", Words(word("idea_kind", "question"))
    MARGINAL_NOTE = "marginal_note", Words(word("idea_kind", "marginal note"))
    CONCERN = "concern", Words(word("idea_kind", "concern"))
    CRITICAL_POINT = "critical_point", Words(word("idea_kind", "critical point"))


@choices("grain")
class Grain(Choices):
    """Whether it is about the big story or about every day."""

    COARSE = "coarse", Words(word("grain", "coarse: the big story"))
    FINE = "fine", Words(word("grain", "fine: every day"))


@choices("idea_state")
class IdeaState(Choices):
    """Whether a post can be read."""

    VISIBLE = "visible", Words(word("idea_state", "on the board"))
    HIDDEN = "hidden", Words(word("idea_state", "hidden"))
    WAITING = (
        "waiting",
        Words(
            word("idea_state", "waiting"),
            word("idea_state, participants", "waiting for the facilitator"),
            tone="waiting",
        ),
    )
    WITHDRAWN = "withdrawn", Words(word("idea_state", "withdrawn"))


@choices("idea_fate")
class IdeaFate(Choices):
    """What a facilitator said of a post; ``grouped`` and the absence of a fate follow from other facts."""

    USED = "used", Words(word("idea_fate", "used"), tone="good")
    PARTLY = "partly", Words(word("idea_fate", "partly used"), tone="good")
    PARKED = "parked", Words(word("idea_fate", "parked"), tone="waiting")
    NOT_USED = "not_used", Words(word("idea_fate", "not used"), tone="bad")
    PASSED_ON = "passed_on", Words(word("idea_fate", "passed on"), tone="given")
    DUPLICATE = "duplicate", Words(word("idea_fate", "double"))


@choices("idea_outcome")
class IdeaOutcome(Choices):
    """What happened with a post, as its author reads it: the first of these that is true of it."""

    WITHDRAWN = (
        "withdrawn",
        Words(word("idea_outcome", "withdrawn"), word("idea_outcome, participants", "You took this idea back.")),
    )
    HIDDEN = (
        "hidden",
        Words(
            word("idea_outcome", "hidden"),
            word("idea_outcome, participants", "The facilitator took this idea off the board."),
        ),
    )
    USED = "used", Words(word("idea_outcome", "used"), word("idea_outcome, participants", "Used."))
    PARTLY = "partly", Words(word("idea_outcome", "partly used"), word("idea_outcome, participants", "Partly used."))
    PARKED = "parked", Words(word("idea_outcome", "parked"), word("idea_outcome, participants", "Kept for later."))
    NOT_USED = "not_used", Words(word("idea_outcome", "not used"), word("idea_outcome, participants", "Not used."))
    PASSED_ON = "passed_on", Words(word("idea_outcome", "passed on"), word("idea_outcome, participants", "Passed on."))
    DUPLICATE = (
        "duplicate",
        Words(word("idea_outcome", "double"), word("idea_outcome, participants", "The same as another idea.")),
    )
    ON_AGENDA = (
        "on_agenda",
        Words(
            word("idea_outcome", "on an area agenda"), word("idea_outcome, participants", "It is on an area agenda.")
        ),
    )
    DROPPED = (
        "dropped",
        Words(
            word("idea_outcome", "dropped with its design item"),
            word("idea_outcome, participants", "The design item it was used in was dropped."),
        ),
    )
    OFF_AGENDA = (
        "off_agenda",
        Words(
            word("idea_outcome", "taken off the area agenda"),
            word("idea_outcome, participants", "It was taken off the area agenda."),
        ),
    )
    GROUPED = (
        "grouped",
        Words(word("idea_outcome", "grouped"), word("idea_outcome, participants", "Put together with other ideas.")),
    )
    NOT_HANDLED_YET = (
        "not_handled_yet",
        Words(
            word("idea_outcome", "nothing decided yet"),
            word("idea_outcome, participants", "Nothing has been decided yet."),
        ),
    )


@choices("origin")
class Origin(Choices):
    """How a post came in."""

    PHONE = "phone", Words(word("origin", "own phone"))
    TABLE = "table", Words(word("origin", "table"))
    PAPER = "paper", Words(word("origin", "paper"))
    IMPORT = "import", Words(word("origin", "imported"))
