"""A recorded room replayed: the totals are those of one vote a person."""

from __future__ import annotations

import pytest

from charrette.demo.replay import Replayed, count_last_votes, read_recording
from tests.demo.conftest import Run
from tests.demo.recordings import recorded_room


@pytest.mark.more
def test_the_votes_of_a_recorded_room_are_one_for_each_person(flask: Run) -> None:
    room = recorded_room()
    told = flask("demo", "--replay", str(room.recording))
    assert (told.returncode, told.stderr) == (0, ""), told.stdout
    ideas, votes = len(room.agreed), sum(room.agreed.values())
    assert f"{room.people} people, {room.events} events, {ideas} ideas, {votes} votes." in told.stdout


@pytest.mark.more
def test_our_count_of_last_votes_is_the_one_that_was_published() -> None:
    room = recorded_room()
    assert count_last_votes(read_recording(room.recording)) == room.agreed


def test_a_last_vote_replaces_an_earlier_one() -> None:
    events = [
        {"type": "idea", "idea_id": 3, "participant_id": 1, "at_ms": 0, "text": "Bus"},
        {"type": "vote", "idea_id": 3, "participant_id": 1, "at_ms": 1, "vote": 1},
        {"type": "vote", "idea_id": 3, "participant_id": 2, "at_ms": 2, "vote": 1},
        {"type": "vote", "idea_id": 3, "participant_id": 1, "at_ms": 3, "vote": -1},
    ]
    assert count_last_votes(events) == {3: 1}


def test_a_wrong_total_is_told_in_a_sentence() -> None:
    replayed = Replayed(people=2, events=4, told={3: 2}, oracle={3: 1})
    assert replayed.problems() == ["Idea 3 of the recording has 2 votes; one vote a person makes 1."]
