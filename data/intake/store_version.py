"""One data version as its readers see it: which files, which rows no longer count, and its papers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from data.extracts.contract import Kind
from data.intake.manifest import Manifest, SegmentKind, StoredExtract, StoredFile
from data.intake.release_state import ReleaseState


@dataclass(frozen=True, kw_only=True)
class StoreVersion:
    """A frozen data version; its files never change while it is kept.

    A row counts if no file of ``superseded_paths`` (columns ``segment``: file name, ``row``:
    from 0) lists it. Rows of an incident file are in Morton order of ``cell``. ``marking`` is what
    an operator stated; empty if nobody did.
    """

    id: str
    created_at: datetime
    note: str
    extracts: tuple[StoredExtract, ...]
    files: tuple[StoredFile, ...]
    folder: Path
    marking: str = ""
    state: ReleaseState = ReleaseState.RELEASED

    @classmethod
    def of(cls, manifest: Manifest, version_id: str, *, folder: Path) -> StoreVersion:
        """The version of that id; ``folder`` holds the segment files.

        Raises
        ------
        UnknownVersionError
            If the manifest has no such version.
        """
        record = manifest.record(version_id)
        extracts = manifest.extracts(version_id)
        names = dict.fromkeys(name for extract in extracts for name in extract.files)
        return cls(
            id=record.id,
            created_at=record.created_at,
            note=record.note,
            extracts=extracts,
            files=tuple(manifest.files[name] for name in names),
            folder=folder,
            marking=record.marking,
            state=record.state,
        )

    @property
    def is_partly_synthetic(self) -> bool:
        """Whether any extract, of whatever kind, is synthetic."""
        return any(extract.is_synthetic for extract in self.extracts)

    def paths(self, kind: SegmentKind) -> tuple[Path, ...]:
        """Absolute paths of the files of a kind, oldest first."""
        return tuple(self.folder / file.name for file in self.files if file.kind == kind)

    @property
    def incident_paths(self) -> tuple[Path, ...]:
        """Files of incidents: the columns of ``INCIDENT_SCHEMA``, ``cell`` and ``county_fips``."""
        return self.paths(SegmentKind.INCIDENTS)

    @property
    def observation_paths(self) -> tuple[Path, ...]:
        """Files of observations: the columns of ``OBSERVATION_SCHEMA``."""
        return self.paths(SegmentKind.OBSERVATIONS)

    @property
    def superseded_paths(self) -> tuple[Path, ...]:
        """Files that list the stored rows that do not count in this version."""
        return self.paths(SegmentKind.SUPERSEDED)

    @property
    def datasets(self) -> tuple[str, ...]:
        """Keys of the publications that the version holds, sorted."""
        return tuple(sorted({dataset for extract in self.extracts for dataset in extract.datasets}))

    def without_incidents(self) -> StoreVersion:
        """The version as it would be without any extract of incidents."""
        extracts = tuple(extract for extract in self.extracts if extract.kind is not Kind.INCIDENTS)
        names = {name for extract in extracts for name in extract.files}
        files = tuple(file for file in self.files if file.name in names)
        return replace(self, extracts=extracts, files=files)

    def rows(self, kind: Kind) -> int:
        """Number of rows of a kind that count."""
        chosen = self._of(kind, None)
        return sum(extract.rows_new - extract.rows_superseded for extract in chosen)

    def sources(self, kind: Kind, dataset: str | None = None) -> tuple[str, ...]:
        """Sources of a kind of extract, or of one dataset, in order of first use."""
        return tuple(dict.fromkeys(extract.source for extract in self._of(kind, dataset) if extract.source))

    def as_of(self, kind: Kind, dataset: str | None = None) -> date | None:
        """Newest as-of date of a kind of extract, or of one dataset; ``None`` if none states one."""
        return max((extract.as_of for extract in self._of(kind, dataset) if extract.as_of), default=None)

    def is_synthetic(self, kind: Kind) -> bool:
        """Whether any extract of the kind is synthetic."""
        return any(extract.is_synthetic for extract in self._of(kind, None))

    def _of(self, kind: Kind, dataset: str | None) -> tuple[StoredExtract, ...]:
        return tuple(
            extract
            for extract in self.extracts
            if extract.kind == kind and (dataset is None or dataset in extract.datasets)
        )
