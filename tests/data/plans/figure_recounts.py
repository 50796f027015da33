"""What the figures of plans are held against: the gate's own tables, and DuckDB over the files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import duckdb

from data.answers.calendar import month_number
from data.answers.disclosure import State
from data.answers.filters import Filter
from data.answers.gate import Gate
from data.answers.question import By, Question
from data.intake.store import Store
from data.plans.figures.panel import Panel
from data.roles import LOCAL_ACTOR


def published(
    gate: Gate, filter_: Filter, category: str | None = None
) -> dict[str, tuple[int | None, State]]:
    """FIPS to value and state, as the table of counties has them."""
    chosen = replace(filter_, categories=(category,)) if category else filter_
    answer = gate.ask(
        LOCAL_ACTOR, Question(measure="incidents", filter=chosen, by=By.REGION, region_set="county")
    )
    columns = (answer.table[name].to_pylist() for name in ("region", "value", "state"))
    return {
        key.removeprefix("county:"): (value, State(state)) for key, value, state in zip(*columns, strict=True)
    }


@cache
def recount(store: Path, filter_: Filter) -> Mapping[str, int]:
    """Incidents by county under the period, categories and modes of a filter, by DuckDB over the files."""
    rows = duckdb.execute(
        "SELECT coalesce(county_fips, ''), count(*) FROM read_parquet($files) "
        "WHERE year(occurred_at AT TIME ZONE 'UTC') * 12 + month(occurred_at AT TIME ZONE 'UTC') - 1 "
        "BETWEEN $first AND $last "
        "AND (len($categories) = 0 OR category IN (SELECT unnest($categories::VARCHAR[]))) "
        "AND (len($modes) = 0 OR mode IN (SELECT unnest($modes::VARCHAR[]))) GROUP BY 1",
        {
            "files": [str(path) for path in Store.open(store).current().incident_paths],
            "first": month_number(filter_.first) if filter_.first else 0,
            "last": month_number(filter_.last) if filter_.last else 999_999,
            "categories": list(filter_.categories),
            "modes": list(filter_.modes),
        },
    ).fetchall()
    return dict(rows)


def sums_of(panel: Panel, key: str) -> list[float | None]:
    """Values of a column, regions first, and what is in none last."""
    return [row.values[key] for row in panel.rows]
