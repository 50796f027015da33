"""Figures of packaged tables that are not of places: by a column of theirs, or by fiscal year.

As with lists, the period, categories, components, modes and regions of a filter do not apply, and a
caveat says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd
import pyarrow as pa

from data.answers.exact import Exact, keyed
from data.answers.measure import Grouped, Measure, Yearly
from data.answers.question import By, Question
from data.reference.tables import load, reference_table

_IGNORED = "It is not filtered by period, category or region."


@dataclass(frozen=True)
class GroupedRows:
    """The rows of a packaged table added up by one of its columns."""

    grouped: Grouped

    def breakdowns(self, question: Question) -> frozenset[By]:
        """By total and group."""
        return frozenset({By.TOTAL, By.GROUP}) if _is_unrestricted(question) else frozenset()

    def exact(self, question: Question, asked: Measure) -> Exact:
        """The sum of each group in the order of their names, or of all."""
        table = reference_table(self.grouped.table)
        rows = chosen_rows(self.grouped.table, self.grouped.chosen)
        if self.grouped.value:
            rows = rows[rows[self.grouped.value].notna()]
        values = (
            [float(value) for value in rows[self.grouped.value]] if self.grouped.value else [1.0] * len(rows)
        )
        sums: dict[str, float] = {}
        for group, value in zip(rows[self.grouped.group], values, strict=True):
            name = str(group.year) if isinstance(group, date) else str(group)
            sums[name] = sums.get(name, 0.0) + value
        is_whole = question.by is By.TOTAL
        keys, figures = (
            (["total"], [sum(values)]) if is_whole else (sorted(sums), [sums[k] for k in sorted(sums)])
        )
        return Exact(
            table=keyed(question.by, keys, figures, type_=pa.float64()),
            source=table.source,
            as_of=_day(table.as_of),
            caveats=(asked.caveat, f"A list as of: {table.as_of}. {_IGNORED}"),
            sentence=f"{asked.title}; {table.as_of}",
        )


@dataclass(frozen=True)
class YearlyRows:
    """One value for each fiscal year, and which of the years are not whole."""

    yearly: Yearly

    def breakdowns(self, question: Question) -> frozenset[By]:
        """By total, which is the newest year, and by year."""
        return frozenset({By.TOTAL, By.YEAR}) if _is_unrestricted(question) else frozenset()

    def exact(self, question: Question, asked: Measure) -> Exact:
        """The value of each year, oldest first, or of the newest.

        By year the table also has ``as_of`` (date32, the last day that the figure covers, null where
        the table does not say) and ``is_partial`` (bool).
        """
        table = reference_table(self.yearly.table)
        rows = chosen_rows(self.yearly.table, self.yearly.chosen).sort_values("fiscal_year")
        rows = rows[rows[self.yearly.value].notna()]
        years = [str(int(year)) for year in rows["fiscal_year"]]
        days = list(rows["as_of"]) if "as_of" in rows else [None] * len(rows)
        partial = [bool(flag) for flag in rows["partial_year"]]
        values = [float(value) for value in rows[self.yearly.value]]
        figures = keyed(By.YEAR, years, values, type_=pa.float64())
        figures = figures.append_column("as_of", pa.array(days, pa.date32()))
        figures = figures.append_column("is_partial", pa.array(partial, pa.bool_()))
        if question.by is By.TOTAL:
            figures = keyed(By.TOTAL, ["total"], values[-1:], type_=pa.float64())
        return Exact(
            table=figures,
            source=table.source,
            as_of=max((day for day in days if day), default=_day(table.as_of)),
            caveats=(asked.caveat, *_partial_words(years, days, partial), *table.cautions, _IGNORED),
            sentence=f"{asked.title}; fiscal years {years[0]} to {years[-1]}",
        )


def chosen_rows(table: str, chosen: Sequence[tuple[str, str]]) -> pd.DataFrame:
    """The rows of a packaged table whose columns have these values.

    Raises
    ------
    ReferenceTableError
        If there is no table of that key.
    """
    rows = load(table)
    for column, wanted in chosen:
        rows = rows[rows[column] == wanted]
    return rows


def _partial_words(years: list[str], days: list[date | None], partial: list[bool]) -> tuple[str, ...]:
    parts = [
        f"FY{year} covers the year to {day:%d %b %Y} only"
        if day
        else f"FY{year} covers a part of the year only"
        for year, day, is_partial in zip(years, days, partial, strict=True)
        if is_partial
    ]
    return (f"{'; '.join(parts)}: not to be compared with whole years.",) if parts else ()


def _is_unrestricted(question: Question) -> bool:
    return question.polygon is None and question.cell is None and question.place is None


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None
