"""Figures and words of the extracts for programmes: the newest period, or one after the other.

Each extract is a stock-taking: its figures of one period are not added to those of another. A total
is that of the newest period that the filter's end allows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from data.answers.calendar import month_number
from data.answers.engine import Engine, Statement
from data.answers.exact import Exact
from data.answers.measure import Extracted, Measure
from data.answers.question import By, Question
from data.extracts.contract import Kind
from data.extracts.months import fiscal_year_of
from data.schema.programme_columns import PeriodKind
from data.schema.programmes import programme_schema

_SQL = (
    "SELECT period, place_id, any_value(place_as_published) AS name, sum(value) AS value, "
    "any_value(words) AS words FROM observation "
    "WHERE dataset = $dataset AND measure = $measure AND month <= $last GROUP BY 1, 2 ORDER BY 1, 2"
)


@dataclass(frozen=True, kw_only=True)
class _Row:
    period: date
    place_id: str
    name: str
    value: float
    words: str | None


_NO_END = 2**16 - 1
_WORDS_OF = {PeriodKind.MONTH: "{:%b %Y}", PeriodKind.AS_OF: "{:%d %b %Y}"}


@dataclass(frozen=True, kw_only=True)
class ExtractFigures:
    """What one data version holds of one column of an extract."""

    engine: Engine
    origin: Extracted

    def breakdowns(self, question: Question) -> frozenset[By]:
        """By place, by period, and by total where figures of places add up."""
        if question.polygon is not None or question.cell is not None:
            return frozenset()
        schema = programme_schema(self.origin.dataset)
        series = By.YEAR if schema.period is PeriodKind.FISCAL_YEAR else By.MONTH
        return frozenset({By.PLACE, By.TOTAL, series}) if self.origin.adds_up else frozenset({By.PLACE})

    def exact(self, question: Question, asked: Measure) -> Exact:
        """The figures of the newest period by place or in all, or the total of each period.

        By place the table also has ``name`` (the place as the file spells it) and ``words`` (what a
        register says, null where it says nothing). Nothing loaded is one missing total, or no rows.
        """
        rows = self._rows(question)
        periods = sorted({row.period for row in rows})
        if not periods:
            return self._nothing(question)
        newest = [row for row in rows if row.period == periods[-1]]
        version = self.engine.version
        dataset = self.origin.dataset
        extracts = [extract for extract in version.extracts if dataset in extract.datasets]
        return Exact(
            table=self._table(question, rows, newest),
            source="; ".join(version.sources(Kind.OBSERVATIONS, dataset)),
            as_of=version.as_of(Kind.OBSERVATIONS, dataset),
            caveats=(asked.caveat, "It is not filtered by category, component, mode or region."),
            sentence=f"{asked.title}; {period_words(dataset, periods[-1])}",
            is_synthetic=any(extract.is_synthetic for extract in extracts),
            first=periods[-1],
            last=periods[-1],
        )

    def _rows(self, question: Question) -> list[_Row]:
        last = question.filter.last
        statement = Statement(
            sql=_SQL,
            parameters={
                "dataset": self.origin.dataset,
                "measure": self.origin.column,
                "last": month_number(last) if last else _NO_END,
            },
        )
        rows = [_Row(**row) for row in self.engine.run(statement).to_pylist()]
        return [row for row in rows if question.place is None or row.place_id == question.place]

    def _table(self, question: Question, rows: list[_Row], newest: list[_Row]) -> pa.Table:
        match question.by:
            case By.PLACE:
                return pa.table(
                    {
                        "place": pa.array([row.place_id for row in newest], pa.string()),
                        "value": pa.array([row.value for row in newest], pa.float64()),
                        "name": pa.array([row.name for row in newest], pa.string()),
                        "words": pa.array([row.words for row in newest], pa.string()),
                    }
                )
            case By.TOTAL:
                return pa.table({"total": ["total"], "value": [_sum(newest)]})
        periods = sorted({row.period for row in rows})
        sums = [_sum([row for row in rows if row.period == period]) for period in periods]
        return _series(question.by, periods, sums)

    def _nothing(self, question: Question) -> Exact:
        schema = programme_schema(self.origin.dataset)
        keys = ["total"] if question.by is By.TOTAL else []
        type_ = pa.date32() if question.by is By.MONTH else pa.string()
        columns = {
            question.by.value: pa.array(keys, type_),
            "value": pa.array([None] * len(keys), pa.float64()),
        }
        if question.by is By.PLACE:
            columns |= {"name": pa.array([], pa.string()), "words": pa.array([], pa.string())}
        return Exact(
            table=pa.table(columns),
            source="no extract loaded",
            as_of=None,
            caveats=(f"No extract of {schema.key} is loaded.",),
            sentence="Nothing loaded",
        )


def period_words(schema: str, period: date) -> str:
    """The period of a schema in words: a month, a day or a fiscal year.

    Raises
    ------
    ExtractError
        If there is no schema of that key.
    """
    kind = programme_schema(schema).period
    if kind is PeriodKind.FISCAL_YEAR:
        return f"FY{fiscal_year_of(period)}"
    return _WORDS_OF[kind].format(period)


def _sum(rows: list[_Row]) -> float:
    return sum((row.value for row in rows), 0.0)


def _series(by: By, periods: list[date], sums: list[float]) -> pa.Table:
    years = [str(fiscal_year_of(day)) for day in periods]
    keys = pa.array(years, pa.string()) if by is By.YEAR else pa.array(periods, pa.date32())
    return pa.table({by.value: keys, "value": pa.array(sums, pa.float64())})
