"""The folder of documents that were made: one folder for each job, the oldest taken away."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

from dashboard.documents.marking import slug
from data.errors import BriefError, UnknownBriefError

MOST_JOBS = 60
MOST_BYTES = 2 * 2**30


class Shelf:
    """Files of jobs in the ``documents`` folder of the store."""

    def __init__(self, folder: Path, *, most_jobs: int = MOST_JOBS, most_bytes: int = MOST_BYTES) -> None:
        """Keep the folder and its bounds; nothing is made yet."""
        self._folder, self._most_jobs, self._most_bytes = folder, most_jobs, most_bytes

    def put(self, job_id: int, files: tuple[tuple[str, bytes], ...]) -> None:
        """Put all files of a job into its folder, in one step; what was there of it is replaced.

        Raises
        ------
        BriefError
            If the folder cannot be written; nothing of the job is there.
        """
        place, making = self._folder / str(job_id), self._folder / f".{job_id}.making"
        try:
            shutil.rmtree(making, ignore_errors=True)
            making.mkdir(parents=True)
            for name, content in files:
                (making / Path(name).name).write_bytes(content)
            shutil.rmtree(place, ignore_errors=True)
            making.rename(place)
        except OSError as error:
            raise BriefError(
                f"{self._folder} cannot be written: {error.strerror or error}",
                remedy="Check the free space and the rights of the folder",
            ) from error
        self.tidy()

    def names(self, job_id: int) -> tuple[str, ...]:
        """Names of the files of a job, in order; none if they were taken away."""
        place = self._folder / str(job_id)
        return tuple(sorted(path.name for path in place.iterdir())) if place.is_dir() else ()

    def find(self, job_id: int, name: str) -> Path:
        """The path of a job's file.

        Raises
        ------
        UnknownBriefError
            If there is none of that name.
        """
        if name not in self.names(job_id):
            raise UnknownBriefError(
                f"there is no file {slug(name)!r} of job {job_id}", remedy="Make the document again"
            )
        return self._folder / str(job_id) / name

    def remove_older(self, before: datetime) -> int:
        """Number of jobs whose folders were taken away because they are from before then."""
        if not self._folder.is_dir():
            return 0
        old = [
            path
            for path in self._folder.iterdir()
            if path.is_dir() and path.name.isdecimal() and path.stat().st_mtime < before.timestamp()
        ]
        for folder in old:
            shutil.rmtree(folder, ignore_errors=True)
        return len(old)

    def tidy(self) -> None:
        """Take the oldest jobs' folders away until the rest is within the bounds; the newest always stays."""
        total = 0
        folders = [path for path in self._folder.iterdir() if path.is_dir() and path.name.isdecimal()]
        newest_first = sorted(folders, key=lambda path: int(path.name), reverse=True)
        for kept, folder in enumerate(newest_first, start=1):
            total += sum(path.stat().st_size for path in folder.iterdir())
            if kept > 1 and (kept > self._most_jobs or total > self._most_bytes):
                shutil.rmtree(folder, ignore_errors=True)
