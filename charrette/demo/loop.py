"""The feedback loop: design items from ideas, rounds, remarks, answers, report back, next versions, agreement."""

from __future__ import annotations

import asyncio
from time import monotonic
from typing import TYPE_CHECKING

from charrette.demo.book import IdeaNote, ItemNote, RemarkNote, RoundNote, VersionNote
from charrette.demo.crowd import Guest
from charrette.demo.material import Plan

if TYPE_CHECKING:
    from charrette.demo.week import Scene

MOST_ITEMS = 7
MOST_IDEAS_PER_ITEM = 12
WAYS = ("support", "improvement", "improvement", "objection", "question", "critical_point")
OUTCOMES = ("adopted", "adopted", "partly", "not_adopted", "passed_on")
TITLES = {1: "Eerste ronde", 2: "Tweede ronde", 3: "Derde ronde"}
"""They name no version: each item stands there with its own."""


async def make_items(scene: Scene) -> None:
    """Make design items, version 1, from what was written about most; where each came from is kept."""
    week = scene.week
    readable = [note for note in week.book.ideas.values() if note.state == "visible"]
    plans = week.material.plans([note.theme for note in readable], MOST_ITEMS)
    for plan in plans:
        notes = sorted(
            (note for note in readable if note.theme == plan.theme), key=lambda note: (-len(note.votes), note.number)
        )[:MOST_IDEAS_PER_ITEM]
        await _make_item(scene, plan, notes)
        week.plans[plan.title] = plan


async def _make_item(scene: Scene, plan: Plan, notes: list[IdeaNote]) -> None:
    answer = await scene.week.facilitators.send(
        "create_design_item",
        title=plan.title,
        kind=plan.kind,
        grain=plan.grain,
        text=plan.text,
        why=plan.why,
        from_ideas=[note.id for note in notes],
    )
    first = VersionNote(answer["version"], 1, scene.note.day, plan.text)
    scene.week.book.items[answer["item"]] = ItemNote(
        id=answer["item"],
        number=answer["number"],
        title=plan.title,
        why=plan.why,
        ideas=[note.id for note in notes],
        versions=[first],
    )


async def plan(scene: Scene) -> None:
    """Plan the round of this gathering about the newest versions, once."""
    book = scene.week.book
    items = book.open_items()
    if not items or any(note.gathering == scene.id for note in book.rounds.values()):
        return
    number = len(book.rounds) + 1
    versions = [item.versions[-1].id for item in items]
    answer = await scene.week.facilitators.first.send(
        "plan_round", gathering=scene.id, versions=versions, title=TITLES.get(number, f"Ronde {number}")
    )
    book.rounds[answer["round"]] = RoundNote(answer["round"], number, scene.id, versions)


async def hold_round(scene: Scene, round_id: int) -> None:
    """Open a planned round and let people remark; when it is a closed one, answer its remarks."""
    week, note = scene.week, scene.week.book.rounds[round_id]
    if note.state != "planned":
        await answer_remarks(scene)
        return
    await week.facilitators.first.send("open_round", round=round_id)
    note.state, note.opened = "open", monotonic()
    guests = scene.inside()
    await asyncio.gather(*(guest.line.follow(f"round:{round_id}") for guest in guests))
    await asyncio.gather(*(_remark(scene, note, guest) for guest in guests))
    await week.facilitators.first.send("close_round", round=round_id)
    note.state, note.closed = "closed", monotonic()


async def _remark(scene: Scene, round: RoundNote, guest: Guest) -> None:
    """Make one or two remarks; who says that something cannot be, says what can."""
    material = scene.week.material
    for _ in range(material.rng.choice((0, 1, 1, 2))):
        await scene.sometime()
        kind, version = material.rng.choice(WAYS), material.rng.choice(round.versions)
        against = kind in ("objection", "critical_point")
        alternative = material.pick("alternatives") if against else None
        text = material.pick("remarks", kind)
        answer = await guest.line.send(
            "add_remark", round=round.id, version=version, kind=kind, text=text, alternative=alternative
        )
        scene.week.book.remarks[answer["remark"]] = RemarkNote(
            answer["remark"], round.id, version, guest.person, kind, text, alternative, scene.note.day
        )


async def answer_remarks(scene: Scene) -> None:
    """Answer every remark of closed rounds that has no answer yet."""
    week = scene.week
    closed = {note.id for note in week.book.rounds.values() if note.state == "closed"}
    open_ones = [note for note in week.book.remarks.values() if note.round in closed and note.answer is None]
    await asyncio.gather(*(_answer(scene, remark) for remark in open_ones))


async def _answer(scene: Scene, remark: RemarkNote) -> None:
    material = scene.week.material
    outcome = "adopted" if remark.kind == "support" else material.rng.choice(OUTCOMES)
    text = material.pick("answers", outcome)
    await scene.week.facilitators.send("answer_remark", remark=remark.id, outcome=outcome, text=text)
    remark.outcome, remark.answer = outcome, text


async def report(scene: Scene, round_id: int) -> None:
    """Open all answers of a round at once, then write the next versions."""
    note = scene.week.book.rounds[round_id]
    if note.state != "closed":
        return
    await answer_remarks(scene)
    await scene.week.facilitators.first.send("report_back", round=round_id)
    note.state, note.reported = "reported_back", monotonic()
    await _revise(scene)


async def _revise(scene: Scene) -> None:
    """Write the next version of every item, as the design team does at night; one after another, in their order, as
    a round shows its versions in the order in which they were written."""
    week = scene.week
    for item in week.book.open_items():
        plan = week.plans[item.title]
        if len(item.versions) > len(plan.additions):
            continue
        text = item.versions[-1].text.rstrip() + " " + plan.additions[len(item.versions) - 1]
        answer = await week.facilitators.send("revise_item", item=item.id, text=text)
        item.versions.append(VersionNote(answer["version"], answer["number"], scene.note.day, text))


async def adopt(scene: Scene) -> None:
    """Agree what went round, drop one, and take the rest into the framework: for all areas or for some."""
    week, areas = scene.week, sorted(scene.week.book.areas.values())
    items = week.book.open_items()
    for place, item in enumerate(items):
        if len(items) > 3 and place == len(items) - 1:
            await week.facilitators.send("drop_item", item=item.id, reason=week.material.pick("drop_reasons"))
            item.state = "dropped"
            continue
        await week.facilitators.send("agree_item", item=item.id)
        item.state = "agreed"
        some = week.material.rng.sample(areas, max(1, len(areas) // 2))
        chosen: str | list[int] = "all" if place % 2 == 0 or not areas else sorted(some)
        await week.facilitators.send("adopt_into_framework", item=item.id, areas=chosen)
        item.areas = chosen
