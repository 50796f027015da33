"""What is recorded of a drawn shape: a digest, how many vertices, a box around it; never the shape."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

_DECIMALS = 2
_LARGEST_BYTES = 4 * 1024 * 1024


def drawn_facts(sent: bytes) -> dict[str, object]:
    """SHA-256 of what was sent, and of a GeoJSON geometry its vertices and box (OGC:CRS84, 0.01 degrees)."""
    facts: dict[str, object] = {"sha256": hashlib.sha256(sent).hexdigest()}
    try:
        body = json.loads(sent) if len(sent) <= _LARGEST_BYTES else {}
        points = list(_points(body.get("coordinates"), 0)) if isinstance(body, dict) else []
    except (ValueError, RecursionError):
        points = []
    if points:
        lons, lats = zip(*points, strict=True)
        box = (min(lons), min(lats), max(lons), max(lats))
        facts |= {"vertices": len(points), "box": [round(one, _DECIMALS) for one in box]}
    return facts


def _points(value: object, depth: int) -> Iterator[tuple[float, float]]:
    if not isinstance(value, list) or depth > 4:
        return
    if len(value) >= 2 and all(isinstance(one, (int, float)) for one in value[:2]):
        yield float(value[0]), float(value[1])
        return
    for part in value:
        yield from _points(part, depth + 1)
