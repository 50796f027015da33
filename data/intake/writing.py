"""The write side of the store: new files first, then the report, then the manifest."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from data.intake.atomic import UNFINISHED, save_text
from data.intake.manifest import Manifest
from data.intake.purging import files_in_grace
from data.intake.release_state import Arriving
from data.intake.report import CheckReport
from data.intake.writer_lock import LOCK_FILE

_DIGITS = 16


@dataclass(frozen=True, kw_only=True)
class Folders:
    """The folders of a store."""

    root: Path
    segments: Path
    reports: Path
    quarantine: Path

    @property
    def names(self) -> frozenset[str]:
        """Names that may stand in the store's folder before there is a manifest."""
        made = {folder.name for folder in (self.segments, self.reports, self.quarantine)}
        return frozenset({*made, LOCK_FILE, f"manifest.json{UNFINISHED}"})


def folders(path: Path) -> Folders:
    """The folders of the store at the path."""
    return Folders(
        root=path, segments=path / "segments", reports=path / "reports", quarantine=path / "quarantine"
    )


@dataclass(frozen=True, kw_only=True)
class Writing:
    """What the holder of the writer lock may do; ``save`` replaces the manifest in one step.

    ``arriving`` says under which marking, and in which state, a new version comes in.
    """

    manifest: Manifest
    folders: Folders
    save: Callable[[Manifest], None]
    arriving: Arriving = field(default_factory=Arriving)

    def publish(self, manifest: Manifest, report: CheckReport | None = None) -> None:
        """Make the manifest the one that readers see; the report of the file is kept beside it.

        Raises
        ------
        OSError
            If the disk is full; readers still see what they saw.
        """
        if report is not None:
            save_report(self.folders, report)
        self.save(manifest)


def save_report(at: Folders, report: CheckReport) -> None:
    """Keep a check report; a file that is refused again replaces its earlier refusal.

    Raises
    ------
    OSError
        If the disk is full or the folder cannot be written.
    """
    at.reports.mkdir(exist_ok=True)
    name = f"{report.version or report.outcome}-{report.digest[:_DIGITS]}.json"
    save_text(at.reports / name, report.to_json())


def remove_leftovers(at: Folders, manifest: Manifest, *, now: datetime) -> None:
    """Remove what a writer that was killed or failed left behind; needs the writer lock."""
    still_read = files_in_grace(manifest.removed, now=now)
    for path in at.segments.iterdir():
        if path.name not in manifest.files and path.name not in still_read:
            path.unlink()
    for path in (*at.root.glob(f"*{UNFINISHED}"), *at.reports.glob(f"v*{UNFINISHED}")):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
    for path in at.quarantine.glob(f"*{UNFINISHED}"):
        shutil.rmtree(path)
    for path in at.reports.glob("v*.json"):
        if path.name.split("-")[0] >= manifest.next_id:
            path.unlink()
