"""The check-in cases that broke other people's software, each as a test. One address serves the whole hall.

house: long, because the list of cases is read from top to bottom, beside the rules.
"""

from __future__ import annotations

import csv
import io
import threading
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pypdf
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from charrette.attendance.lists import EntryKind
from charrette.attendance.models import AttendanceEntry
from charrette.attendance.rules import door_code as door
from charrette.attendance.rules import log as attendance_log
from charrette.clock import iso
from charrette.errors import Conflict, DomainError
from charrette.week.models import Gathering
from tests.world import SECRET, World


def code_at_door(world: World, gathering: int | None = None) -> str:
    with world.reading() as session:
        return door.door_code(SECRET, session.get_one(Gathering, gathering or world.work))[0]


def log(world: World, gathering: int | None = None) -> list[AttendanceEntry]:
    query = select(AttendanceEntry).where(AttendanceEntry.gathering_id == (gathering or world.work))
    with world.reading() as session:
        return list(session.scalars(query.order_by(AttendanceEntry.id)))


def person(world: World, who: str, gathering: int | None = None) -> dict[str, Any]:
    people = world.snapshot(f"gathering:{gathering or world.work}", "fenna")["people"]
    found: dict[str, Any] = next(row for row in people if row["id"] == world.people[who])
    return found


def numbers(world: World, gathering: int | None = None) -> tuple[int, int]:
    """Attendances and present now."""
    shown = world.snapshot(f"gathering:{gathering or world.work}", "annie")["attendance"]
    return shown["attendances"], shown["present"]


def refused(world: World, type: str, by: str, **fields: Any) -> str:
    with pytest.raises(DomainError) as caught:
        world.run(type, by, **fields)
    return caught.value.code


def test_a_scan_before_the_doors_open_is_refused_and_the_same_scan_succeeds_afterwards(world: World) -> None:
    id = str(uuid.uuid4())
    with pytest.raises(Conflict) as caught:
        world.run("check_in", "annie", id=id, gathering=world.work)
    world.run("open_doors", gathering=world.work)

    assert caught.value.code == "doors_not_open"
    assert world.run("check_in", "annie", id=id, gathering=world.work)["already"] is False


def test_already_here_answers_since_when_and_adds_no_row(world: World) -> None:
    world.open()
    first = world.run("check_in", "annie", gathering=world.work)
    world.now.move(minutes=2)
    again = world.run("check_in", "annie", gathering=world.work)

    assert again == {"already": True, "at": first["at"]}
    assert len(log(world)) == 1


def test_scanning_again_hours_later_extends_and_never_duplicates(world: World) -> None:
    world.open()
    world.run("check_in", "annie", gathering=world.work)
    world.now.move(hours=1)
    world.run("check_out", "annie", gathering=world.work)
    world.now.move(hours=3)
    world.run("check_in", "annie", gathering=world.work)
    world.now.move(hours=2)
    world.run("check_out", "annie", gathering=world.work)

    with world.reading() as session:
        (seen,) = attendance_log.presences(session, world.work).values()
    assert (numbers(world), seen.seconds) == ((1, 0), 3 * 3600)
    assert world.snapshot(f"team:{world.charrette}", "fenna")["attendance"] == {"attendances": 1, "unique": 1}


def test_the_same_person_by_phone_list_and_paper_is_one_attendance_with_all_sources(world: World) -> None:
    world.open()
    world.run("check_in", "annie", gathering=world.work)
    world.run("check_in_person", gathering=world.work, person=world.people["annie"])
    world.run("check_in_person", gathering=world.work, person=world.people["annie"], source="paper")

    assert numbers(world) == (1, 1)
    assert person(world, "annie")["sources"] == ["phone", "manual", "paper"]
    assert [line.source.value for line in log(world)] == ["phone", "manual", "paper"]


@pytest.mark.trust("T61")
def test_a_queue_of_thirty_offline_scans_gives_thirty_rows_with_their_own_times(world: World) -> None:
    world.open()
    began = world.now.moment
    world.now.move(hours=1)
    for minute in range(30):
        scanned = began + timedelta(minutes=minute)
        world.run(
            "check_in",
            "annie",
            gathering=world.work,
            device_at=scanned.isoformat(),
            sent_at=world.now.moment.isoformat(),
        )

    assert [line.at for line in log(world)] == [began + timedelta(minutes=minute) for minute in range(30)]
    assert numbers(world) == (1, 1)


@pytest.mark.trust("T28")
def test_a_device_clock_two_hours_wrong_is_flagged_and_corrected_by_the_servers_time(world: World) -> None:
    world.open()
    world.now.move(hours=1)
    wrong = world.now.moment + timedelta(hours=2)
    answer = world.run(
        "check_in",
        "annie",
        gathering=world.work,
        device_at=(wrong - timedelta(minutes=20)).isoformat(),
        sent_at=wrong.isoformat(),
    )

    assert answer["at"] == iso(world.now.moment - timedelta(minutes=20))
    assert person(world, "annie")["flags"] == ["clock_off"]


@pytest.mark.parametrize(
    "clock",
    [
        datetime(1970, 1, 1, tzinfo=UTC),
        datetime(2029, 6, 8, tzinfo=UTC),
        datetime(2026, 6, 7, 8, tzinfo=UTC),
        datetime(2026, 10, 25, 0, 59, tzinfo=UTC),
    ],
    ids=["1970", "three years ahead", "a day behind", "the night the clock goes back"],
)
def test_order_and_shown_time_are_the_servers_whatever_the_phone_says(world: World, clock: datetime) -> None:
    world.open()
    answer = world.run(
        "check_in", "annie", gathering=world.work, device_at=clock.isoformat(), sent_at=clock.isoformat()
    )

    assert answer["at"] == iso(world.now.moment)
    (line,) = log(world)
    assert (line.at, line.device_at, line.clock_off) == (world.now.moment, clock, True)


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00", "9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+14:00"])
def test_a_moment_that_no_clock_has_is_refused(world: World, moment: str) -> None:
    world.open()

    assert refused(world, "check_in", "annie", gathering=world.work, device_at=moment, sent_at=moment) == "field_wrong"
    assert log(world) == []


def test_a_retry_after_a_lost_answer_gives_one_row_and_the_same_answer(world: World) -> None:
    world.open()
    id = str(uuid.uuid4())
    first = world.answer("check_in", "annie", id=id, gathering=world.work)
    world.now.move(minutes=3)

    assert world.answer("check_in", "annie", id=id, gathering=world.work) == first
    assert len(log(world)) == 1


def _twenty_at_once(world: World, ids: list[str], **fields: Any) -> list[dict[str, Any]]:
    answers: list[dict[str, Any]] = []
    together = threading.Barrier(len(ids))

    def scan(id: str) -> None:
        together.wait()
        answers.append(world.answer("check_in", "annie", id=id, gathering=world.work, **fields))

    threads = [threading.Thread(target=scan, args=(id,)) for id in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def _scanned(world: World) -> dict[str, str]:
    """One scan that waited in a phone without connection: each that counts is a line of its own."""
    moment = world.now.moment.isoformat()
    return {"device_at": moment, "sent_at": moment}


@pytest.mark.trust("T60")
@pytest.mark.parametrize("offline", [False, True], ids=["on line", "kept in the phone"])
def test_one_scan_sent_twenty_times_at_once_is_one_attendance_with_equal_answers(world: World, offline: bool) -> None:
    world.open()
    answers = _twenty_at_once(world, [str(uuid.uuid4())] * 20, **(_scanned(world) if offline else {}))

    assert len(log(world)) == 1
    assert answers == [answers[0]] * 20
    assert numbers(world) == (1, 1)


@pytest.mark.trust("T60")
def test_control_without_one_id_the_same_scan_is_in_the_log_twenty_times(world: World) -> None:
    world.open()
    answers = _twenty_at_once(world, [str(uuid.uuid4()) for _ in range(20)], **_scanned(world))

    assert len(log(world)) == 20
    assert sorted(answer["result"]["already"] for answer in answers) == [False] + [True] * 19


def test_twenty_scans_at_once_under_ids_of_their_own_are_still_one_attendance(world: World) -> None:
    """A finger that taps and taps: the rule of the domain holds, though the answers differ."""
    world.open()
    answers = _twenty_at_once(world, [str(uuid.uuid4()) for _ in range(20)])

    assert sorted(answer["result"]["already"] for answer in answers) == [False] + [True] * 19
    assert (len(log(world)), numbers(world)) == (1, (1, 1))


# --- the door ------------------------------------------------------------------------------------------------


@pytest.mark.trust("T63")
def test_the_code_at_the_door_is_new_every_minute_and_valid_for_two(world: World) -> None:
    world.open()
    world.now.moment = datetime(2026, 6, 8, 9, 0, tzinfo=UTC)
    code = code_at_door(world)
    world.now.move(seconds=59)
    assert code_at_door(world) == code
    world.now.move(seconds=1)
    assert code_at_door(world) != code
    world.now.move(seconds=59)
    assert world.run("check_in", "annie", gathering=world.work, door=code)["already"] is False
    world.now.move(seconds=1)

    assert refused(world, "check_in", "geert", gathering=world.work, door=code) == "door_code_expired"


def test_typing_a_name_slowly_outlives_the_code_of_the_door(world: World, client: FlaskClient) -> None:
    world.open()
    page = client.get(f"/c/JKMNPQ/{code_at_door(world)}")
    text = page.get_data(as_text=True)
    door_pass = text.split('name="door_pass"', 1)[1].split('value="', 1)[1].split('"', 1)[0]
    csrf = text.split('name="csrf_token"', 1)[1].split('value="', 1)[1].split('"', 1)[0]
    world.now.move(minutes=17)
    form = {"client_id": "phone-of-pieter", "name": "Pieter", "door_pass": door_pass, "csrf_token": csrf}
    answer = client.post("/j/JKMNPQ", data=form)

    assert (page.status_code, answer.status_code) == (200, 302)
    assert [line.source.value for line in log(world)] == ["room_qr"]
    assert numbers(world) == (1, 1)


def test_a_phone_that_is_known_is_checked_in_by_the_scan_itself(world: World, client: FlaskClient) -> None:
    world.open()
    answer = client.get(f"/c/JKMNPQ/{code_at_door(world)}", headers=world.header("annie"))

    assert answer.status_code == 302
    assert person(world, "annie")["status"] == "present"


def test_a_code_that_is_too_old_is_told_so_at_the_first_page(world: World, client: FlaskClient) -> None:
    world.open()
    code = code_at_door(world)
    world.now.move(minutes=3)

    assert client.get(f"/c/JKMNPQ/{code}", headers=world.header("annie")).status_code == 400
    assert log(world) == []


def test_checking_in_to_one_gathering_never_reaches_a_later_one(world: World) -> None:
    world.open()
    world.open(world.later)
    with world.reading() as session:
        held = door.issue_pass(SECRET, session.get_one(Gathering, world.work))
    code = code_at_door(world)

    assert refused(world, "check_in", "annie", gathering=world.later, door=held) == "door_code_wrong"
    assert refused(world, "check_in", "annie", gathering=world.later, door=code) == "door_code_expired"
    world.run("check_in", "annie", gathering=world.work, door=held)
    assert (numbers(world), numbers(world, world.later)) == ((1, 1), (0, 0))


def test_a_pass_outlives_typing_but_not_the_day(world: World) -> None:
    world.open()
    with world.reading() as session:
        held = door.issue_pass(SECRET, session.get_one(Gathering, world.work))
    world.now.move(hours=5)

    assert refused(world, "check_in", "annie", gathering=world.work, door=held) == "door_code_expired"


@pytest.mark.trust("T62")
@pytest.mark.parametrize(
    "code", ["", " ", "abc+-/==", "é" * 10, "٣" * 10, "\ud800", "\x00", "A" * 400, "https://evil.example/c/JKMNPQ/x"]
)
def test_a_forged_or_garbled_code_gets_one_plain_reason(world: World, code: str) -> None:
    world.open()

    assert refused(world, "check_in", "annie", gathering=world.work, door=code) == "door_code_expired"
    assert log(world) == []


@pytest.mark.trust("T63", "T64")
def test_where_the_code_is_needed_nobody_checks_in_without_it_but_staff_can_help(world: World) -> None:
    def need(session: Any) -> None:
        session.get_one(Gathering, world.work).door_required = True

    world.write(need)
    world.open()

    assert refused(world, "check_in", "annie", gathering=world.work) == "door_code_needed"
    assert world.run("check_in_person", gathering=world.work, person=world.people["annie"])["already"] is False


# --- going out, and mistakes ---------------------------------------------------------------------------------


def test_an_annulled_entry_counts_nowhere_and_stays_in_the_log(world: World) -> None:
    world.open()
    world.run("check_in", "annie", gathering=world.work)
    entry = person(world, "annie")["entries"][0]
    world.run("annul_entry", entry=entry, reason="Verkeerde naam")

    assert numbers(world) == (0, 0)
    assert [line.kind.value for line in log(world)] == ["entry", "annul"]
    assert refused(world, "annul_entry", "fenna", entry=entry, reason="Nog eens") == "entry_already_annulled"
    assert refused(world, "annul_entry", "fenna", entry=log(world)[1].id, reason="x") == "entry_not_annullable"
    assert refused(world, "annul_entry", "fenna", entry=entry, reason=" ") == "text_missing"


def test_an_exit_without_entry_is_kept_once_and_flagged(world: World) -> None:
    world.open()
    world.run("check_out", "annie", gathering=world.work)
    world.now.move(minutes=1)
    world.run("check_out", "annie", gathering=world.work)

    assert [line.kind.value for line in log(world)] == ["exit"]
    assert person(world, "annie")["flags"] == ["exit_without_entry"]
    assert numbers(world) == (0, 0)


def test_a_double_exit_changes_nothing(world: World) -> None:
    world.open()
    world.run("check_in", "annie", gathering=world.work)
    world.now.move(hours=1)
    first = world.run("check_out", "annie", gathering=world.work)
    world.now.move(hours=1)

    assert world.run("check_out", "annie", gathering=world.work) == first
    assert len(log(world)) == 2


def test_leaving_before_the_doors_open_is_refused(world: World) -> None:
    assert refused(world, "check_out", "annie", gathering=world.work) == "doors_not_open"


@pytest.mark.parametrize(
    ("entry", "closing", "hours"),
    [
        (datetime(2026, 3, 29, 0, 30, tzinfo=UTC), datetime(2026, 3, 29, 1, 30, tzinfo=UTC), 1),
        (datetime(2025, 10, 26, 0, 30, tzinfo=UTC), datetime(2025, 10, 26, 2, 30, tzinfo=UTC), 2),
    ],
    ids=["to summer time", "to winter time"],
)
def test_an_automatic_exit_across_the_change_of_time_counts_real_hours(
    world: World, entry: datetime, closing: datetime, hours: int
) -> None:
    world.now.moment = entry
    world.open()
    world.run("check_in_person", gathering=world.work, person=world.people["annie"])
    world.now.moment = closing
    world.run("close_gathering", gathering=world.work)

    with world.reading() as session:
        seen = attendance_log.presences(session, world.work)[world.people["annie"]]
    assert (seen.status, seen.flags, seen.seconds) == ("left", ["auto_exit"], hours * 3600)


def test_closing_checks_out_whoever_is_in_and_marks_it(world: World) -> None:
    world.open()
    for who in ("annie", "geert"):
        world.run("check_in", who, gathering=world.work)
    world.run("check_out", "geert", gathering=world.work)
    world.run("close_gathering", gathering=world.work)

    assert [line.kind.value for line in log(world)] == ["entry", "entry", "exit", "auto_exit"]
    assert numbers(world) == (2, 0)


@pytest.mark.trust("T64")
def test_a_walk_in_without_a_name_is_present_not_by_name(world: World) -> None:
    world.open()
    walk_in = world.run("add_walk_in", gathering=world.work)["person"]
    world.run("add_walk_in", gathering=world.work, name="  Roelof   te Velde ", area=world.areas[0])
    people = {row["id"]: row for row in world.snapshot(f"gathering:{world.work}", "fenna")["people"]}

    assert numbers(world) == (2, 2)
    assert (people[walk_in]["name"], people[walk_in]["status"], people[walk_in]["walk_in"]) == (None, "present", True)
    assert [row["name"] for row in people.values() if row["area"] == world.areas[0]] == ["Roelof te Velde"]


@pytest.mark.trust("T96")
def test_in_a_youth_gathering_a_walk_in_has_no_name_whatever_was_typed(world: World) -> None:
    world.open(world.youth)
    world.run("add_walk_in", gathering=world.youth, name="Sanne", party_role="resident")
    (row,) = world.snapshot(f"gathering:{world.youth}", "fenna")["people"]

    assert (row["name"], row["party_role"], row["area"]) == (None, None, None)


def _everybody(world: World) -> None:
    """Bring people into every status and past every kind of line: in, out, automatic, annulled, by hand, a count."""
    world.open()
    for who in ("annie", "geert", "jamila", "otto"):
        world.run("check_in", who, gathering=world.work)
        world.now.move(minutes=1)
    world.run("check_out", "geert", gathering=world.work)
    world.run("annul_entry", entry=person(world, "jamila")["entries"][0], reason="Verkeerde naam")
    world.run("check_out", "fenna", gathering=world.work)
    world.run("add_walk_in", gathering=world.work, name="Roelof")
    world.run("check_in_person", gathering=world.work, person=world.people["annie"], source="paper")
    world.run("count_heads", gathering=world.work, count=61)


def _table(client: FlaskClient, world: World, name: str) -> list[dict[str, str]]:
    answer = client.get(f"/exports/hoogeveen/attendance/{name}.csv", headers=world.header("otto"))
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("closed", [False, True], ids=["while it goes on", "after the end"])
def test_the_page_and_the_export_show_the_same_status(world: World, client: FlaskClient, closed: bool) -> None:
    """For everybody who is in the log; and the same numbers above the page and above the printed list."""
    _everybody(world)
    if closed:
        world.now.move(minutes=5)
        world.run("close_gathering", gathering=world.work)
    shown = world.snapshot(f"gathering:{world.work}", "fenna")["people"]
    rows = {row["name"]: (row["status"], row["flags"], row["sources"]) for row in _table(client, world, "work")}
    page = {row["name"]: (row["status"], " ".join(row["flags"]), " ".join(row["sources"])) for row in shown}
    english = {**world.header("otto"), "Accept-Language": "en"}
    pdf = client.get("/exports/hoogeveen/attendance/work.pdf", headers=english).data
    printed = " ".join("".join(one.extract_text() for one in pypdf.PdfReader(io.BytesIO(pdf)).pages).split())
    attendances, present = numbers(world)

    gone = ("left", "auto_exit") if closed else ("present", "")
    assert rows == {
        "Annie": (*gone, "phone paper"),
        "Geert": ("left", "", "phone"),
        "Otto": (*gone, "phone"),
        "Fenna": ("absent", "exit_without_entry", ""),
        "Roelof": (*gone, "manual"),
    }
    assert {name: page[name] for name in rows} == rows
    assert page["Jamila"] == ("absent", "", "")
    assert (attendances, present) == (4, 0 if closed else 3)
    assert f"{attendances} attendances" in printed
    assert f"{present} present now" in printed


def test_the_export_of_the_log_has_every_line(world: World, client: FlaskClient) -> None:
    _everybody(world)
    world.run("close_gathering", gathering=world.work)
    rows = [(row["id"], row["kind"], row["source"], row["annuls"]) for row in _table(client, world, "work-log")]
    lines = log(world)

    assert rows == [(str(one.id), one.kind.value, one.source.value, str(one.annuls_id or "")) for one in lines]
    assert {line.kind.value for line in lines} == {"entry", "exit", "auto_exit", "annul", "headcount"}
    assert {kind.value for kind in EntryKind} == {line.kind.value for line in lines}


@pytest.mark.trust("T65")
def test_a_hundred_people_scan_one_code_from_one_address(world: World, client: FlaskClient) -> None:
    world.open()
    code = code_at_door(world)
    for number in range(100):
        joined = client.post("/api/join", json={"code": "JKMNPQ", "client_id": f"phone-number-{number}"})
        bearer = {"Authorization": f"Bearer {joined.get_json()['token']}"}
        command = {"id": str(number), "type": "check_in", "gathering": world.work, "door": code}
        answer = client.post("/api/commands", json=command, headers=bearer)
        assert (joined.status_code, answer.status_code) == (201, 200)

    assert numbers(world) == (100, 100)


def test_a_typed_code_may_be_lower_case_with_spaces(world: World, client: FlaskClient) -> None:
    body = {"code": " jkm-npq ", "client_id": "an old phone without camera"}

    assert client.post("/api/join", json=body).get_json()["gathering"]["id"] == world.work


def test_codes_have_no_vowels_and_no_look_alikes() -> None:
    assert set(door.CODE_ALPHABET) & set("AEIOUY01L") == set()


def test_attendances_unique_people_and_present_now_are_three_numbers(world: World) -> None:
    world.open()
    world.run("check_in", "annie", gathering=world.work)
    world.run("check_in", "geert", gathering=world.work)
    world.run("close_gathering", gathering=world.work)
    world.open(world.later)
    world.run("check_in", "annie", gathering=world.later)
    week = world.snapshot(f"team:{world.charrette}", "fenna")["attendance"]

    assert week == {"attendances": 3, "unique": 2}
    assert (numbers(world), numbers(world, world.later)) == ((2, 0), (1, 1))


def test_a_headcount_stands_beside_the_check_ins(world: World) -> None:
    world.open()
    world.run("count_heads", gathering=world.work, count=61)

    assert world.snapshot(f"gathering:{world.work}", "annie")["attendance"]["heads"] == 61
    assert numbers(world) == (0, 0)
    assert refused(world, "count_heads", "fenna", gathering=world.work, count=-1) == "count_out_of_range"


def test_after_the_end_only_staff_can_still_put_somebody_on_the_list(world: World) -> None:
    world.open()
    world.run("close_gathering", gathering=world.work)

    assert refused(world, "check_in", "annie", gathering=world.work) == "gathering_closed"
    assert world.run("check_in_person", gathering=world.work, person=world.people["annie"])["already"] is False


def test_who_could_not_be_told_at_the_door_stands_only_on_the_list_of_where_they_came(world: World) -> None:
    world.open()
    world.run("add_walk_in", gathering=world.work)
    world.run("add_walk_in", gathering=world.work, name="Harm")
    world.run("check_in", "otto", gathering=world.work)
    world.open(world.later)

    def listed(gathering: int) -> list[str | None]:
        people = world.snapshot(f"gathering:{gathering}", "fenna")["people"]
        return [row["name"] for row in people]

    known = ["Annie", "Fenna", "Geert", "Harm", "Jamila"]
    assert sorted(map(str, listed(world.work))) == [*known, "None", "Otto"]
    assert sorted(map(str, listed(world.later))) == [*known, "Otto"]


def test_a_team_member_without_a_phone_is_checked_in_from_the_list_like_anybody_else(world: World) -> None:
    world.open()
    fenna = person(world, "fenna")
    assert (fenna["staff"], fenna["status"]) == (True, "absent")
    assert numbers(world) == (0, 0)
    assert world.run("check_in_person", "otto", gathering=world.work, person=fenna["id"])["already"] is False
    assert world.run("check_in_person", gathering=world.work, person=fenna["id"])["already"] is True

    assert (person(world, "fenna")["status"], person(world, "fenna")["sources"]) == ("present", ["manual"])
    assert numbers(world) == (1, 1)
    assert world.mine(f"gathering:{world.work}", "fenna")["attendance"]["status"] == "present"


def test_a_team_member_who_gives_no_name_can_be_told_by_nobody_and_is_added_by_hand(world: World) -> None:
    world.run("update_me", remove=["name"])
    world.open()
    world.run("add_walk_in", "otto", gathering=world.work, name="Fenna")

    people = world.snapshot(f"gathering:{world.work}", "otto")["people"]
    assert [(row["name"], row["staff"]) for row in people if row["status"] == "present"] == [("Fenna", False)]
    assert world.people["fenna"] not in [row["id"] for row in people]
