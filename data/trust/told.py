"""What readers were told of drawn shapes, in the database: one memory for all processes and nodes.

A reader who is told of one shape here and of its neighbour there is judged as by one process. Readers are
accounts, so signing in again does not clear what they know; nor does a restart.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, delete, insert, select, text

from data.answers.guard.memory import Recall, Said, Section
from data.answers.guard.released import AREAS_HELD, Reader
from data.answers.question import Question
from data.plans.keeping.database import Database
from data.plans.keeping.records import utc_text
from data.roles import Actor
from data.trust.tables import TOLD
from data.trust.told_json import said_from_text, said_to_text

_COPIES_HELD: Final = 64
"""Readers whose memory a process holds a copy of; that of others is read again when they ask."""
_ROWS_A_SHAPE: Final = 64
"""Answers about one shape that are kept; as many as a process remembers."""
_Shape = tuple[object, ...]


@dataclass(kw_only=True)
class _Copy:
    """One reader's memory as far as this process has read it; ``rows`` are ids of rows, with their shapes."""

    known: Reader = field(default_factory=Reader)
    rows: OrderedDict[int, _Shape] = field(default_factory=OrderedDict)
    last: int = 0

    def clear(self) -> None:
        """Read all of it anew when it is next wanted."""
        self.known.told.clear()
        self.rows.clear()
        self.last = 0


class SharedTold:
    """The memory of drawn shapes in the table ``trust_told``; from any number of threads and processes.

    An answer is judged and kept in one transaction, which no other about the same reader and data version
    enters: on PostgreSQL by an advisory lock, on SQLite as its writers are alone. Where the database does
    not answer, nothing is told of shapes.
    """

    def __init__(self, database: Database, *, now: Callable[[], datetime]) -> None:
        """Keep both; nothing is read yet. ``now`` gives the time in UTC."""
        self._database = database
        self._now = now
        self._copies: OrderedDict[tuple[str, str], _Copy] = OrderedDict()
        self._lock = threading.Lock()

    @contextmanager
    def telling(self, reader: Actor, version: str, recall: Recall) -> Iterator[Section]:
        """The section for an answer of a data version; what it keeps is on the disk once it is left.

        Raises
        ------
        PlanStoreError
            If the database cannot be read or written; then nothing may be told.
        TrustError
            If a row is not what this program writes.
        """
        name = reader_digest(reader)
        copy = self._copy(name, version)
        with copy.known.lock:
            try:
                with self._database.writing() as connection:
                    self._alone(connection, name, version)
                    _catch_up(connection, copy, name, version, recall)
                    yield _SharedSection(connection, copy, name, version, at=utc_text(self._now()))
            except BaseException:
                # What was judged and not written was not told: it is read anew, from what was.
                copy.clear()
                raise

    def forget_version(self, version: str) -> int:
        """Number of rows deleted: all that was told of a data version, once nobody can ask about it.

        Raises
        ------
        PlanStoreError
            If the database cannot be written; nothing was.
        """
        with self._database.writing() as connection:
            found = connection.execute(delete(TOLD).where(TOLD.c.data_version == version))
            return int(found.rowcount)

    def _copy(self, name: str, version: str) -> _Copy:
        with self._lock:
            found = self._copies.setdefault((name, version), _Copy())
            self._copies.move_to_end((name, version))
            while len(self._copies) > _COPIES_HELD:
                self._copies.popitem(last=False)
            return found

    def _alone(self, connection: Connection, name: str, version: str) -> None:
        if not self._database.is_sqlite:
            key = int.from_bytes(hashlib.sha256(f"{name} {version}".encode()).digest()[:8], signed=True)
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": key})


class _SharedSection:
    """A section within one transaction."""

    def __init__(self, connection: Connection, copy: _Copy, name: str, version: str, *, at: str) -> None:
        self.known = copy.known
        self._connection, self._copy = connection, copy
        self._row = {"reader": name, "data_version": version, "at": at}

    def keep(self, said: Said) -> None:
        """Write it into the transaction, and delete what is forgotten for it."""
        row = {**self._row, "question": said_to_text(said)}
        key = self._connection.execute(insert(TOLD).values(row)).inserted_primary_key
        copy = self._copy
        if key is not None:
            copy.last = int(key[0])
            copy.rows[copy.last] = _shape(said.question)
        forgotten = _forgotten(copy)
        if forgotten:
            self._connection.execute(delete(TOLD).where(TOLD.c.id.in_(forgotten)))
        for row_id in forgotten:
            del copy.rows[row_id]


def reader_digest(reader: Actor) -> str:
    """The reader's name in the table: of whoever looks, also where they view as somebody else."""
    return hashlib.sha256((reader.in_place_of or reader.name).encode()).hexdigest()


def _catch_up(connection: Connection, copy: _Copy, name: str, version: str, recall: Recall) -> None:
    """Take in what other processes told the reader since this one last looked, in the order of telling."""
    wanted = (
        select(TOLD.c.id, TOLD.c.question)
        .where(TOLD.c.reader == name, TOLD.c.data_version == version, TOLD.c.id > copy.last)
        .order_by(TOLD.c.id)
    )
    for row in connection.execute(wanted).all():
        said = said_from_text(row.question)
        recall(copy.known, said)
        copy.rows[row.id] = _shape(said.question)
        copy.last = row.id


def _forgotten(copy: _Copy) -> list[int]:
    """Rows of shapes that are remembered no more, and the oldest of a shape that has too many."""
    counts: dict[_Shape, int] = {}
    gone: list[int] = []
    if len(copy.rows) <= AREAS_HELD:
        return gone
    for row_id, shape in reversed(copy.rows.items()):
        counts[shape] = counts.get(shape, 0) + 1
        if shape not in copy.known.told or counts[shape] > _ROWS_A_SHAPE:
            gone.append(row_id)
    return gone


def _shape(question: Question) -> _Shape:
    return question.polygon, question.filter.regions
