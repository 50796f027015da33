"""Published figures: one measure at a time, for the months that the publisher has issued."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from data.answers.engine import Engine, Statement
from data.answers.filters import Filter, period_words
from data.answers.incidents import month_number, month_start
from data.answers.measures import Measure
from data.answers.question import By, Question
from data.geography.regions import counties_of
from data.reference.tables import load

_LATEST_MONTHS = 12


@dataclass(frozen=True, kw_only=True)
class Published:
    """Figures with the months that they cover and what to say about them.

    ``table`` has the key column named as ``question.by`` and ``value`` (float64).
    """

    table: pa.Table
    first: date
    last: date
    caveats: tuple[str, ...]


def published(engine: Engine, question: Question, measure: Measure) -> Published | None:
    """The measure's figures for the filter; ``None`` if the store holds none of the dataset.

    The filter's period applies where the publisher has issued any month of it; otherwise the
    latest twelve issued months are given, and a caveat says so. Categories, components and
    modes of incidents do not apply to published figures.
    """
    span = _span(engine, measure)
    if span is None:
        return None
    first, last, caveats = _aligned(question.filter, *span)
    places = _places(question.filter, _place_kind(engine, measure))
    if places is not None and not places:
        caveats = (*caveats, f"{measure.title}: not published for the chosen regions.")
    table = _sum(engine, measure, question.by, first=first, last=last, places=places)
    return Published(table=table, first=month_start(first), last=month_start(last), caveats=caveats)


def _span(engine: Engine, measure: Measure) -> tuple[int, int] | None:
    row = engine.run(
        Statement(
            sql=(
                "SELECT min(month) AS first, max(month) AS last FROM observation "
                "WHERE dataset = $dataset AND measure = $measure"
            ),
            parameters={"dataset": measure.dataset, "measure": measure.published},
        )
    ).to_pylist()[0]
    return None if row["first"] is None else (row["first"], row["last"])


def _aligned(filter_: Filter, issued_first: int, issued_last: int) -> tuple[int, int, tuple[str, ...]]:
    first = max(issued_first, month_number(filter_.first) if filter_.first else issued_first)
    last = min(issued_last, month_number(filter_.last) if filter_.last else issued_last)
    if first > last:
        first, last = max(issued_first, issued_last - _LATEST_MONTHS + 1), issued_last
        words = period_words(month_start(first), month_start(last))
        return first, last, (f"Nothing published yet for the chosen period: latest issued months, {words}.",)
    asked_last = month_number(filter_.last) if filter_.last else last
    if asked_last > last:
        return first, last, (f"Published to {month_start(last):%b %Y} only.",)
    return first, last, ()


def _place_kind(engine: Engine, measure: Measure) -> str:
    table = engine.run(
        Statement(
            sql="SELECT any_value(place_kind) AS kind FROM observation WHERE dataset = $dataset",
            parameters={"dataset": measure.dataset},
        )
    )
    return str(table.column("kind")[0].as_py())


def _places(filter_: Filter, place_kind: str) -> list[str] | None:
    """Place ids in the filter's regions; ``None`` if the filter has no region."""
    if not filter_.regions:
        return None
    if place_kind == "port":
        counties = counties_of(filter_.regions)
        ports = load("ports_of_entry")
        return [str(code) for code in ports.loc[ports["county_fips"].isin(counties), "port_code"]]
    suffixes = {"area": {"sector": "-sector", "field_office": "-field-office"}, "sector": {"sector": ""}}
    known = suffixes.get(place_kind, {})
    pairs = (region.split(":", 1) for region in filter_.regions)
    return [slug + known[key] for key, slug in pairs if key in known]


def _sum(
    engine: Engine,
    measure: Measure,
    by: By,
    *,
    first: int,
    last: int,
    places: list[str] | None,
) -> pa.Table:
    key = {By.TOTAL: "'total'", By.MONTH: "month", By.PLACE: "place_id"}[by]
    condition = "" if places is None else "AND place_id IN (SELECT unnest($places::VARCHAR[]))"
    grouping = "" if by is By.TOTAL else "GROUP BY 1 ORDER BY 1"
    table = engine.run(
        Statement(
            sql=(
                f"SELECT {key} AS key, sum(value) AS value FROM observation "
                "WHERE dataset = $dataset AND measure = $measure AND month BETWEEN $first AND $last "
                f"{condition} {grouping}"
            ),
            parameters={
                "dataset": measure.dataset,
                "measure": measure.published,
                "first": first,
                "last": last,
                **({} if places is None else {"places": places}),
            },
        )
    )
    keys = table.column("key")
    if by is By.MONTH:
        keys = pa.array([month_start(number) for number in keys.to_pylist()], pa.date32())
    return pa.table({by.value: keys, "value": table.column("value").cast(pa.float64())})
