"""Following, commanding and catching up over real connections, in every mode the server can run in."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
import socketio

from tests.live.server import QUEUED, Hall, Phone, wait_until
from tests.spine.reducer import after, ordered

pytestmark = pytest.mark.parametrize("shared_hall", ["eventlet", QUEUED, "threading"], indirect=True)


@pytest.mark.parametrize("transport", ["websocket", "polling", "polling+websocket"])
def test_an_idea_from_one_phone_is_on_the_others_and_the_pictures_agree(shared_hall: Hall, transport: str) -> None:
    hall = shared_hall
    stream = f"board:{hall.world.board}"
    annie, geert = hall.phone("annie", transport), hall.phone("geert")
    before = geert.ask("follow", {"stream": stream})
    answer = annie.command("post_idea", board=hall.world.board, text=f"Een bankje over {transport}")
    (event,) = wait_until(lambda: geert.events(stream), "the idea on the other phone")

    assert (answer["ok"], answer["seq"]) == (True, before["seq"] + 1)
    assert (event["seq"], event["type"]) == (answer["seq"], "idea_posted")
    fresh = ordered(hall.phone("jamila").ask("follow", {"stream": stream})["snapshot"])

    def agree() -> bool:
        messages = [message for message in geert.told("events") if message["stream"] == stream]
        return ordered(after(before, messages)) == fresh

    wait_until(agree, "the same picture on the other phone, with how many ideas there are")


def test_who_acts_and_follows_receives_the_same_event_as_everybody(shared_hall: Hall) -> None:
    hall = shared_hall
    stream = f"board:{hall.world.board}"
    phone = hall.phone("annie")
    phone.ask("follow", {"stream": stream})
    seq = phone.command("post_idea", board=hall.world.board, text="Een boom")["seq"]

    assert wait_until(lambda: phone.events(stream), "the own event")[0]["seq"] == seq


def test_catching_up_gives_what_was_missed_and_the_same_over_http(shared_hall: Hall) -> None:
    hall = shared_hall
    stream = f"board:{hall.world.board}"
    phone = hall.phone("annie")
    since = phone.ask("follow", {"stream": stream})["seq"]
    for number in range(3):
        hall.do("post_idea", "geert", board=hall.world.board, text=f"Gemist {number}")
    answer = phone.ask("follow", {"stream": stream, "since": since})

    assert [event["seq"] for event in answer["events"]] == [since + 1, since + 2, since + 3]
    over_http = hall.get(f"/api/streams/{stream}?since={since}", "annie").json()
    assert over_http | {"at": answer["at"]} == answer  # but for the time of day


@pytest.mark.parametrize("since", [-1, 10**9, 10**400])
def test_a_place_the_server_does_not_know_gives_a_snapshot(shared_hall: Hall, since: int) -> None:
    answer = shared_hall.phone("annie").ask("follow", {"stream": f"board:{shared_hall.world.board}", "since": since})

    assert answer["ok"] is True
    assert "events" not in answer
    assert answer["snapshot"]["board"]["id"] == shared_hall.world.board


def test_after_unfollow_nothing_comes_in_any_more(shared_hall: Hall) -> None:
    hall = shared_hall
    stream = f"board:{hall.world.board}"
    quiet, witness = hall.phone("annie"), hall.phone("geert")
    for phone in (quiet, witness):
        phone.ask("follow", {"stream": stream})
    assert quiet.ask("unfollow", {"stream": stream}) == {"ok": True}
    hall.do("post_idea", "jamila", board=hall.world.board, text="Wie luistert er")
    wait_until(lambda: witness.events(stream), "the event on the phone that follows")

    assert quiet.events(stream) == []


@pytest.mark.parametrize(
    ("event", "message", "code"),
    [
        ("bogus", [{}], "no_such_event"),
        ("bogus", [], "no_such_event"),
        ("command", [], "command_wrong"),
        ("command", ["text"], "command_wrong"),
        ("command", [{"id": "1", "type": "nonsense"}], "no_such_command"),
        ("follow", [], "command_wrong"),
        ("follow", [{"stream": 12}], "field_wrong"),
        ("follow", [{"stream": "board:1", "since": "x"}], "field_wrong"),
        ("follow", [{"stream": "board:1", "since": True}], "field_wrong"),
        ("follow", [{"stream": "board:999999"}], "no_such_board"),
        ("follow", [{"stream": "board:01"}], "no_such_stream"),
        ("follow", [{"stream": "nonsense"}], "no_such_stream"),
        ("follow", [{"stream": "screen:1"}], "no_such_stream"),
        ("unfollow", ["x"], "command_wrong"),
    ],
)
def test_whatever_is_sent_there_is_an_answer_with_a_code(
    shared_hall: Hall, event: str, message: list[object], code: str
) -> None:
    answer = shared_hall.phone("annie").ask(event, *message)

    assert (answer["ok"], answer["error"], bool(answer["message"])) == (False, code, True)


@pytest.mark.trust("T74")
@pytest.mark.parametrize(
    "rubbish",
    ["[" * 1000 + "]" * 1000, '{"x":' * 1000 + "1" + "}" * 1000, "1" + "0" * 400, "1" + "0" * 5000, "NaN", '"\\ud800"'],
    ids=["nested lists", "nested objects", "10**400", "10**5000", "NaN", "half a character"],
)
def test_rubbish_that_breaks_readers_gets_an_answer_too(shared_hall: Hall, rubbish: str) -> None:
    """Sent as a raw packet, because no honest library would write it."""
    phone = shared_hall.phone("annie")
    answers: list[dict[str, object]] = []
    id = phone.line._generate_ack_id("/", answers.append)
    packet = f'2{id}["command",{{"id":"1","type":"post_idea","board":{rubbish},"text":"x"}}]'
    phone.line.eio.send(packet)
    (answer,) = wait_until(lambda: answers, "an answer to rubbish")

    assert answer["ok"] is False
    assert answer["error"] in ("command_wrong", "field_wrong", "no_such_board")
    assert phone.command("post_idea", board=shared_hall.world.board, text="Nog in leven")["ok"] is True


@pytest.mark.parametrize("token", [None, "", "nonsense", 12, {"x": 1}, "\ud800"])
def test_a_bad_token_is_refused_with_a_code(shared_hall: Hall, token: object) -> None:
    line = socketio.Client(reconnection=False)
    told: list[dict[str, object]] = []
    line.on("connect_error", told.append)
    with pytest.raises(socketio.exceptions.ConnectionError):
        line.connect(shared_hall.server.url, auth={"token": token}, transports=["websocket"])

    assert told[0]["message"] == "not_signed_in"
    assert told[0]["data"]["error"] == "not_signed_in"  # type: ignore[index]


@pytest.mark.trust("T72")
@pytest.mark.parametrize(("size", "passes"), [(60_000, True), (70_000, False), (2_000_000, False)])
def test_a_message_that_is_too_big_costs_only_its_sender_the_line(shared_hall: Hall, size: int, passes: bool) -> None:
    sender, other = shared_hall.phone("annie"), shared_hall.phone("geert")
    message = {"id": str(uuid.uuid4()), "type": "post_idea", "board": shared_hall.world.board, "text": "x" * size}
    answers: list[dict[str, object]] = []
    sender.line.emit("command", message, callback=answers.append)
    wait_until(lambda: answers or not sender.ended.empty(), "an answer or the end of the line")

    assert [answer["error"] for answer in answers] == (["text_too_long"] if passes else [])
    assert other.command("post_idea", board=shared_hall.world.board, text="Ik merk niets")["ok"] is True


@pytest.mark.trust("T79")
def test_a_participant_of_another_charrette_gets_the_answer_for_unknown_things(shared_hall: Hall) -> None:
    phone = shared_hall.phone("zeno")
    for kind, id in (("board", shared_hall.world.board), ("gathering", shared_hall.world.work), ("charrette", 1)):
        known, unknown = (phone.ask("follow", {"stream": f"{kind}:{number}"}) for number in (id, 999_999))
        assert known == unknown


# --- rights that end -----------------------------------------------------------------------------------------


def _leaver(hall: Hall, way: str) -> Phone:
    name = f"leaver-{way}-{uuid.uuid4().hex[:6]}"
    if way == "unpair_screen":
        made = requests.post(hall.server.url + "/api/screens", timeout=30).json()
        hall.world.tokens[name] = made["token"]
        hall.do("pair_screen", code=made["screen"]["pairing_code"], name=name)
        phone = hall.phone(name)
        hall.do("unpair_screen", screen=made["screen"]["id"])
        return phone
    hall.join(name)
    phone = hall.phone(name)
    if way == "erase_me":
        assert phone.command("erase_me")["ok"] is True
    elif way == "sign_out":
        assert hall.post("/sign-out", name).status_code == 200
    else:
        hall.do("revoke_access", person=hall.get("/api/me", name).json()["person"]["id"])
    return phone


def _lets_in_by_cookie(hall: Hall, token: str) -> bool:
    """Connect as our own page does, with nothing but the cookie that the browser kept."""
    line = socketio.Client(reconnection=False)
    cookies = f"charrette_token={token}; charrette_screen={token}"
    try:
        line.connect(hall.server.url, headers={"Cookie": cookies}, transports=["websocket"], wait_timeout=60)
    except socketio.exceptions.ConnectionError:
        return False
    line.disconnect()
    return True


@pytest.mark.trust("T80")
@pytest.mark.parametrize("way", ["sign_out", "revoke_access", "erase_me", "unpair_screen"])
def test_when_rights_end_the_line_is_closed_and_the_token_is_dead(shared_hall: Hall, way: str) -> None:
    phone = _leaver(shared_hall, way)
    phone.ended.get(timeout=30)
    token = next(token for name, token in shared_hall.world.tokens.items() if name.startswith(f"leaver-{way}"))
    headers = {"Authorization": f"Bearer {token}"}
    answer = requests.get(shared_hall.server.url + "/api/me", headers=headers, timeout=30)

    assert phone.told("signed_out") == [{}]
    assert answer.status_code == 401
    with pytest.raises(socketio.exceptions.ConnectionError):
        Phone(shared_hall.server.url, token)
    assert _lets_in_by_cookie(shared_hall, shared_hall.world.tokens["annie"]) is True
    assert _lets_in_by_cookie(shared_hall, token) is False
    shared_hall.world.tokens = {k: v for k, v in shared_hall.world.tokens.items() if not k.startswith("leaver")}


def test_a_new_sign_in_is_a_new_token_and_a_link_works_once(shared_hall: Hall) -> None:
    first, second = shared_hall.join("roelof"), shared_hall.join("roelof")

    assert first != second
    assert requests.get(shared_hall.server.url + "/api/me", headers=shared_hall.world.header("roelof"), timeout=30).ok


@pytest.mark.trust("T82")
def test_a_link_that_ten_people_open_at_the_same_moment_lets_one_of_them_in(shared_hall: Hall) -> None:
    link = shared_hall.do("invite", role="facilitator")["url"].partition("#")[2]
    url = shared_hall.server.url + "/api/sign-in"
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda _: requests.post(url, json={"token": link}, timeout=60), range(10)))

    assert sorted(answer.status_code for answer in answers) == [200] + [409] * 9
    assert {answer.json()["error"] for answer in answers if answer.status_code == 409} == {"invitation_used"}
