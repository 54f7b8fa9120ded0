"""Random weeks: the steps that can happen in one, whoever takes them and in whatever order."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from charrette.errors import DomainError
from tests.world import World


@dataclass
class Walk:
    """A charrette in which things happen, and the ids that came up on the way."""

    world: World
    ideas: list[int] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)
    items: list[int] = field(default_factory=list)
    rounds: list[int] = field(default_factory=list)
    remarks: list[int] = field(default_factory=list)
    topics: list[int] = field(default_factory=list)
    newcomers: int = 0

    def any(self, name: str, number: int) -> int:
        """Return one of the ids that came up; an id that nothing has when there is none yet."""
        known: list[int] = getattr(self, name)
        return known[number % len(known)] if known else 999

    def streams(self) -> list[str]:
        """Return the streams of this charrette."""
        world = self.world
        return [
            *(f"{kind}:{world.charrette}" for kind in ("team", "charrette", "plan", "agendas")),
            f"gathering:{world.work}",
            f"gathering:{world.youth}",
            f"board:{world.board}",
            f"board:{world.moderated}",
            f"screen:{world.screen}",
            *(f"round:{id}" for id in self.rounds),
        ]


Step = Callable[[Walk, str, int], Any]
PEOPLE = ("annie", "geert", "jamila")


def _keep(name: str, key: str, step: Step) -> Step:
    def kept(walk: Walk, who: str, number: int) -> None:
        getattr(walk, name).append(step(walk, who, number)[key])

    return kept


def _newest_version(walk: Walk, number: int) -> int:
    rows = walk.world.snapshot(f"plan:{walk.world.charrette}", "fenna")["items"]
    return rows[number % len(rows)]["version"]["id"] if rows else 999


def _remark(walk: Walk, who: str, number: int) -> Any:
    round = walk.any("rounds", number)
    version = walk.world.snapshot(f"round:{round}", "fenna")["versions"][0]["id"]
    return walk.world.run("add_remark", who, round=round, version=version, kind="question", text=f"Waarom {number}?")


def _join(walk: Walk, who: str, number: int) -> None:
    walk.newcomers += 1
    walk.world.join(f"nieuw-{walk.newcomers}")


def _annul(walk: Walk, who: str, number: int) -> None:
    people = walk.world.snapshot(f"gathering:{walk.world.work}", "fenna")["people"]
    entries = [entry for person in people for entry in person["entries"]]
    walk.world.run("annul_entry", entry=entries[number % len(entries)] if entries else 999, reason="Vergist")


PHASES = ("collecting", "grouping", "voting", "closed")
STEPS: list[Step] = [
    _keep("ideas", "idea", lambda w, who, n: w.world.run("post_idea", who, board=w.world.board, text=f"Idee {n}")),
    _keep("ideas", "idea", lambda w, who, n: w.world.run("post_idea", who, board=w.world.moderated, text=f"Zorg {n}")),
    lambda w, who, n: w.world.run("edit_idea", who, idea=w.any("ideas", n), text=f"Beter {n}"),
    lambda w, who, n: w.world.run("withdraw_idea", who, idea=w.any("ideas", n)),
    lambda w, who, n: w.world.run("hide_idea", idea=w.any("ideas", n), reason="Over iemand"),
    lambda w, who, n: w.world.run("show_idea", idea=w.any("ideas", n)),
    lambda w, who, n: w.world.run("answer_idea", idea=w.any("ideas", n), outcome="parked"),
    lambda w, who, n: w.world.run("set_board_phase", board=w.world.board, phase=PHASES[n % 4]),
    lambda w, who, n: w.world.run("conceal_board", board=w.world.board, concealed=n % 2 == 0),
    lambda w, who, n: w.world.run("cast_vote", who, idea=w.any("ideas", n)),
    lambda w, who, n: w.world.run("take_back_vote", who, idea=w.any("ideas", n)),
    lambda w, who, n: w.world.run("move_idea", idea=w.any("ideas", n), column=w.world.columns[n % 2], ungroup=n > 5),
    _keep(
        "groups",
        "group",
        lambda w, who, n: w.world.run("group_ideas", board=w.world.board, ideas=[w.any("ideas", n)], title=f"G{n}"),
    ),
    lambda w, who, n: w.world.run("dissolve_group", group=w.any("groups", n)),
    lambda w, who, n: w.world.run("restore_group", group=w.any("groups", n), ideas=[w.any("ideas", n)]),
    lambda w, who, n: w.world.run("open_doors", gathering=w.world.work),
    lambda w, who, n: w.world.run("start_gathering", gathering=(w.world.work, w.world.youth)[n % 2]),
    lambda w, who, n: w.world.run("pause_gathering", gathering=w.world.work),
    lambda w, who, n: w.world.run("close_gathering", gathering=w.world.work),
    lambda w, who, n: w.world.run("reopen_gathering", gathering=w.world.work, reason="Nog een bus"),
    lambda w, who, n: w.world.run("go_to_step", gathering=w.world.work, step=("next", "previous")[n % 2]),
    lambda w, who, n: w.world.let_in(who),
    lambda w, who, n: w.world.run("check_in", who, gathering=(w.world.work, w.world.youth)[n % 2]),
    lambda w, who, n: w.world.run("check_out", who, gathering=w.world.work),
    lambda w, who, n: w.world.run("check_in_person", gathering=w.world.work, person=w.world.people[who]),
    lambda w, who, n: w.world.run("add_walk_in", gathering=(w.world.work, w.world.youth)[n % 2], name="Roelof"),
    _annul,
    _join,
    lambda w, who, n: w.world.run("update_me", who, name=f"{who} {n}"),
    lambda w, who, n: w.world.run("erase_me", "jamila"),
    _keep(
        "items",
        "item",
        lambda w, who, n: w.world.run(
            "create_design_item", title=f"D{n}", kind="k", grain="fine", text="t", why="w", from_ideas=w.ideas[:1]
        ),
    ),
    lambda w, who, n: w.world.run("revise_item", item=w.any("items", n), text=f"Nieuw {n}"),
    lambda w, who, n: w.world.run("agree_item", item=w.any("items", n)),
    lambda w, who, n: w.world.run("drop_item", item=w.any("items", n), reason="Te duur"),
    lambda w, who, n: w.world.run(
        "adopt_into_framework", item=w.any("items", n), areas=("all", ["krakeel"], ["nieuwlande"])[n % 3]
    ),
    _keep(
        "rounds",
        "round",
        lambda w, who, n: w.world.run(
            "plan_round", gathering=w.world.work, versions=[_newest_version(w, n)], title=f"Ronde {n}"
        ),
    ),
    lambda w, who, n: w.world.run("open_round", round=w.any("rounds", n)),
    _keep("remarks", "remark", _remark),
    lambda w, who, n: w.world.run("close_round", round=w.any("rounds", n)),
    lambda w, who, n: w.world.run("answer_remark", remark=w.any("remarks", n), outcome="adopted", text="Gedaan"),
    lambda w, who, n: w.world.run("answer_remarks", remarks=w.remarks[-3:], outcome="partly", text="Samen"),
    lambda w, who, n: w.world.run("report_back", round=w.any("rounds", n)),
    _keep(
        "topics",
        "topic",
        lambda w, who, n: w.world.run(
            "add_agenda_topic", "otto", area=("krakeel", "nieuwlande")[n % 2], title="T", from_ideas=w.ideas[:1]
        ),
    ),
    lambda w, who, n: w.world.run("fill_trits", "otto", topic=w.any("topics", n), part="ourselves", text="Wij"),
    lambda w, who, n: w.world.run("show_on_screen", screen=w.world.screen, view="board", board=w.world.board),
]
ERASE_GEERT = len(STEPS)  # at the end only: the walk goes on with Geert
STEPS.append(lambda w, who, n: w.world.run("erase_me", "geert"))
WALKS = st.lists(
    st.tuples(st.integers(0, ERASE_GEERT - 1), st.sampled_from(PEOPLE), st.integers(0, 12)), min_size=10, max_size=40
)


def take(walk: Walk, steps: list[tuple[int, str, int]]) -> None:
    """Take these steps, each a place in ``STEPS``, who does it and a number that says what to; rules refuse some."""
    for kind, who, number in steps:
        with contextlib.suppress(DomainError, IndexError):
            STEPS[kind](walk, who, number)
