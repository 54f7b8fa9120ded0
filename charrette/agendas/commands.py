"""What organisers do: area agendas, areas, the state of the charrette, people's access."""

from __future__ import annotations

from typing import Any, ClassVar

from charrette.agendas import rules as agendas
from charrette.agendas.lists import PartyAnswer, TritsPart
from charrette.agendas.rules import get_topic
from charrette.boards.rules.reach import get_ideas, there_still
from charrette.plan.rules.reach import get_item
from charrette.spine import permissions
from charrette.spine.bases import ChangeOfWords
from charrette.spine.commands import Command, Result, Work, command
from charrette.spine.fields import AreaRef, Id, Ids, LongText, Reason, ShortText
from charrette.spine.lists import Role
from charrette.week.rules import get_area


class AddAgendaTopic(Command, frozen=True, kw_only=True):
    area: AreaRef
    title: ShortText
    why: LongText = ""
    from_item: Id | None = None
    from_ideas: Ids = []
    example: ClassVar[dict[str, Any]] = {
        "area": 4,
        "title": "Het plein terug aan de buurt",
        "why": "Er is geen plek om elkaar te ontmoeten.",
        "from_item": 7,
        "from_ideas": [41],
    }


@command(AddAgendaTopic, role=Role.ORGANISER, stream="agendas")
def add_agenda_topic(work: Work, fields: AddAgendaTopic) -> Result:
    """Put a topic on the agenda of an area. ``left_out``: the numbers of ideas that were taken back just then."""
    item = fields.from_item
    ideas, left_out = there_still(get_ideas(work.session, work.by, fields.from_ideas, field="from_ideas"))
    topic = agendas.add_agenda_topic(
        work.session,
        area=get_area(work.session, work.by, fields.area),
        by=work.by,
        title=fields.title,
        why=fields.why,
        item=get_item(work.session, work.by, item, field="from_item") if item is not None else None,
        ideas=ideas,
    )
    return {"topic": topic.id, "number": topic.number, "left_out": left_out}


class EditAgendaTopic(ChangeOfWords, frozen=True, kw_only=True):
    topic: Id
    title: ShortText | None = None
    why: LongText | None = None
    example: ClassVar[dict[str, Any]] = {"topic": 8, "title": "Een plein voor de buurt"}


@command(EditAgendaTopic, role=Role.ORGANISER, stream="agendas")
def edit_agenda_topic(work: Work, fields: EditAgendaTopic) -> Result:
    """Change the title or the why of a topic."""
    topic = get_topic(work.session, work.by, fields.topic)
    fields.ensure_base(permissions.may_organise(work.by), title=topic.title, why=topic.why)
    agendas.edit_agenda_topic(work.session, topic=topic, by=work.by, title=fields.title, why=fields.why)
    return {"topic": topic.id}


class RemoveAgendaTopic(Command, frozen=True, kw_only=True):
    topic: Id
    reason: Reason
    example: ClassVar[dict[str, Any]] = {"topic": 8, "reason": "Staat er dubbel op"}


@command(RemoveAgendaTopic, role=Role.ORGANISER, stream="agendas")
def remove_agenda_topic(work: Work, fields: RemoveAgendaTopic) -> Result:
    """Take a topic off its agenda, for a reason that is kept."""
    topic = get_topic(work.session, work.by, fields.topic)
    agendas.remove_agenda_topic(work.session, topic=topic, by=work.by, reason=fields.reason)
    return {}


class FillTrits(ChangeOfWords, frozen=True, kw_only=True):
    """``party``: the id, key or name of a party, or any other name. With other words the answer of the party lapses, so
    ``before`` may tell that too (``party_text``)."""

    stays: ClassVar[bool] = False

    topic: Id
    part: TritsPart
    text: LongText | None = None
    not_applicable: bool = False
    party: Id | ShortText | None = None
    example: ClassVar[dict[str, Any]] = {
        "topic": 8,
        "part": "with_help",
        "text": "Bankjes en bestrating",
        "party": "gemeente",
    }


@command(FillTrits, role=Role.ORGANISER, stream="agendas")
def fill_trits(work: Work, fields: FillTrits) -> Result:
    """Fill one part of a topic's Trits, or declare it not applicable."""
    topic = get_topic(work.session, work.by, fields.topic)
    held = topic.part(fields.part)
    names = {"text": "text", "party": "by_whom", "party_text": "party_text"}
    stored = {field: getattr(held, name, None) for field, name in names.items()}
    fields.ensure_base(permissions.may_organise(work.by), **stored)
    agendas.fill_trits(
        work.session,
        topic=topic,
        by=work.by,
        part=fields.part,
        text=fields.text,
        not_applicable=fields.not_applicable,
        party=fields.party,
    )
    return {"topic": topic.id, "complete": topic.complete}


class AnswerTrits(ChangeOfWords, frozen=True, kw_only=True):
    """``text``: why, or on what terms; declining needs it. ``asked`` takes an answer back."""

    stays: ClassVar[bool] = False

    topic: Id
    part: TritsPart
    answer: PartyAnswer
    text: Reason | None = None
    example: ClassVar[dict[str, Any]] = {
        "topic": 8,
        "part": "with_help",
        "answer": "accepted",
        "text": "Vanaf het voorjaar",
    }


@command(AnswerTrits, role=Role.ORGANISER, stream="agendas")
def answer_trits(work: Work, fields: AnswerTrits) -> Result:
    """Note whether the party named in a part of the Trits takes it on."""
    topic = get_topic(work.session, work.by, fields.topic)
    held = topic.part(fields.part)
    fields.ensure_base(permissions.may_organise(work.by), text=held.party_text if held is not None else None)
    entry = agendas.answer_trits(
        work.session, topic=topic, by=work.by, part=fields.part, answer=fields.answer, text=fields.text
    )
    return {"topic": topic.id, "state": entry.party_answer.value if entry.party_answer else None}
