"""A phone hears when somebody else changed what is its own."""

from __future__ import annotations

from tests.live.conftest import Open
from tests.live.server import wait_until
from tests.world import YOUTH_CODE


def test_a_phone_hears_that_a_facilitator_checked_it_in_and_others_do_not(open_hall: Open) -> None:
    hall = open_hall("threading")
    annie, geert = hall.phone("annie"), hall.phone("geert")
    stream = f"gathering:{hall.world.work}"
    for phone in (annie, geert):
        assert phone.ask("follow", {"stream": stream})["mine"] == {"attendance": None}

    hall.do("check_in_person", gathering=hall.world.work, person=hall.world.people["annie"])

    week = f"charrette:{hall.world.charrette}"  # being checked in may be being let in, which is said there
    wait_until(lambda: len(annie.told("mine")) == 2, "the phone is told")
    assert annie.told("mine") == [{"stream": stream}, {"stream": week}]
    assert annie.ask("follow", {"stream": stream})["mine"]["attendance"]["status"] == "present"
    assert geert.told("mine") == []


def test_a_phone_hears_what_is_done_to_who_stands_for_its_person_at_a_youth_gathering(open_hall: Open) -> None:
    hall = open_hall("threading")
    hall.do("open_doors", gathering=hall.world.youth)
    hall.post("/api/join", "annie", json={"code": YOUTH_CODE, "client_id": "phone-of-annie"})
    annie, stream = hall.phone("annie"), f"gathering:{hall.world.youth}"
    annie.command("check_in", gathering=hall.world.youth)
    assert annie.ask("follow", {"stream": stream})["mine"]["attendance"]["status"] == "present"
    (stand_in,) = hall.phone("fenna").ask("follow", {"stream": stream})["snapshot"]["people"]
    assert stand_in["id"] != hall.world.people["annie"]
    hall.do("check_out_person", gathering=hall.world.youth, person=stand_in["id"])

    wait_until(lambda: {"stream": stream} in annie.told("mine"), "the phone is told")
    assert annie.ask("follow", {"stream": stream})["mine"]["attendance"]["status"] == "left"


def test_who_is_set_aside_or_put_back_hears_it_and_others_do_not(open_hall: Open) -> None:
    hall = open_hall("threading")
    stream = f"gathering:{hall.world.work}"
    annie, geert = hall.phone("annie"), hall.phone("geert")
    for phone in (annie, geert):
        phone.ask("follow", {"stream": stream})
        phone.command("check_in", gathering=hall.world.work)
    wait_until(lambda: len(annie.told("mine")) == len(geert.told("mine")) == 2, "both heard that they are in")
    statuses = []

    act = hall.do("set_people_aside", people=[hall.world.people["annie"]], reason="Een script")["set_aside"]
    wait_until(lambda: annie.told("mine").count({"stream": stream}) == 2, "the phone is told")
    statuses.append(annie.ask("follow", {"stream": stream})["mine"]["attendance"])
    hall.do("put_people_back", set_aside=act)
    wait_until(lambda: annie.told("mine").count({"stream": stream}) == 3, "the phone is told again")
    statuses.append(annie.ask("follow", {"stream": stream})["mine"]["attendance"]["status"])

    assert statuses == [None, "present"]
    assert geert.told("mine").count({"stream": stream}) == 1
