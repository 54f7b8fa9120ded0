"""The one who writes: gathers commands into one commit, numbers their events, announces after the commit.

Commands that arrive together, or while one commit is going on, share the next commit: a hall that presses a button at
the same moment costs the disk one commit, and nobody waits for commands that may still come. Each runs in a savepoint
of its own, so one that is refused undoes only itself. Messages are shared further on (``live/publisher.py``).

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
from typing import Any

from sqlalchemy import insert, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from charrette import clock
from charrette.db import Database
from charrette.domain.pictures import Loaded, Shaper
from charrette.enums import Audience
from charrette.errors import Unavailable
from charrette.events import Event, wire_name
from charrette.faults import Faults
from charrette.models import JournalEvent

log = logging.getLogger(__name__)

MOST_PER_COMMIT = 200
LOCK_RETRY_SECONDS = 0.05
_JOURNAL = insert(JournalEvent.__table__)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Announcement:
    """What one commit did to one stream: the wire events per audience."""

    stream: str
    shapes: dict[Audience, list[dict[str, Any]]]


Announce = Callable[[list[Announcement], list[str]], None]
"""Receives what a commit changed, and the digests of tokens it revoked."""


@dataclass
class Job:
    """One piece of work waiting for its commit. ``finish`` runs when the sequence numbers are known."""

    work: Callable[[Session], Any]
    finish: Callable[[Session, Any, dict[str, int]], None] | None = None
    ready: threading.Event = field(default_factory=threading.Event)
    leads: bool = False
    value: Any = None
    error: BaseException | None = None
    events: list[Event] = field(default_factory=list)
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
    ) -> Any:
        """Run ``work(session)`` in a write transaction and return its value once it is committed.

        ``finish(session, value, seqs)`` may still write, knowing the last sequence number of each stream that the
        work touched.

        Raises:
            Unavailable: the store is locked by another program or full; nothing was saved.
            DomainError: as raised by ``work``; nothing of it was saved.
        """
        job = Job(work, finish)
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
            batch = [self._queue.popleft() for _ in range(min(len(self._queue), MOST_PER_COMMIT))]
        try:
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

    def _commit(self, batch: list[Job]) -> None:
        try:
            self._database.ensure_there()
            with self._database.write() as session:
                self._begin(session)
                for job in batch:
                    self._run(session, job, alone=len(batch) == 1)
                announcements = self._write_journal(session, batch)
                self.faults.pass_by("before_commit")
                session.commit()
                self.faults.pass_by("after_commit")
            self._database.ensure_there()  # what went into a file without a name is not saved
            self.trouble = None
        except Exception as error:
            failure = storage_error(error)
            self.trouble = failure.code if isinstance(failure, Unavailable) else None
            for job in batch:
                job.value, job.error = None, job.error or failure
            return
        if self.announce is not None:
            self.faults.pass_by("before_emit")
            revoked = [digest for job in batch if job.error is None for digest in job.revoked]
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
        session.info["events"], session.info["revoked"] = [], []
        try:
            if alone:
                job.value = job.work(session)
            else:
                with session.begin_nested():
                    job.value = job.work(session)
        except OperationalError:
            raise
        except Exception as error:
            job.error = error
            if alone:
                session.rollback()
            return
        job.events, job.revoked = session.info["events"], session.info["revoked"]

    def _write_journal(self, session: Session, batch: list[Job]) -> list[Announcement]:
        """Number the events of the batch, stream by stream in one fixed order, and shape them for each audience."""
        by_stream: dict[str, list[tuple[Job, Event]]] = {}
        for job in batch:
            for event in job.events:
                by_stream.setdefault(event.stream_name, []).append((job, event))
        last_seqs: dict[int, dict[str, int]] = {}
        announcements = []
        rows: list[dict[str, Any]] = []
        moment = clock.now()
        session.flush()
        for stream in sorted(by_stream):
            happened = by_stream[stream]
            seq = _advance(session, stream, len(happened)) - len(happened)
            lines = []
            for job, event in happened:
                seq += 1
                last_seqs.setdefault(id(job), {})[stream] = seq
                type, facts = wire_name(event.__class__), event.facts()
                rows.append({"stream": stream, "seq": seq, "type": type, "at": moment, "facts": facts})
                lines.append((seq, type, clock.iso(moment), facts))
            if self.announce is not None:
                loaded: Loaded = {}
                shapes = {one: Shaper(session, stream, one, loaded=loaded).shape(lines) for one in Audience}
                announcements.append(Announcement(stream, shapes))
        if rows:
            session.connection().execute(_JOURNAL, rows)
        for job in batch:
            if job.error is None and job.finish is not None:
                job.finish(session, job.value, last_seqs.get(id(job), {}))
        return announcements


def _advance(session: Session, stream: str, count: int) -> int:
    """Move the sequence number of a stream on by ``count`` and return the new one; the row stays locked."""
    return session.execute(
        text(
            "insert into streams (name, seq) values (:name, :count) "
            "on conflict (name) do update set seq = streams.seq + :count returning seq"
        ),
        {"name": stream, "count": count},
    ).scalar_one()


def storage_error(error: Exception) -> Exception:
    """Return what went wrong in the store as an error that people can act on, if it is one we know."""
    return out_of_order(error) if isinstance(error, OperationalError) else error


def out_of_order(error: OperationalError) -> Unavailable:
    """Return what is wrong with the store: full, read-only, gone, or held up by something else."""
    words = str(error.orig).lower()
    if "readonly" in words or "read-only" in words:
        return Unavailable("store_read_only", retry_after=10)
    if "unable to open" in words:
        return Unavailable("store_gone", retry_after=10)
    if "full" in words or "disk i/o" in words or "no space" in words:
        return Unavailable("storage_full", retry_after=10)
    return Unavailable("store_busy", retry_after=2)
