"""Two workers get a command each at the same moment: the outcome is as if one had come after the other.

Every commit is held up a little (``CHARRETTE_FAULT=pause_before_commit``), so that what two workers do overlaps for
certain. The tests of ``test_pairs`` make all pairs of commands from the registry; here are those that once went wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import requests

from tests.live.server import PATIENCE_SECONDS, Hall
from tests.live.workers import Answers, Workers, two_workers

PAUSE = "pause_before_commit:60"
TURNS = 2


@pytest.fixture(scope="module")
def workers(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workers]:
    """Two workers whose commits are held up a little."""
    with two_workers(database_url, tmp_path_factory.mktemp("workers"), CHARRETTE_FAULT=PAUSE) as found:
        yield found


def _sorted(answers: Answers, *names: str) -> list[Any]:
    """Return what the answers say, without who said it."""
    return sorted(str([one.get(name) for name in names] if one["ok"] is not True else "ok") for one in answers)


def test_of_two_rounds_for_one_version_one_opens(workers: Workers) -> None:
    for _ in range(TURNS):
        _, version = workers.item()
        rounds = [workers.round(version) for _ in range(2)]
        answers = workers.commands(*(("fenna", {"type": "open_round", "round": round}) for round in rounds))

        assert _sorted(answers, "error") == ["['item_state']", "ok"]
    assert workers.broken() == []


def test_an_item_that_is_agreed_while_it_is_revised_has_a_frozen_version(workers: Workers) -> None:
    for turn in range(TURNS):
        item = workers.reviewed()
        agreed, revised = workers.commands(
            ("fenna", {"type": "agree_item", "item": item}),
            ("otto", {"type": "revise_item", "item": item, "text": f"Zitten en spelen {turn}"}),
        )

        assert agreed["ok"] is True
        assert revised["ok"] is True or revised["error"] == "item_state"
    assert workers.broken() == []


def test_an_item_is_adopted_for_all_areas_or_for_some_never_both(workers: Workers) -> None:
    for _ in range(TURNS):
        item = workers.reviewed()
        workers.do("agree_item", item=item)
        answers = workers.commands(
            ("fenna", {"type": "adopt_into_framework", "item": item, "areas": "all"}),
            ("otto", {"type": "adopt_into_framework", "item": item, "areas": ["krakeel"]}),
        )

        assert _sorted(answers, "error") == ["['item_state']", "ok"]
    assert workers.broken() == []


def test_nothing_is_posted_by_somebody_who_was_removed_at_the_same_moment(workers: Workers) -> None:
    for turn in range(TURNS):
        workers.join(f"vertrekker-{turn}")
        erased, posted = workers.commands(
            (f"vertrekker-{turn}", {"type": "erase_me"}),
            (f"vertrekker-{turn}", {"type": "post_idea", "board": workers.world.board, "text": f"Nog even {turn}"}),
        )

        assert erased["ok"] is True
        assert posted["ok"] is True or posted["error"] == "not_signed_in"
    assert workers.broken() == []


def _tally(hall: Hall) -> dict[str, int]:
    board = hall.get(f"/api/streams/board:{hall.world.board}", "annie").json()
    found: dict[str, int] = board["snapshot"]["tally"]
    return found


def test_a_vote_at_the_moment_at_which_its_voter_is_set_aside_counts_nowhere(workers: Workers) -> None:
    idea = workers.do("post_idea", board=workers.world.board, text="Een bankje")["idea"]
    workers.do("set_board_phase", board=workers.world.board, phase="voting")
    for turn in range(TURNS):
        workers.join(f"machine-{turn}")
        workers.commands((f"machine-{turn}", {"type": "check_in", "gathering": workers.world.work}))
        person = workers.halls[0].get("/api/me", f"machine-{turn}").json()["person"]["id"]
        aside, voted = workers.commands(
            ("fenna", {"type": "set_people_aside", "people": [person], "reason": "Script"}),
            (f"machine-{turn}", {"type": "cast_vote", "idea": idea}),
        )
        board = _tally(workers.halls[1])

        assert aside["ok"] is True
        assert voted["ok"] is True or voted["error"] == "set_aside"
        assert (board["votes"], board["voters"]) == (0, 0)
        if voted["ok"] is True:
            back = workers.do("put_people_back", set_aside=aside["result"]["set_aside"])
            assert back == {"people": 1}
            assert _tally(workers.halls[0])["votes"] == 1
            workers.commands((f"machine-{turn}", {"type": "take_back_vote", "idea": idea}))
    workers.do("set_board_phase", board=workers.world.board, phase="collecting")
    assert workers.broken() == []


@pytest.mark.trust("T60")
def test_twenty_scans_at_once_are_one_attendance_with_one_answer(workers: Workers) -> None:
    workers.join("lezer")
    answers = workers.commands(*(("lezer", {"type": "check_in", "gathering": workers.world.work}) for _ in range(20)))

    assert sum(not one["result"]["already"] for one in answers) == 1
    assert len({one["result"]["at"] for one in answers}) == 1
    assert workers.broken() == []


@pytest.mark.trust("T16")
def test_ten_facilitators_who_revise_one_item_at_once_lose_no_text(workers: Workers) -> None:
    item, _ = workers.item()
    for turn in range(2):
        texts = [f"Tekst {turn}-{place}" for place in range(10)]
        answers = workers.commands(
            *(
                (("fenna", "otto")[place % 2], {"type": "revise_item", "item": item, "text": text})
                for place, text in enumerate(texts)
            )
        )
        versions = {one["result"]["version"]: one["result"]["number"] for one in answers}
        assert sorted(versions.values()) == list(range(2 + 10 * turn, 12 + 10 * turn))
        for text_, one in zip(texts, answers, strict=True):
            kept = workers.ask("select text from design_versions where id = :id", id=one["result"]["version"])
            assert kept == text_
    assert workers.broken() == []


@pytest.mark.trust("T23")
def test_one_command_ten_times_at_once_is_one_row_with_ten_equal_answers(workers: Workers) -> None:
    body = {"id": "tien-keer", "type": "post_idea", "board": workers.world.board, "text": "Tien keer hetzelfde"}
    answers = workers.commands(*(("geert", body) for _ in range(10)))

    assert [one for one in answers if one != answers[0]] == []
    assert workers.ask("select count(*) from ideas where text = :text", text=body["text"]) == 1


@pytest.mark.trust("T25")
def test_one_id_of_two_people_at_once_is_two_rows(workers: Workers) -> None:
    body = {"id": "zelfde-nummer", "type": "post_idea", "board": workers.world.board, "text": "Van twee mensen"}
    answers = workers.commands(*((who, body) for who in ("annie", "jamila")))

    assert len({one["result"]["idea"] for one in answers}) == 2
    assert workers.ask("select count(*) from ideas where text = :text", text=body["text"]) == 2


def test_who_joins_at_both_workers_at_once_is_one_person(workers: Workers) -> None:
    for turn in range(TURNS):
        body = {"code": workers.world.code, "client_id": f"dubbel-{turn}", "name": "Dubbel"}

        def join(hall: Hall, body: dict[str, str] = body) -> requests.Response:
            return requests.post(hall.server.url + "/api/join", json=body, timeout=PATIENCE_SECONDS)

        answers = workers.at_once(join, join)
        assert answers[0]["person"] == answers[1]["person"]


def test_a_sign_in_link_that_is_used_at_both_workers_works_once(workers: Workers) -> None:
    for _ in range(TURNS):
        link = workers.do("invite", role="facilitator", name="Roelof")["url"].partition("#")[2]

        def sign_in(hall: Hall, link: str = link) -> requests.Response:
            return requests.post(hall.server.url + "/api/sign-in", json={"token": link}, timeout=PATIENCE_SECONDS)

        answers = workers.at_once(sign_in, sign_in)
        assert sorted(one["status"] for one in answers) == [200, 409]
        assert next(one["error"] for one in answers if one["status"] == 409) == "invitation_used"


def test_votes_that_are_cast_at_both_workers_do_not_exceed_the_limit(workers: Workers) -> None:
    board = workers.world.board
    ideas = [workers.do("post_idea", board=board, text=f"Stem {number}")["idea"] for number in range(2)]
    workers.do("set_vote_limit", board=board, votes=1)
    workers.do("set_board_phase", board=board, phase="voting")
    try:
        for turn in range(TURNS):
            workers.join(f"kiezer-{turn}")
            workers.do("check_in", f"kiezer-{turn}", gathering=workers.world.work)
            answers = workers.commands(*((f"kiezer-{turn}", {"type": "cast_vote", "idea": idea}) for idea in ideas))
            assert _sorted(answers, "error") == ["['no_votes_left']", "ok"]
        assert workers.broken() == []
    finally:
        workers.do("set_board_phase", board=board, phase="collecting")
