"""The audit record: who did what, when and why; only added to, each record tied to the one before.

A record is on the disk when :meth:`AuditLog.record` returns. Those that threads of one process hand in at
the same time share a transaction, so that fifty people do not queue for as many writes to the disk. Several
processes, also on several machines, may write to one record: each takes its turn at the end of the chain.
"""

from __future__ import annotations

import logging
import threading
import weakref
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, insert, select, text

from data.errors import AuditError, PlanError, ReasonError
from data.plans.keeping.database import Database
from data.roles import Actor
from data.settings import Settings
from data.trust.anchor import Anchoring, Anchors, Head, Kind
from data.trust.deeds import Deed, Outcome
from data.trust.entries import GENESIS, digest_of, parts_of
from data.trust.tables import AUDIT

ANCHOR_FILE = "audit-heads.jsonl"
_LOCK = 7_239_116
"""PostgreSQL's advisory lock for the end of the chain; plans have another, and do not wait for this one."""
_LOG = logging.getLogger("borderops.audit")


def anchor_path(settings: Settings) -> Path:
    """The file outside the database that heads of the record go to."""
    return Path(settings.audit_anchor) if settings.audit_anchor else settings.store / ANCHOR_FILE


@dataclass(eq=False)
class _Waiting:
    """A record on its way: woken once it is written, or once it is its turn to write all that wait."""

    parts: dict[str, str]
    seq: int = 0
    error: PlanError | None = field(default=None)
    woken: threading.Event = field(default_factory=threading.Event)

    @property
    def is_settled(self) -> bool:
        return self.seq > 0 or self.error is not None


class AuditLog:
    """The one place that writes the record; safe to use from several threads and processes."""

    def __init__(
        self, database: Database, settings: Settings, *, now: Callable[[], datetime] | None = None
    ) -> None:
        """Write to the database of plans, and heads to the file that the settings name.

        Nothing is opened yet. ``now`` is the clock, UTC; the machine's own if left out.
        """
        self.database = database
        self.settings = settings
        self.anchors = Anchors(anchor_path(settings))
        self._anchoring = Anchoring(self.anchors)
        self._now = now or partial(datetime.now, UTC)
        self._queue: list[_Waiting] = []
        self._queued = threading.Lock()
        self._is_led = False
        self._later = ThreadPoolExecutor(max_workers=1, thread_name_prefix="audit")
        weakref.finalize(self, self._anchoring.write)

    @property
    def anchor_fault(self) -> str:
        """Why the newest head could not be written outside the database; empty if it could."""
        return self._anchoring.fault

    def record(
        self,
        actor: Actor,
        deed: Deed,
        *,
        outcome: Outcome = Outcome.DONE,
        subject: str,
        reason: str = "",
        body: Mapping[str, object] | None = None,
    ) -> int:
        """Write what somebody did; it is on the disk when this returns.

        Parameters
        ----------
        actor
            Who did it; who views as somebody else is written down under their own name.
        deed
            What was done.
        outcome
            ``BEGUN`` before a change, then what became of it.
        subject
            What it was done to: a plan, a data version, a file's name, a path. Never a person's name that was
            searched for.
        reason
            Why, in the words of who did it.
        body
            What else has to be known, as JSON values; never a geometry.

        Returns
        -------
        int
            The record's number.

        Raises
        ------
        AuditError
            If it cannot be written. Whoever calls this then does nothing, and shows nothing.
        """
        at = self._now().astimezone(UTC).isoformat(timespec="microseconds")
        parts = parts_of(actor, deed, at=at, outcome=outcome, subject=subject, reason=reason, body=body or {})
        waiting = _Waiting(parts)
        with self._queued:
            self._queue.append(waiting)
            is_alone, self._is_led = not self._is_led, True
        if not is_alone:
            waiting.woken.wait()
        if not waiting.is_settled:
            self._write_all()
        if waiting.error is not None:
            raise AuditError(
                f"the audit record cannot be written, so nothing was done: {waiting.error.found}",
                remedy=waiting.error.remedy,
            ) from waiting.error
        return waiting.seq

    def record_later(self, actor: Actor, deed: Deed, **rest: object) -> None:
        """Write as :meth:`record` does, but do not wait; a record that cannot be written is only logged.

        For one person who works alone, whom a full disk should not keep from looking at the map.
        """
        self._later.submit(self._record_or_log, actor, deed, rest)

    def settle(self) -> None:
        """Return once everything handed to :meth:`record_later` is written, and the head outside."""
        self._later.submit(lambda: None).result()
        self._anchoring.write()

    def declare_restored(self, actor: Actor, *, reason: str) -> Head:
        """The head after a restore from a backup: heads seen after the backup's end are void from now on.

        What was recorded after the backup is lost, and every later verification says so.

        Raises
        ------
        AuditError
            If the record or the heads cannot be written.
        PlanStoreError
            If the database cannot be read.
        ReasonError
            If no reason is given.
        """
        if not reason.strip():
            raise ReasonError("no reason is given for the restore", remedy="Say what happened")
        end = self.head()
        if end is not None:
            restored = replace(end, kind=Kind.RESTORED, at=self._moment(), why=" ".join(reason.split()))
            self.anchors.add(restored)
        subject = f"record through {end.seq}" if end else "empty record"
        self.record(actor, Deed.RESTORED, subject=subject, reason=reason)
        self.settle()
        return self.head() or Head(seq=0, digest=GENESIS, at=self._moment())

    def _moment(self) -> str:
        return self._now().astimezone(UTC).isoformat(timespec="microseconds")

    def head(self) -> Head | None:
        """The last record of the chain, as it stands in the database; ``None`` if there is none.

        Raises
        ------
        PlanStoreError
            If the database cannot be read.
        """
        if self.database.is_absent:
            return None
        with self.database.reading() as connection:
            return self._end(connection)

    def _record_or_log(self, actor: Actor, deed: Deed, rest: dict[str, object]) -> None:
        try:
            self.record(actor, deed, **rest)  # type: ignore[arg-type]
        except AuditError:
            _LOG.exception("what %s did (%s) is not in the audit record", actor.name, deed)

    def _write_all(self) -> None:
        """Write everything that waits, in one transaction; then whoever came meanwhile writes the next."""
        with self._queued:
            batch, self._queue = self._queue, []
        try:
            self._write(batch)
        finally:
            with self._queued:
                following = self._queue[:1]
                self._is_led = bool(following)
            for waiting in (*batch, *following):
                waiting.woken.set()

    def _write(self, batch: list[_Waiting]) -> None:
        """Write a batch; each is told of its number or of the error."""
        try:
            with self.database.writing() as connection:
                self.alone(connection)
                head = self.append(connection, [waiting.parts for waiting in batch])
        except PlanError as error:
            for waiting in batch:
                waiting.error = error
            return
        except BaseException:
            for waiting in batch:
                waiting.error = PlanError("the program was interrupted", remedy="Try again")
            raise
        for seq, waiting in enumerate(batch, start=head.seq - len(batch) + 1):
            waiting.seq = seq
        self._anchoring.moved(head, by=len(batch))

    def alone(self, connection: Connection) -> None:
        """Return once nobody else can write to the end of the chain; it ends with the transaction."""
        if not self.database.is_sqlite:  # a SQLite transaction that writes is alone anyway
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})

    def append(self, connection: Connection, batch: list[dict[str, str]]) -> Head:
        """Add records (of at least one) inside a transaction that called :meth:`alone`; the new head."""
        end = self._end(connection)
        seq, previous = (end.seq, end.digest) if end else (0, GENESIS)
        rows = []
        for parts in batch:
            seq += 1
            row: dict[str, object] = {**parts, "seq": seq, "previous": previous}
            previous = digest_of(row)
            rows.append({**row, "digest": previous})
        connection.execute(insert(AUDIT), rows)
        return Head(seq=seq, digest=previous, at=batch[-1]["at"])

    @staticmethod
    def _end(connection: Connection) -> Head | None:
        asked = select(AUDIT.c.seq, AUDIT.c.digest, AUDIT.c.at).order_by(AUDIT.c.seq.desc()).limit(1)
        row = connection.execute(asked).first()
        return Head(seq=row.seq, digest=row.digest, at=row.at) if row else None
