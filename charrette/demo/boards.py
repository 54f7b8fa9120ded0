"""At the boards: posting, changing, withdrawing, hiding, grouping, revealing, voting, and reading the result."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from charrette.demo.book import IdeaNote
from charrette.demo.crowd import Guest
from charrette.demo.line import Message
from charrette.demo.material import Example
from charrette.demo.picture import Picture

if TYPE_CHECKING:
    from charrette.demo.week import Scene

KINDS = {
    "kickoff": ("tip", "tip", "pointer", "idea", "question"),
    "work": ("idea", "idea", "idea", "question", "concern"),
    "stakeholder_review": ("critical_point", "concern", "question", "idea"),
    "youth": ("marginal_note", "idea", "idea", "question"),
}
ANY_KIND = ("idea", "idea", "tip", "question")
POSTS = (0, 1, 1, 1, 2)
CHANGES, WITHDRAWS, TAKES_BACK, KNOWS_AREA = 0.06, 0.03, 0.15, 0.4
HIDE_FROM_IDEAS = 5
WATCHED_PHONES = 3
LOOKS, LOOK_SECONDS = 60, 0.1
"""How often, and how far apart, a picture is compared before it counts as another."""


async def act(scene: Scene, board_id: int, phase: str | None) -> None:
    """Do what this step asks for at a board."""
    front, stream = scene.week.facilitators.first, scene.week.boards[board_id]["stream"]
    picture = await front.follow(stream)
    guests = scene.inside()
    await asyncio.gather(*(guest.line.follow(stream) for guest in guests))
    if phase != "collecting" and picture.parts["board"]["concealed"]:
        await front.send("reveal_board", board=board_id)
    if phase == "collecting":
        await _collect(scene, board_id)
    elif phase == "grouping":
        await _group(scene, board_id)
    elif phase == "voting":
        await _vote(scene, board_id)
    await _compare(scene, stream, guests)


# --- collecting ----------------------------------------------------------------------------------------------


async def _collect(scene: Scene, board_id: int) -> None:
    await asyncio.gather(*(_write(scene, board_id, guest) for guest in scene.inside()))
    await _type_in_paper(scene, board_id)
    await _moderate(scene, board_id)
    notes = scene.week.book.ideas_of(board_id, visible=True)
    if len(notes) >= HIDE_FROM_IDEAS:
        note = scene.week.material.rng.choice(notes)
        reason = scene.week.material.pick("hide_reasons")
        await scene.week.facilitators.send("hide_idea", idea=note.id, reason=reason)
        note.state = "hidden"


async def _write(scene: Scene, board_id: int, guest: Guest) -> None:
    """Post a few ideas; some change a word, some take one back."""
    rng = scene.week.material.rng
    for _ in range(rng.choice(POSTS)):
        await scene.sometime()
        note = await _post(scene, board_id, guest)
        if rng.random() < CHANGES:
            text = note.text[: _limit(scene, board_id) - 2] + "!"
            await guest.line.send("edit_idea", idea=note.id, text=text)
            note.text = text
        elif rng.random() < WITHDRAWS:
            await guest.line.send("withdraw_idea", idea=note.id)
            note.state = "withdrawn"


def _limit(scene: Scene, board_id: int) -> int:
    front, stream = scene.week.facilitators.first, scene.week.boards[board_id]["stream"]
    return int(front.pictures[stream].parts["board"]["text_limit"])


async def _post(scene: Scene, board_id: int, guest: Guest | None) -> IdeaNote:
    """Post one idea, by phone or (without ``guest``) typed in from paper, and note what was acknowledged."""
    week = scene.week
    example = week.material.next_idea(scene.note.key)
    fields = _fields(scene, board_id, example)
    if guest is not None:
        answer = await guest.line.send("post_idea", **fields)
    else:
        answer = await week.facilitators.send("post_idea", **fields, on_behalf=True)
    note = IdeaNote(
        id=answer["idea"],
        number=answer["number"],
        board=board_id,
        day=scene.note.day,
        text=fields["text"],
        author=guest.person if guest is not None else None,
        theme=example.theme,
        area=fields.get("area"),
        state=answer["state"],
    )
    if note.id in week.book.ideas:
        week.book.find(f"Idea #{note.number} was acknowledged twice.")
    week.book.ideas[note.id] = note
    return note


def _fields(scene: Scene, board_id: int, example: Example) -> dict[str, Any]:
    week, rng = scene.week, scene.week.material.rng
    picture = week.facilitators.first.pictures[week.boards[board_id]["stream"]]
    column = rng.choice(picture.rows("columns"))
    fields: dict[str, Any] = {
        "board": board_id,
        "text": example.cut(picture.parts["board"]["text_limit"]),
        "column": column["id"],
        "kind": rng.choice(KINDS.get(scene.kind, ANY_KIND)),
    }
    if column["key"] in ("grof", "fijn"):
        fields["grain"] = "coarse" if column["key"] == "grof" else "fine"
    own = week.book.areas.get(example.area.casefold())
    if own is not None:
        fields["area"] = own
    elif week.book.areas and rng.random() < KNOWS_AREA and scene.kind != "youth":
        fields["area"] = rng.choice(sorted(week.book.areas.values()))
    return fields


async def _type_in_paper(scene: Scene, board_id: int) -> None:
    """Somebody without a phone wrote on paper: a facilitator types it in."""
    await _post(scene, board_id, None)


async def _moderate(scene: Scene, board_id: int) -> None:
    """Approve what waits on a moderated board."""
    waiting = [note for note in scene.week.book.ideas_of(board_id) if note.state == "waiting"]
    await asyncio.gather(*(scene.week.facilitators.send("show_idea", idea=note.id) for note in waiting))
    for note in waiting:
        note.state = "visible"


# --- grouping ------------------------------------------------------------------------------------------------


async def _group(scene: Scene, board_id: int) -> None:
    """Put ideas about one theme together; give one group a better name, take one idea out again."""
    week = scene.week
    by_theme: dict[str, list[IdeaNote]] = defaultdict(list)
    for note in week.book.ideas_of(board_id, visible=True):
        by_theme[note.theme].append(note)
    groups = []
    for theme, notes in sorted(by_theme.items()):
        if len(notes) < 2:
            continue
        ids = [note.id for note in notes]
        answer = await week.facilitators.send("group_ideas", board=board_id, ideas=ids, title=theme)
        groups.append((answer["group"], theme, notes))
        for note in notes:
            note.grouped = True
        await scene.sometime()
    if not groups:
        return
    group, theme, notes = week.material.rng.choice(groups)
    await week.facilitators.send("rename_group", group=group, title=f"{theme}, samen")
    if len(notes) > 2:
        await week.facilitators.send("move_idea", idea=notes[-1].id, ungroup=True)
        notes[-1].grouped = False


# --- voting --------------------------------------------------------------------------------------------------


async def _vote(scene: Scene, board_id: int) -> None:
    await asyncio.gather(*(_vote_for(scene, board_id, guest) for guest in scene.inside()))
    late = scene.inside()[:1]
    for guest in late:  # an idea that was still in a phone: taken, marked late
        await _post(scene, board_id, guest)
    await _moderate(scene, board_id)


async def _vote_for(scene: Scene, board_id: int, guest: Guest) -> None:
    """Give the votes one has to ideas that one can read, popular ones more often; some change their mind."""
    week, rng, stream = scene.week, scene.week.material.rng, scene.week.boards[board_id]["stream"]
    picture = guest.line.pictures[stream]
    await _wait_for_phase(guest, stream, "voting")
    limit = picture.parts["board"]["votes_per_person"] or 3
    readable = [row["id"] for row in picture.rows("ideas") if row["state"] == "visible" and "text" in row]
    popular = readable[: max(1, len(readable) // 3)]
    given: set[int] = set()
    for _ in range(rng.randint(1, limit)):
        choice = rng.choice(popular if rng.random() < 0.6 else readable) if readable else None
        if choice is None or choice in given:
            continue
        await scene.sometime()
        await guest.line.send("cast_vote", idea=choice)
        given.add(choice)
        week.book.ideas[choice].votes.add(guest.person)
    if given and rng.random() < TAKES_BACK:
        choice = rng.choice(sorted(given))
        await guest.line.send("take_back_vote", idea=choice)
        week.book.ideas[choice].votes.discard(guest.person)


async def _wait_for_phase(guest: Guest, stream: str, phase: str) -> None:
    for _ in range(500):
        if guest.line.pictures[stream].parts["board"]["phase"] == phase:
            return
        await asyncio.sleep(0.02)


# --- looking -------------------------------------------------------------------------------------------------


async def _comes_to(picture: Picture, fresh: Message) -> bool:
    """Return whether a picture is the fresh one, or further; how many ideas there are may come a second later."""
    for _ in range(LOOKS):
        if picture.seq > fresh["seq"] or picture.equals(fresh["snapshot"]):
            return True
        await asyncio.sleep(LOOK_SECONDS)
    return False


async def _compare(scene: Scene, stream: str, guests: list[Guest]) -> None:
    """See that a few phones and the projector hold the same picture as the server gives anew."""
    for guest in guests[:WATCHED_PHONES]:
        fresh: Message = await scene.week.site.get(f"/api/streams/{stream}", guest.line.token)
        picture = guest.line.pictures[stream]
        if not await guest.line.seen(stream, fresh["seq"]):
            scene.week.book.find(f"{scene.note.title}: a phone stays behind on {stream}.")
        elif not await _comes_to(picture, fresh):
            scene.week.book.find(f"{scene.note.title}: a phone shows another {stream} than the server.")
