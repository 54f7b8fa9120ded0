"""Where a topic of an area agenda comes from, and what the parties say that its Trits name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from charrette.agendas.lists import PartyAnswer
from charrette.agendas.models import TritsEntry
from charrette.errors import Conflict, DomainError
from tests.world import World


def topic_from(world: World, item: int, **fields: Any) -> list[int]:
    """Put a topic made from ``item`` on an agenda; return the numbers of the ideas it names."""
    topic = world.run("add_agenda_topic", "otto", area="krakeel", title="Plein", from_item=item, **fields)["topic"]
    picture = world.snapshot("agendas:1", "otto")
    return next(row["from_ideas"] for row in picture["topics"] if row["id"] == topic)


def test_a_topic_from_an_item_names_the_ideas_of_the_item_that_can_be_read(world: World) -> None:
    world.open()
    first, second, third = world.post("Een bank"), world.post("Een boom"), world.post("Iets naars")
    item, version = world.item(ideas=[first, second, third])
    world.run("close_round", round=world.round([version]))
    world.run("agree_item", item=item)
    world.run("adopt_into_framework", item=item, areas="all")
    world.run("hide_idea", idea=third, reason="Gaat over een persoon")

    assert topic_from(world, item) == [1, 2]
    assert topic_from(world, item, from_ideas=[second]) == [2]


@dataclass
class Part:
    """One part of the Trits of a topic on an agenda, named to the municipality."""

    world: World
    topic: int
    part: str = "with_help"

    def fill(self, text: str = "Bestrating", party: str | None = "gemeente", **more: Any) -> None:
        self.world.run("fill_trits", "otto", topic=self.topic, part=self.part, text=text, party=party, **more)

    def answer(self, answer: str, text: str | None = None, by: str = "otto") -> str:
        """Note an answer; return ``ok`` or the code of the refusal."""
        try:
            self.world.run("answer_trits", by, topic=self.topic, part=self.part, answer=answer, text=text)
        except DomainError as error:
            return error.code
        return "ok"

    def standing(self, by: str = "annie") -> tuple[str | None, str | None]:
        """Return the answer and the words of the party, as everybody may read them."""
        topic = next(row for row in self.world.snapshot("agendas:1", by)["topics"] if row["id"] == self.topic)
        held = topic["trits"][self.part]
        assert (held["answered_at"] is None) == (held["state"] in (None, "asked"))
        return held["state"], held["party_text"]


@pytest.fixture
def part(world: World) -> Part:
    """The part of a topic where Krakeel asks the municipality for help."""
    found = Part(world, world.run("add_agenda_topic", "otto", area="krakeel", title="Plein")["topic"])
    found.fill()
    return found


def test_a_party_that_accepts_may_say_on_what_terms(part: Part) -> None:
    assert part.standing() == ("asked", None)
    assert part.answer("accepted") == "ok"
    assert part.standing() == ("accepted", None)
    assert part.answer("accepted", "Vanaf het voorjaar") == "ok"
    assert part.standing() == ("accepted", "Vanaf het voorjaar")


def test_declining_needs_a_reason(part: Part) -> None:
    assert part.answer("declined") == "decline_reason_missing"
    assert part.answer("declined", "   ") == "decline_reason_missing"
    assert part.standing() == ("asked", None)
    assert part.answer("declined", "Het geld is op") == "ok"
    assert part.standing() == ("declined", "Het geld is op")


def test_an_answer_can_be_taken_back(part: Part) -> None:
    part.answer("declined", "Het geld is op")

    assert part.answer("asked", "Dit blijft niet") == "ok"
    assert part.standing() == ("asked", None)


def test_only_an_organiser_notes_the_answer_of_a_party(part: Part) -> None:
    assert [part.answer("accepted", by=who) for who in ("annie", "fenna", "beamer")] == ["not_allowed"] * 3
    assert part.standing() == ("asked", None)


@pytest.mark.parametrize("change", [{"text": "Bestrating en bomen"}, {"party": "SWW"}])
def test_another_text_or_party_makes_the_answer_open_again(part: Part, change: dict[str, str]) -> None:
    part.answer("declined", "Het geld is op")
    part.fill(**change)

    assert part.standing() == ("asked", None)


def test_filling_in_the_same_again_keeps_the_answer(part: Part) -> None:
    part.answer("accepted", "Vanaf het voorjaar")
    part.fill(party="Gemeente Hoogeveen")

    assert part.standing() == ("accepted", "Vanaf het voorjaar")


def test_a_part_that_names_no_party_gets_no_answer(part: Part) -> None:
    part.answer("accepted")
    part.fill(party=None)
    nobody = Part(part.world, part.topic, "to_others")

    assert (part.standing(), part.answer("accepted")) == ((None, None), "trits_no_party")
    assert nobody.answer("accepted") == "trits_no_party"
    assert nobody.standing() == (None, None)


def test_the_database_itself_refuses_a_party_that_declines_without_a_reason(part: Part) -> None:
    def work(session: Session) -> None:
        session.scalars(select(TritsEntry)).one().party_answer = PartyAnswer.DECLINED

    with pytest.raises(Conflict) as refused:
        part.world.write(work)
    assert (refused.value.code, isinstance(refused.value.__cause__, IntegrityError)) == ("changed_meanwhile", True)
