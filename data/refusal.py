"""What every refusal says: the place in the input, what was found there, what to do about it."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True, kw_only=True)
class Where:
    """The place in the input that a refusal speaks of.

    Rows are counted as a person sees them in a spreadsheet: the header is row 1.
    Rings and vertices are counted from 0, outer ring first.
    """

    file: str | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    ring: int | None = None
    vertex: int | None = None

    def __str__(self) -> str:
        """Comma-separated ``name value`` pairs of the parts that are known."""
        parts = ((f.name, getattr(self, f.name)) for f in fields(self))
        return ", ".join(f"{name} {value}" for name, value in parts if value is not None)


class BorderopsError(Exception):
    """The root: a refusal with its place and its remedy."""

    def __init__(self, found: str, *, where: Where | None = None, remedy: str = "") -> None:
        """Compose the message from its three parts; all three stay readable as attributes."""
        self.found = found
        self.where = where or Where()
        self.remedy = remedy
        place = str(self.where)
        super().__init__(". ".join(p for p in (f"{place}: {found}" if place else found, remedy) if p))
