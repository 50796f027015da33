"""Heads of the audit record, written outside the database.

A hash chain shows by itself that a record was changed or taken out of its middle. It does not show that
its end was cut off, or that somebody wrote it anew from some record on. The heads that stand here do: a
file of one JSON object a line, only added to, best on a disk or host that the database's administrator
cannot write to. The same heads go to the log ``borderops.audit``.
"""

from __future__ import annotations

import json
import logging
import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from data.errors import AuditError, Where
from data.trust.entries import canonical_text

EVERY_RECORDS = 500
"""A head is written at the latest when so many records have been added since the last one."""
EVERY_S = 30.0
"""And so many seconds after the first of them."""
_LOG = logging.getLogger("borderops.audit")


class Kind(StrEnum):
    """What a line of the file says."""

    HEAD = "head"
    PURGED = "purged"
    RESTORED = "restored"


@dataclass(frozen=True, kw_only=True)
class Head:
    """A record that the chain once ended with (or, if purged, began after); ``at`` is ISO 8601 in UTC."""

    seq: int
    digest: str
    at: str
    kind: Kind = Kind.HEAD
    why: str = ""


class Anchors:
    """The file of heads; several processes may add to it."""

    def __init__(self, path: Path) -> None:
        """Keep the path; the file is made when the first head is written."""
        self.path = path

    def add(self, head: Head) -> None:
        """Write a head; it is on the disk when this returns.

        Raises
        ------
        AuditError
            If the file cannot be written.
        """
        line = f"{canonical_text({**vars(head), 'kind': str(head.kind)})}\n".encode()
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o640)
            try:
                os.write(handle, line)  # in one piece, so that lines of two processes never mix
                os.fsync(handle)
            finally:
                os.close(handle)
        except OSError as error:
            raise AuditError(
                f"the heads of the audit record cannot be written: {error.strerror or error}",
                where=Where(file=str(self.path)),
                remedy="Check BORDEROPS_AUDIT_ANCHOR, the free space and the rights of the folder",
            ) from error
        _LOG.info("audit %s: record %d, digest %s, at %s", head.kind, head.seq, head.digest, head.at)

    def read(self) -> tuple[Head, ...]:
        """The heads in the order in which they were written; none if there is no file.

        Raises
        ------
        AuditError
            If the file cannot be read, or a line in it is no head; a last line that a crash cut off is
            left out.
        """
        try:
            lines = self.path.read_bytes().split(b"\n")
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise AuditError(
                f"the heads of the audit record cannot be read: {error.strerror or error}",
                where=Where(file=str(self.path)),
                remedy="Check BORDEROPS_AUDIT_ANCHOR and the rights of the file",
            ) from error
        return tuple(self._heads(lines[:-1]))

    def _heads(self, lines: list[bytes]) -> Iterator[Head]:
        for number, line in enumerate(lines, start=1):
            try:
                body = json.loads(line)
                yield Head(**{**body, "kind": Kind(body["kind"]), "seq": int(body["seq"])})
            except (ValueError, TypeError, KeyError) as error:
                raise AuditError(
                    f"the line is no head of the audit record: {line[:60].decode(errors='replace')!r}",
                    where=Where(file=str(self.path), row=number),
                    remedy="Compare the file with a copy of it; leave the line out if a crash cut it off",
                ) from error


class Anchoring:
    """Writes heads at the right moments, in the background; a fault is logged, and tried again."""

    def __init__(
        self, anchors: Anchors, *, every_records: int = EVERY_RECORDS, every_s: float = EVERY_S
    ) -> None:
        """Write to ``anchors`` after so many records or seconds, whichever comes first."""
        self._anchors = anchors
        self._every_records = every_records
        self._every_s = every_s
        self._lock = threading.Lock()
        self._head: Head | None = None
        self._waiting = 0
        self._timer: threading.Timer | None = None
        self.fault = ""

    def moved(self, head: Head, *, by: int) -> None:
        """Take note that ``by`` records were added, of which ``head`` is the last."""
        with self._lock:
            self._head = head
            self._waiting += by
            is_due = self._waiting >= self._every_records
            if not is_due and self._timer is None:
                self._timer = threading.Timer(self._every_s, self.write)
                self._timer.daemon = True
                self._timer.start()
        if is_due:
            self.write()

    def write(self) -> None:
        """Write the newest head, if it is not written yet."""
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None
            if self._head is None:
                return
            try:
                self._anchors.add(self._head)
            except AuditError as error:
                self.fault = str(error)
                _LOG.error("%s", error)
                return
            self.fault, self._head, self._waiting = "", None, 0
