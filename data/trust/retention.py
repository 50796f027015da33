"""How long the audit record is kept: what is older goes to a file first, and then out of the database.

The rows leave in one transaction that lifts the trigger which otherwise refuses, and adds a record of the
purge: through which number, that record's digest, and the file's name and SHA-256. The same is written beside
the heads outside the database; without both, a chain that does not begin at number 1 is not whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, delete, func, select, text

from data.errors import SettingsError
from data.roles import Actor
from data.trust.anchor import Head, Kind
from data.trust.audit import AuditLog
from data.trust.audit_export import ExportPapers, json_lines, write_export
from data.trust.audit_search import Search, all_found
from data.trust.deeds import Deed, Outcome
from data.trust.entries import parts_of
from data.trust.tables import AUDIT

_TABLE = AUDIT.name


@dataclass(frozen=True, kw_only=True)
class Purge:
    """What was taken out of the database: records through a number, now in ``file``; 0 if nothing was."""

    through: int
    records: int
    file: Path | None
    sha256: str = ""


def purge(log: AuditLog, actor: Actor, *, keep_days: int, folder: Path, at: datetime) -> Purge:
    """Take records older than ``keep_days`` out of the database, into a new file in the folder.

    The newest record stays in any case, so that the chain has an end.

    Raises
    ------
    AuditError
        If the file or the heads cannot be written; nothing was taken out.
    PlanStoreError
        If the database cannot be read or written, or refuses: the role of the web processes may not do
        this, the owner of the tables may. Nothing was taken out.
    SettingsError
        If no number of days is given.
    """
    if keep_days < 1:
        raise SettingsError(
            "the record is kept for good: no number of days is set",
            remedy="Set BORDEROPS_KEEP_AUDIT_DAYS, or give --days",
        )
    moment = at.astimezone(UTC)
    through = _last_before(log, (moment - timedelta(days=keep_days)).isoformat(timespec="microseconds"))
    if through == 0:
        return Purge(through=0, records=0, file=None)
    file = folder / f"audit-through-{through:09d}-{moment:%Y%m%dT%H%M%SZ}.jsonl"
    papers = ExportPapers(
        marking=log.settings.record_marking,
        search=f"numbers through {through}",
        made_at=moment.isoformat(timespec="seconds"),
        made_by=actor.name,
        reason=f"kept for {keep_days} days",
    )
    sha256 = write_export(file, json_lines(all_found(log.database, Search(), through=through), papers))
    kept = Purge(through=through, records=0, file=file, sha256=sha256)
    return _taken_out(log, actor, kept, at=moment)


def _last_before(log: AuditLog, moment: str) -> int:
    """The number of the last record before the first one that has to stay; 0 if all stay."""
    if log.database.is_absent:
        return 0
    with log.database.reading() as connection:
        stays = select(func.min(AUDIT.c.seq)).where(AUDIT.c.at >= moment)
        first = connection.execute(stays).scalar()
        last = int(connection.execute(select(func.max(AUDIT.c.seq))).scalar() or 0)
        through = last - 1 if first is None else int(first) - 1
        there = connection.execute(select(AUDIT.c.seq).where(AUDIT.c.seq == through)).scalar()
    return 0 if there is None else through


def _taken_out(log: AuditLog, actor: Actor, kept: Purge, *, at: datetime) -> Purge:
    moment = at.isoformat(timespec="microseconds")
    with log.database.writing() as connection:
        log.alone(connection)
        asked = select(AUDIT.c.digest).where(AUDIT.c.seq == kept.through)
        digest = str(connection.execute(asked).scalar_one())
        # Before the rows go: if the program dies in between, a purge that never was does no harm.
        why = f"into {kept.file.name if kept.file else ''}, SHA-256 {kept.sha256}"
        log.anchors.add(Head(seq=kept.through, digest=digest, at=moment, kind=Kind.PURGED, why=why))
        records = _delete(connection, kept.through, is_sqlite=log.database.is_sqlite)
        body = {
            "through": kept.through,
            "digest": digest,
            "records": records,
            "file": kept.file.name if kept.file else "",
            "sha256": kept.sha256,
        }
        parts = parts_of(
            actor,
            Deed.PURGED_AUDIT,
            at=moment,
            outcome=Outcome.DONE,
            subject=f"records through {kept.through}",
            reason="retention",
            body=body,
        )
        head = log.append(connection, [parts])
    log.anchors.add(head)
    return Purge(through=kept.through, records=records, file=kept.file, sha256=kept.sha256)


def _delete(connection: Connection, through: int, *, is_sqlite: bool) -> int:
    gone = delete(AUDIT).where(AUDIT.c.seq <= through)
    if not is_sqlite:
        connection.execute(text(f"ALTER TABLE {_TABLE} DISABLE TRIGGER {_TABLE}_no_change"))
        records = connection.execute(gone).rowcount
        connection.execute(text(f"ALTER TABLE {_TABLE} ENABLE TRIGGER {_TABLE}_no_change"))
        return records
    name = f"{_TABLE}_no_delete"
    asked = text("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = :name")
    trigger = str(connection.execute(asked, {"name": name}).scalar_one())
    connection.exec_driver_sql(f"DROP TRIGGER {name}")
    records = connection.execute(gone).rowcount
    connection.exec_driver_sql(trigger)
    return records
