"""Doing each thing once: the same command again, many at once, and what is kept of it."""

from __future__ import annotations

import dataclasses
import threading
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, func, select

from charrette.boards.models import Idea
from charrette.boards.rules import ideas
from charrette.boards.rules.reach import get_board
from charrette.errors import Conflict, DomainError
from charrette.people.rules import invitations
from charrette.spine.execute import execute
from charrette.spine.lists import Role
from charrette.spine.models import CommandReceipt
from tests.world import World


def post(world: World, id: str, text: str = "Een bankje", by: str = "annie") -> dict[str, Any]:
    return world.answer("post_idea", by, id=id, board=world.board, text=text)


def count_ideas(world: World) -> int:
    with world.reading() as session:
        return session.scalar(select(func.count()).select_from(Idea)) or 0


def test_the_same_id_again_gives_the_same_answer_and_no_second_effect(world: World) -> None:
    world.open()
    first = post(world, "een")
    world.post("Iets anders")
    seq = world.follow(f"board:{world.board}", "annie")["seq"]

    assert post(world, "een") == first
    assert (count_ideas(world), world.follow(f"board:{world.board}", "annie")["seq"]) == (2, seq)


def test_a_field_that_is_null_the_second_time_was_left_out_the_first(world: World) -> None:
    world.open()
    first = post(world, "een")

    assert world.answer("post_idea", "annie", id="een", board=world.board, text="Een bankje", grain=None) == first
    assert count_ideas(world) == 1


def everything_in(world: World) -> str:
    """Return all that is in the database, as text: what somebody reads who gets hold of a copy."""
    with world.reading() as session:
        return "\n".join(session.connection().connection.iterdump())  # type: ignore[attr-defined]


def test_a_sign_in_link_is_told_again_to_a_repeat_and_is_nowhere_in_the_database(world: World) -> None:
    first = world.answer("invite", "otto", id="een", role="facilitator")
    token = first["result"]["url"].partition("/sign-in#")[2]

    assert len(token) == 43
    assert token not in everything_in(world)
    assert world.answer("invite", "otto", id="een", role="facilitator") == first
    used: Role = world.write(lambda session: invitations.sign_in(session, token=token).role)
    assert used is Role.FACILITATOR


def test_each_sign_in_link_is_another_also_under_the_same_id(world: World) -> None:
    """Of another person, of a server with another key, and once the receipt of the first is gone."""
    links = [world.run("invite", "otto", id=id, role="facilitator")["url"] for id in ("een", "twee")]
    with pytest.raises(Conflict):
        world.run("invite", "otto", id="een", role="organiser")
    other = dataclasses.replace(world.config, secret_key="another secret of the same length")
    raw = {"id": "een", "type": "invite", "role": "facilitator"}
    links.append(execute(world.writer, other, raw, digest=world.digest("otto"))["result"]["url"])
    world.write(lambda session: session.execute(delete(CommandReceipt)))
    world.now.move(seconds=1)
    links.append(world.run("invite", "otto", id="een", role="facilitator")["url"])

    assert len(set(links)) == 4


@pytest.mark.trust("T03")
def test_control_without_the_receipt_the_idea_is_there_twice(world: World) -> None:
    """The same act through the domain alone, which keeps no receipts."""
    world.open()
    for _ in range(2):

        def work(session: Any) -> None:
            by = world.actor(session, "annie")
            ideas.post_idea(session, board=get_board(session, by, world.board), by=by, text="Een bankje")

        world.write(work)

    assert count_ideas(world) == 2


@pytest.mark.trust("T23")
def test_ten_times_at_once_over_two_lines_is_one_idea_with_ten_equal_answers(world: World) -> None:
    world.open()
    answers: list[dict[str, Any]] = []
    threads = [threading.Thread(target=lambda: answers.append(post(world, "een"))) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers == [answers[0]] * 10
    assert count_ideas(world) == 1


def test_another_try_may_tell_how_long_it_waited(world: World) -> None:
    """The first came through, its answer did not: the phone sends it again, and says by now that it waited."""
    world.open()
    first = world.run("check_in", "annie", id="een", gathering=world.work)
    world.now.move(minutes=2)
    clock = {"device_at": (world.now() - timedelta(minutes=2)).isoformat(), "sent_at": world.now().isoformat()}
    assert world.run("check_in", "annie", id="een", gathering=world.work, **clock) == first
    left = world.run("check_out", "annie", id="twee", gathering=world.work)
    assert world.run("check_out", "annie", id="twee", gathering=world.work, **clock) == left


@pytest.mark.trust("T24")
def test_the_same_id_with_another_text_is_a_conflict_and_changes_nothing(world: World) -> None:
    world.open()
    post(world, "een")
    with pytest.raises(Conflict) as caught:
        post(world, "een", "Een heel ander idee")

    assert (caught.value.code, count_ideas(world)) == ("command_id_reused", 1)


@pytest.mark.trust("T25")
def test_the_same_id_of_another_person_is_another_command(world: World) -> None:
    world.open()

    assert post(world, "een")["result"]["idea"] != post(world, "een", by="geert")["result"]["idea"]
    assert count_ideas(world) == 2


def test_what_was_refused_may_be_sent_again_under_the_same_id(world: World) -> None:
    world.open()
    world.run("close_gathering", gathering=world.work)
    with pytest.raises(Conflict):
        post(world, "een")
    world.run("reopen_gathering", gathering=world.work, reason="Nog een bus")

    assert post(world, "een")["ok"] is True


def test_many_people_at_once_get_different_numbers_without_a_gap(world: World) -> None:
    world.open()
    threads = [
        threading.Thread(target=post, args=(world, str(number)), kwargs={"by": who})
        for number in range(20)
        for who in ("annie", "geert", "jamila")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    found = world.snapshot(f"board:{world.board}", "annie")["ideas"]
    assert [row["number"] for row in found] == list(range(1, 61))


def test_what_one_refuses_does_not_harm_who_shares_the_commit(world: World) -> None:
    """Good and bad commands at once: each bad one undoes only itself."""
    world.open()
    refusals: list[str] = []

    def bad(number: int) -> None:
        try:
            world.answer("post_idea", "geert", id=f"bad {number}", board=world.board, text=" ")
        except DomainError as error:
            refusals.append(error.code)

    threads = [threading.Thread(target=bad, args=(number,)) for number in range(15)]
    threads += [threading.Thread(target=post, args=(world, f"good {number}")) for number in range(15)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (count_ideas(world), refusals) == (15, ["text_missing"] * 15)
