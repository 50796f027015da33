"""What is told of one route."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dashboard.api.openapi.schemas import Schema, text

JSON = "application/json"
FILE = "application/octet-stream"

FILTER: Mapping[str, Schema] = {
    "from": {"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"},
    "to": {"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"},
    "category": text(),
    "component": text(),
    "mode": text(),
    "region": text(),
    "version": {"type": "string", "pattern": "^v[0-9]{6}$"},
}
"""The filter as the page's own links have it; several values of one field are joined by ``|``."""


@dataclass(frozen=True, kw_only=True)
class Operation:
    """Query, body and answer of a route; the rest follows from the route itself.

    ``answers`` are further statuses that mean success: 202, 204. ``path`` are schemas of parts of the
    address whose converter says too little.
    """

    query: Mapping[str, Schema] = field(default_factory=dict)
    path: Mapping[str, Schema] = field(default_factory=dict)
    body: Schema | None = None
    sent_as: str = JSON
    answer: Schema = field(default_factory=lambda: {"type": "object"})
    answered_as: tuple[str, ...] = (JSON,)
    answers: tuple[int, ...] = ()
    required: tuple[str, ...] = ()
    """Parameters of the query that must be there."""
