"""Old data versions go by rule: which are due, and what is left of them.

A version that is purged is gone from the manifest at once. Its files stay for a while, so that an
answer that was begun before can be finished; the next that writes to the store removes them.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from data.errors import ReleaseError
from data.intake.manifest import Manifest
from data.intake.release_state import GRACE, Removed


@dataclass(frozen=True, kw_only=True)
class Retention:
    """The rule: versions are kept for so many days, and longer if something names them.

    ``named`` are ids of versions that briefs or plans tell of.
    """

    keep_days: int
    named: frozenset[str] = frozenset()

    @property
    def words(self) -> str:
        """The rule as a reason."""
        return f"by rule, older than {self.keep_days:,} days"


def due(manifest: Manifest, rule: Retention, *, now: datetime) -> tuple[str, ...]:
    """Ids of the versions that the rule lets go, oldest first.

    The current version stays, whatever its age, and so does the one that new data is laid upon.

    Raises
    ------
    ReleaseError
        If the rule names no number of days.
    """
    if rule.keep_days < 1:
        raise ReleaseError(
            "no rule says how long data versions are kept",
            remedy="Set BORDEROPS_KEEP_VERSIONS_DAYS, or give --days",
        )
    tip = manifest.tip()
    kept = {*rule.named, *(version.id for version in manifest.released()[-1:]), *([tip.id] if tip else [])}
    before = now - timedelta(days=rule.keep_days)
    return tuple(
        version.id for version in manifest.versions if version.created_at < before and version.id not in kept
    )


def purged(
    manifest: Manifest, ids: Collection[str], rule: Retention, *, now: datetime, at_once: bool = False
) -> Manifest:
    """The manifest without these versions; it still lists their files unless they go ``at_once``."""
    if not ids:
        return manifest
    after = manifest.without(ids, reason=rule.words, at=now)
    if at_once:
        return after
    going = tuple(sorted(set(manifest.files) - set(after.files)))
    last = after.removed[-1]
    return replace(after, removed=(*after.removed[:-1], replace(last, files=going)))


def files_in_grace(removed: Collection[Removed], *, now: datetime) -> frozenset[str]:
    """Names of files that no version needs any more and that somebody may still be reading."""
    return frozenset(name for gone in removed if gone.removed_at + GRACE > now for name in gone.files)
