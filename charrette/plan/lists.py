"""The closed lists of the feedback loop. Values go over the wire and into the database, so they never change."""

from __future__ import annotations

from charrette.spine.choices import Choices, Words, choices, word


@choices("item_state")
class ItemState(Choices):
    """How far a design item is."""

    DRAFT = "draft", Words(word("item_state", "draft"))
    IN_REVIEW = "in_review", Words(word("item_state", "in review"), tone="live")
    REMARKS_IN = (
        "remarks_in",
        Words(
            word("item_state", "remarks are in"),
            word("item_state, participants", "waiting for answers to its remarks"),
            tone="given",
        ),
    )
    REVISING = "revising", Words(word("item_state", "being revised"), tone="given")
    AGREED = "agreed", Words(word("item_state", "agreed"), tone="good")
    IN_FRAMEWORK = "in_framework", Words(word("item_state", "in the framework"), tone="good")
    DROPPED = "dropped", Words(word("item_state", "dropped"))


@choices("item_kind")
class ItemKind(Choices):
    """What sort of design item it is."""

    FRAMEWORK = "framework", Words(word("item_kind", "framework"))
    BUILDING_BLOCK = "building_block", Words(word("item_kind", "building block"))
    SOLUTION = "solution", Words(word("item_kind", "solution"))
    SCENARIO = "scenario", Words(word("item_kind", "scenario"))
    RULE = "rule", Words(word("item_kind", "rule of the game"))


@choices("round_state")
class RoundState(Choices):
    """How far a review round is."""

    PLANNED = "planned", Words(word("round_state", "planned"))
    OPEN = "open", Words(word("round_state", "open"), tone="live")
    CLOSED = "closed", Words(word("round_state", "closed, waiting for answers"), tone="given")
    ANSWERED = "answered", Words(word("round_state", "answered"), tone="given")
    REPORTED_BACK = "reported_back", Words(word("round_state", "reported back"), tone="good")
    CANCELLED = "cancelled", Words(word("round_state", "cancelled"))


@choices("remark_kind")
class RemarkKind(Choices):
    """What sort of remark it is."""

    SUPPORT = "support", Words(word("remark_kind", "support"), word("remark_kind, participants", "I support this"))
    IMPROVEMENT = (
        "improvement",
        Words(word("remark_kind", "improvement"), word("remark_kind, participants", "This can be better")),
    )
    OBJECTION = (
        "objection",
        Words(word("remark_kind", "objection"), word("remark_kind, participants", "This cannot be done")),
    )
    QUESTION = (
        "question",
        Words(word("remark_kind", "question"), word("remark_kind, participants", "I have a question")),
    )
    CRITICAL_POINT = (
        "critical_point",
        Words(word("remark_kind", "critical point"), word("remark_kind, participants", "Mind this point")),
    )


@choices("remark_outcome")
class RemarkOutcome(Choices):
    """What was done with a remark. ``answered`` is for questions: they ask for nothing that could be adopted."""

    ADOPTED = (
        "adopted",
        Words(word("remark_outcome", "adopted"), tone="good"),
    )
    PARTLY = (
        "partly",
        Words(word("remark_outcome", "partly adopted"), tone="good"),
    )
    NOT_ADOPTED = (
        "not_adopted",
        Words(word("remark_outcome", "not adopted"), tone="bad"),
    )
    PASSED_ON = "passed_on", Words(word("remark_outcome", "passed on"), tone="given")
    ANSWERED = "answered", Words(word("remark_outcome", "answered"), tone="good")


@choices("loop_warning")
class LoopWarning(Choices):
    """Why an item may not be agreed yet; it may be, all the same."""

    FEWER_THAN_THREE_LOOPS = (
        "fewer_than_three_loops",
        Words(word("loop_warning", "Fewer than three rounds of remarks.")),
    )
    LOOPS_LESS_THAN_A_DAY_APART = (
        "loops_less_than_a_day_apart",
        Words(word("loop_warning", "Two rounds were less than a day apart.")),
    )
