"""What the database of briefs hands out: briefs, lines of their list, and frozen briefs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import RowMapping

from data.briefs.brief import Brief
from data.briefs.codec import brief_from_json
from data.errors import BriefError, PlanStoreError


@dataclass(frozen=True, kw_only=True)
class BriefSummary:
    """One line of the list of briefs; ``scenes`` is their number, ``origin`` what it was started from.

    ``version`` counts every change; it is 0 for a default brief, which nobody changes. ``owner`` is
    empty for one that comes with the product.
    """

    token: str
    title: str
    owner: str
    origin: str
    scenes: int
    version: int
    changed_at: datetime | None
    changed_by: str
    is_archived: bool = False

    @property
    def is_default(self) -> bool:
        """Whether it comes with the product."""
        return self.version == 0


@dataclass(frozen=True, kw_only=True)
class KeptBrief:
    """A brief as it is now, with its line of the list."""

    brief: Brief
    summary: BriefSummary

    @property
    def token(self) -> str:
        """Its name in links."""
        return self.summary.token

    @property
    def version(self) -> int:
        """What whoever changes it says they saw."""
        return self.summary.version


@dataclass(frozen=True, kw_only=True)
class FrozenSummary:
    """One line of the list of frozen briefs; ``token`` is the brief's, ``digest`` of its contents."""

    frozen_id: int
    token: str
    title: str
    data_version: str
    digest: str
    frozen_at: datetime
    frozen_by: str


@dataclass(frozen=True, kw_only=True)
class FrozenBrief:
    """A brief as it was frozen; ``content`` is the canonical JSON text of its scenes with their numbers."""

    summary: FrozenSummary
    brief: Brief
    content: str


def summary_of(row: RowMapping) -> BriefSummary:
    """The line of the list that a row of ``brief`` is."""
    return BriefSummary(
        token=str(row["id"]),
        title=row["title"],
        owner=row["owner"],
        origin=row["origin"],
        scenes=row["scenes"],
        version=row["version"],
        changed_at=datetime.fromisoformat(row["changed_at"]),
        changed_by=row["changed_by"],
        is_archived=bool(row["is_archived"]),
    )


def frozen_summary_of(row: RowMapping) -> FrozenSummary:
    """The line of the list that a row of ``brief_frozen`` is."""
    return FrozenSummary(
        frozen_id=row["id"],
        token=row["brief"],
        title=row["title"],
        data_version=row["data_version"],
        digest=row["digest"],
        frozen_at=datetime.fromisoformat(row["frozen_at"]),
        frozen_by=row["frozen_by"],
    )


def body_of(row: RowMapping) -> Brief:
    """The brief that is stored in a row's ``body``.

    Raises
    ------
    PlanStoreError
        If it is not a brief any more.
    """
    try:
        return brief_from_json(json.loads(row["body"]))
    except (BriefError, ValueError) as error:
        raise PlanStoreError(
            f"the brief {row['title']!r} (row {row['id']}) is not what this program reads: {error}",
            remedy="Restore the database from a backup, or run the program that wrote it",
        ) from error
