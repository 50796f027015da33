"""Exact figures for a question over one data version, before disclosure control.

Nothing outside this package may read them: the gate turns them into answers.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from data.answers.cells import Occupied, cell_counts, occupied
from data.answers.engine import Engine
from data.answers.filters import Filter, period_words
from data.answers.incidents import counts
from data.answers.inside import category_counts_inside
from data.answers.measures import Measure
from data.answers.observations import published
from data.answers.question import By, Question
from data.errors import QuestionError
from data.extracts.contract import Kind
from data.reference.taxonomy import CATEGORIES

_OF_INCIDENTS = frozenset(By) - {By.PLACE}
_OF_PUBLICATIONS = frozenset({By.TOTAL, By.MONTH, By.PLACE})
_IN_POLYGON = frozenset({By.TOTAL, By.CATEGORY})


@dataclass(frozen=True, kw_only=True)
class Exact:
    """An exact table with its papers: key column named as ``question.by``, and ``value``."""

    table: pa.Table
    source: str
    as_of: date | None
    caveats: tuple[str, ...]
    sentence: str
    is_synthetic: bool
    first: date | None
    last: date | None


class Figures:
    """Computes exact figures over one engine; keeps what repeated questions share."""

    def __init__(self, engine: Engine) -> None:
        """Keep the engine; cells and the last polygon are remembered as they are asked for."""
        self.engine = engine
        self._cells: dict[int, Occupied] = {}
        self._inside: tuple[tuple[Filter, bytes], pa.Table] | None = None
        self._lock = threading.Lock()

    def cells(self, level: int) -> Occupied:
        """The occupied cells of a level, computed once per version."""
        with self._lock:
            if level not in self._cells:
                self._cells[level] = occupied(self.engine, level)
            return self._cells[level]

    def exact(self, question: Question, asked: Measure) -> Exact:
        """The exact answer to a question.

        Raises
        ------
        QuestionError
            If the measure cannot be broken down as asked, or a part of the question is missing.
        """
        _check(question, asked)
        if asked.kind is Kind.OBSERVATIONS:
            return self._published(question, asked)
        version = self.engine.version
        return Exact(
            table=self._counts(question),
            source="; ".join(version.sources(Kind.INCIDENTS)) or "no incident extract loaded",
            as_of=version.as_of(Kind.INCIDENTS),
            caveats=(asked.caveat,),
            sentence=question.filter.sentence(),
            is_synthetic=version.is_synthetic(Kind.INCIDENTS),
            first=question.filter.first,
            last=question.filter.last,
        )

    def _counts(self, question: Question) -> pa.Table:
        if question.by is By.CELL:
            cells = self.cells(question.level or 0)
            values = cell_counts(self.engine, question.filter, cells)
            return pa.table({"cell": pa.array(cells.codes), "value": pa.array(values)})
        if question.polygon is None:
            return counts(self.engine, question)
        by_category = self._by_category_inside(question)
        if question.by is By.CATEGORY:
            return by_category
        whole = sum(by_category.column("value").to_pylist())
        return pa.table({"total": ["total"], "value": pa.array([whole], pa.int64())})

    def _by_category_inside(self, question: Question) -> pa.Table:
        if question.polygon is None:
            raise QuestionError("the question has no polygon", remedy="Give one")
        key = (question.filter, question.polygon.wkb)
        remembered = self._inside
        if remembered and remembered[0] == key:
            return remembered[1]
        values = category_counts_inside(self.engine, question.filter, question.polygon)
        table = pa.table({"category": pa.array(CATEGORIES), "value": pa.array(values)})
        self._inside = (key, table)
        return table

    def _published(self, question: Question, asked: Measure) -> Exact:
        found = published(self.engine, question, asked)
        version = self.engine.version
        if found is None:
            return Exact(
                table=_nothing(question.by),
                source="no extract loaded",
                as_of=None,
                caveats=(f"{asked.title}: no extract of {asked.dataset} is loaded.",),
                sentence="Nothing loaded",
                is_synthetic=False,
                first=None,
                last=None,
            )
        return Exact(
            table=found.table,
            source="; ".join(version.sources(Kind.OBSERVATIONS, asked.dataset)),
            as_of=version.as_of(Kind.OBSERVATIONS, asked.dataset),
            caveats=(asked.caveat, *found.caveats),
            sentence=f"{asked.title}; {period_words(found.first, found.last)}",
            is_synthetic=False,
            first=found.first,
            last=found.last,
        )


def _nothing(by: By) -> pa.Table:
    """The table of a measure of which nothing is loaded: one missing total, or no rows."""
    keys, values = (["total"], [None]) if by is By.TOTAL else ([], [])
    return pa.table({by.value: pa.array(keys, pa.string()), "value": pa.array(values, pa.float64())})


def _check(question: Question, asked: Measure) -> None:
    allowed = _OF_INCIDENTS if asked.kind is Kind.INCIDENTS else _OF_PUBLICATIONS
    if question.polygon is not None:
        allowed &= _IN_POLYGON
    if question.by not in allowed:
        raise QuestionError(
            f"{asked.key} cannot be broken down by {question.by}"
            + (" inside a polygon" * (question.polygon is not None)),
            remedy=f"Allowed: {', '.join(sorted(allowed))}",
        )
    if question.polygon is not None and asked.kind is Kind.OBSERVATIONS:
        raise QuestionError(
            f"{asked.key} has no located events to count inside a polygon", remedy="Ask for incidents"
        )
    if question.by is By.CELL and question.level is None:
        raise QuestionError("a question by cell needs a level", remedy="Give 8 to 16")
    if question.by is By.REGION and not question.region_set:
        raise QuestionError("a question by region needs a region set", remedy="For example sector")
