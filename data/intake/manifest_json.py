"""The manifest as JSON text, with a digest over itself."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from data.errors import StoreCorruptError
from data.extracts.contract import Kind
from data.intake.manifest import Manifest, SegmentKind, StoredExtract, StoredFile, VersionRecord
from data.intake.release_state import Decision, DecisionKind, ReleaseState, Removed

FORMAT = 1
_REMEDY = "Restore manifest.json from a backup of the store, or build the store again"


def manifest_text(manifest: Manifest) -> str:
    """The manifest as JSON; ``digest`` is the SHA-256 of the rest in compact form."""
    body: dict[str, object] = {
        "format": FORMAT,
        "current": released[-1].id if (released := manifest.released()) else None,
        "next_number": manifest.next_number,
        "versions": [_version(version) for version in manifest.versions],
        "files": [vars(file) for _, file in sorted(manifest.files.items())],
    }
    if manifest.removed:
        body["removed"] = [_removed(removed) for removed in manifest.removed]
    return json.dumps({"digest": _digest(body), **body}, indent=1, ensure_ascii=False) + "\n"


def manifest_from(text: str) -> Manifest:
    """The manifest that the text holds.

    Raises
    ------
    StoreCorruptError
        If the text is no manifest, has another format number, or differs from its digest.
    """
    try:
        body = json.loads(text)
        stated = body.pop("digest")
        if body["format"] != FORMAT:
            raise StoreCorruptError(
                f"manifest.json has format {body['format']!r}, this program reads format {FORMAT}",
                remedy="Use the version of borderops that wrote the store",
            )
        if stated != _digest(body):
            raise StoreCorruptError("manifest.json differs from the digest that it states", remedy=_REMEDY)
        return Manifest(
            next_number=body["next_number"],
            versions=tuple(_read_version(version) for version in body["versions"]),
            files={file["name"]: _read_file(file) for file in body["files"]},
            removed=tuple(_read_removed(removed) for removed in body.get("removed", ())),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreCorruptError(f"manifest.json cannot be read: {error!r}", remedy=_REMEDY) from error


def _digest(body: Mapping[str, object]) -> str:
    compact = json.dumps(body, separators=(",", ":"), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(compact.encode()).hexdigest()


def _version(version: VersionRecord) -> dict[str, object]:
    written = {
        **vars(version),
        "created_at": version.created_at.isoformat(),
        "extracts": [_extract(extract) for extract in version.extracts],
        "decisions": [{**vars(one), "at": one.at.isoformat()} for one in version.decisions],
    }
    # A program from before there were releases reads a store without any, and refuses one with pending data.
    plain = {"marking": "", "state": ReleaseState.RELEASED, "decisions": []}
    return {name: value for name, value in written.items() if name not in plain or value != plain[name]}


def _removed(removed: Removed) -> dict[str, object]:
    days = {name: getattr(removed, name).isoformat() for name in ("created_at", "removed_at")}
    return {**vars(removed), **days, "files": list(removed.files)}


def _extract(extract: StoredExtract) -> dict[str, object]:
    days = {name: _day_text(getattr(extract, name)) for name in ("as_of", "taken_in_on", "first", "last")}
    lists = {"datasets": list(extract.datasets), "files": list(extract.files)}
    written = {**vars(extract), **days, **lists}
    if not extract.redefinition:
        # A program from before there were redefinitions reads every store without one.
        del written["redefinition"]
    return written


def _day_text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _read_version(body: dict[str, Any]) -> VersionRecord:
    extracts = tuple(_read_extract(extract) for extract in body["extracts"])
    parsed = {
        "created_at": datetime.fromisoformat(body["created_at"]),
        "extracts": extracts,
        "state": ReleaseState(body.get("state", ReleaseState.RELEASED)),
        "decisions": tuple(_read_decision(decision) for decision in body.get("decisions", ())),
    }
    return VersionRecord(**{**body, **parsed})


def _read_decision(body: dict[str, Any]) -> Decision:
    at, kind = datetime.fromisoformat(body["at"]), DecisionKind(body["kind"])
    return Decision(**{**body, "at": at, "kind": kind})


def _read_removed(body: dict[str, Any]) -> Removed:
    days = {name: datetime.fromisoformat(body[name]) for name in ("created_at", "removed_at")}
    return Removed(**{**body, **days, "files": tuple(body["files"])})


def _read_extract(body: dict[str, Any]) -> StoredExtract:
    parsed = {
        "kind": Kind(body["kind"]),
        "datasets": tuple(body["datasets"]),
        "files": tuple(body["files"]),
        "taken_in_on": date.fromisoformat(body["taken_in_on"]),
        **{name: _day(body[name]) for name in ("as_of", "first", "last")},
    }
    return StoredExtract(**{**body, **parsed})


def _read_file(body: dict[str, Any]) -> StoredFile:
    return StoredFile(**{**body, "kind": SegmentKind(body["kind"])})
