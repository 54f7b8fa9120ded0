"""States of a charrette in which commands are allowed, and for each what a command can name there.

Built through the commands themselves. ``first`` fills the fields of a command from its example; ``second`` says what
is different when the same moment brings another command: another round of the same version, other words.
"""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from charrette.crowds.rules.rushes import FEWEST, rushes_of, ways_of
from charrette.errors import DomainError
from charrette.people.models import Invitation
from charrette.people.rules import invitations
from charrette.people.rules.actors import load_actor
from charrette.projector import rules as screens
from charrette.spine.commands import COMMANDS, CommandSpec, Work
from charrette.spine.execute import read_command
from charrette.spine.lists import Role
from charrette.spine.receipts import take_receipt
from charrette.week.models import Charrette
from tests.world import World

Fields = dict[str, Any]
WHO = {Role.SCREEN: "beamer", Role.PARTICIPANT: "annie", Role.FACILITATOR: "fenna", Role.ORGANISER: "otto"}
WORDS = ("text", "title", "why")


@dataclass
class Scene:
    """A charrette in some state, and what its commands name."""

    world: World
    first: Fields = field(default_factory=dict)
    second: Fields = field(default_factory=dict)
    others: dict[Role, str] = field(default_factory=dict)

    def command(self, name: str, *, second: bool = False, other: bool = False) -> tuple[str, Fields]:
        """Return who sends this command and the command: the first of a pair, or the ``second``.

        ``other``: a second participant than the one of the first command.
        """
        spec = COMMANDS[name]
        known = {**self.first, **(self.second if second else {})}
        given = {one: value for one, value in spec.fields.example.items() if one != "door"}
        given |= {one: known[one] for one in given if one in known}
        given |= known.get(name, {})
        if second:
            given |= {one: f"{given[one]} (2)" for one in WORDS if isinstance(given.get(one), str)}
        who = {**WHO, **(self.others if second else {})}[spec.role]
        if other and spec.role is Role.PARTICIPANT:
            who, given = "geert", given | {one: self.second["idea"] for one in given if one == "idea"}
        return who, {"id": f"{name}-{2 if second else 1}", "type": name, **given}


class _Undo(Exception):
    pass


def allows(scene: Scene, name: str) -> bool:
    """Return whether the command is allowed here; what it does is undone."""
    who, raw = scene.command(name)
    world = scene.world

    def work(session: Session) -> None:
        by = load_actor(session, world.digest(who))
        request = read_command(raw)
        take_receipt(session, actor=by.key, command_id=request.id, fingerprint=request.fingerprint)
        spec: CommandSpec = request.spec
        spec.carry_out(Work(session, by, world.config, request.id), request.fields)
        session.flush()
        raise _Undo

    try:
        world.write(work)
    except _Undo:
        return True
    except DomainError:
        return False
    raise AssertionError("it was not undone")


def _base(world: World) -> Scene:
    """Ideas, a group, an item in two planned rounds, a topic, a link, a projector without a place."""
    world.run("start_gathering", gathering=world.work)
    ideas = [world.post("Een bankje"), world.post("Een boom")]
    others = [world.post("Een fontein", "geert")]
    group = world.run("group_ideas", board=world.board, ideas=[ideas[0]], title="Groen")["group"]
    item, version = world.item(ideas=[ideas[0]])
    rounds = [world.round([version], opened=False, title=f"Ronde {number}") for number in (1, 2)]
    topic = world.run("add_agenda_topic", "otto", area="krakeel", title="Plein")["topic"]
    world.run("fill_trits", "otto", topic=topic, part="with_help", text="Stenen", party="gemeente")
    world.run("check_in", "geert", gathering=world.work)
    there = world.snapshot(f"gathering:{world.work}", "fenna")["people"]
    entry = next(entry for person in there for entry in person["entries"])
    machine = world.join("een script")
    aside = world.run("set_people_aside", people=[machine], reason="Een script")["set_aside"]
    first = {
        **{"people": [world.people["annie"]], "set_aside": aside},
        **{"gathering": world.work, "board": world.board, "idea": ideas[0], "ideas": ideas, "from_ideas": ideas},
        **{"duplicate_of": others[0], "column": world.columns[1], "group": group, "person": world.people["annie"]},
        **{"entry": entry, "item": item, "round": rounds[0], "version": version, "versions": [version]},
        **{"topic": topic, "screen": world.screen, "area": world.areas[0], "from_item": None, "remark": 0},
        **{"code": _spare_screen(world), "invitation": _link(world)},
    }
    first = {name: value for name, value in first.items() if value is not None}
    second = {"round": rounds[1], "idea": others[0], "areas": ["krakeel"], "phase": "closed", "concealed": False}
    first |= {"add_agenda_topic": {"from_item": item}, "add_area": {"name": "Noordscheschut"}}
    return Scene(world, first, {**second, "votes": 1, "outcome": "partly", "answer": "declined"})


def _spare_screen(world: World) -> str:
    return str(world.write(lambda session: screens.announce_screen(session).pairing_code))


def _link(world: World) -> int:
    world.run("invite", "otto", role="facilitator")
    with world.reading() as session:
        return session.scalars(select(Invitation.id).order_by(Invitation.id.desc())).first() or 0


def _remarked(scene: Scene) -> Scene:
    world, first = scene.world, scene.first
    said = {"round": first["round"], "version": first["version"], "kind": "support", "text": "Mooi"}
    first["remark"] = world.run("add_remark", "annie", **said)["remark"]
    first["remarks"] = [first["remark"]]
    return scene


def doors(world: World) -> Scene:
    """Before the beginning: nothing is there but a programme with its doors open."""
    scene = _base(world)
    world.run("open_doors", gathering=world.later)
    return Scene(world, {**scene.first, "gathering": world.later, "board": world.later_board}, scene.second)


def collecting(world: World) -> Scene:
    """A gathering runs, its board collects."""
    return _base(world)


def voting(world: World) -> Scene:
    """The board votes, one vote each; a round is open."""
    scene = _base(world)
    world.run("set_vote_limit", board=world.board, votes=1)
    world.run("set_board_phase", board=world.board, phase="voting")
    world.run("check_in", "annie", gathering=world.work)  # who votes is there
    world.run("open_round", round=scene.first["round"])
    return _remarked(scene)


def answered(world: World) -> Scene:
    """A round was closed and its only remark answered; the other round is still planned."""
    scene = _remarked_and_closed(world)
    world.run("answer_remark", remark=scene.first["remark"], outcome="adopted", text="Ja")
    return scene


def _remarked_and_closed(world: World) -> Scene:
    scene = _base(world)
    world.run("open_round", round=scene.first["round"])
    _remarked(scene)
    world.run("close_round", round=scene.first["round"])
    return scene


def unanswered(world: World) -> Scene:
    """A round was closed and its only remark is not answered; the item was revised since."""
    scene = _remarked_and_closed(world)
    revised = world.run("revise_item", item=scene.first["item"], text="Beter")["version"]
    scene.first |= {"versions": [revised], "version": revised}
    return scene


def agreed(world: World) -> Scene:
    """An item is agreed; the board is concealed and an idea is hidden."""
    scene = _remarked_and_closed(world)
    world.run("agree_item", item=scene.first["item"])
    world.run("hide_idea", idea=scene.first["idea"], reason="Even weg")
    world.run("conceal_board", board=world.board)
    return scene


def framework(world: World) -> Scene:
    """An item is in the framework; the charrette is in its week."""
    scene = agreed(world)
    world.run("adopt_into_framework", item=scene.first["item"], areas=["krakeel"])
    world.run("set_charrette_state", "otto", state="week")
    scene.first |= {"state": "aftercare"}
    return scene


def closed(world: World) -> Scene:
    """The gathering is closed."""
    scene = _base(world)
    world.run("close_gathering", gathering=world.work)
    scene.first |= {"set_minutes_state": {"state": "minutes_drafted"}}
    return scene


def rushed(world: World) -> Scene:
    """Many came in as a machine would, all within a moment."""
    scene = _base(world)
    world.now.move(minutes=7)  # whoever joined on the hour is of no rush
    for number in range(FEWEST):
        world.join(f"machine {number}")
        world.run("post_idea", f"machine {number}", board=world.board, text=f"Vlug {number}")
    with world.reading() as session:
        scene.first["people"] = [way.person for rush in rushes_of(ways_of(session, world.charrette)) for way in rush]
    return scene


def staff(world: World) -> Scene:
    """Two organisers, who may send each other away."""

    def work(session: Session) -> tuple[str, int]:
        charrette = session.get_one(Charrette, world.charrette)
        by = load_actor(session, world.digest("otto"))
        used = invitations.sign_in(
            session,
            token=invitations.invite(session, charrette=charrette, by=by, role=Role.ORGANISER, token=str(uuid.uuid4())),
        )
        assert used.person is not None
        return used.token, used.person.id

    scene = _base(world)
    world.tokens["oda"], world.people["oda"] = world.write(work)
    scene.first["person"], scene.second["person"] = world.people["oda"], world.people["otto"]
    scene.others[Role.ORGANISER] = "oda"
    return scene


SCENES: dict[str, Callable[[World], Scene]] = {
    scene.__name__: scene
    for scene in (collecting, voting, answered, unanswered, agreed, framework, closed, doors, rushed, staff)
}


def pairs(scene: Scene) -> Iterator[tuple[str, str]]:
    """Yield the pairs of commands that are both allowed in a scene, each command with itself too."""
    allowed = [name for name in sorted(COMMANDS) if allows(scene, name)]
    yield from itertools.combinations_with_replacement(allowed, 2)
