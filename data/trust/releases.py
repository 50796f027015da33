"""What stewards do to data versions, each deed in the audit record before it is done and after."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from data.intake.manifest import Manifest, VersionRecord
from data.intake.purging import Retention, due, purged
from data.intake.release_state import ReleaseState
from data.intake.releasing import Deciding, mark, release, withdraw
from data.intake.store import Store
from data.roles import Action, Actor, require
from data.trust.audit import AuditLog
from data.trust.deeds import Deed, Outcome


@dataclass(frozen=True, kw_only=True)
class Releases:
    """Releases, withdraws, marks and purges the versions of one store; needs the right to release data."""

    store: Store
    audit: AuditLog

    def release(
        self, actor: Actor, version_id: str, *, reason: str, at: datetime, marking: str = ""
    ) -> VersionRecord:
        """The version, which everybody may see from now on, under the marking if one is given.

        Raises
        ------
        AccessDeniedError
            If the actor may not release data.
        AuditError
            If the record cannot be written: as begun, and nothing was done; or as done, and it was.
        ReleaseError
            If the version is not pending, is made of one that is, there is no reason, or the marking
            cannot be one.
        StoreError
            If another process is writing, there is no such version, or the store cannot be written.
        """
        deciding = Deciding(by=actor.name, at=at, reason=reason)
        step = _on(version_id, lambda before: release(before, version_id, deciding, marking=marking))
        self._done(actor, Deed.RELEASED, step, reason=reason, body={"marking": marking} if marking else {})
        return self.store.manifest().record(version_id)

    def withdraw(
        self, actor: Actor, version_id: str, *, reason: str, at: datetime
    ) -> tuple[VersionRecord, ...]:
        """The versions that nobody but stewards may see from now on: this one and all that are made of it.

        Raises
        ------
        AccessDeniedError
            If the actor may not release data.
        AuditError
            If the record cannot be written: as begun, and nothing was done; or as done, and it was.
        ReleaseError
            If it is withdrawn already, or there is no reason.
        StoreError
            If another process is writing, there is no such version, or the store cannot be written.
        """
        deciding = Deciding(by=actor.name, at=at, reason=reason)
        step = _on(version_id, lambda before: withdraw(before, version_id, deciding))
        before, after = self._done(actor, Deed.WITHDREW, step, reason=reason, body={})
        was = {version.id: version.state for version in before.versions}
        return tuple(
            version
            for version in after.versions
            if version.state is ReleaseState.WITHDRAWN and was[version.id] is not ReleaseState.WITHDRAWN
        )

    def mark(
        self, actor: Actor, version_id: str, *, marking: str, reason: str, at: datetime
    ) -> VersionRecord:
        """The version under another marking; what is made of it has at least that one.

        Raises
        ------
        AccessDeniedError
            If the actor may not release data.
        AuditError
            If the record cannot be written: as begun, and nothing was done; or as done, and it was.
        ReleaseError
            If the version is withdrawn, there is no reason, or the marking cannot be one.
        StoreError
            If another process is writing, there is no such version, or the store cannot be written.
        """
        deciding = Deciding(by=actor.name, at=at, reason=reason)
        step = _on(version_id, lambda before: mark(before, version_id, deciding, marking))
        self._done(actor, Deed.MARKED, step, reason=reason, body={"marking": marking})
        return self.store.manifest().record(version_id)

    def purge(
        self, actor: Actor, rule: Retention, *, now: datetime, at_once: bool = False
    ) -> tuple[str, ...]:
        """Ids of the versions that were purged by the rule; their files follow later, or ``at_once``.

        Raises
        ------
        AccessDeniedError
            If the actor may not release data.
        AuditError
            If the record cannot be written: as begun, and nothing was done; or as done, and it was.
        ReleaseError
            If the rule names no number of days.
        StoreError
            If another process is writing, or the store cannot be written.
        """
        require(actor, Action.RELEASE_DATA)
        going: list[str] = []

        def change(before: Manifest) -> Manifest:
            going.extend(due(before, rule, now=now))
            return purged(before, going, rule, now=now, at_once=at_once)

        def subject() -> str:
            return ", ".join(going[:5]) + (f" and {len(going) - 5:,} more" if len(going) > 5 else "")

        step = _Step(change=change, subject=subject)
        self._done(actor, Deed.PURGED_DATA, step, reason=rule.words, body={"versions": going})
        return tuple(going)

    def _done(
        self, actor: Actor, deed: Deed, step: _Step, *, reason: str, body: Mapping[str, object]
    ) -> tuple[Manifest, Manifest]:
        """The manifest before and after a change that is on record, made under the writer lock."""
        require(actor, Action.RELEASE_DATA)
        with self.store.writing() as writing:
            after = step.change(writing.manifest)
            if after == writing.manifest:
                return after, after
            record = partial(self.audit.record, actor, deed, subject=step.subject(), reason=reason, body=body)
            record(outcome=Outcome.BEGUN)
            try:
                writing.publish(after)
            except OSError:
                record(outcome=Outcome.FAILED)
                raise
        record(outcome=Outcome.DONE)
        return writing.manifest, after


@dataclass(frozen=True, kw_only=True)
class _Step:
    change: Callable[[Manifest], Manifest]
    subject: Callable[[], str]


def _on(version_id: str, change: Callable[[Manifest], Manifest]) -> _Step:
    return _Step(change=change, subject=lambda: f"data version {version_id}")
