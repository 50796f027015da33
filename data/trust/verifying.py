"""Whether the audit record is whole: no record changed, none missing, its end where it was seen to be."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from sqlalchemy import Connection, select

from data.plans.keeping.database import Database
from data.trust.anchor import Anchors, Head, Kind
from data.trust.deeds import Deed
from data.trust.entries import GENESIS, Entry
from data.trust.tables import AUDIT
from data.trust.verification import Breach, Fault, Verification

MOST_FAULTS = 50
"""So many faults are told; of more, only that there are more."""
_AT_ONCE = 2000


def verify(database: Database, anchors: Anchors) -> Verification:
    """What a walk along the whole chain finds, beside the heads outside the database.

    Raises
    ------
    AuditError
        If the file of heads cannot be read.
    PlanStoreError
        If the database cannot be read.
    """
    # Heads first: whatever they name was in the database before.
    heads = anchors.read()
    if database.is_absent:
        return _Walk(heads).result()
    with database.reading() as connection:
        return verify_entries(_entries(connection), heads)


def verify_entries(entries: Iterable[Entry], heads: Iterable[Head]) -> Verification:
    """What a walk along records in the order of their numbers finds, beside heads in the order written."""
    walk = _Walk(tuple(heads))
    for entry in entries:
        walk.step(entry)
    return walk.result()


def _entries(connection: Connection) -> Iterator[Entry]:
    at = -(1 << 62)  # a number below 1 is nobody's, and must be seen
    while True:
        asked = select(AUDIT).where(AUDIT.c.seq > at).order_by(AUDIT.c.seq).limit(_AT_ONCE)
        rows = connection.execute(asked).mappings().all()
        if not rows:
            return
        yield from (Entry.of_row(cast("Mapping[str, Any]", row)) for row in rows)
        at = int(rows[-1]["seq"])


@dataclass
class _Walk:
    heads: tuple[Head, ...]
    faults: list[Fault] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    more: int = 0
    count: int = 0
    first: Entry | None = None
    last: Entry | None = None
    told: dict[int, Head] = field(default_factory=dict)
    purged: dict[int, str] = field(default_factory=dict)
    agreed: int = 0

    def __post_init__(self) -> None:
        """Sort out which heads still hold: a restore from a backup voids the later ones before it."""
        for head in self.heads:
            if head.kind is Kind.HEAD:
                self._hear(head)
            elif head.kind is Kind.RESTORED:
                void = [seq for seq in self.told if seq > head.seq]
                for seq in void:
                    del self.told[seq]
                lost = f"records {head.seq + 1:,} to {max(void):,}" if void else "no record that is known of"
                self.remarks.append(f"Restored from a backup at {head.at}: {lost} lost. {head.why}".strip())
                self.told[head.seq] = head
        if not self.heads:
            self.remarks.append(
                "No heads were found outside the database, so a cut end would not be noticed."
            )

    def _hear(self, head: Head) -> None:
        before = self.told.setdefault(head.seq, head)
        if before.digest != head.digest:
            self._fault(
                head.seq,
                Breach.REWRITTEN,
                f"Record {head.seq:,} was one at {before.at} and another at {head.at}.",
            )

    def step(self, entry: Entry) -> None:
        last = self.last
        if last is None:
            self.first = entry
        elif entry.seq != last.seq + 1:
            self._fault(last.seq + 1, Breach.MISSING, f"{_numbers(last.seq + 1, entry.seq - 1)} missing.")
        elif entry.previous != last.digest:
            self._fault(
                entry.seq, Breach.UNTIED, f"Record {entry.seq:,} does not follow from record {last.seq:,}."
            )
        if entry.expected_digest != entry.digest:
            self._fault(entry.seq, Breach.CHANGED, f"Record {entry.seq:,} is not as it was written.")
        self._compare(entry)
        if entry.deed == Deed.PURGED_AUDIT:
            self._keep_purge(entry)
        self.count += 1
        self.last = entry

    def _compare(self, entry: Entry) -> None:
        head = self.told.pop(entry.seq, None)
        if head is None:
            return
        if head.digest == entry.digest:
            self.agreed += 1
        else:
            self._fault(
                entry.seq,
                Breach.REWRITTEN,
                f"Record {entry.seq:,} is another than was seen at {head.at}: the chain was written anew.",
            )

    def _keep_purge(self, entry: Entry) -> None:
        try:
            body = json.loads(entry.body)
            self.purged[int(body["through"])] = str(body["digest"])
        except (ValueError, KeyError, TypeError):
            return  # such a record purges nothing, and is found out where the chain begins

    def result(self) -> Verification:
        self._check_start()
        self._check_end()
        first, last = self.first, self.last
        return Verification(
            records=self.count,
            first=first.seq if first else 0,
            last=last.seq if last else 0,
            digest=last.digest if last else GENESIS,
            heads=self.agreed,
            faults=tuple(self.faults),
            remarks=tuple(self.remarks),
            more_faults=self.more,
        )

    def _check_start(self) -> None:
        first = self.first
        if first is None or (first.seq == 1 and first.previous == GENESIS):
            return
        if first.seq == 1:
            self._fault(1, Breach.UNTIED, "Record 1 says that something came before it.")
            return
        through = first.seq - 1
        outside = {head.seq: head.digest for head in self.heads if head.kind is Kind.PURGED}
        if self.purged.get(through) == first.previous and outside.get(through) == first.previous:
            self.remarks.append(f"{_numbers(1, through)} purged by the rule of retention.")
            return
        self._fault(1, Breach.PURGED, f"{_numbers(1, through)} missing, and no purge is on record outside.")

    def _check_end(self) -> None:
        last = self.last.seq if self.last else 0
        beyond = [head for head in self.told.values() if head.seq > last]
        if beyond:
            head = max(beyond, key=lambda one: one.seq)
            words = f"{_numbers(last + 1, head.seq)} cut off: record {head.seq:,} was seen at {head.at}."
            self._fault(last + 1, Breach.CUT, words)

    def _fault(self, seq: int, breach: Breach, words: str) -> None:
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(Fault(seq=seq, breach=breach, words=words))
        else:
            self.more += 1


def _numbers(first: int, last: int) -> str:
    return f"Record {first:,} is" if first == last else f"Records {first:,} to {last:,} are"
