"""The one file that says what a store holds, read as it stands on disk and replaced in one step."""

from __future__ import annotations

from pathlib import Path

from data.errors import StoreCorruptError, StoreError, Where
from data.intake.atomic import save_text
from data.intake.manifest import Manifest
from data.intake.manifest_json import manifest_from, manifest_text

MANIFEST = "manifest.json"


class ManifestFile:
    """The manifest of the store in a folder; text that was parsed once is not parsed again."""

    def __init__(self, folder: Path) -> None:
        """Read nothing yet."""
        self.path = folder / MANIFEST
        self._seen: tuple[tuple[int, int, int], Manifest] | None = None

    def exists(self) -> bool:
        """Whether there is a manifest, sound or not."""
        return self.path.exists()

    def read(self) -> Manifest:
        """The manifest as it stands on disk now.

        Raises
        ------
        StoreError
            If there is none.
        StoreCorruptError
            If it cannot be read.
        """
        try:
            status = self.path.stat()
            state = (status.st_ino, status.st_mtime_ns, status.st_size)
            if self._seen is None or self._seen[0] != state:
                self._seen = (state, manifest_from(self.path.read_text(encoding="utf-8")))
        except OSError as error:
            raise StoreError(
                f"there is no store in the folder {self.path.parent} ({error.strerror})",
                remedy="Make one with: borderops demo, or name another folder with BORDEROPS_STORE",
            ) from error
        except UnicodeDecodeError as error:
            raise StoreCorruptError(
                f"the manifest is not UTF-8 text: {error}", where=Where(file=MANIFEST), remedy="Restore it"
            ) from error
        return self._seen[1]

    def save(self, manifest: Manifest) -> None:
        """Replace the manifest in one step; needs the writer lock.

        Raises
        ------
        OSError
            If the disk is full or the folder cannot be written.
        """
        save_text(self.path, manifest_text(manifest))
