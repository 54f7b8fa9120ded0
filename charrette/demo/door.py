"""At the door: the projector, checking in by every way there is, leaving early, mistakes, and the close."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from charrette.demo.crowd import Guest
from charrette.demo.phone import Phone

if TYPE_CHECKING:
    from charrette.demo.week import Scene, Week

BY_HAND, BY_PHONE = 0.12, 0.15
SCANS_AGAIN, ON_PAPER_TOO, LEAVES_EARLY = 0.08, 0.05, 0.07
PEOPLE_PER_WALK_IN = 12
PEOPLE_PER_CODE = 20


async def put_up_projector(week: Week) -> Phone:
    """Make a projector, pair it by the code it shows, and let it follow its own stream."""
    answer = await week.site.post("/api/screens", {})
    screen = answer["screen"]
    await week.facilitators.first.send("pair_screen", code=screen["pairing_code"], name="Grote zaal")
    projector = Phone(week.site.url, answer["token"], person=0, watch=week.watch)
    await projector.follow(answer["stream"])
    return projector


async def open_up(scene: Scene) -> None:
    """Open the doors, let people in, start, and count heads."""
    week, front = scene.week, scene.week.facilitators.first
    await front.send("open_doors", gathering=scene.id)
    week.material.rng.shuffle(scene.guests)
    for start in range(0, len(scene.guests), PEOPLE_PER_CODE):
        some = scene.guests[start : start + PEOPLE_PER_CODE]
        code = (await week.site.get(f"/api/gatherings/{scene.id}/door", front.token))["code"]
        await asyncio.gather(*(_let_in(scene, guest, code) for guest in some))
    for _ in range(max(1, len(scene.guests) // PEOPLE_PER_WALK_IN)):
        await _walk_in(scene)
    await _tap_wrong_name(scene)
    await front.send("start_gathering", gathering=scene.id)
    await week.facilitators.send("count_heads", gathering=scene.id, count=len(scene.note.inside) + 1)
    scene.note.log_lines += 1


async def _let_in(scene: Scene, guest: Guest, code: str) -> None:
    rng, way = scene.week.material.rng, scene.week.material.rng.random()
    await scene.week.tempo.wait(rng.uniform(0, 5))
    if way < BY_HAND:
        await _check_in_by_hand(scene, guest, "manual")
    elif way < BY_HAND + BY_PHONE and scene.kind != "family_council":
        await _check_in(scene, guest, None)
    else:
        await _check_in(scene, guest, code)
    if rng.random() < SCANS_AGAIN:
        await _check_in(scene, guest, code)
    if rng.random() < ON_PAPER_TOO:
        await _check_in_by_hand(scene, guest, "paper")


async def _check_in(scene: Scene, guest: Guest, code: str | None) -> None:
    """Check in from the phone. The same way again must answer *already* and add no line."""
    way = "room_qr" if code else "phone"
    fields = {"gathering": scene.id} if code is None else {"gathering": scene.id, "door": code}
    answer = await guest.line.send("check_in", **fields)
    _note_entry(scene, guest.person, way, already=answer["already"])


async def _check_in_by_hand(scene: Scene, guest: Guest, source: str) -> None:
    answer = await scene.week.facilitators.send(
        "check_in_person", gathering=scene.id, person=guest.person, source=source
    )
    _note_entry(scene, guest.person, source, already=answer["already"])


def _note_entry(scene: Scene, person: int, way: str, *, already: bool) -> None:
    note = scene.note
    if already != (person in note.inside):
        scene.week.book.find(f"{note.title}: person {person} was told already={already} at check-in.")
    if (person, way) not in scene.ways:
        note.log_lines += 1
    scene.ways.add((person, way))
    note.inside.add(person)
    note.came.add(person)


async def _walk_in(scene: Scene) -> None:
    """Add somebody without a phone, with or without a name."""
    week = scene.week
    named = scene.kind != "youth" and week.material.rng.random() < 0.5
    about = {"name": week.material.pick("names")} if named else {}
    answer = await week.facilitators.send("add_walk_in", gathering=scene.id, **about)
    _note_entry(scene, answer["person"], "manual", already=False)


async def _tap_wrong_name(scene: Scene) -> None:
    """Check in somebody who is not there, and annul it: it must count nowhere."""
    week = scene.week
    joined = [guest for guest in week.crowd.guests if guest.phone is not None and not guest.young]
    absent = [guest for guest in joined if guest.person not in scene.note.came]
    if not absent or scene.kind == "youth":
        return
    person = week.material.rng.choice(absent).person
    front, stream = week.facilitators.first, scene.row["stream"]
    answer = await front.send("check_in_person", gathering=scene.id, person=person)
    await front.seen(stream, answer["seq"])
    row = front.pictures[stream].parts["people"][person]
    await front.send("annul_entry", entry=row["entries"][-1], reason=week.material.pick("annul_reasons"))
    scene.note.log_lines += 2


async def close(scene: Scene) -> None:
    """Let some leave early, compare the numbers, end the gathering."""
    week, front, stream = scene.week, scene.week.facilitators.first, scene.row["stream"]
    early = [guest for guest in scene.inside() if week.material.rng.random() < LEAVES_EARLY]
    seqs = [0]
    for guest in early[: len(scene.inside()) - 1]:
        answer = await guest.line.send("check_out", gathering=scene.id)
        seqs.append(answer["seq"])
        scene.note.inside.discard(guest.person)
        scene.note.log_lines += 1
    await front.seen(stream, max(seqs))
    shown = front.pictures[stream].parts["attendance"]
    if (shown["attendances"], shown["present"]) != (len(scene.note.came), len(scene.note.inside)):
        week.book.find(
            f"{scene.note.title}: the console shows {shown['attendances']} attendances and {shown['present']} present, "
            f"counted were {len(scene.note.came)} and {len(scene.note.inside)}."
        )
    await front.send("close_gathering", gathering=scene.id)
    scene.note.log_lines += len(scene.note.inside)
    scene.note.inside.clear()
    scene.note.closed = True
