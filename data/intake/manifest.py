"""What the manifest of a store says: files, versions and the extracts that made them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from data.errors import UnknownVersionError
from data.extracts.contract import Kind
from data.intake.release_state import Arriving, Decision, ReleaseState, Removed
from data.markings import highest_marking


class SegmentKind(StrEnum):
    """What a stored file holds.

    ``superseded`` lists stored rows (segment, row) that no longer count; ``confirmed`` lists
    stored figures that a newer extract states with the same value; ``index`` is the index of a
    segment of incidents, an Arrow file.
    """

    INCIDENTS = "incidents"
    OBSERVATIONS = "observations"
    SUPERSEDED = "superseded"
    CONFIRMED = "confirmed"
    INDEX = "index"


@dataclass(frozen=True, kw_only=True)
class StoredFile:
    """A file in the ``segments`` folder, never rewritten; its name holds a part of its SHA-256."""

    name: str
    kind: SegmentKind
    sha256: str
    size_bytes: int
    rows: int


@dataclass(frozen=True, kw_only=True)
class StoredExtract:
    """An extract that was taken in, and the files that hold what was new in it.

    ``digest`` is the SHA-256 of the file, together with its column mapping if it had one.
    ``first`` and ``last`` are the days of its earliest and latest row (UTC). ``redefinition`` says,
    where the extract restates known rows only because of a new definition, which one; such an
    extract is no correction (``data/answers/redefined.py``). It is empty for all others.
    """

    digest: str
    file: str
    reader: str
    kind: Kind
    datasets: tuple[str, ...]
    source: str
    as_of: date | None
    taken_in_on: date
    is_synthetic: bool
    first: date | None
    last: date | None
    rows_new: int
    rows_superseded: int
    rows_quarantined: int
    files: tuple[str, ...]
    redefinition: str = ""

    @property
    def known_on(self) -> date:
        """The as-of date, or the day it was taken in where none is known: the newer extract is right."""
        return self.as_of or self.taken_in_on


@dataclass(frozen=True, kw_only=True)
class VersionRecord:
    """A data version: what its base holds, and the extracts added to it.

    ``marking`` is what an operator stated, for it or for one that it is made of; empty if nobody did.
    """

    id: str
    created_at: datetime
    note: str
    base: str | None
    extracts: tuple[StoredExtract, ...]
    marking: str = ""
    state: ReleaseState = ReleaseState.RELEASED
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """All versions that are kept, oldest first, all files that they need by name, and versions removed."""

    next_number: int = 1
    versions: tuple[VersionRecord, ...] = ()
    files: Mapping[str, StoredFile] = field(default_factory=dict)
    removed: tuple[Removed, ...] = ()

    @property
    def next_id(self) -> str:
        """Id of the version that would be published next; numbers are never used twice."""
        return f"v{self.next_number:06d}"

    def record(self, version_id: str) -> VersionRecord:
        """The record of a version.

        Raises
        ------
        UnknownVersionError
            If the store has no such version; the message lists those that it has.
        """
        for version in self.versions:
            if version.id == version_id:
                return version
        for gone in self.removed:
            if gone.id == version_id:
                raise UnknownVersionError(
                    f"data version {version_id} was removed on {gone.removed_at:%d %b %Y}: {gone.reason}",
                    remedy="Ask for a version that is kept: borderops store list",
                )
        known = ", ".join(version.id for version in self.versions[-8:]) or "none"
        raise UnknownVersionError(
            f"there is no data version {version_id}",
            remedy=f"Newest versions: {known}. All: borderops store list",
        )

    def released(self) -> tuple[VersionRecord, ...]:
        """The versions that everybody may see, oldest first."""
        return tuple(version for version in self.versions if version.state is ReleaseState.RELEASED)

    def current(self) -> VersionRecord:
        """The newest released version.

        Raises
        ------
        UnknownVersionError
            If nothing has been taken in yet, or nothing is released.
        """
        found = self.released()
        if not found and self.versions:
            raise UnknownVersionError(
                f"no data is released: {self.versions[-1].id} is {self.versions[-1].state}",
                remedy="A steward releases it on the page Data, or with: borderops release",
            )
        if not found:
            raise UnknownVersionError(
                "the store holds no data yet",
                remedy="Load a file with: borderops ingest FILE, or what ships with it: borderops demo",
            )
        return found[-1]

    def tip(self) -> VersionRecord | None:
        """The version that new data is laid upon: the newest that is not withdrawn, if there is any."""
        standing = [version for version in self.versions if version.state is not ReleaseState.WITHDRAWN]
        return standing[-1] if standing else None

    def extracts(self, version_id: str) -> tuple[StoredExtract, ...]:
        """Every extract that a version is made of, oldest first.

        Raises
        ------
        UnknownVersionError
            If the store has no such version.
        """
        parts: list[tuple[StoredExtract, ...]] = []
        at: str | None = version_id
        while at is not None:
            version = self.record(at)
            parts.append(version.extracts)
            at = version.base
        return tuple(extract for part in reversed(parts) for extract in part)

    def published(
        self,
        *,
        extracts: tuple[StoredExtract, ...],
        files: Iterable[StoredFile] = (),
        base: str | None,
        note: str,
        at: datetime,
        arriving: Arriving | None = None,
    ) -> Manifest:
        """The manifest with one more version, which becomes the current one unless it waits for review.

        Its marking is the highest of its base's and of the one that it arrives with. On top of what waits
        it waits too.
        """
        arriving = arriving or Arriving()
        under = self.record(base) if base else self.tip()
        stated = [marking for marking in (arriving.marking, under.marking if under else "") if marking]
        version = VersionRecord(
            id=self.next_id,
            created_at=at,
            note=note,
            base=base,
            extracts=extracts,
            marking=highest_marking(stated) if stated else "",
            state=ReleaseState.PENDING if under and under.state is ReleaseState.PENDING else arriving.state,
        )
        return replace(
            self,
            next_number=self.next_number + 1,
            versions=(*self.versions, version),
            files={**self.files, **{file.name: file for file in files}},
        )

    def pruned(self, keep: int, *, at: datetime) -> Manifest:
        """The manifest with its newest ``keep`` versions, the current one, and the files that they need."""
        current = self.released()[-1:]
        kept = {version.id for version in (*self.versions[-keep:], *current)}
        gone = {version.id for version in self.versions} - kept
        return self.without(gone, reason=f"only the newest {keep:,} are kept", at=at)

    def without(self, ids: Collection[str], *, reason: str, at: datetime) -> Manifest:
        """The manifest without these versions, and with only the files that the others need.

        A kept version whose base goes is made to stand alone: what it holds does not change.
        """
        gone = tuple(version for version in self.versions if version.id in ids)
        versions = tuple(
            version
            if version.base is None or version.base not in ids
            else replace(version, base=None, extracts=self.extracts(version.id))
            for version in self.versions
            if version.id not in ids
        )
        needed = {name for version in versions for extract in version.extracts for name in extract.files}
        tombs = (Removed(id=v.id, created_at=v.created_at, removed_at=at, reason=reason) for v in gone)
        return replace(
            self,
            versions=versions,
            files={name: file for name, file in self.files.items() if name in needed},
            removed=(*self.removed, *tombs),
        )
