"""A record of the audit chain: its parts, and the digest that ties it to the one before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from data.plans.keeping.typed_text import storable
from data.roles import Actor

GENESIS = "0" * 64
"""What stands for the digest before the first record."""
COLUMNS = (
    "seq",
    "at",
    "actor",
    "role",
    "sitting",
    "deed",
    "outcome",
    "subject",
    "reason",
    "body",
    "previous",
)
"""The parts that the digest is made over: all but the digest itself."""
_LONGEST = {"actor": 200, "role": 40, "sitting": 40, "deed": 40, "outcome": 40, "subject": 500, "reason": 500}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One record as it is stored; ``at`` is ISO 8601 in UTC, ``body`` canonical JSON text."""

    seq: int
    at: str
    actor: str
    role: str
    sitting: str
    deed: str
    outcome: str
    subject: str
    reason: str
    body: str
    previous: str
    digest: str

    @classmethod
    def of_row(cls, row: Mapping[str, Any]) -> Entry:
        """The record that a row of the table holds."""
        return cls(**{name: row[name] for name in (*COLUMNS, "digest")})

    @property
    def expected_digest(self) -> str:
        """The digest that the parts come to."""
        return digest_of({name: getattr(self, name) for name in COLUMNS})


def digest_of(parts: Mapping[str, Any]) -> str:
    """SHA-256 over the canonical JSON of the parts named in :data:`COLUMNS`, 64 hexadecimal digits."""
    return hashlib.sha256(canonical_text({name: parts[name] for name in COLUMNS}).encode()).hexdigest()


def canonical_text(value: object) -> str:
    """JSON with sorted names and without blanks: equal values are equal text."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)


def parts_of(
    actor: Actor, deed: str, *, at: str, outcome: str, subject: str, reason: str, body: Mapping[str, object]
) -> dict[str, str]:
    """What is written of a deed, before it has its place in the chain.

    Who looks as somebody else stands there under their own name; ``body`` then names whom they viewed as.
    Text longer than its column is cut, and ends with an ellipsis.
    """
    told = dict(body)
    if actor.in_place_of:
        told["viewed_as"] = actor.name
    texts = {
        "actor": actor.in_place_of or actor.name,
        "role": actor.role,
        "sitting": actor.session,
        "deed": deed,
        "outcome": outcome,
        "subject": subject,
        "reason": reason,
    }
    return {
        "at": at,
        **{name: _fitting(str(text), _LONGEST[name]) for name, text in texts.items()},
        "body": storable(canonical_text(told)),
    }


def _fitting(text: str, longest: int) -> str:
    kept = storable(text)
    return kept if len(kept) <= longest else f"{kept[: longest - 1]}…"
