"""What happens later to people who were set aside: hiding, checking out and putting back keep the counts right."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from charrette.attendance.export.reading import attendance_list
from charrette.attendance.lists import EntryKind, EntrySource
from charrette.attendance.models import AttendanceEntry
from charrette.errors import Conflict
from charrette.spine.lists import Audience
from charrette.week.models import Charrette, Gathering
from tests.spine.reducer import after, apply, ordered
from tests.spine.replays import heard
from tests.world import World

WHY = "Een script"


def tally(world: World) -> tuple[int, int]:
    found = world.snapshot(f"board:{world.board}", "fenna")["tally"]
    return found["ideas"], found["people"]


def test_hiding_and_showing_an_idea_of_somebody_set_aside_lets_nobody_count_again(world: World) -> None:
    world.open()
    idea = world.post("Een bankje", "annie")
    before = tally(world)
    world.run("set_people_aside", people=[world.people["annie"]], reason=WHY)
    world.run("hide_idea", idea=idea, reason="reclame")
    hidden = tally(world)
    world.run("show_idea", idea=idea)

    assert (before, hidden, tally(world)) == ((1, 1), (0, 0), (0, 0))


def test_who_is_put_back_after_the_closing_left_at_the_closing(world: World) -> None:
    world.open()
    world.run("check_in", "annie", gathering=world.work)
    world.now.move(minutes=30)
    world.run("set_people_aside", people=[world.people["annie"]], reason=WHY)
    world.now.move(minutes=30)
    world.run("close_gathering", gathering=world.work)
    closed = world.now()
    world.now.move(days=3)
    act = world.snapshot(f"team:{world.charrette}", "fenna")["set_asides"][0]["id"]
    world.run("put_people_back", set_aside=act)
    with world.reading() as session:
        charrette, gathering = session.get_one(Charrette, world.charrette), session.get_one(Gathering, world.work)
        listed = attendance_list(session, charrette, gathering, purpose="x", lang="nl")

    assert [row.last_exit for row in listed.rows] == [closed]


def test_putting_people_back_checks_out_nobody_who_was_never_set_aside(world: World) -> None:
    """Staff may check somebody in after the closing, from a list on paper: that stays what they wrote."""
    world.open()
    world.run("check_in", "annie", gathering=world.work)
    act = world.run("set_people_aside", people=[world.people["annie"]], reason=WHY)["set_aside"]
    world.run("close_gathering", gathering=world.work)
    with world.reading() as session:
        before = session.scalar(select(func.count()).select_from(AttendanceEntry))
    world.write(lambda session: session.add(paper(session, world)))
    followed = world.snapshot(f"gathering:{world.work}", "fenna")
    world.announced.clear()
    world.run("put_people_back", set_aside=act)

    told = [told for told in world.announced if told.stream == f"gathering:{world.work}"]
    live = [event for one in told for event in one.shapes[Audience.FACILITATOR]]
    assert ordered(apply(followed, live)) == ordered(world.snapshot(f"gathering:{world.work}", "fenna"))
    with world.reading() as session:
        lines = session.scalars(select(AttendanceEntry).order_by(AttendanceEntry.id)).all()
    assert (before, [line.person_id for line in lines if line.kind is EntryKind.AUTO_EXIT]) == (
        1,
        [world.people["annie"]],
    )


def paper(session: Session, world: World) -> AttendanceEntry:
    """Geert came, said a list on paper that was typed in after the closing."""
    line = {"gathering_id": world.work, "person_id": world.people["geert"], "kind": EntryKind.ENTRY}
    return AttendanceEntry(**line, source=EntrySource.PAPER, at=world.now(), received_at=world.now())


def test_nobody_is_checked_out_while_set_aside(world: World) -> None:
    world.open()
    world.run("check_in", "annie", gathering=world.work)
    world.run("set_people_aside", people=[world.people["annie"]], reason=WHY)
    for _ in range(2):
        with pytest.raises(Conflict, match="person_set_aside"):
            world.run("check_out_person", gathering=world.work, person=world.people["annie"])
    with world.reading() as session:
        assert session.scalar(select(func.count()).select_from(AttendanceEntry)) == 1


def test_the_votes_of_a_group_are_as_hidden_as_its_title(world: World) -> None:
    world.open()
    idea = world.post("Een bankje", "annie")
    world.run("group_ideas", board=world.board, ideas=[idea], title="Geheim")
    world.run("set_board_phase", board=world.board, phase="voting")
    world.run("check_in", "annie", gathering=world.work)
    world.run("cast_vote", "annie", idea=idea)
    world.run("set_board_phase", board=world.board, phase="closed")
    shown = [world.snapshot(f"board:{world.board}", who)["groups"][0]["votes"] for who in ("geert", "beamer")]
    world.run("conceal_board", board=world.board)
    hidden = [world.snapshot(f"board:{world.board}", who)["groups"][0]["votes"] for who in ("geert", "beamer")]

    assert (shown, hidden) == ([1, 1], [None, None])
    assert world.snapshot(f"board:{world.board}", "fenna")["groups"][0]["votes"] == 1


def test_a_group_of_which_all_were_set_aside_has_no_votes_any_more_for_who_followed(world: World) -> None:
    world.open()
    for who in ("annie", "geert"):
        world.run("group_ideas", board=world.board, ideas=[world.post("Koop nu", who)], title=f"Van {who}")
    world.run("set_board_phase", board=world.board, phase="voting")
    world.run("set_board_phase", board=world.board, phase="closed")
    stream = f"board:{world.board}"
    followed = {who: world.follow(stream, who) for who in ("jamila", "beamer", "fenna")}
    world.announced.clear()
    world.run("set_people_aside", people=[world.people["annie"]], reason=WHY)

    for who, audience in (("jamila", "participant"), ("beamer", "screen"), ("fenna", "facilitator")):
        now = ordered(after(followed[who], heard(world, stream, Audience(audience))))
        assert [group["votes"] for group in now["groups"]] == [None, 0]
        assert now == ordered(world.snapshot(stream, who))
