"""One small story for every live event: what happens before it, and the act that makes it happen.

``STORIES`` maps the name on the wire to ``(stream, act)``. ``act(world)`` yields once: what stands before the
``yield`` prepares, what stands after it makes the event happen.

house: long, because there is one story for each event, and all of them are one table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, text

from charrette.agendas.events import PartiesLoaded
from charrette.boards.events import BoardScriptLoaded
from charrette.boards.models import BoardColumn
from charrette.crowds.rules import crowds
from charrette.running.events import GatheringReloaded
from charrette.spine.events import EVENTS
from charrette.spine.journal import record
from charrette.spine.lists import Audience
from charrette.spine.pictures import snapshot
from charrette.spine.streams import STREAMS
from charrette.week.events import ProgrammeLoaded
from charrette.week.models import Gathering, Party, Step
from tests.world import World

Act = Callable[[World], Iterator[None]]
Picture = dict[str, Any]
_SEQ = text("select seq from streams where name = :stream")
STORIES: dict[str, tuple[str, Act]] = {}


def story(type: str, stream: str) -> Callable[[Act], Act]:
    """Register the story of an event; ``stream`` is the name of the field of World with the id, after its kind."""

    def register(act: Act) -> Act:
        STORIES[type] = (stream, act)
        return act

    return register


def simple(type: str, stream: str, before: Callable[[World], Any], after: Callable[[World], Any]) -> None:
    """Register a story of two plain calls; ``after`` gets what ``before`` returned, if it did."""

    def act(world: World) -> Iterator[None]:
        held = before(world)
        yield
        after(world) if held is None else after(world, held)  # type: ignore[call-arg]

    STORIES[type] = (stream, act)


def _two_ideas(world: World) -> list[int]:
    world.open()
    return [world.post("Een bankje"), world.post("Een boom", "geert")]


def _results(world: World) -> tuple[list[int], int]:
    """Two grouped ideas with a vote each, and the results open."""
    ideas = _two_ideas(world)
    group = world.run("group_ideas", board=world.board, ideas=ideas, title="Groen")["group"]
    world.run("set_board_phase", board=world.board, phase="voting")
    for who in ("annie", "geert"):
        world.run("check_in", who, gathering=world.work)
    world.run("cast_vote", "annie", idea=ideas[0])
    world.run("cast_vote", "geert", idea=ideas[1])
    world.run("set_board_phase", board=world.board, phase="closed")
    return ideas, group


# --- board ---------------------------------------------------------------------------------------------------

simple("idea_posted", "board", lambda w: w.open(), lambda w: w.post("Een bankje", column=w.columns[1]))
simple("idea_edited", "board", _two_ideas, lambda w, i: w.run("edit_idea", "annie", idea=i[0], text="Een bank"))
simple("idea_withdrawn", "board", _two_ideas, lambda w, i: w.run("withdraw_idea", "annie", idea=i[0]))
simple("idea_hidden", "board", _results, lambda w, held: w.run("hide_idea", idea=held[0][0], reason="Over iemand"))
simple(
    "idea_moved", "board", _results, lambda w, h: w.run("move_idea", idea=h[0][0], column=w.columns[1], ungroup=True)
)
simple(
    "idea_answered", "board", _two_ideas, lambda w, i: w.run("answer_idea", idea=i[0], outcome="parked", reason="2027")
)
simple("group_renamed", "board", _results, lambda w, held: w.run("rename_group", group=held[1], title="Water"))
simple("group_dissolved", "board", _results, lambda w, held: w.run("dissolve_group", group=held[1]))
simple(
    "ideas_grouped",
    "board",
    _results,
    lambda w, held: w.run("group_ideas", board=w.board, ideas=held[0][:1], title="Zitten"),
)
simple(
    "board_phase_set", "board", _results, lambda w, held: w.run("set_board_phase", board=w.board, phase="collecting")
)
simple("board_concealed", "board", _results, lambda w, held: w.run("conceal_board", board=w.board, concealed=True))
simple("vote_limit_set", "board", _two_ideas, lambda w, i: w.run("set_vote_limit", board=w.board, votes=3))
simple("board_settings_changed", "board", _two_ideas, lambda w, i: w.run("set_board", board=w.board, text_limit=90))
simple("board_opened", "board", lambda w: w.post("Van tevoren"), lambda w, idea: w.open())
simple("board_locked", "board", _two_ideas, lambda w, i: w.run("close_gathering", gathering=w.work))


@story("idea_shown", "moderated")
def _shown(world: World) -> Iterator[None]:
    world.open()
    idea = world.post("Te veel lawaai", board=world.moderated)
    yield
    world.run("show_idea", idea=idea)


@story("board_revealed", "board")
def _revealed(world: World) -> Iterator[None]:
    _results(world)
    world.run("conceal_board", board=world.board, concealed=True)
    yield
    world.run("reveal_board", board=world.board)


@story("board_unlocked", "board")
def _unlocked(world: World) -> Iterator[None]:
    _two_ideas(world)
    world.run("close_gathering", gathering=world.work)
    yield
    world.run("reopen_gathering", gathering=world.work, reason="Er kwam nog een bus")


@story("board_script_loaded", "board")
def _board_script_loaded(world: World) -> Iterator[None]:
    world.open()
    yield

    def lose_a_column(session: Any) -> None:
        session.execute(delete(BoardColumn).where(BoardColumn.id == world.columns[1]))
        session.add(BoardColumn(board_id=world.board, key="ooit", title="Ooit", position=3))
        session.flush()
        record(session, BoardScriptLoaded(board=world.board, removed_columns=[world.columns[1]]))

    world.write(lose_a_column)


@story("reason_giver_changed", "charrette")
def _reason_giver_changed(world: World) -> Iterator[None]:
    world.open()
    world.run("close_gathering", "otto", gathering=world.work)
    world.run("reopen_gathering", "otto", gathering=world.work, reason="Er kwam nog een bus")
    yield
    world.run("update_me", "otto", name="Otto de Groot")


@story("author_changed", "board")
def _author_changed(world: World) -> Iterator[None]:
    _results(world)
    yield
    world.run("update_me", "annie", name="Annie de Vries", party_role="resident")
    world.run("erase_me", "geert")


@story("vote_cast", "board")
def _vote(world: World) -> Iterator[None]:
    ideas = _two_ideas(world)
    world.run("set_board_phase", board=world.board, phase="voting")
    world.run("check_in", "annie", gathering=world.work)
    yield
    world.run("cast_vote", "annie", idea=ideas[0])


@story("vote_taken_back", "board")
def _vote_back(world: World) -> Iterator[None]:
    ideas = _two_ideas(world)
    world.run("set_board_phase", board=world.board, phase="voting")
    world.run("check_in", "annie", gathering=world.work)
    world.run("cast_vote", "annie", idea=ideas[0])
    yield
    world.run("take_back_vote", "annie", idea=ideas[0])


# --- gathering -----------------------------------------------------------------------------------------------


def _state(type: str, *names: str, **fields: Any) -> None:
    *before, last = names

    def act(world: World) -> Iterator[None]:
        for name in before:
            world.run(name, gathering=world.work)
            world.now.move(minutes=5)
        if "close_gathering" in before:  # somebody who came too late to be on its list
            world.join("pieter")
        yield
        world.run(last, gathering=world.work, **fields)

    STORIES[type] = ("work", act)


_state("doors_opened", "open_doors")
_state("gathering_started", "start_gathering")
_state("gathering_paused", "open_doors", "start_gathering", "pause_gathering")
_state("gathering_resumed", "open_doors", "start_gathering", "pause_gathering", "start_gathering")
_state("gathering_reopened", "start_gathering", "close_gathering", "reopen_gathering", reason="Nog een bus")
_state("minutes_state_set", "start_gathering", "close_gathering", "set_minutes_state", state="minutes_drafted")
_state("step_entered", "start_gathering", "go_to_step", step="next")
_state("time_added", "start_gathering", "add_time", seconds=90)
_state("heads_counted", "start_gathering", "count_heads", count=61)


@story("gathering_closed", "work")
def _closed(world: World) -> Iterator[None]:
    world.open()
    world.run("check_in", "annie", gathering=world.work)
    yield
    world.run("close_gathering", gathering=world.work)


simple("steps_pointed", "work", lambda w: w.item()[1], lambda w, version: w.round([version], opened=False))


@story("gathering_reloaded", "work")
def _gathering_reloaded(world: World) -> Iterator[None]:
    world.open()
    yield

    def lose_a_step(session: Any) -> None:
        gone = world.steps[2]
        session.execute(delete(Step).where(Step.id == gone))
        session.get_one(Gathering, world.work).title = "Werkavond"
        session.flush()
        record(session, GatheringReloaded(gathering=world.work, removed_steps=[gone]))

    world.write(lose_a_step)


@story("person_checked_in", "work")
def _checked_in(world: World) -> Iterator[None]:
    world.open()
    yield
    world.run("check_in", "annie", gathering=world.work)


@story("person_checked_out", "work")
def _checked_out(world: World) -> Iterator[None]:
    world.open()
    world.run("check_in", "annie", gathering=world.work)
    yield
    world.run("check_out", "annie", gathering=world.work)


@story("entry_annulled", "work")
def _annulled(world: World) -> Iterator[None]:
    world.open()
    world.run("check_in", "annie", gathering=world.work)
    people = world.snapshot(f"gathering:{world.work}", "fenna")["people"]
    (entry,) = (entry for person in people for entry in person["entries"])
    yield
    world.run("annul_entry", entry=entry, reason="Verkeerde naam")


@story("person_joined", "work")
def _joined(world: World) -> Iterator[None]:
    world.open()
    yield
    world.join("pieter")


@story("person_changed", "work")
def _changed(world: World) -> Iterator[None]:
    world.open()
    world.run("check_in", "annie", gathering=world.work)
    yield
    world.run("update_me", "annie", name="Annie de Vries", party_role="resident")
    world.run("erase_me", "geert")


# --- round ---------------------------------------------------------------------------------------------------


def _reviewed(world: World) -> tuple[int, int, int]:
    """An open round with a remark of Annie; returns the round, the version and the remark."""
    world.open()
    _, version = world.item()
    round = world.round([version])
    made = world.run("add_remark", "annie", round=round, version=version, kind="objection", text="De bus kan niet")
    return round, version, made["remark"]


@story("round_planned", "round")
def _planned(world: World) -> Iterator[None]:
    world.open()
    _, version = world.item()
    yield
    world.round([version], opened=False)


@story("round_changed", "round")
def _round_changed(world: World) -> Iterator[None]:
    world.open()
    item, version = world.item()
    world.run("close_round", round=world.round([version], title="Eerst"))
    world.round([version], opened=False)
    yield
    world.run("revise_item", item=item, text="Een ruimer plein")


@story("round_cancelled", "round")
def _round_cancelled(world: World) -> Iterator[None]:
    world.open()
    round = world.round([world.item()[1]], opened=False)
    yield
    world.run("cancel_round", round=round, reason="Niemand kan")


@story("round_opened", "round")
def _opened(world: World) -> Iterator[None]:
    world.open()
    _, version = world.item()
    round = world.round([version], opened=False)
    yield
    world.run("open_round", round=round)


@story("version_frozen", "round")
def _frozen(world: World) -> Iterator[None]:
    world.open()
    _, version = world.item()
    world.round([version], opened=False)
    other = world.round([version], opened=False, title="Tweede ronde")
    yield
    world.run("open_round", round=other)


@story("round_closed", "round")
def _round_closed(world: World) -> Iterator[None]:
    round, _, _ = _reviewed(world)
    yield
    world.run("close_round", round=round)


@story("remark_added", "round")
def _remark(world: World) -> Iterator[None]:
    round, version, _ = _reviewed(world)
    yield
    world.run("add_remark", "geert", round=round, version=version, kind="support", text="Mooi", alternative="")


@story("remark_answered", "round")
def _answered(world: World) -> Iterator[None]:
    round, _, remark = _reviewed(world)
    world.run("close_round", round=round)
    yield
    world.run("answer_remark", remark=remark, outcome="adopted", text="De bocht is ruimer")


@story("round_reported_back", "round")
def _reported(world: World) -> Iterator[None]:
    round, _, remark = _reviewed(world)
    world.run("close_round", round=round)
    world.run("answer_remark", remark=remark, outcome="adopted", text="De bocht is ruimer")
    yield
    world.run("report_back", round=round)


@story("remark_author_changed", "round")
def _remark_author_changed(world: World) -> Iterator[None]:
    _reviewed(world)
    yield
    world.run("update_me", "annie", name="Annie de Vries")
    world.run("erase_me", "annie")


# --- the week ------------------------------------------------------------------------------------------------


simple(
    "door_crowded",
    "charrette",
    lambda w: None,
    lambda w: w.write(lambda session: crowds.note_crowd(session, charrette_id=w.charrette)),
)
simple("more_let_in", "charrette", lambda w: None, lambda w: w.run("let_more_in"))


@story("idle_people_removed", "work")
def _idle_removed(world: World) -> Iterator[None]:
    world.open()
    world.join("", client_id="niets gedaan")
    yield
    world.run("remove_idle_people")


def _said_by_a_machine(world: World) -> dict[str, Any]:
    """Somebody who checked in, posted, voted and remarked, and is about to be set aside."""
    world.open()
    who = world.join("een script")
    world.run("check_in", "een script", gathering=world.work)
    idea = world.post("Koop nu", "een script")
    _, version = world.item()
    said = {"round": world.round([version]), "version": version, "kind": "support", "text": "Koop"}
    world.run("add_remark", "een script", **said)
    world.run("set_board_phase", board=world.board, phase="voting")
    world.run("cast_vote", "een script", idea=idea)
    return {"people": [who], "reason": "Een script"}


def _set_aside(world: World) -> Iterator[None]:
    fields = _said_by_a_machine(world)
    yield
    world.run("set_people_aside", **fields)


def _put_back(world: World) -> Iterator[None]:
    act = world.run("set_people_aside", **_said_by_a_machine(world))["set_aside"]
    yield
    world.run("put_people_back", set_aside=act)


def _set_aside_with_results(world: World) -> Iterator[None]:
    fields = _said_by_a_machine(world)
    ideas = [world.post("Een bankje"), world.post("Een boom", "geert")]
    world.run("group_ideas", board=world.board, ideas=ideas, title="Groen")
    world.run("cast_vote", "een script", idea=ideas[0])
    world.run("set_board_phase", board=world.board, phase="closed")
    yield
    world.run("set_people_aside", **fields)


story("ideas_set_aside", "board")(_set_aside_with_results)
story("people_set_aside", "work")(_put_back)
story("remarks_set_aside", "round")(_set_aside)
story("set_aside_changed", "charrette")(_set_aside)


@story("charrette_state_set", "charrette")
def _week(world: World) -> Iterator[None]:
    yield
    world.run("set_charrette_state", "otto", state="week")


@story("reason_given", "charrette")
def _reason(world: World) -> Iterator[None]:
    world.open()
    world.run("close_gathering", gathering=world.work)
    yield
    world.run("reopen_gathering", gathering=world.work, reason="Er kwam nog een bus")


@story("programme_loaded", "charrette")
def _programme_loaded(world: World) -> Iterator[None]:
    yield

    def load(session: Any) -> None:
        session.get_one(Gathering, world.later).title = "Presentatie"
        record(session, ProgrammeLoaded(charrette=world.charrette))

    world.write(load)


simple("gathering_moved_on", "charrette", lambda w: None, lambda w: w.run("open_doors", gathering=w.work))
simple(
    "board_moved_on", "charrette", lambda w: w.open(), lambda w: w.run("set_board_phase", board=w.board, phase="closed")
)
simple("area_added", "charrette", lambda w: None, lambda w: w.run("add_area", "otto", name="Elim", kind="village"))
simple("attendance_changed", "charrette", lambda w: w.open(), lambda w: w.run("check_in", "annie", gathering=w.work))
simple(
    "agenda_counted",
    "charrette",
    lambda w: None,
    lambda w: w.run("add_agenda_topic", "otto", area="krakeel", title="Plein"),
)
simple("items_moved_on", "charrette", lambda w: w.item()[1], lambda w, version: w.round([version]))


@story("parties_loaded", "charrette")
def _parties_loaded(world: World) -> Iterator[None]:
    yield

    def load(session: Any) -> None:
        session.add(Party(charrette_id=world.charrette, key="corporatie", name="De woningcorporatie"))
        session.flush()
        record(session, PartiesLoaded(agendas=world.charrette))

    world.write(load)


simple("item_created", "charrette", _two_ideas, lambda w, ideas: w.item("Een plein", ideas))
simple("round_moved_on", "charrette", lambda w: w.item()[1], lambda w, version: w.round([version]))
simple(
    "screen_changed",
    "charrette",
    lambda w: None,
    lambda w: w.run("show_on_screen", screen=w.screen, view="black"),
)


def _seen_item(world: World) -> int:
    """An item whose first version was reviewed and answered."""
    world.open()
    item, version = world.item()
    round = world.round([version])
    world.run("close_round", round=round)
    world.run("report_back", round=round)
    return item


def _adopted_item(world: World) -> int:
    item = _seen_item(world)
    world.run("agree_item", item=item)
    world.run("adopt_into_framework", item=item, areas="all")
    return item


def _topic(world: World) -> int:
    item = _adopted_item(world)
    made: int = world.run("add_agenda_topic", "otto", area=world.areas[0], title="Plein", from_item=item)["topic"]
    return made


simple("item_revised", "charrette", _seen_item, lambda w, item: w.run("revise_item", item=item, text="Groter plein"))
simple("item_agreed", "charrette", _seen_item, lambda w, item: w.run("agree_item", item=item))
simple("item_dropped", "charrette", _seen_item, lambda w, item: w.run("drop_item", item=item, reason="Te duur"))


simple(
    "item_taken_back",
    "charrette",
    _adopted_item,
    lambda w, item: w.run("take_back_agreement", item=item, reason="De bus kan er niet door"),
)
simple(
    "item_areas_changed",
    "charrette",
    _adopted_item,
    lambda w, item: w.run("change_item_areas", item=item, areas=["krakeel"], reason="Alleen daar"),
)


@story("item_adopted", "charrette")
def _adopted(world: World) -> Iterator[None]:
    item = _seen_item(world)
    world.run("agree_item", item=item)
    yield
    world.run("adopt_into_framework", item=item, areas=["nieuwlande"])


simple(
    "agenda_topic_added",
    "charrette",
    _adopted_item,
    lambda w, item: w.run("add_agenda_topic", "otto", area="krakeel", title="Plein", from_item=item),
)
simple(
    "agenda_topic_edited",
    "charrette",
    _topic,
    lambda w, t: w.run("edit_agenda_topic", "otto", topic=t, title="Pleinen"),
)
simple(
    "agenda_topic_removed",
    "charrette",
    _topic,
    lambda w, topic: w.run("remove_agenda_topic", "otto", topic=topic, reason="Dubbel"),
)
simple(
    "trits_filled",
    "charrette",
    _topic,
    lambda w, topic: w.run("fill_trits", "otto", topic=topic, part="with_help", text="Stenen", party="gemeente"),
)


@story("trits_answered", "charrette")
def _trits_answered(world: World) -> Iterator[None]:
    part = {"topic": _topic(world), "part": "with_help"}
    world.run("fill_trits", "otto", **part, text="Stenen", party="gemeente")
    yield
    world.run("answer_trits", "otto", **part, answer="declined", text="Het geld is op")


# --- projectors ----------------------------------------------------------------------------------------------

simple("view_shown", "screen", lambda w: None, lambda w: w.run("show_on_screen", screen=w.screen, view="board"))
simple("screen_unpaired", "screen", lambda w: None, lambda w: w.run("unpair_screen", screen=w.screen))


@story("screen_paired", "screen")
def _paired(world: World) -> Iterator[None]:
    with world.reading() as session:
        fresh = world.actor(session, "new beamer").screen
        assert fresh is not None
        world.screen, code = fresh.id, fresh.pairing_code
    yield
    world.run("pair_screen", code=code, name="Grote zaal")


# --- playing -------------------------------------------------------------------------------------------------


@dataclass
class Played:
    """What one audience had before, what it received, and what a fresh snapshot shows afterwards."""

    type: str
    audience: str
    before: Picture
    seq: int
    events: list[dict[str, Any]]
    after: Picture


def stream_of(world: World, type: str) -> str:
    """Return the stream on which the story of this event happens."""
    field, _ = STORIES[type]
    kind = EVENTS[type].stream
    number = getattr(world, field) if field != "round" else _newest_round(world)
    return f"{kind}:{number}"


def _newest_round(world: World) -> int:
    return max((row["id"] for row in world.snapshot(f"charrette:{world.charrette}", "fenna")["rounds"]), default=1)


def picture(world: World, stream: str, audience: Audience) -> Picture:
    """Return a fresh snapshot for any audience, also of a thing that is no longer there to be followed."""
    kind, _, number = stream.partition(":")
    with world.reading() as session:
        owner = session.get(STREAMS[kind].model, int(number))
        return {} if owner is None else snapshot(session, stream, owner, audience)


def play(world: World, type: str) -> list[Played]:
    """Tell the story of an event and return what each audience lived through."""
    _, act = STORIES[type]
    telling = act(world)
    next(telling)
    stream = stream_of(world, type)
    before = {audience: picture(world, stream, audience) for audience in Audience}
    with world.reading() as session:
        seq = session.execute(_SEQ, {"stream": stream}).scalar() or 0
    world.announced.clear()
    next(telling, None)
    heard = [told for told in world.announced if told.stream == stream]
    return [
        Played(
            type,
            audience.value,
            before[audience],
            seq,
            [event for told in heard for event in told.shapes[audience]],
            picture(world, stream, audience),
        )
        for audience in Audience
    ]
