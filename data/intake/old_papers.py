"""Check reports and rows set aside go with the versions that they belong to, or when they are as old."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

from data.intake.store import Store


def remove_old_papers(store: Store, *, before: datetime) -> int:
    """Number of reports, and folders of rows set aside, that were removed.

    A report goes if its version was removed, or if it is of a refused file and older than ``before``.
    Rows set aside hold cells of the file as they were: they go when they are older.

    Raises
    ------
    StoreBusyError
        If another process is writing.
    StoreError
        If something cannot be removed; what is left goes the next time.
    """
    with store.writing() as writing:
        kept = {version.id for version in writing.manifest.versions}
        reports = [path for path in store.folders.reports.glob("*.json") if _is_due(path, kept, before)]
        for path in reports:
            path.unlink()
        aside = [path for path in store.folders.quarantine.iterdir() if _is_older(path, before)]
        for path in aside:
            shutil.rmtree(path)
    return len(reports) + len(aside)


def _is_due(report: Path, kept: set[str], before: datetime) -> bool:
    of = report.name.split("-")[0]
    if of.startswith("v") and of[1:].isdecimal():
        return of not in kept
    return _is_older(report, before)


def _is_older(path: Path, before: datetime) -> bool:
    return path.stat().st_mtime < before.timestamp()
