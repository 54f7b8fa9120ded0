"""A small week played with the real rules, and what people take home from it: the golden files are made of this."""

from __future__ import annotations

from typing import Any

from charrette.attendance.export.reading import attendance_list, check_in_log
from charrette.attendance.export.values import AttendanceList, CheckInLog
from charrette.exports.making import prepare, unwatched
from charrette.exports.orders import Order
from charrette.week.models import Charrette, Gathering
from tests.world import World

PUBLIC_URL = "https://charrette.example"


def play(world: World) -> None:
    """Let happen at least once whatever a file can tell."""
    world.open()
    _come_in(world)
    world.now.move(minutes=10)
    ideas = _write(world)
    world.post("Alvast voor de slotavond", board=world.later_board)
    _vote(world, ideas)
    _handle(world, ideas)
    items = _decide(world, ideas)
    _write_agenda(world, ideas, items)
    world.now.move(hours=2)
    world.run("check_out", "annie", gathering=world.work)
    world.run("close_gathering", gathering=world.work)


def _come_in(world: World) -> None:
    world.run("update_me", "annie", name="Annie de Vries", party_role="resident", area="krakeel")
    world.run("update_me", "jamila", name="=Jamila", party_role="decision_maker", area="nieuwlande")
    early = "2026-06-08T05:40:00Z"
    world.run("check_in", "annie", gathering=world.work, device_at=early, sent_at=early)
    world.run("check_in_person", gathering=world.work, person=world.people["annie"], source="paper")
    world.now.move(minutes=3)
    world.run("check_in", "geert", gathering=world.work)
    world.run("check_in", "jamila", gathering=world.work)
    walk_in = world.run("add_walk_in", gathering=world.work, name="Wim te voet", party_role="worker")["person"]
    world.run("annul_entry", entry=_entries(world, walk_in)[0], reason="per ongeluk")
    world.run("count_heads", gathering=world.work, count=61)
    world.join("machine")
    world.run("check_in", "machine", gathering=world.work)
    world.run("set_people_aside", people=[world.people["machine"]], reason="Een script")


def _entries(world: World, person: int) -> list[int]:
    listed = world.snapshot(f"gathering:{world.work}", "fenna")["people"]
    return [entry for row in listed if row["id"] == person for entry in row["entries"]]


def _write(world: World) -> list[int]:
    """Post eight ideas: on both columns, for an area, in one grain, by hand for somebody, and one too late."""
    first = {"column": world.columns[0], "area": "krakeel", "grain": "fine", "kind": "idea"}
    ideas = [world.post("Een bankje bij de brug", **first)]
    ideas.append(world.post("Nog een bankje bij de brug", "geert", column=world.columns[1], kind="tip"))
    ideas += [
        world.post(text, "jamila", column=world.columns[1])
        for text in ("=1+1", "Elke avond licht", "Water in de straat", "Weg ermee")
    ]
    ideas.append(world.run("post_idea", board=world.board, text="Van een briefje", on_behalf=True)["idea"])
    world.run("withdraw_idea", "jamila", idea=ideas[5])
    world.run("set_board_phase", board=world.board, phase="grouping")
    world.run("group_ideas", board=world.board, ideas=ideas[:2], title="Zitten")
    return [*ideas, world.post("Te laat ingestuurd", "geert")]


def _vote(world: World, ideas: list[int]) -> None:
    world.run("set_board_phase", board=world.board, phase="voting")
    for who, chosen in (("annie", (0, 1, 4)), ("geert", (0, 4)), ("jamila", (0, 2))):
        for place in chosen:
            world.run("cast_vote", who, idea=ideas[place])
    world.run("take_back_vote", "geert", idea=ideas[4])
    world.run("set_board_phase", board=world.board, phase="closed")


def _handle(world: World, ideas: list[int]) -> None:
    world.run("hide_idea", idea=ideas[2], reason="Is een som")
    world.run("answer_idea", idea=ideas[1], outcome="duplicate", duplicate_of=ideas[0])
    world.run("answer_idea", idea=ideas[3], outcome="parked", reason="Komt terug in het voorjaar")


def _decide(world: World, ideas: list[int]) -> list[int]:
    """Bring two items into the framework, one for all areas and one for one; leave a third a draft."""
    items = []
    for title, areas in (("Routes om te rusten", "all"), ("Sleutels bij bewoners", ["krakeel"])):
        made = world.run(
            "create_design_item",
            title=title,
            kind="solution",
            grain="fine",
            text=f"{title}: elke driehonderd meter een plek.",
            why="Zo blijft lopen gewoon.",
            from_ideas=ideas[:1],
        )
        world.run("close_round", round=world.round([made["version"]], title=title))
        world.run("agree_item", item=made["item"])
        world.run("adopt_into_framework", item=made["item"], areas=areas)
        items.append(int(made["item"]))
    world.item("Nog niet af")
    return items


def _write_agenda(world: World, ideas: list[int], items: list[int]) -> None:
    def topic(title: str, **fields: Any) -> int:
        return int(world.run("add_agenda_topic", "otto", area="krakeel", title=title, **fields)["topic"])

    def fill(topic: int, part: str, **fields: Any) -> None:
        world.run("fill_trits", "otto", topic=topic, part=part, **fields)

    bench = topic("Een bankje bij de brug", why="Wie loopt, kan nergens zitten.", from_item=items[0])
    fill(bench, "ourselves", text="We zetten het bankje neer en houden het schoon.")
    fill(bench, "with_help", text="Een halve dag graafwerk.", party="gemeente")
    world.run("answer_trits", "otto", topic=bench, part="with_help", answer="accepted", text="Vanaf het voorjaar.")
    fill(bench, "to_others", not_applicable=True)
    hall = topic("Het dorpshuis op zondag open", why="Op zondag is er niets te doen.", from_ideas=[ideas[4], ideas[6]])
    fill(hall, "with_help", text="Een sleutel en uitleg over de verwarming.", party="SWW")
    fill(hall, "to_others", text="Het dak nakijken.", party="Woonconcept")
    world.run("answer_trits", "otto", topic=hall, part="to_others", answer="declined", text="Het dak is niet van ons.")
    topic("Veilig oversteken bij de school")


def take_home(world: World, kind: Any, format: str, *, name: str = "", lang: str = "en") -> bytes:
    """Return a file as somebody gets it who asks for it: the order is carried out on the database."""
    order = Order(
        kind=kind, charrette=world.charrette, format=format, name=name, lang=lang, public_url=PUBLIC_URL
    )  # fmt: skip
    with world.reading() as session:
        return prepare(session, order)(unwatched)


def lists(world: World, gathering: str = "work") -> tuple[AttendanceList, CheckInLog]:
    """Return the attendance list and the check-in log of a gathering as values."""
    with world.reading() as session:
        charrette = session.get_one(Charrette, world.charrette)
        found = session.get_one(Gathering, getattr(world, gathering))
        return (
            attendance_list(session, charrette, found, purpose="To know who took part.", lang="en"),
            check_in_log(session, charrette, found),
        )


def with_names_for_ids(world: World, data: bytes) -> bytes:
    """Return ``data`` with the number of each person, which is drawn anew every time, replaced by a small one."""
    with world.reading() as session:
        known = session.connection().exec_driver_sql("select id from people order by created_at, name").scalars().all()
    for place, id in enumerate(known, 1):
        data = data.replace(str(id).encode(), str(place).encode())
    return data
