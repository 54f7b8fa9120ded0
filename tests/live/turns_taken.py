"""What is done with a large board, in a process with one loop that measures how long each turn takes.

``python -m tests.live.turns_taken MODE FOLDER`` works on ``charrette.sqlite3`` and ``world.json`` in that folder, and
prints as JSON of each thing that was done the longest turn and all of them together, in seconds of the processor: how
busy the machine is besides does not count.
"""

from __future__ import annotations

import sys

if __name__ == "__main__" and sys.argv[1] == "gevent":
    from gevent import monkey

    monkey.patch_all()
elif __name__ == "__main__":
    import warnings

    warnings.simplefilter("ignore")
    import eventlet

    eventlet.monkey_patch()

import gc
import json
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from greenlet import getcurrent, settrace

from charrette import create_app
from charrette.spine import following
from charrette.spine.following import SnapshotCache
from tests.spine.reducer import after, ordered
from tests.statements import share_statements
from tests.world import Clock, World, config_for

GC_THRESHOLD = (50_000, 20, 100)


class Turns:
    """The turns of each greenlet that is looked at."""

    def __init__(self) -> None:
        self.taken: dict[Any, list[float]] = {}
        self._since = time.thread_time()
        settrace(self._switched)

    def _switched(self, _event: str, pair: tuple[Any, Any]) -> None:
        now = time.thread_time()
        if pair[0] in self.taken:
            self.taken[pair[0]].append(now - self._since)
        self._since = now

    def of(self, work: Callable[[], Any]) -> dict[str, float]:
        """Do some work, and tell of its turns."""
        mine: list[float] = []

        def watched() -> None:
            self.taken[getcurrent()] = mine
            work()

        in_turn(watched)()
        return {"longest": max(mine), "all": sum(mine), "turns": len(mine)}


def in_turn(work: Callable[[], Any]) -> Callable[[], Any]:
    """Begin to do some work beside; return what waits for it."""
    done: list[Any] = []

    def begin() -> None:
        try:
            done.append(work())
        except BaseException as error:
            done.append(error)

    thread = threading.Thread(target=begin)
    thread.start()

    def wait() -> Any:
        thread.join()
        if isinstance(done[0], BaseException):
            raise done[0]
        return done[0]

    return wait


def story(world: World) -> dict[str, Callable[[], Any]]:
    """Return what is done, in this order."""
    stream, board = f"board:{world.board}", world.board
    client = create_app(world.config).test_client()
    client.get(f"/boards/{world.moderated}", headers=world.header("annie"))  # the first time a template is read
    some = [idea["id"] for idea in world.snapshot(stream, "fenna")["ideas"]][:1000]

    def phase(to: str, **more: Any) -> Callable[[], Any]:
        return lambda: world.run("set_board_phase", board=board, phase=to, **more)

    def page(path: str) -> None:
        assert client.get(path, headers=world.header("annie")).status_code == 200

    return {
        "a facilitator follows": lambda: world.follow(stream, "fenna"),
        "a phone follows": lambda: world.follow(stream, "annie"),
        "a projector follows": lambda: world.follow(stream, "beamer"),
        "a program asks": lambda: page(f"/api/streams/{stream}"),
        "concealed": lambda: world.run("conceal_board", board=board),
        "revealed": lambda: world.run("reveal_board", board=board),
        "voting": phase("voting"),
        "there": lambda: world.run("check_in", "annie", gathering=world.work),
        "a vote": lambda: world.run("cast_vote", "annie", idea=some[0]),
        "closed": phase("closed"),
        "voting anew": phase("voting", fresh=True),
        "closed again": phase("closed"),
        "the plain page": lambda: page(f"/boards/{board}"),
        "grouping": phase("grouping"),
        "grouped": lambda: world.run("group_ideas", board=board, ideas=some, title="Veel"),
    }


def followed_while_others_write(world: World) -> dict[str, Any]:
    """Let a hall follow the board while somebody writes on it, and tell whether each has all of it, once."""
    stream, cache, asked = f"board:{world.board}", SnapshotCache(), []
    pool: Any = world.database.engine.pool

    def follow(who: str) -> Any:
        with world.database.read() as session:
            answer = following.follow(session, by=world.actor(session, who), stream=stream, since=None, cache=cache)
        asked.append(pool.checkedout())
        return answer

    def write() -> None:
        for number in range(20):
            world.post(f"Intussen {number}", "geert")

    writing = in_turn(write)
    hall = [in_turn(lambda who=who: follow(who)) for who in ["annie", "jamila", "fenna"] * 10]
    answers = [wait() for wait in hall]
    writing()
    last = {who: ordered(world.snapshot(stream, who)) for who in ("annie", "fenna")}
    right = []
    for answer, who in zip(answers, ["annie", "annie", "fenna"] * 10, strict=True):
        since = world.follow(stream, who, since=answer["seq"])
        right.append(ordered(after(answer, [since])) == last[who])
    numbers = {answer["seq"] for answer in answers}
    made = len({id(answer["snapshot"]) for answer in answers})
    return {"right": right, "numbers": len(numbers), "made": made, "most_connections": max(asked)}


def main(folder: Path) -> None:
    """Do it all, and print what it took."""
    share_statements()
    with Clock() as now:
        world = World(**json.loads((folder / "world.json").read_text())).on(config_for(folder), now)
        world.run("start_gathering", gathering=world.work)
        steps = story(world)
        gc.collect()
        gc.freeze()
        gc.set_threshold(*GC_THRESHOLD)
        turns = Turns()
        taken = {what: turns.of(work) for what, work in steps.items()}
        settrace(None)
        print(json.dumps({"taken": taken, "followed": followed_while_others_write(world)}))


if __name__ == "__main__":
    main(Path(sys.argv[2]))
