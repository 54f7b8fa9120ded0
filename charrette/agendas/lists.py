"""The closed lists of area agendas. Values go over the wire and into the database, so they never change."""

from __future__ import annotations

from charrette.spine.choices import Choices, Words, choices, word


@choices("trits_part")
class TritsPart(Choices):
    """The three parts of the Trits."""

    OURSELVES = "ourselves", Words(word("trits_part", "We do this ourselves"))
    WITH_HELP = "with_help", Words(word("trits_part", "We need help with this"))
    TO_OTHERS = "to_others", Words(word("trits_part", "We leave this to others"))


@choices("party_answer")
class PartyAnswer(Choices):
    """Whether the party named in a Trits part takes it on."""

    ASKED = "asked", Words(word("party_answer", "asked"), tone="waiting")
    ACCEPTED = "accepted", Words(word("party_answer", "takes it on"), tone="good")
    DECLINED = "declined", Words(word("party_answer", "does not take it on"), tone="given")


@choices("agenda_state")
class AgendaState(Choices):
    """How far an area agenda is."""

    REQUESTED = "requested", Words(word("agenda_state", "requested"))
    ON_ROUTE = "on_route", Words(word("agenda_state", "on the work route"))
    DRAFT = "draft", Words(word("agenda_state", "draft"))
    ADOPTED = "adopted", Words(word("agenda_state", "adopted by residents"))
    IN_POLICY_CHECK = "in_policy_check", Words(word("agenda_state", "in policy check"))
    CHECKED = "checked", Words(word("agenda_state", "policy checked"))
    CARRIED_OUT = "carried_out", Words(word("agenda_state", "being carried out"))
    EVALUATED = "evaluated", Words(word("agenda_state", "evaluated"))
    ENDED = "ended", Words(word("agenda_state", "ended"))
