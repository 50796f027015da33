"""Observations from an agency's own file: published or internal counts by place and period."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import partial

import pyarrow as pa
import pyarrow.compute as pc

from data.extracts.bts_border_crossings import padded_port_code
from data.extracts.calendar_months import calendar_months
from data.extracts.contract import ExtractRows, Kind
from data.extracts.delimited import DelimitedTable
from data.extracts.mapped_cells import mapped_numbers, mapped_origin
from data.extracts.mapping import ColumnMapping
from data.extracts.months import fiscal_year, fiscal_year_start, month_end
from data.extracts.observation_rows import LOOSE_SCHEMA
from data.extracts.typed_cells import TypedCells, translated
from data.schema.observations import PERIOD_KINDS


def own_observation_rows(
    cells: Mapping[str, pa.Array], text: DelimitedTable, mapping: ColumnMapping, *, file: str
) -> ExtractRows:
    """Rows in the observation schema; ``period_kind`` is one constant for the whole file.

    Parameters
    ----------
    cells
        Text cells by schema column.
    text, mapping
        The file and its column mapping.
    file
        Named in findings.

    Raises
    ------
    MappingError
        If ``period_kind`` is no constant of the schema.
    UnreadableExtractError
        If a column is broken throughout.
    """
    origin = partial(mapped_origin, text=text, mapping=mapping, file=file)
    typed = {name: TypedCells(cells=column) for name, column in cells.items()}
    period_kind = _period_kind(mapping)
    typed["period"] = translated(
        cells["period"],
        origin("period"),
        type_=pa.date32(),
        meaning=_period_reader(period_kind, mapping.date_formats.get("period", "")),
        rule=(f"is no {period_kind.replace('_', ' ')}", "Correct the cell, or date_format in the mapping"),
    )
    if mapping.constants.get("place_kind") == "port":
        typed["place_id"] = translated(
            cells["place_id"],
            origin("place_id"),
            type_=pa.string(),
            meaning=lambda codes: {code: padded_port_code(code) for code in codes},
            rule=("is no port code of up to four digits", "Write the CBP port code, for example 2504"),
        )
    typed["value"] = mapped_numbers(cells["value"], mapping, origin("value"))
    absent = {field.name: pa.nulls(len(text.table), field.type) for field in LOOSE_SCHEMA}
    table = pa.table(absent | {name: column.cells for name, column in typed.items()}, schema=LOOSE_SCHEMA)
    newest = pc.max(table.column("period")).as_py()
    return ExtractRows(
        kind=Kind.OBSERVATIONS,
        table=table,
        rows=text.rows,
        source=mapping.source or file,
        as_of=month_end(newest) if newest and period_kind == "month" else newest,
        findings=text.findings + tuple(found for column in typed.values() for found in column.findings),
        published_total=pc.sum(table.column("value")).as_py(),
    )


def _period_kind(mapping: ColumnMapping) -> str:
    kind = mapping.constants.get("period_kind")
    if kind not in PERIOD_KINDS:
        node = mapping.nodes.get("constants.period_kind", mapping.nodes.get("columns.period_kind"))
        remedy = f"Write it under constants; allowed: {', '.join(PERIOD_KINDS)}"
        raise (node or mapping.nodes[""]).fault(
            "period_kind must be one constant for the file", remedy=remedy
        )
    return kind


def _period_reader(
    period_kind: str, date_format: str
) -> Callable[[Iterable[str]], Mapping[str, date | None]]:
    if period_kind == "month" and not date_format:
        return calendar_months
    if period_kind == "fiscal_year" and not date_format:
        return lambda texts: {text: _fiscal_year_start(text) for text in texts}
    first_only = period_kind != "as_of"
    return lambda texts: {text: _day(text, date_format, first_only=first_only) for text in texts}


def _fiscal_year_start(text: str) -> date | None:
    year = fiscal_year(text)
    return None if year is None else fiscal_year_start(year)


def _day(text: str, date_format: str, *, first_only: bool) -> date | None:
    try:
        day = datetime.strptime(text, date_format).date() if date_format else date.fromisoformat(text)  # noqa: DTZ007
    except ValueError:
        return None
    return None if first_only and day.day != 1 else day
