"""More steps of random weeks, so that every command is one, and a week that has groups, votes and a result already."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tests.spine.random_weeks import ERASE_GEERT, PEOPLE, STEPS, Step, Walk

LEFT_OUT = {"revoke_access", "unpair_screen", "pair_screen", "withdraw_invitation", "erase_person", "leave_rush"}
"""These end the rights of those who follow here, or need what no picture tells."""
AREAS: list[Any] = ["all", ["krakeel"], ["nieuwlande"], ["krakeel", "nieuwlande"]]
ANSWERS = ("asked", "agreed", "declined")
MINUTES = ("minutes_drafted", "minutes_agreed", "closed")


def _set_aside(walk: Walk, who: str, number: int) -> None:
    people = [walk.world.people[one] for one in {who, PEOPLE[number % 3]}]
    walk.world.run("set_people_aside", people=people, reason=f"Een script {number}")


def _put_back(walk: Walk, who: str, number: int) -> None:
    acts = walk.world.snapshot(f"team:{walk.world.charrette}", "fenna")["set_asides"]
    walk.world.run("put_people_back", set_aside=acts[number % len(acts)]["id"] if acts else 999)


def _newest(walk: Walk, number: int) -> list[int]:
    rows = walk.world.snapshot(f"plan:{walk.world.charrette}", "fenna")["items"]
    return (
        sorted({rows[(number + more) % len(rows)]["version"]["id"] for more in range(1 + number % 2)}) if rows else []
    )


def _on_behalf(walk: Walk, who: str, number: int) -> None:
    made = walk.world.run("post_idea", "fenna", board=walk.world.board, text=f"Papier {number}", on_behalf=True)
    walk.ideas.append(made["idea"])


def _many_grouped(walk: Walk, who: str, number: int) -> None:
    ideas = sorted({walk.any("ideas", number), walk.any("ideas", number + 1), walk.any("ideas", 2 * number)})
    made = walk.world.run("group_ideas", board=walk.world.board, ideas=ideas, title=f"Samen {number}")
    walk.groups.append(made["group"])


def _into_a_group(walk: Walk, who: str, number: int) -> None:
    fields = {"idea": walk.any("ideas", number), "group": walk.any("groups", number), "position": number * 50 - 200}
    walk.world.run("move_idea", **fields)


def _duplicate(walk: Walk, who: str, number: int) -> None:
    fields = {"idea": walk.any("ideas", number), "duplicate_of": walk.any("ideas", number + 1)}
    walk.world.run("answer_idea", **fields, outcome="duplicate", reason="Dubbel")


def _settings(walk: Walk, who: str, number: int) -> None:
    chosen = (
        {"moderated": number % 4 == 0},
        {"votes_per_person": 3},
        {"text_limit": 100 + number},
        {"concealed": True},
    )
    walk.world.run("set_board", board=walk.world.board, **chosen[number % 4])


def _result_open(walk: Walk, who: str, number: int) -> None:
    """So that what is done next is done while a result is open; a week seldom comes to that by itself."""
    walk.world.run("set_board_phase", board=walk.world.board, phase="voting")
    walk.world.run("cast_vote", "annie", idea=walk.any("ideas", number))
    walk.world.run("set_board_phase", board=walk.world.board, phase="closed")


def _pages_counted(walk: Walk, who: str, number: int) -> None:
    seq = walk.world.follow(f"screen:{walk.world.screen}", "beamer")["seq"]
    walk.world.run("report_pages", "beamer", seq=seq, page=1 + number % 3, pages=1 + number % 4)


MORE: list[Step] = [
    _set_aside,
    _set_aside,
    _put_back,
    _put_back,
    _on_behalf,
    _many_grouped,
    _into_a_group,
    _duplicate,
    _settings,
    _result_open,
    _pages_counted,
    lambda w, who, n: w.world.run("rename_group", group=w.any("groups", n), title=f"Anders {n}"),
    lambda w, who, n: w.world.run("reveal_board", board=w.world.board),
    lambda w, who, n: w.world.run("set_board_phase", board=w.world.board, phase="voting", fresh=True),
    lambda w, who, n: w.world.run("set_vote_limit", board=w.world.board, votes=(None, 1, 4)[n % 3]),
    lambda w, who, n: w.world.run("let_more_in"),
    lambda w, who, n: w.world.run("remove_idle_people"),
    lambda w, who, n: w.world.run("check_out_person", gathering=w.world.work, person=w.world.people[who]),
    lambda w, who, n: w.world.run("count_heads", gathering=w.world.work, count=n),
    lambda w, who, n: w.world.run("add_time", gathering=w.world.work, seconds=60),
    lambda w, who, n: w.world.run("set_minutes_state", gathering=w.world.work, state=MINUTES[n % 3]),
    lambda w, who, n: w.world.run("take_back_agreement", item=w.any("items", n), reason="Vergist"),
    lambda w, who, n: w.world.run("change_item_areas", item=w.any("items", n), areas=AREAS[n % 4], reason="Vergist"),
    lambda w, who, n: w.world.run("change_round", round=w.any("rounds", n), versions=_newest(w, n), title=f"R{n}"),
    lambda w, who, n: w.world.run("cancel_round", round=w.any("rounds", n), reason="Niets te bespreken"),
    lambda w, who, n: w.world.run("edit_agenda_topic", "otto", topic=w.any("topics", n), title=f"Pleinen {n}"),
    lambda w, who, n: w.world.run("remove_agenda_topic", "otto", topic=w.any("topics", n), reason="Dubbel"),
    lambda w, who, n: w.world.run(
        "fill_trits", "otto", topic=w.any("topics", n), part="with_help", text="Stenen", party="gemeente"
    ),
    lambda w, who, n: w.world.run(
        "answer_trits", "otto", topic=w.any("topics", n), part="with_help", answer=ANSWERS[n % 3], text="Op"
    ),
    lambda w, who, n: w.world.run("add_area", "otto", name=f"Elim {n}", kind="village"),
    lambda w, who, n: w.world.run("invite", "otto", role="facilitator", name="Gerda"),
    lambda w, who, n: w.world.run(
        "set_charrette_state", "otto", state=("preparation", "week", "closed")[n % 3], reason="Zo is het"
    ),
]
FIRST = ERASE_GEERT + 1
STEPS.extend(MORE)
KINDS = [*range(ERASE_GEERT), *range(FIRST, len(STEPS))]
WEEKS = st.lists(
    st.tuples(st.sampled_from(KINDS), st.sampled_from(PEOPLE), st.integers(0, 12)), min_size=10, max_size=40
)


def begin(walk: Walk) -> None:
    """Bring the week halfway: a group and lone ideas with votes and an open result, an adopted item with its topic."""
    world = walk.world
    world.open()
    world.let_in("annie")
    for who in PEOPLE:
        world.run("check_in", who, gathering=world.work)
        walk.ideas.append(world.post(f"Van {who}", who))
    _many_grouped(walk, "annie", 0)
    walk.groups.append(world.run("group_ideas", board=world.board, ideas=walk.ideas[1:2], title="Alleen")["group"])
    world.run("set_board_phase", board=world.board, phase="voting")
    for who in PEOPLE:
        world.run("cast_vote", who, idea=walk.ideas[0])
    world.run("set_board_phase", board=world.board, phase="closed")
    item, version = world.item(ideas=walk.ideas[:1])
    walk.items.append(item)
    walk.rounds.append(world.round([version]))
    world.run("close_round", round=walk.rounds[0])
    world.run("agree_item", item=item)
    world.run("adopt_into_framework", item=item, areas="all")
    topic = world.run("add_agenda_topic", "otto", area="krakeel", title="Plein", from_item=item)["topic"]
    walk.topics.append(topic)
