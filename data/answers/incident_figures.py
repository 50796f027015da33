"""Exact counts of incidents: by total, month, word, region or cell, and inside a polygon."""

from __future__ import annotations

import threading

import pyarrow as pa

from data.answers.cells import Occupied, cell_counts, occupied
from data.answers.engine import Engine
from data.answers.exact import Exact
from data.answers.filters import Filter
from data.answers.incidents import counts
from data.answers.inside import category_counts_inside
from data.answers.measure import Measure
from data.answers.question import By, Question
from data.errors import QuestionError
from data.extracts.contract import Kind
from data.geography.regions import PORT, region
from data.reference.taxonomy import CATEGORIES

_ALL = frozenset({By.TOTAL, By.MONTH, By.CATEGORY, By.COMPONENT, By.MODE, By.REGION, By.CELL})
_IN_POLYGON = frozenset({By.TOTAL, By.CATEGORY})


class IncidentFigures:
    """Counts the incidents of one data version."""

    def __init__(self, engine: Engine) -> None:
        """Keep the engine; cells and the last polygon are remembered as they are asked for."""
        self._engine = engine
        self._cells: dict[int, Occupied] = {}
        self._inside: tuple[tuple[Filter, bytes], pa.Table] | None = None
        self._lock = threading.Lock()

    def cells(self, level: int) -> Occupied:
        """The occupied cells of a level, computed once per version."""
        with self._lock:
            if level not in self._cells:
                self._cells[level] = occupied(self._engine, level)
            return self._cells[level]

    def breakdowns(self, question: Question) -> frozenset[By]:
        """All but by place; inside a polygon by total and category only."""
        if question.place is not None:
            return frozenset()
        return _ALL if question.polygon is None else _IN_POLYGON

    def exact(self, question: Question, asked: Measure) -> Exact:
        """Exact counts, with every month of the span and every word of a vocabulary."""
        version = self._engine.version
        return Exact(
            table=self._counts(question),
            source="; ".join(version.sources(Kind.INCIDENTS)) or "no incident extract loaded",
            as_of=version.as_of(Kind.INCIDENTS),
            caveats=(asked.caveat, *_port_caveats(question.filter)),
            sentence=question.filter.sentence(),
            is_synthetic=version.is_synthetic(Kind.INCIDENTS),
            first=question.filter.first,
            last=question.filter.last,
        )

    def _counts(self, question: Question) -> pa.Table:
        if question.by is By.CELL:
            cells = self.cells(question.level or 0)
            values = cell_counts(self._engine, question.filter, cells)
            return pa.table({"cell": pa.array(cells.codes), "value": pa.array(values)})
        if question.polygon is None:
            return counts(self._engine, question)
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
        values = category_counts_inside(self._engine, question.filter, question.polygon)
        table = pa.table({"category": pa.array(CATEGORIES), "value": pa.array(values)})
        self._inside = (key, table)
        return table


def _port_caveats(filter_: Filter) -> tuple[str, ...]:
    ports = [region(chosen).name for chosen in filter_.regions if chosen.startswith(f"{PORT}:")]
    if not ports:
        return ()
    return (f"Incidents carry no port: {', '.join(ports)} means those of the port's county.",)
