"""``Span``: the months that hold incidents."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Span:
    """First and last month, as ``YYYY-MM``, that hold an incident."""

    first: str
    last: str
