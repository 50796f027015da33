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

FORMAT = 1
_REMEDY = "Restore manifest.json from a backup of the store, or build the store again"


def manifest_text(manifest: Manifest) -> str:
    """The manifest as JSON; ``digest`` is the SHA-256 of the rest in compact form."""
    body: dict[str, object] = {
        "format": FORMAT,
        "current": manifest.versions[-1].id if manifest.versions else None,
        "next_number": manifest.next_number,
        "versions": [_version(version) for version in manifest.versions],
        "files": [vars(file) for _, file in sorted(manifest.files.items())],
    }
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
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreCorruptError(f"manifest.json cannot be read: {error!r}", remedy=_REMEDY) from error


def _digest(body: Mapping[str, object]) -> str:
    compact = json.dumps(body, separators=(",", ":"), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(compact.encode()).hexdigest()


def _version(version: VersionRecord) -> dict[str, object]:
    return {
        **vars(version),
        "created_at": version.created_at.isoformat(),
        "extracts": [_extract(extract) for extract in version.extracts],
    }


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
    created_at = datetime.fromisoformat(body["created_at"])
    return VersionRecord(**{**body, "created_at": created_at, "extracts": extracts})


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
