"""Border Crossing Entry Data: crossings into the United States by port, month and measure.

Source: Bureau of Transportation Statistics and CBP, Border Crossing Entry Data. The vintages
differ in columns, date style, padding of port codes and names of measures; columns are found
by meaning.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from itertools import islice

import pyarrow as pa
import pyarrow.compute as pc

from data.extracts.bts_columns import (
    MAIN,
    UNIT_OF,
    BtsColumns,
    bts_columns,
    is_wide,
    meanings,
    measure_named,
)
from data.extracts.calendar_months import calendar_months
from data.extracts.column_meanings import ignored_remarks
from data.extracts.contract import Container, ExtractRows, Finding, Kind, Probe, Reader
from data.extracts.delimited import DelimitedTable, read_delimited
from data.extracts.months import latest_month_end
from data.extracts.observation_rows import observation_table
from data.extracts.repeated_figures import without_repetitions
from data.extracts.typed_cells import Origin, TypedCells, translated, whole_numbers

DATASET = "bts-border-crossings"
SOURCE = "BTS / CBP, Border Crossing Entry Data"
ENOUGH_COLUMNS = 5
_SOME_COLUMNS = 3
PORT_CODE_DIGITS = 4


def recognises(probe: Probe) -> bool:
    """Whether the columns, or the measures in the first rows, are those of the publication."""
    if probe.container is not Container.TEXT:
        return False
    found = meanings(probe.columns)
    score = len(MAIN & found.keys())
    has_port = bool({"port_code", "port_name"} & found.keys())
    if is_wide(probe.columns):
        return has_port
    return score >= ENOUGH_COLUMNS or (score >= _SOME_COLUMNS and has_port and _measures_seen(probe, found))


def _measures_seen(probe: Probe, found: dict[str, tuple[str, ...]]) -> bool:
    places = [probe.columns.index(column) for column in found.get("measure", ())]
    records = islice(csv.reader(io.StringIO(probe.head, newline=""), delimiter=probe.delimiter), 1, 20)
    return any(measure_named(record[at]) for record in records for at in places if at < len(record))


def read(probe: Probe) -> ExtractRows:
    """All figures of the file, one per port, month and measure, in today's names of measures.

    Figures stated twice are left out with a remark, see
    :func:`data.extracts.repeated_figures.without_repetitions`.

    Raises
    ------
    UnknownFormatError
        If a column that is needed cannot be found, or the rows are split by something unknown.
    UnreadableExtractError
        If the text is cut, damaged or mis-encoded, or a column is broken throughout.
    """
    file = probe.path.name
    text = read_delimited(probe)
    columns = bts_columns(tuple(text.table.column_names), file=file)
    figures = _figures(text, columns, file)
    published_total = pc.sum(figures.table.column("value")).as_py()
    key = ("place_id", "period", "measure")
    spelt = f"{columns.port_code}, {columns.date or columns.month}, {columns.measure}"
    table, rows, remarks = without_repetitions(figures.table, text.rows, key=key, file=file, columns=spelt)
    return ExtractRows(
        kind=Kind.OBSERVATIONS,
        table=table,
        rows=rows,
        source=SOURCE,
        as_of=latest_month_end(table.column("period")),
        findings=(*text.findings, *ignored_remarks(columns.ignored, file=file), *figures.findings, *remarks),
        published_total=published_total,
    )


def padded_port_code(text: str) -> str | None:
    """The four-digit port code; ``None`` if the text is none. ``209``, ``0209`` and ``209.0`` are one."""
    digits = text.removesuffix(".0")
    return (
        digits.zfill(PORT_CODE_DIGITS)
        if digits.isascii() and digits.isdecimal() and len(digits) <= PORT_CODE_DIGITS
        else None
    )


@dataclass(frozen=True, kw_only=True)
class _Figures:
    table: pa.Table
    findings: tuple[Finding, ...]


def _figures(text: DelimitedTable, columns: BtsColumns, file: str) -> _Figures:
    def origin(column: str) -> Origin:
        return Origin(file=file, column=column, rows=text.rows)

    codes = translated(
        text.table.column(columns.port_code),
        origin(columns.port_code),
        type_=pa.string(),
        meaning=lambda texts: {code: padded_port_code(code) for code in texts},
        rule=("is no port code of up to four digits", "Write the CBP port code, for example 2504"),
    )
    measures = translated(
        text.table.column(columns.measure),
        origin(columns.measure),
        type_=pa.string(),
        meaning=lambda texts: {name: measure_named(name) for name in texts},
        rule=("is no measure of this publication", f"Known: {', '.join(UNIT_OF)}"),
    )
    dates, date_column = _dates(text, columns)
    months = translated(
        dates,
        origin(date_column),
        type_=pa.date32(),
        meaning=calendar_months,
        rule=("is no month, or a day that is not its first", "Write it as Jan 2024, 2024-01 or 01/01/2024"),
    )
    values = whole_numbers(text.table.column(columns.value), origin(columns.value))
    table = _table(codes, measures, months, values, names=_names(text, columns))
    found = (*codes.findings, *months.findings, *measures.findings, *values.findings)
    return _Figures(table=table, findings=found)


def _dates(text: DelimitedTable, columns: BtsColumns) -> tuple[pa.ChunkedArray, str]:
    if columns.date:
        return text.table.column(columns.date), columns.date
    if columns.year is None or columns.month is None:
        raise AssertionError("bts_columns promises a date or a year and a month")
    year, month = text.table.column(columns.year), text.table.column(columns.month)
    return pc.binary_join_element_wise(year, month, "-"), columns.month


def _names(text: DelimitedTable, columns: BtsColumns) -> pa.ChunkedArray:
    return text.table.column(columns.port_name or columns.port_code)


def _table(
    codes: TypedCells, measures: TypedCells, months: TypedCells, values: TypedCells, *, names: pa.ChunkedArray
) -> pa.Table:
    encoded = pc.dictionary_encode(measures.cells)
    units = pa.array([UNIT_OF[name] for name in encoded.dictionary.to_pylist()], pa.string())
    cells = {
        "place_id": codes.cells,
        "place_as_published": names,
        "period": months.cells,
        "measure": measures.cells,
        "value": values.cells,
        "unit": units.take(encoded.indices),
    }
    constants = {
        "dataset": DATASET,
        "place_kind": "port",
        "period_kind": "month",
        "component": None,
        "breakdown": None,
    }
    return observation_table(cells, constants)


READER = Reader(
    key=DATASET,
    title="BTS Border Crossing Entry Data, CSV",
    kind=Kind.OBSERVATIONS,
    publisher="Bureau of Transportation Statistics and CBP",
    landing="data.bts.gov, Border Crossing Entry Data, export as CSV",
    recognises=recognises,
    read=read,
)
