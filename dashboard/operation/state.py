"""How the site stands, in words for the page Status: each part by itself, so that a fault hides no other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import text

from dashboard.operation.readiness import LEAST_FREE_BYTES, free_bytes
from dashboard.services import Services
from data.errors import BorderopsError
from data.plans.keeping.job_counts import job_counts
from data.plans.keeping.job_records import JobState
from data.plans.keeping.migrating import newest_schema_version
from data.plans.keeping.seen import BACKUP, WORKER, Seen
from data.roles import Actor

_QUIET = timedelta(seconds=60)
"""A worker that was not heard of for so long is not counted as alive."""
_UNITS = ((60 * 24, "day"), (60, "hour"))
_OLD_BACKUP = timedelta(hours=36)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the state: what it is of, how it stands, and whether somebody has to do something."""

    of: str
    words: str
    is_well: bool = True


def state_of(services: Services, actor: Actor) -> tuple[Line, ...]:
    """How every part of the site stands now."""
    parts: tuple[tuple[str, Callable[[], Line]], ...] = (
        ("Data", lambda: _data(services)),
        ("Database", lambda: _database(services)),
        ("Disk", lambda: _disk(services)),
        ("Background jobs", lambda: _jobs(services)),
        ("Background workers", lambda: _workers(services)),
        ("Audit record", lambda: _audit(services)),
        ("Last backup", lambda: _backup(services)),
        ("Memory of this process", lambda: _memory(services, actor)),
        ("Answers from memory", lambda: _remembered(services)),
    )
    return tuple(_line(name, part) for name, part in parts)


def age(now: datetime, then: datetime) -> str:
    """How long ago something was, in the largest unit that says enough."""
    minutes = max(0, round((now - then).total_seconds() / 60))
    if not minutes:
        return "less than a minute ago"
    size, unit = next(((size, unit) for size, unit in _UNITS if minutes >= 2 * size), (1, "minute"))
    count = minutes // size
    return f"{count:,} {unit}{'s' if count > 1 else ''} ago"


def _line(name: str, part: Callable[[], Line]) -> Line:
    try:
        return part()
    except BorderopsError as error:
        return Line(of=name, words=error.found, is_well=False)


def _data(services: Services) -> Line:
    current = services.store.current()
    words = f"{current.id}, published {age(services.now(), current.created_at)}"
    if services.store.fault:
        return Line(of="Data", words=f"{words}. The newest is damaged: {services.store.fault}", is_well=False)
    return Line(of="Data", words=words)


def _database(services: Services) -> Line:
    database = services.plans.database
    kind = "SQLite" if database.is_sqlite else "PostgreSQL"
    if database.is_absent:
        return Line(of="Database", words=f"{kind}; nothing was written yet")
    with database.reading() as connection:
        connection.execute(text("SELECT 1"))
    return Line(of="Database", words=f"{kind} answers; its tables are of version {newest_schema_version()}")


def _disk(services: Services) -> Line:
    free = free_bytes(services)
    words = f"{free / 2**30:,.1f} GiB free where the store is"
    return Line(of="Disk", words=words, is_well=free >= LEAST_FREE_BYTES * 4)


def _jobs(services: Services) -> Line:
    counts = job_counts(services.plans.database)
    told = ", ".join(f"{counts[state.value]:,} {state.value}" for state in JobState)
    return Line(of="Background jobs", words=told)


def _workers(services: Services) -> Line:
    now = services.now()
    seen = Seen(services.plans.database).of(WORKER)
    alive = [sight for sight in seen if now - sight.at <= _QUIET]
    if not seen:
        return Line(
            of="Background workers", words="none was heard of yet", is_well=not services.settings.is_served
        )
    kinds = ", ".join(sorted(str(sight.body.get("does", "")) for sight in alive)) or "none"
    last = f"; last heard of {age(now, seen[0].at)}"
    return Line(of="Background workers", words=f"{len(alive)} alive ({kinds}){last}", is_well=bool(alive))


def _audit(services: Services) -> Line:
    head = services.audit.head()
    if services.audit.anchor_fault:
        words = f"its head cannot be written outside the database: {services.audit.anchor_fault}"
        return Line(of="Audit record", words=words, is_well=False)
    if head is None:
        return Line(of="Audit record", words="empty")
    then = datetime.fromisoformat(head.at)
    words = f"{head.seq:,} records, the last {age(services.now(), then)}; ends with {head.digest[:12]}"
    return Line(of="Audit record", words=words)


def _backup(services: Services) -> Line:
    made = Seen(services.plans.database).of(BACKUP)
    if not made:
        return Line(of="Last backup", words="none was made", is_well=not services.settings.is_served)
    last, now = made[0], services.now()
    size = f"{int(last.body.get('bytes', 0)) / 1e6:,.1f} MB"
    words = f"{age(now, last.at)}, {size}, with data version {last.body.get('data_version') or 'none'}"
    return Line(of="Last backup", words=words, is_well=now - last.at <= _OLD_BACKUP)


def _memory(services: Services, actor: Actor) -> Line:
    return Line(of="Memory of this process", words=services.gate.memory(actor).sentence())


def _remembered(services: Services) -> Line:
    hits, misses = services.gate.remembered()
    asked = hits + misses
    share = f"{hits / asked:.0%} of {asked:,}" if asked else "nothing asked yet"
    return Line(of="Answers from memory", words=f"{share}, in this process since its start")
