"""Exact figures with their papers, before disclosure control, and what gives them.

Nothing outside this package may read them: the gate turns them into answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import pyarrow as pa

from data.answers.measure import Measure
from data.answers.question import By, Question

_KEY_TYPES: Mapping[By, pa.DataType] = {By.MONTH: pa.date32(), By.CELL: pa.int64()}


@dataclass(frozen=True, kw_only=True)
class Exact:
    """An exact table with its papers: key column named as ``question.by``, and ``value``.

    A null value is not published. ``first`` and ``last`` are the months that the figures cover.
    """

    table: pa.Table
    source: str
    as_of: date | None
    caveats: tuple[str, ...]
    sentence: str
    is_synthetic: bool = False
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Exact figures of some months and of the same months a year before, with the same keys.

    ``share`` is the part of the days of both that lies in the later ones (a leap year has one
    more). All figures of ``before`` are null where no month can be compared.
    """

    now: Exact
    before: pa.Table
    share: float = 0.5


class Source(Protocol):
    """What answers the measures of one origin, over one data version."""

    def breakdowns(self, question: Question) -> frozenset[By]:
        """The breakdowns that a question with these restrictions may have."""

    def exact(self, question: Question, asked: Measure) -> Exact:
        """The exact answer to a question that :meth:`breakdowns` allows.

        Raises
        ------
        QuestionError
            If the measure cannot be broken down as asked.
        """


class Comparable(Source, Protocol):
    """A source whose figures have a year before."""

    def compare(self, question: Question, asked: Measure) -> Comparison:
        """The exact figures of the months that can be compared, and of those a year before.

        Raises
        ------
        QuestionError
            If the measure cannot be broken down as asked.
        """


def keyed(by: By, keys: Iterable[object], values: Iterable[float | None], *, type_: pa.DataType) -> pa.Table:
    """A table of two columns: the key, named as the breakdown, and ``value`` of the type."""
    key_type = _KEY_TYPES.get(by, pa.string())
    return pa.table({by.value: pa.array(list(keys), key_type), "value": pa.array(list(values), type_)})
