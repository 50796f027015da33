"""Exact figures for any question over one data version: each origin has a source that answers.

Nothing outside this package may read them: the gate turns them into answers.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache, partial

from data.answers.cells import MIN_CELL_LEVEL, Occupied
from data.answers.counting import Counter
from data.answers.engine import Engine
from data.answers.exact import Comparable, Comparison, Exact, Source
from data.answers.extract_figures import ExtractFigures
from data.answers.guard.tables import TableGuard
from data.answers.incident_figures import IncidentFigures
from data.answers.listing_figures import ListedByCounty, ListedPlaces
from data.answers.measure import (
    CountyFigures,
    Extracted,
    Grouped,
    Incidents,
    Listing,
    Measure,
    Origin,
    Publication,
    Yearly,
)
from data.answers.monthly_counts import MonthlyCounts, monthly_counts
from data.answers.published_figures import Publications, PublishedFigures
from data.answers.question import By, Question
from data.answers.table_figures import GroupedRows, YearlyRows
from data.errors import QuestionError
from data.geography.grid import MAX_LEVEL


class Figures:
    """Computes exact figures over one engine; keeps what repeated questions share."""

    def __init__(self, engine: Engine, counter: Counter) -> None:
        """Keep the engine and what remembers over it; ``counter`` counts its incidents."""
        self.engine = engine
        self._counter = counter
        self._incidents = IncidentFigures(engine, counter)
        self._publications = Publications(engine)
        self.guard = lru_cache(1)(partial(TableGuard, counter))

    def cells(self, level: int, regions: tuple[str, ...] = ()) -> Occupied:
        """The occupied cells of a level, or those that hold any incident of some regions."""
        return self._incidents.cells_within(level, regions) if regions else self._incidents.cells(level)

    def span(self) -> tuple[date, date] | None:
        """First and last month that hold an incident; ``None`` if there are none."""
        return self._incidents.span()

    @property
    def nbytes(self) -> int:
        """Bytes that counting incidents holds, mapped or in memory."""
        return self._counter.nbytes

    def monthly_counts(self, set_key: str) -> MonthlyCounts | None:
        """Exact counts of a set of regions; ``None`` if no month of incidents is complete.

        Raises
        ------
        FilterError
            If there is no set of that key.
        """
        return monthly_counts(self._counter, self.engine.version, set_key)

    def exact(self, question: Question, asked: Measure) -> Exact:
        """The exact answer to a question, as a count or figure, whatever its form.

        Raises
        ------
        QuestionError
            If the measure cannot be broken down as asked, or a part of the question is missing.
        """
        source = self._source(asked.origin)
        _check(question, asked, source.breakdowns(question))
        return source.exact(question, asked)

    def compare(self, question: Question, asked: Measure) -> Comparison:
        """The exact answer to a question and the one for the same months a year before.

        Raises
        ------
        QuestionError
            If the measure has no year before, or cannot be broken down as asked.
        """
        match asked.origin:
            case Incidents() | Publication() as origin:
                source = self._dated(origin)
            case _:
                raise QuestionError(f"{asked.key} has no year before", remedy="Ask for its count")
        _check(question, asked, source.breakdowns(question))
        return source.compare(question, asked)

    def _dated(self, origin: Incidents | Publication) -> Comparable:
        if isinstance(origin, Incidents):
            return self._incidents
        return PublishedFigures(publications=self._publications, publication=origin)

    def _source(self, origin: Origin) -> Source:
        match origin:
            case Incidents() | Publication():
                return self._dated(origin)
            case Listing():
                return ListedPlaces(origin)
            case CountyFigures():
                return ListedByCounty(origin)
            case Grouped():
                return GroupedRows(origin)
            case Yearly():
                return YearlyRows(origin)
            case Extracted():
                return ExtractFigures(engine=self.engine, origin=origin)


def _check(question: Question, asked: Measure, allowed: frozenset[By]) -> None:
    if question.by not in allowed:
        raise QuestionError(
            f"{asked.key} cannot be broken down by {question.by}{_restriction(question)}",
            remedy=f"Allowed: {', '.join(sorted(allowed)) or 'nothing; ask another measure'}",
        )
    if question.by is By.CELL and (question.level is None or not 0 <= question.level <= MAX_LEVEL):
        raise QuestionError(
            f"a question by cell needs a level, and has {question.level}",
            remedy=f"Give {MIN_CELL_LEVEL} to {MAX_LEVEL}",
        )
    if question.by is By.REGION and not question.region_set:
        raise QuestionError("a question by region needs a region set", remedy="For example sector")


def _restriction(question: Question) -> str:
    restrictions = {
        "inside a polygon": question.polygon,
        "in one cell": question.cell,
        f"for place {question.place}": question.place,
    }
    words = [name for name, value in restrictions.items() if value is not None]
    return f" {' and '.join(words)}" if words else ""
