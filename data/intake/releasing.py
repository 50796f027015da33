"""What stewards decide about data versions: pure steps from one manifest to the next.

::

    pending   --release-->   released
    pending   --withdraw-->  withdrawn
    released  --withdraw-->  withdrawn

A version is made of those before it. It is released after all of them, and withdrawn together
with all that are made of it. A withdrawn version is never released again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from data.errors import ReleaseError
from data.intake.manifest import Manifest, VersionRecord
from data.intake.release_state import Decision, DecisionKind, ReleaseState
from data.markings import highest_marking, stated_marking

LONGEST_REASON = 500


@dataclass(frozen=True, kw_only=True)
class Deciding:
    """Who decides, when (UTC) and why; a reason is needed for everything."""

    by: str
    at: datetime
    reason: str

    def decision(self, kind: DecisionKind, marking: str) -> Decision:
        """The decision as it is kept.

        Raises
        ------
        ReleaseError
            If the reason is empty or too long.
        """
        reason = self.reason.strip()
        if not reason or len(reason) > LONGEST_REASON:
            raise ReleaseError(
                f"the reason has {len(reason):,} characters",
                remedy=f"Say why in 1 to {LONGEST_REASON} characters; it is kept with the version",
            )
        return Decision(at=self.at, by=self.by, kind=kind, reason=reason, marking=marking)


def release(manifest: Manifest, version_id: str, deciding: Deciding, *, marking: str = "") -> Manifest:
    """The manifest in which a pending version is released, under another marking if one is given.

    Raises
    ------
    ReleaseError
        If it is not pending, a version that it is made of is, there is no reason, or the marking cannot
        be one.
    UnknownVersionError
        If there is no such version.
    """
    chosen = manifest.record(version_id)
    _require(chosen, {ReleaseState.PENDING}, "released")
    waiting = [
        version.id
        for version in manifest.versions
        if version.state is ReleaseState.PENDING and is_made_of(manifest, chosen, version)
    ]
    if waiting:
        raise ReleaseError(
            f"{version_id} holds what {', '.join(waiting)} took in, and that is pending",
            remedy=f"Look at {waiting[0]} first: release it, or withdraw it and what is made of it",
        )

    def step(version: VersionRecord) -> VersionRecord:
        decision = deciding.decision(DecisionKind.RELEASED, version.marking)
        return replace(version, state=ReleaseState.RELEASED, decisions=(*version.decisions, decision))

    marked = mark(manifest, version_id, deciding, marking) if marking else manifest
    return _changed(marked, {version_id}, step)


def withdraw(manifest: Manifest, version_id: str, deciding: Deciding) -> Manifest:
    """The manifest in which a version, and every one that is made of it, is withdrawn.

    Raises
    ------
    ReleaseError
        If it is withdrawn already, or there is no reason.
    UnknownVersionError
        If there is no such version.
    """
    chosen = manifest.record(version_id)
    _require(chosen, {ReleaseState.PENDING, ReleaseState.RELEASED}, "withdrawn")
    with_it = {
        version.id
        for version in manifest.versions
        if version.id == version_id or is_made_of(manifest, version, chosen)
    }

    def step(version: VersionRecord) -> VersionRecord:
        if version.state is ReleaseState.WITHDRAWN:
            return version
        decision = deciding.decision(DecisionKind.WITHDRAWN, version.marking)
        return replace(version, state=ReleaseState.WITHDRAWN, decisions=(*version.decisions, decision))

    return _changed(manifest, with_it, step)


def mark(manifest: Manifest, version_id: str, deciding: Deciding, marking: str) -> Manifest:
    """The manifest in which a version has the marking, and those made of it at least that.

    Raises
    ------
    ReleaseError
        If it is withdrawn, there is no reason, or the marking cannot be one.
    UnknownVersionError
        If there is no such version.
    """
    chosen, stated = manifest.record(version_id), stated_marking(marking)
    _require(chosen, {ReleaseState.PENDING, ReleaseState.RELEASED}, "marked")
    with_it = {version.id for version in manifest.versions if is_made_of(manifest, version, chosen)}

    def step(version: VersionRecord) -> VersionRecord:
        if version.id == version_id or not version.marking:
            new = stated
        else:
            new = highest_marking([version.marking, stated])
        if new == version.marking:
            return version
        decision = deciding.decision(DecisionKind.MARKED, new)
        return replace(version, marking=new, decisions=(*version.decisions, decision))

    return _changed(manifest, {version_id, *with_it}, step)


def is_made_of(manifest: Manifest, version: VersionRecord, part: VersionRecord) -> bool:
    """Whether a version holds what another took in, or was rolled back to it."""
    if version.id <= part.id:
        return False
    at = version.base
    while at is not None:
        if at == part.id:
            return True
        at = manifest.record(at).base
    # Without a base it stands alone and lists what it is made of; the last of a version is what it took in.
    return bool(part.extracts) and part.extracts[-1] in manifest.extracts(version.id)


def _require(version: VersionRecord, states: set[ReleaseState], deed: str) -> None:
    if version.state not in states:
        raise ReleaseError(
            f"data version {version.id} is {version.state} and cannot be {deed}",
            remedy="A withdrawn version stays so: take the corrected file in. All: borderops store list",
        )


def _changed(manifest: Manifest, ids: set[str], step: Callable[[VersionRecord], VersionRecord]) -> Manifest:
    versions = tuple(step(version) if version.id in ids else version for version in manifest.versions)
    return replace(manifest, versions=versions)
