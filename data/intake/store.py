"""The embedded store: a folder of immutable Parquet files under one manifest.

::

    manifest.json    the versions and the files that each needs; replaced in one step
    segments/        Parquet files, named by content, never rewritten
    reports/         one check report per file taken in or refused
    quarantine/      rows set aside, by digest of the file they came from

Publishing writes new files beside the old ones and then replaces the manifest. Until that
moment the store is what it was; files that a killed writer left are removed by the next one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from data.errors import ReleaseError, StoreError
from data.intake.manifest import Manifest
from data.intake.manifest_file import ManifestFile
from data.intake.new_store import make_store
from data.intake.release_state import Arriving, ReleaseState
from data.intake.report import CheckReport
from data.intake.segments import check_segment
from data.intake.store_version import StoreVersion
from data.intake.writer_lock import writer_lock
from data.intake.writing import Writing, folders, remove_leftovers

__all__ = ["Store", "StoreVersion", "Verified"]


@dataclass(frozen=True, kw_only=True)
class Verified:
    """How much was found to be sound."""

    files: int
    size_bytes: int


class Store:
    """Readers see whole versions only; one writer at a time adds new ones."""

    def __init__(self, path: Path, arriving: Arriving | None = None) -> None:
        """Use :meth:`open` or :meth:`create`."""
        self.path = path
        self.arriving = arriving or Arriving()
        self.folders = folders(path)
        self._manifest = ManifestFile(path)

    @classmethod
    def open(cls, path: Path) -> Self:
        """The store in an existing folder.

        Raises
        ------
        StoreError
            If there is no store in the folder.
        StoreCorruptError
            If its manifest cannot be read.
        """
        store = cls(path.absolute())
        store.manifest()
        return store

    @classmethod
    def create(cls, path: Path) -> Store:
        """The store in the folder, made empty if there is none.

        Raises
        ------
        StoreError
            If the folder cannot be made or holds other things.
        StoreBusyError
            If another process is making it at this moment.
        StoreCorruptError
            If there is one and its manifest cannot be read.
        """
        store = cls(path.absolute())
        if not store._manifest.exists():
            make_store(store.path, store._manifest)
        store.manifest()
        return store

    def manifest(self) -> Manifest:
        """The manifest as it stands on disk now.

        Raises
        ------
        StoreError
            If there is none.
        StoreCorruptError
            If it cannot be read.
        """
        return self._manifest.read()

    def receiving(self, arriving: Arriving) -> Store:
        """The same store, into which new versions come under that marking and in that state."""
        return Store(self.path, arriving)

    def current(self) -> StoreVersion:
        """The newest released version.

        Raises
        ------
        UnknownVersionError
            If the store holds no data yet, or none is released.
        """
        manifest = self.manifest()
        return StoreVersion.of(manifest, manifest.current().id, folder=self.folders.segments)

    def tip(self) -> StoreVersion | None:
        """The version that new data is laid upon, released or pending, if there is any."""
        manifest = self.manifest()
        found = manifest.tip()
        return None if found is None else StoreVersion.of(manifest, found.id, folder=self.folders.segments)

    def version(self, version_id: str) -> StoreVersion:
        """The version of that id.

        Raises
        ------
        UnknownVersionError
            If the store has no such version.
        """
        return StoreVersion.of(self.manifest(), version_id, folder=self.folders.segments)

    def history(self) -> tuple[StoreVersion, ...]:
        """All released versions that are kept, oldest first."""
        return tuple(version for version in self.versions() if version.state is ReleaseState.RELEASED)

    def versions(self) -> tuple[StoreVersion, ...]:
        """All versions that are kept, pending and withdrawn ones too, oldest first."""
        manifest = self.manifest()
        segments = self.folders.segments
        return tuple(StoreVersion.of(manifest, version.id, folder=segments) for version in manifest.versions)

    def verify(self, version_id: str | None = None) -> Verified:
        """Files and bytes found sound, of one version or of all: SHA-256, size and rows of each.

        Raises
        ------
        StoreCorruptError
            If a file is missing or changed; the message names it.
        UnknownVersionError
            If the store has no such version.
        """
        files = self.version(version_id).files if version_id else tuple(self.manifest().files.values())
        for file in files:
            check_segment(self.folders.segments, file)
        return Verified(files=len(files), size_bytes=sum(file.size_bytes for file in files))

    def rollback(self, to: str, *, now: datetime) -> StoreVersion:
        """A new current version equal to an old one that is released; nothing is deleted.

        Raises
        ------
        ReleaseError
            If that version is pending or withdrawn.
        UnknownVersionError
            If the store has no such version.
        StoreCorruptError
            If a file of that version is missing or changed.
        StoreBusyError
            If another process is writing.
        """
        with self.writing() as writing:
            if (state := writing.manifest.record(to).state) is not ReleaseState.RELEASED:
                raise ReleaseError(f"data version {to} is {state}", remedy="Choose one that is released")
            self.verify(to)
            note = f"rolled back to {to}"
            writing.publish(writing.manifest.published(extracts=(), base=to, note=note, at=now))
        return self.current()

    def prune(self, keep: int, *, now: datetime) -> int:
        """Number of old versions removed, with the files that only they needed.

        The newest ``keep`` versions stay, the current one always. A reader that is loading a
        removed version at this moment is refused by its checksums, never given half of it.

        Raises
        ------
        ValueError
            If ``keep`` is less than 1.
        StoreBusyError
            If another process is writing.
        """
        if keep < 1:
            raise ValueError(f"keep is {keep}, expected 1 or more")
        with self.writing() as writing:
            pruned = writing.manifest.pruned(keep, at=now)
            removed = len(writing.manifest.versions) - len(pruned.versions)
            writing.publish(pruned)
        return removed

    def reports(self) -> tuple[CheckReport, ...]:
        """Check reports of files taken in or refused, newest first; an unreadable one is left out."""
        found = []
        for path in self.folders.reports.glob("*.json"):
            try:
                found.append(CheckReport.from_json(path.read_text(encoding="utf-8")))
            except (ValueError, OSError):
                continue
        return tuple(sorted(found, key=lambda report: report.checked_at, reverse=True))

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """Hold the writer lock; the block may publish, and what it leaves unpublished is removed.

        Raises
        ------
        StoreBusyError
            If another process is writing.
        StoreError
            If the disk is full or the folder cannot be written; the store is what it was.
        """
        with writer_lock(self.path):
            before = self.manifest()
            remove_leftovers(self.folders, before, now=datetime.now(UTC))
            try:
                yield Writing(
                    manifest=before,
                    folders=self.folders,
                    save=self._manifest.save,
                    arriving=self.arriving,
                )
            except OSError as error:
                is_same = self.manifest() == before
                state = "unchanged" if is_same else "changed, but may not survive a power cut"
                raise StoreError(
                    f"writing to the store {self.path} failed: {error}",
                    remedy=f"Check the disk's free space and the folder's rights; the store is {state}",
                ) from error
            finally:
                remove_leftovers(self.folders, self.manifest(), now=datetime.now(UTC))
