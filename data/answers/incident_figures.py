"""Exact counts of incidents: by total, month, word, region or cell, and inside a polygon."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date
from functools import lru_cache

import pyarrow as pa

from data.answers.calendar import month_number
from data.answers.cells import Occupied
from data.answers.comparison import comparable_months, limits, nothing_before, share_of_days
from data.answers.counting import Counter, counts, group_caveats
from data.answers.engine import Engine
from data.answers.exact import Comparison, Exact
from data.answers.filters import Filter
from data.answers.measure import Measure
from data.answers.monthly_counts import last_complete
from data.answers.question import By, Question
from data.answers.words import period_words
from data.extracts.contract import Kind
from data.geography.regions import PORT, region

_REGIONS_HELD = 64
_ALL = frozenset({By.TOTAL, By.MONTH, By.CATEGORY, By.COMPONENT, By.MODE, By.REGION, By.CELL, By.REACH})
_IN_POLYGON = frozenset({By.TOTAL, By.MONTH, By.CATEGORY, By.COMPONENT, By.MODE})


class IncidentFigures:
    """Counts the incidents of one data version."""

    def __init__(self, engine: Engine, counter: Counter) -> None:
        """Keep both; cells are remembered as they are asked for."""
        self._engine = engine
        self._counter = counter
        self._cells: dict[int, Occupied] = {}
        self._span: tuple[tuple[date, date] | None] | None = None
        self._lock = threading.Lock()
        self.cells_within = lru_cache(_REGIONS_HELD)(self._cells_within)

    def cells(self, level: int) -> Occupied:
        """The occupied cells of a level, computed once per version."""
        with self._lock:
            if level not in self._cells:
                self._cells[level] = self._counter.occupied(level)
            return self._cells[level]

    def _cells_within(self, level: int, regions: tuple[str, ...]) -> Occupied:
        """The cells of a level that hold any incident of some regions, whatever the month and word."""
        cells = self.cells(level)
        is_own = self._counter.by_cell(Filter(regions=regions), cells) > 0
        return replace(cells, codes=cells.codes[is_own], x=cells.x[is_own], y=cells.y[is_own])

    def span(self) -> tuple[date, date] | None:
        """First and last month that hold an incident, looked up once; ``None`` if there are none."""
        with self._lock:
            if self._span is None:
                self._span = (self._counter.span(),)
            return self._span[0]

    def breakdowns(self, question: Question) -> frozenset[By]:
        """All but by place; inside a polygon not by region, cell or reach, in one cell not by cell."""
        is_twice_restricted = question.polygon is not None and question.cell is not None
        if question.place is not None or is_twice_restricted:
            return frozenset()
        if question.polygon is not None:
            return _IN_POLYGON
        return _ALL if question.cell is None else _ALL - {By.CELL}

    def exact(self, question: Question, asked: Measure) -> Exact:
        """Exact counts, with every month of the span and every word of a vocabulary."""
        version = self._engine.version
        return Exact(
            table=self._counts(question),
            source="; ".join(version.sources(Kind.INCIDENTS)) or "no incident extract loaded",
            as_of=version.as_of(Kind.INCIDENTS),
            caveats=(
                asked.caveat,
                *question.polygon_notes,
                *_port_caveats(question.filter),
                *group_caveats(question),
            ),
            sentence=question.filter.sentence(),
            is_synthetic=version.is_synthetic(Kind.INCIDENTS),
            first=question.filter.first,
            last=question.filter.last,
        )

    def compare(self, question: Question, asked: Measure) -> Comparison:
        """Exact counts of complete months and of those a year before; events are compared by day."""
        months = comparable_months(question.filter, self._complete_months())
        if not months:
            now = self.exact(question, asked)
            said = replace(now, caveats=(*now.caveats, *limits(question.filter, months)))
            return Comparison(now=said, before=nothing_before(now.table))
        chosen = question.filter.during(months[0], months[-1])
        now = self.exact(replace(question, filter=chosen), asked)
        before = self.exact(replace(question, filter=chosen.year_before()), asked)
        said = replace(
            now,
            caveats=(*now.caveats, *limits(question.filter, months)),
            sentence=f"{now.sentence}, against {period_words(before.first, before.last)}",
        )
        return Comparison(now=said, before=before.table, share=share_of_days(months))

    def _complete_months(self) -> range:
        span = self.span()
        if span is None:
            return range(0)
        last = min(month_number(span[1]), month_number(last_complete(self._engine.version)))
        return range(month_number(span[0]), last + 1)

    def _counts(self, question: Question) -> pa.Table:
        if question.by is By.CELL:
            cells = self.cells(question.level or 0)
            values = self._counter.by_cell(question.filter, cells)
            return pa.table({"cell": pa.array(cells.codes), "value": pa.array(values)})
        span = self.span() if question.by is By.MONTH else None
        if question.polygon is None:
            return counts(self._counter, question, span)
        return counts(self._counter.inside(question.polygon), question, span)


def _port_caveats(filter_: Filter) -> tuple[str, ...]:
    ports = [region(chosen).name for chosen in filter_.regions if chosen.startswith(f"{PORT}:")]
    if not ports:
        return ()
    return (f"Incidents carry no port: {', '.join(ports)} means those of the port's county.",)
