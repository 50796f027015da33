"""Statements over the incident table: the filter as SQL, and one statement per breakdown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
import pyarrow as pa

from data.answers.calendar import month_number, month_start
from data.answers.engine import Engine, Statement
from data.answers.filters import Filter
from data.answers.question import By, Question
from data.geography.reach import reach_of_counties
from data.geography.regions import counties_of, county_to_region
from data.reference.taxonomy import CATEGORIES
from data.schema.incidents import COMPONENTS, MODES

_VOCABULARY: dict[By, tuple[str, ...]] = {
    By.CATEGORY: CATEGORIES,
    By.COMPONENT: COMPONENTS,
    By.MODE: MODES,
}
NO_REGION = ""
"""Key of the row that holds the events in no region of the set."""


def where(filter_: Filter) -> Statement:
    """The filter as a SQL condition over ``incident`` with its parameters."""
    conditions = ["true"]
    parameters: dict[str, object] = {}

    def restrict(condition: str, name: str, value: object) -> None:
        conditions.append(condition)
        parameters[name] = value

    if filter_.first:
        restrict("month >= $first", "first", month_number(filter_.first))
    if filter_.last:
        restrict("month <= $last", "last", month_number(filter_.last))
    for name, chosen, vocabulary in (
        ("category", filter_.categories, CATEGORIES),
        ("component", filter_.components, COMPONENTS),
        ("mode", filter_.modes, MODES),
    ):
        if chosen:
            codes = [vocabulary.index(value) for value in chosen]
            restrict(f"{name} IN (SELECT unnest(${name}::UTINYINT[]))", name, codes)
    if filter_.regions:
        counties = [int(fips) for fips in sorted(counties_of(filter_.regions))]
        restrict("county IN (SELECT unnest($counties::INTEGER[]))", "counties", counties)
    return Statement(sql=" AND ".join(conditions), parameters=parameters)


def counts(engine: Engine, question: Question) -> pa.Table:
    """Exact counts: the key column named as ``question.by`` and ``value`` (int64).

    Every month of the span and every word of a vocabulary has a row, zero included.
    """
    if question.by is By.TOTAL:
        return _total(engine, question.filter)
    if question.by is By.MONTH:
        return _by_month(engine, question.filter)
    if question.by in {By.REGION, By.REACH}:
        return _by_county_group(engine, question)
    return _by_word(engine, question)


def month_span(engine: Engine) -> tuple[date, date] | None:
    """First and last month that hold an incident; ``None`` if there are no incidents."""
    row = engine.run(
        Statement(sql="SELECT min(month) AS first, max(month) AS last FROM incident", parameters={})
    ).to_pylist()[0]
    return None if row["first"] is None else (month_start(row["first"]), month_start(row["last"]))


def _grouped(engine: Engine, column: str, filter_: Filter) -> dict[int, int]:
    condition = where(filter_)
    table = engine.run(
        Statement(
            sql=f"SELECT {column} AS key, count(*) AS value FROM incident WHERE {condition.sql} GROUP BY 1",
            parameters=condition.parameters,
        )
    )
    return dict(zip(table.column("key").to_pylist(), table.column("value").to_pylist(), strict=True))


def _total(engine: Engine, filter_: Filter) -> pa.Table:
    condition = where(filter_)
    return engine.run(
        Statement(
            sql=f"SELECT 'total' AS total, count(*) AS value FROM incident WHERE {condition.sql}",
            parameters=condition.parameters,
        )
    )


def _by_month(engine: Engine, filter_: Filter) -> pa.Table:
    found = _grouped(engine, "month", filter_)
    span = month_span(engine)
    if span is None:
        return pa.table({"month": pa.array([], pa.date32()), "value": pa.array([], pa.int64())})
    first = month_number(filter_.first or span[0])
    last = month_number(filter_.last or span[1])
    months = range(first, last + 1)
    return pa.table(
        {
            "month": pa.array([month_start(m) for m in months], pa.date32()),
            "value": pa.array([found.get(m, 0) for m in months], pa.int64()),
        }
    )


def _by_word(engine: Engine, question: Question) -> pa.Table:
    vocabulary = _VOCABULARY[question.by]
    found = _grouped(engine, question.by.value, question.filter)
    return pa.table(
        {
            question.by.value: pa.array(vocabulary),
            "value": pa.array([found.get(code, 0) for code in range(len(vocabulary))], pa.int64()),
        }
    )


def county_groups(question: Question) -> Mapping[str, str]:
    """5-digit FIPS to the key of the row that the county counts under; others count under none.

    Raises
    ------
    FilterError
        If there is no region set of that key.
    """
    if question.by is By.REACH:
        return reach_of_counties()
    return county_to_region(question.region_set or "county")


def _by_county_group(engine: Engine, question: Question) -> pa.Table:
    members = county_groups(question)
    sums = dict.fromkeys([*sorted(set(members.values())), NO_REGION], 0)
    for county, value in _grouped(engine, "county", question.filter).items():
        sums[members.get(f"{county:05d}", NO_REGION)] += value
    return pa.table(
        {
            question.by.value: pa.array(list(sums), pa.string()),
            "value": pa.array(np.fromiter(sums.values(), np.int64, len(sums))),
        }
    )
