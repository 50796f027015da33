"""What goes by rule: old data versions, their papers, and documents and jobs of that age."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from dashboard.documents.shelf import Shelf
from data.briefs.named_versions import named_versions
from data.intake.old_papers import remove_old_papers
from data.intake.purging import Retention
from data.intake.store import Store
from data.plans.keeping.database import Database
from data.plans.keeping.old_jobs import remove_ended_jobs
from data.roles import Actor
from data.settings import Settings
from data.trust.audit import AuditLog
from data.trust.releases import Releases


@dataclass(frozen=True, kw_only=True)
class Purged:
    """What was removed: ids of data versions, and how many papers, jobs and folders of documents."""

    versions: tuple[str, ...]
    papers: int
    jobs: int
    documents: int


def retention_of(database: Database, settings: Settings, days: int | None) -> Retention:
    """The rule of the settings, or that of so many days; what briefs and plans name is kept.

    Raises
    ------
    PlanStoreError
        If the database cannot be read: nothing is purged unless it is known what is named.
    """
    keep_days = settings.keep_versions_days if days is None else days
    return Retention(keep_days=keep_days, named=named_versions(database))


def purge(
    actor: Actor,
    store: Store,
    settings: Settings,
    rule: Retention,
    *,
    database: Database,
    now: datetime,
    at_once: bool = False,
) -> Purged:
    """Remove what the rule lets go; each step may be repeated if it was cut off.

    Raises
    ------
    AccessDeniedError
        If the actor may not release data.
    AuditError
        If the record cannot be written.
    PlanStoreError
        If jobs cannot be removed from the database.
    ReleaseError
        If no rule says how long versions are kept.
    StoreError
        If another process is writing to the store, or something of it cannot be removed.
    """
    releases = Releases(store=store, audit=AuditLog(database, settings))
    versions = releases.purge(actor, rule, now=now, at_once=at_once)
    before = now - timedelta(days=rule.keep_days)
    return Purged(
        versions=versions,
        papers=remove_old_papers(store, before=before),
        jobs=remove_ended_jobs(database, before=before),
        documents=Shelf(store.path / "documents").remove_older(before),
    )
