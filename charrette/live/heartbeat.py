"""What is looked after every second: ended rights, and streams that moved on without this process. Once a day: what
need not be kept any longer.

A change made by the command line or by another worker is found here at the latest, also when the message queue was
away for a while.
"""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from charrette import clock
from charrette.db import Database
from charrette.erasures import Cleaner
from charrette.live.presence import Presence
from charrette.live.publisher import Publisher
from charrette.people.models import AccessToken, RoleGrant
from charrette.spine import receipts
from charrette.spine.lists import Audience
from charrette.spine.models import Stream
from charrette.spine.streams import streams_of
from charrette.spine.upkeep import UPKEEP
from charrette.spine.writer import Writer
from charrette.week.models import Gathering

log = logging.getLogger(__name__)

TICK_SECONDS = 1.0
HEADS_EVERY_TICKS = 5
"""How often two looks, at ticks that follow each other, are taken at where streams stand."""

PRUNE_EVERY = timedelta(days=1)
CALM_TICKS = 3
FEW_SOCKETS = 20
OVERLAP = timedelta(seconds=10)


class Heartbeat:
    """Runs in the background of a server."""

    def __init__(
        self,
        database: Database,
        writer: Writer,
        publisher: Publisher,
        presence: Presence,
        cleaner: Cleaner | None = None,
    ) -> None:
        self._database = database
        self._writer = writer
        self._publisher = publisher
        self._presence = presence
        self._cleaner = cleaner
        self._checked_at = self._prune_at = clock.now()
        self._heads: dict[str, int] = {}
        self._behind: dict[str, int] = {}
        self._sockets = 0
        self._calm_ticks = 0
        self._settled_at = 0
        self._invited: set[int] | None = None

    def run(self, sleep: Callable[[float], None], stopped: Callable[[], bool]) -> None:
        """Tick until ``stopped()``; an error is logged and does not end it."""
        tick = 0
        with suppress(OperationalError):
            self.close_doors()  # from here on a door that closes is seen
        while not stopped():
            sleep(TICK_SECONDS)
            tick += 1
            try:
                self.end_revoked()
                self.end_changed()
                self.close_doors()
                self.settle_memory()
                if tick % HEADS_EVERY_TICKS in (0, 1):
                    self.send_heads()
                self.prune_receipts()
                if self._cleaner is not None:
                    self._cleaner.clean()
            except (OperationalError, FileNotFoundError):
                continue  # the store is away, or the whole data folder; ``keeping/keeper.py`` says so, once
            except OSError as error:  # the system refuses, as when all of its files are open; the next beat tries again
                log.warning("the heartbeat missed a beat: %s", error)
            except Exception:
                log.exception("the heartbeat missed a beat")

    def settle_memory(self) -> None:
        """Once a hall has come in and it is quiet, set its objects apart from what the collector walks through.

        With 1,000 phones a full collection stops everybody for some hundreds of milliseconds, so there is none
        while they are there: only young objects are looked through first. When most have left, everything is.
        """
        sockets = len(self._presence)
        self._calm_ticks = self._calm_ticks + 1 if sockets == self._sockets else 0
        self._sockets = sockets
        if self._calm_ticks != CALM_TICKS:
            return
        if sockets >= self._settled_at * 1.2 + FEW_SOCKETS:
            self._settled_at = sockets
            gc.collect(1)
            gc.freeze()
        elif sockets + FEW_SOCKETS < self._settled_at / 2:
            self._settled_at = sockets
            gc.unfreeze()
            gc.collect()
            gc.freeze()

    def end_revoked(self) -> None:
        """Close the sockets of tokens that were revoked or ran out since the last look."""
        moment = clock.now()
        since, self._checked_at = min(self._checked_at, moment) - OVERLAP, moment
        held = self._presence.digests() | self._publisher.tokens()
        if not held:
            return
        with self._database.read() as session:
            run_out = AccessToken.expires_at.between(since, self._checked_at)
            query = select(AccessToken.digest).where((AccessToken.revoked_at >= since) | run_out)
            ended = set(session.scalars(query))
        for digest in ended & held:
            self._publisher.end_sockets(digest)

    def end_changed(self) -> None:
        """End the sockets that follow as staff and are none any more, or the reverse; they come back as who they are.

        Whose rights ended altogether is found by ``end_revoked``.
        """
        following = self._presence.audiences()
        if not following:
            return
        with self._database.read() as session:
            query = select(AccessToken.digest).join(RoleGrant, RoleGrant.person_id == AccessToken.person_id)
            staff = set(session.scalars(query))
        for sid, digest, audience in following:
            if (digest in staff) != (audience is Audience.FACILITATOR):
                self._publisher.begin_anew(sid)

    def close_doors(self) -> None:
        """End the sockets of participants who follow something of a gathering that became one for who is invited.

        Its script was loaded again, mostly by the command line. They come back by themselves, and whoever is not let
        in there hears so.
        """
        with self._database.read() as session:
            invited = set(session.scalars(select(Gathering.id).where(Gathering.invited)))
            new = set[int]() if self._invited is None else invited - self._invited
            self._invited = invited
            streams = streams_of(session, sorted(new)) if new else []
        for sid in {sid for stream in streams for sid in self._presence.followers(stream)}:
            if self._presence.audience_of(sid) is Audience.PARTICIPANT:
                self._publisher.begin_anew(sid)

    def prune_receipts(self) -> None:
        """Remove old receipts and do the upkeep of the subjects, at the start and once a day; when there are many
        receipts, a part of them at every tick."""
        if clock.now() < self._prune_at:
            return
        with self._database.read() as session:
            some = receipts.has_old_receipts(session)
            due = [one.do for one in UPKEEP.values() if one.is_due(session)]
        for do in due:
            self._writer.run(do)
        if not some or self._writer.run(receipts.prune_receipts) < receipts.MOST_AT_ONCE:
            self._prune_at = clock.now() + PRUNE_EVERY

    def send_heads(self) -> None:
        """Tell where followed streams stand if they moved on further than this process announced.

        Only what was not announced at the look before either: what another worker committed just now is on its way,
        and word of it would make the whole hall ask.
        """
        followed = self._presence.followed()
        if not followed:
            return
        with self._database.read() as session:
            rows = session.execute(select(Stream.name, Stream.seq).where(Stream.name.in_(followed)))
            heads = {name: seq for name, seq in rows}
        seen_before, told = self._behind, self._publisher.announced
        self._behind = {name: seq for name, seq in heads.items() if seq > told(name)}
        news = {
            name: seq
            for name, seq in self._behind.items()
            if seen_before.get(name, 0) > told(name) and self._heads.get(name) != seq
        }
        self._heads |= news
        self._publisher.send_heads(news)
