"""What two routes counted, compared number by number: how many agree, and which differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.geography.regions import region

_EXAMPLES = 5
"""Differences of each subject that are kept with their numbers."""
Counts = Mapping[object, int]


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One number that two routes count differently.

    ``subject`` is the breakdown, ``part`` its row in words, ``filter_words`` the filter and shape.
    """

    subject: str
    part: str
    filter_words: str
    product: int
    rows: int

    def __str__(self) -> str:
        """The difference as a sentence without its end."""
        part = f", {self.part}" if self.part else ""
        return (
            f"{self.subject}{part}: {self.product:,} in the product, {self.rows:,} in the stored rows "
            f"({self.filter_words})"
        )


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What was compared of one subject; ``examples`` are the first of its differences."""

    subject: str
    counts: int
    differences: int
    examples: tuple[Difference, ...]


class Ledger:
    """Adds up comparisons, subject by subject."""

    def __init__(self) -> None:
        """Nothing is compared yet."""
        self._checked: dict[str, Checked] = {}

    def compare(self, subject: str, filter_words: str, product: Counts, rows: Counts) -> None:
        """Compare two tables of counts; a key that one of them lacks is 0 there."""
        keys = list(dict.fromkeys((*product, *rows)))
        found = [product.get(key, 0) for key in keys], [rows.get(key, 0) for key in keys]
        self._add(subject, filter_words, [_words(key) for key in keys], *(np.array(side) for side in found))

    def compare_cells(
        self,
        subject: str,
        filter_words: str,
        product: tuple[NDArray[np.int64], NDArray[np.int64]],
        rows: tuple[NDArray[np.int64], NDArray[np.int64]],
    ) -> None:
        """Compare counts by cell: codes, rising, and a count of each; a cell left out is 0."""
        codes = np.union1d(product[0], rows[0])
        sides = []
        for own_codes, counts in (product, rows):
            side = np.zeros(len(codes), np.int64)
            side[np.searchsorted(codes, own_codes)] = counts
            sides.append(side)
        self._add(subject, filter_words, codes, *sides)

    def claim(self, subject: str, filter_words: str, part: str, *, product: int, rows: int) -> None:
        """Compare two numbers."""
        self._add(subject, filter_words, [part], np.array([product]), np.array([rows]))

    def checked(self) -> tuple[Checked, ...]:
        """What was compared, in the order of first comparison."""
        return tuple(self._checked.values())

    def _add(
        self,
        subject: str,
        filter_words: str,
        parts: list[str] | NDArray[np.int64],
        product: NDArray[np.int64],
        rows: NDArray[np.int64],
    ) -> None:
        before = self._checked.get(subject, Checked(subject=subject, counts=0, differences=0, examples=()))
        different = np.flatnonzero(product != rows)
        examples = [
            Difference(
                subject=subject,
                part=str(parts[at]),
                filter_words=filter_words,
                product=int(product[at]),
                rows=int(rows[at]),
            )
            for at in different[: _EXAMPLES - len(before.examples)].tolist()
        ]
        self._checked[subject] = Checked(
            subject=subject,
            counts=before.counts + len(product),
            differences=before.differences + len(different),
            examples=(*before.examples, *examples),
        )


def _words(key: object) -> str:
    """A key of a table as people read it: the name of a region, a month, a word."""
    text = str(key)
    if not text:
        return "in no region of the set"
    return f"{region(text).name} ({text})" if ":" in text else text
