"""The one who writes: gathers commands into one commit, numbers their events, announces after the commit.

Commands that arrive together, or while one commit is going on, share the next commit: a hall that presses a button at
the same moment costs the disk one commit, and nobody waits for commands that may still come. Each runs in a savepoint
of its own, so one that is refused undoes only itself. Messages are shared further on (``live/publisher.py``).

Between the first look of a job and its commit nobody else changes what it decides on: on SQLite there is one writer,
on PostgreSQL a job runs alone, or beside jobs of other workers that claimed something else (``spine/claims.py``).
What the database refuses all the same is done over once, alone.

Whoever comes first leads: there is no thread of our own, so it works the same under eventlet, gevent, threads
and on the command line. Nothing here knows which of them it is.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from charrette import clock
from charrette.db import Database
from charrette.errors import Unavailable
from charrette.faults import Faults
from charrette.spine import claims, journal
from charrette.spine.claims import Claim
from charrette.spine.events import wire_name
from charrette.spine.journal import Happened
from charrette.spine.lists import Audience
from charrette.spine.pictures import Loaded, Shaper, take_apart
from charrette.spine.turns import in_turns
from charrette.storage import AWAY, is_clash, refusal, storage_error

log = logging.getLogger(__name__)

T = TypeVar("T")
MOST_PER_COMMIT = 200
LOCK_RETRY_SECONDS = 0.05


@dataclass(frozen=True)
class Announcement:
    """What one commit did to one stream: the wire events per audience, and what may follow them within a second."""

    stream: str
    shapes: dict[Audience, list[dict[str, Any]]]
    apart: dict[Audience, dict[str, Any]] = field(default_factory=dict)


Announce = Callable[[list[Announcement], list[str]], None]
"""Receives what a commit changed, and the digests of tokens it revoked."""


@dataclass
class Job:
    """One piece of work waiting for its commit. ``finish`` runs when the sequence numbers are known.

    ``outside``: what to do instead, in its turn but in no transaction.
    """

    work: Callable[[Session], Any]
    finish: Callable[[Session, Any, dict[str, int]], None] | None = None
    claim: Claim | None = None
    outside: Callable[[], Any] | None = None
    ready: threading.Event = field(default_factory=threading.Event)
    leads: bool = False
    value: Any = None
    error: BaseException | None = None
    events: list[Happened] = field(default_factory=list)
    revoked: list[str] = field(default_factory=list)


class Writer:
    """Runs work in write transactions, one at a time in this process."""

    def __init__(
        self,
        database: Database,
        *,
        wait: float = 5.0,
        faults: Faults | None = None,
    ) -> None:
        self._database = database
        self._wait = wait
        self.faults = faults or Faults()
        self._lock = threading.Lock()
        self._queue: deque[Job] = deque()
        self._led = False
        self.announce: Announce | None = None
        self.trouble: str | None = None
        """Why the last commit failed, as a code of the store; None when it did not."""

    def run(
        self,
        work: Callable[[Session], Any],
        finish: Callable[[Session, Any, dict[str, int]], None] | None = None,
        *,
        claim: Claim | None = None,
    ) -> Any:
        """Run ``work(session)`` in a write transaction and return its value once it is committed.

        ``finish(session, value, seqs)`` may still write, knowing the last sequence number of each stream that the
        work touched. ``claim``: all that the work decides on, when it may run beside other workers; without it the
        work runs alone. Both may be called once more when the database undid the first attempt.

        Raises:
            Unavailable: the store is locked by another program or full; nothing was saved.
            Conflict: the database refused it as against the rules (``changed_meanwhile``).
            DomainError: as raised by ``work``; nothing of it was saved.
        """
        return self._take_turn(Job(work, finish, claim))

    def hold(self, work: Callable[[], T]) -> T:
        """Run ``work`` in its turn, while nothing of this process writes, and return its value.

        For what concerns the file as a whole. Commands wait for it, so it must be short.
        """
        held: T = self._take_turn(Job(_no_work, outside=work))
        return held

    def _take_turn(self, job: Job) -> Any:
        with self._lock:
            self._queue.append(job)
            job.leads = not self._led
            self._led = True
        if not job.leads:
            job.ready.wait()
        if job.leads:
            self._lead()
        if job.error is not None:
            raise job.error
        return job.value

    def _lead(self) -> None:
        time.sleep(0)  # who came at the same moment gets in line first
        with self._lock:
            batch = self._next_batch()
        try:
            if batch[0].outside is not None:
                _do_outside(batch[0])
            else:
                self._commit(batch)
        finally:
            with self._lock:
                following = self._queue[0] if self._queue else None
                self._led = following is not None
            if following is not None:
                following.leads = True
                following.ready.set()
            for job in batch:
                if not job.leads:
                    job.ready.set()

    def _next_batch(self) -> list[Job]:
        batch = [self._queue.popleft()]
        if batch[0].outside is None:
            while self._queue and len(batch) < MOST_PER_COMMIT and self._queue[0].outside is None:
                batch.append(self._queue.popleft())
        return batch

    def _commit(self, batch: list[Job]) -> None:
        """Carry out a batch; what clashed with somebody else's write is done over, each alone."""
        for job in self._attempt(batch):
            self._attempt([job], last=True)

    def _attempt(self, batch: list[Job], *, last: bool = False) -> list[Job]:
        """Carry out a batch in one transaction. Returns the jobs that the database undid, unless it is the ``last``."""
        beside = not last and all(job.claim is not None for job in batch)
        try:
            self._database.ensure_there()
            with self._database.write(beside=beside) as session:
                self._begin(session)
                if beside:
                    claims.take(session, (job.claim for job in batch if job.claim is not None))
                for job in batch:
                    self._run(session, job, alone=len(batch) == 1)
                announcements = self._write_journal(session, batch)
                self.faults.pass_by("before_commit")
                session.commit()
                self.faults.pass_by("after_commit")
            self._database.ensure_there()  # what went into a file without a name is not saved
            self.trouble = None
        except Exception as error:
            if not last and is_clash(error):
                return [_anew(job) for job in batch if job.error is None or is_clash(job.error)]
            failure = storage_error(error)
            self.trouble = failure.code if isinstance(failure, Unavailable) else None
            for job in batch:
                job.value, job.error = None, job.error or failure
            return []
        self._tell(announcements, [digest for job in batch if job.error is None for digest in job.revoked])
        clashed = [job for job in batch if job.error is not None and is_clash(job.error)]
        if not last:
            return [_anew(job) for job in clashed]
        for job in clashed:
            assert job.error is not None
            job.error = refusal(job.error)
        return []

    def _tell(self, announcements: list[Announcement], revoked: list[str]) -> None:
        if self.announce is None:
            return
        self.faults.pass_by("before_emit")
        try:
            self.announce(announcements, revoked)
        except Exception:
            log.exception("what was committed could not be announced; clients will catch up")

    def _begin(self, session: Session) -> None:
        """Begin the write transaction, waiting for other programs without holding up anybody else."""
        give_up = time.monotonic() + self._wait
        while True:
            try:
                session.connection()
                return
            except OperationalError as error:
                session.rollback()
                if "locked" not in str(error) or time.monotonic() > give_up:
                    raise
                time.sleep(LOCK_RETRY_SECONDS)

    def _run(self, session: Session, job: Job, *, alone: bool) -> None:
        """Run one job; one that is refused undoes only itself: what has no company needs no savepoint for that."""
        journal.begin_work(session)
        try:
            if alone:
                job.value = job.work(session)
            else:
                with session.begin_nested():
                    job.value = job.work(session)
        except AWAY:
            raise
        except Exception as error:
            job.error = error
            if alone:
                session.rollback()
            return
        job.events, job.revoked = journal.end_work(session)

    def _write_journal(self, session: Session, batch: list[Job]) -> list[Announcement]:
        """Number the events of the batch, stream by stream in one fixed order, and shape them for each audience."""
        by_stream: dict[str, list[tuple[Job, Happened]]] = {}
        for job in batch:
            for one in job.events:
                by_stream.setdefault(one.event.stream_name, []).append((job, one))
        last_seqs: dict[int, dict[str, int]] = {}
        announcements = []
        rows: list[dict[str, Any]] = []
        session.flush()
        for stream in sorted(by_stream):
            happened = by_stream[stream]
            seq = journal.advance(session, stream, len(happened)) - len(happened)
            lines = []
            for job, one in in_turns(happened):
                seq += 1
                last_seqs.setdefault(id(job), {})[stream] = seq
                type, facts = wire_name(one.event.__class__), one.event.facts()
                rows.append({"stream": stream, "seq": seq, "type": type, "at": one.at, "facts": facts})
                lines.append((seq, type, clock.iso(one.at), facts))
            if self.announce is not None:
                loaded: Loaded = {}
                shapes = {one: Shaper(session, stream, one, loaded=loaded).shape(lines) for one in Audience}
                apart = {one: taken for one, events in shapes.items() if (taken := take_apart(events))}
                announcements.append(Announcement(stream, shapes, apart))
        if rows:
            journal.keep(session, rows)
        journal.all_numbered(session)
        for job in batch:
            if job.error is None and job.finish is not None:
                job.finish(session, job.value, last_seqs.get(id(job), {}))
        return announcements


def _no_work(_session: Session) -> None:
    return None


def _do_outside(job: Job) -> None:
    assert job.outside is not None
    try:
        job.value = job.outside()
    except Exception as error:
        job.error = error


def _anew(job: Job) -> Job:
    """Return a job as it was before it was tried."""
    job.value, job.error, job.events, job.revoked = None, None, [], []
    return job
