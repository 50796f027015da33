"""What a walk along the audit record finds: faults at their numbers, and what is to be known beside them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Breach(StrEnum):
    """In which way a record is not as it was written."""

    CHANGED = "changed"
    MISSING = "missing"
    UNTIED = "not tied to the one before"
    CUT = "cut off"
    REWRITTEN = "rewritten"
    PURGED = "taken away without a purge"


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What is wrong, at which record, in a sentence."""

    seq: int
    breach: Breach
    words: str


@dataclass(frozen=True, kw_only=True)
class Verification:
    """What was found: ``records`` from ``first`` to ``last``, and of how many heads outside the database.

    ``is_file`` tells that an exported file was looked at, which knows no heads.
    ``remarks`` are no faults, but to be known: purges, restores from a backup, that no heads were found.
    """

    records: int
    first: int
    last: int
    digest: str
    heads: int
    faults: tuple[Fault, ...]
    remarks: tuple[str, ...] = ()
    more_faults: int = 0
    is_file: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults

    @property
    def words(self) -> str:
        """The result in a sentence."""
        if self.faults:
            count = len(self.faults) + self.more_faults
            return (
                f"The record is not whole: {count:,} fault{'s' if count > 1 else ''}. {self.faults[0].words}"
            )
        if not self.records:
            return "There are no records."
        if self.is_file:
            return (
                f"The file is whole: {self.records:,} records of number {self.first:,} to {self.last:,}, "
                "each as it was written."
            )
        heads = f"{self.heads:,} head{'s' if self.heads != 1 else ''} outside the database"
        return (
            f"The record is whole: {self.records:,} records, number {self.first:,} to {self.last:,}, each "
            f"tied to the one before, and {heads} that agree{'s' if self.heads == 1 else ''}."
        )
