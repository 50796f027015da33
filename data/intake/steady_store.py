"""A store as a server reads it: what is damaged is left out, the last sound version goes on being shown."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from data.errors import StoreCorruptError, StoreError
from data.intake.manifest import Manifest
from data.intake.store import Store, StoreVersion, Verified
from data.intake.writing import Writing


@dataclass(frozen=True, kw_only=True)
class _Damage:
    reason: str
    state: tuple[tuple[int, int, int] | None, ...]


class SteadyStore(Store):
    """Readers of a running server: a damaged manifest or version does not take the sound one away."""

    def __init__(self, path: Path) -> None:
        """Use :meth:`open`."""
        super().__init__(path)
        self._lock = threading.Lock()
        self._known: Manifest | None = None
        self._manifest_fault = ""
        self._damaged: dict[str, _Damage] = {}

    @property
    def fault(self) -> str:
        """Why not the newest data is shown; empty if it is."""
        if self._manifest_fault:
            return self._manifest_fault
        with self._lock:
            damaged = [f"{version}: {damage.reason}" for version, damage in self._damaged.items()]
        return damaged[-1] if damaged else ""

    def manifest(self) -> Manifest:
        """The manifest as it stands on disk, or as it was last read if it is damaged now.

        Raises
        ------
        StoreError
            If there is none and none was read before.
        """
        try:
            found = super().manifest()
        except StoreError as error:
            if self._known is None:
                raise
            self._manifest_fault = str(error)
            return self._known
        self._known, self._manifest_fault = found, ""
        return found

    def current(self) -> StoreVersion:
        """The newest released version whose files are not known to be damaged.

        Raises
        ------
        UnknownVersionError
            If nothing is released.
        """
        manifest = self.manifest()
        self._forget_repaired(manifest)
        sound = [version.id for version in manifest.released() if version.id not in self._damaged]
        version_id = sound[-1] if sound else manifest.current().id
        return StoreVersion.of(manifest, version_id, folder=self.folders.segments)

    def verify(self, version_id: str | None = None) -> Verified:
        """Files and bytes found sound, as for any store; a version that is not is left out from now on.

        Raises
        ------
        StoreCorruptError
            If a file is missing or changed; the message names it.
        UnknownVersionError
            If the store has no such version.
        """
        try:
            return super().verify(version_id)
        except StoreCorruptError as error:
            if version_id is not None:
                damage = _Damage(reason=str(error), state=self._state(self.manifest(), version_id))
                with self._lock:
                    self._damaged[version_id] = damage
            raise

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """Hold the writer lock, as for any store; never over a manifest that cannot be read.

        Raises
        ------
        StoreBusyError
            If another process is writing.
        StoreError
            If the manifest cannot be read, the disk is full or the folder cannot be written.
        """
        super().manifest()
        with super().writing() as writing:
            yield writing

    def _forget_repaired(self, manifest: Manifest) -> None:
        """A version whose files changed since may be sound again: it is verified when it is next loaded."""
        if not self._damaged:
            return
        known = {version.id for version in manifest.versions}
        with self._lock:
            for version_id, damage in list(self._damaged.items()):
                if version_id not in known or self._state(manifest, version_id) != damage.state:
                    del self._damaged[version_id]

    def _state(self, manifest: Manifest, version_id: str) -> tuple[tuple[int, int, int] | None, ...]:
        version = StoreVersion.of(manifest, version_id, folder=self.folders.segments)
        return tuple(_status(self.folders.segments / file.name) for file in version.files)


def _status(path: Path) -> tuple[int, int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns, status.st_size
