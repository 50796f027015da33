"""Incident columns by name, and their text cells in the types of the incident schema."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from data.errors import UnknownFormatError, Where
from data.extracts.contract import ExtractRows, Finding, Kind
from data.extracts.typed_cells import Origin, TypedCells, finite, numbers, texts, utc_times
from data.schema.incidents import INCIDENT_COLUMNS, INCIDENT_SCHEMA, SYNTHETIC
from data.schema.person import refuse_person_level
from data.schema.person_values import person_level_value, refuse_person_values

REQUIRED = tuple(column.name for column in INCIDENT_COLUMNS if column.required)
_BY_PLAIN_NAME = {column.name.replace("_", ""): column.name for column in INCIDENT_COLUMNS}
ENOUGH_TO_RECOGNISE = 5
SOURCES_SHOWN = 5


def plain_name(column: str) -> str:
    """The letters and digits of a column name in lower case: ``Incident ID`` and ``incident_id`` are one."""
    return "".join(letter for letter in column.casefold() if letter.isalnum())


def looks_like_incidents(columns: tuple[str, ...]) -> bool:
    """Whether at least five required columns of the incident schema are there by name."""
    found = {_BY_PLAIN_NAME.get(plain_name(column)) for column in columns}
    return len(found & set(REQUIRED)) >= ENOUGH_TO_RECOGNISE


def matched_columns(columns: tuple[str, ...], *, file: str) -> dict[str, str]:
    """Column of the schema to the column of the file that holds it.

    Raises
    ------
    PersonLevelColumnError
        If a column names or describes a person.
    UnknownFormatError
        If a required column is missing, a column is not in the schema, or one is there twice.
    """
    refuse_person_level(columns, file=file)
    matched: dict[str, str] = {}
    for column in columns:
        name = _BY_PLAIN_NAME.get(plain_name(column))
        if name is None:
            raise UnknownFormatError(
                f"column {column!r} is not in the incident schema",
                where=Where(file=file, column=column),
                remedy=(
                    "Remove it, or load the file through a column mapping (docs/own-csv.md), "
                    "which leaves other columns out. The schema is in docs/incident-schema.md"
                ),
            )
        if name in matched:
            raise UnknownFormatError(
                f"columns {matched[name]!r} and {column!r} are both {name!r}",
                where=Where(file=file, column=column),
                remedy="Remove one of them",
            )
        matched[name] = column
    missing = [name for name in REQUIRED if name not in matched]
    if missing:
        raise UnknownFormatError(
            f"required {'column' if len(missing) == 1 else 'columns'} {', '.join(missing)} missing",
            where=Where(file=file),
            remedy="Add what is missing; docs/incident-schema.md says what each column holds",
        )
    return matched


def incident_rows(
    cells: Mapping[str, pa.ChunkedArray | pa.Array],
    *,
    file: str,
    rows: NDArray[np.int64],
    spelt: Mapping[str, str],
    findings: tuple[Finding, ...] = (),
) -> ExtractRows:
    """Rows in the incident schema from text or already typed cells.

    Parameters
    ----------
    cells
        By schema column name; an optional column may be absent. Cells already of the schema's
        type are taken as they are.
    file, rows
        Named in findings: the file, and the source row of each cell.
    spelt
        Schema column name to the name in the file.
    findings
        Those found before, put first.

    Raises
    ------
    PersonLevelColumnError
        If a cell looks like an identifier of a person.
    UnreadableExtractError
        If a column is broken throughout.
    """
    typed: dict[str, TypedCells] = {}
    for field in INCIDENT_SCHEMA:
        origin = Origin(file=file, column=spelt.get(field.name, field.name), rows=rows)
        if field.name not in cells:
            typed[field.name] = TypedCells(cells=pa.nulls(len(rows), field.type))
            continue
        typed[field.name] = _typed(cells[field.name], field.type, origin)
        _refuse_person_cells(typed[field.name], origin, is_key=field.name == "incident_id")
    columns = [typed[field.name].cells for field in INCIDENT_SCHEMA]
    nullable = pa.schema([pa.field(field.name, field.type) for field in INCIDENT_SCHEMA])
    table = pa.table(columns, schema=nullable)
    return ExtractRows(
        kind=Kind.INCIDENTS,
        table=table,
        rows=rows,
        source=sources_of(table.column("source")),
        as_of=_newest_report(table),
        findings=findings + tuple(finding for column in typed.values() for finding in column.findings),
        is_synthetic=pc.any(pc.starts_with(table.column("source"), SYNTHETIC)).as_py() or False,
    )


def _typed(cells: pa.ChunkedArray | pa.Array, wanted: pa.DataType, origin: Origin) -> TypedCells:
    if wanted == cells.type == pa.float64():
        return finite(cells, origin)
    if wanted == cells.type != pa.string():
        return TypedCells(cells=cells.combine_chunks() if isinstance(cells, pa.ChunkedArray) else cells)
    if wanted == pa.string():
        return TypedCells(cells=texts(cells))
    return numbers(cells, origin) if wanted == pa.float64() else utc_times(cells, origin)


def _refuse_person_cells(column: TypedCells, origin: Origin, *, is_key: bool) -> None:
    if column.cells.type == pa.string():
        if is_key or person_level_value(pc.unique(column.cells)):
            refuse_person_values(
                column.cells, rows=origin.rows, file=origin.file, column=origin.column, is_key=is_key
            )
    elif column.findings:
        # A finding repeats its cell in reports, so those cells are looked at too.
        values = pa.array([finding.value for finding in column.findings])
        rows = np.array([finding.row for finding in column.findings], dtype=np.int64)
        refuse_person_values(values, rows=rows, file=origin.file, column=origin.column)


def sources_of(names: pa.ChunkedArray | pa.Array) -> str:
    """The distinct sources of rows as one text, a few by name."""
    names = sorted(name for name in pc.unique(names).to_pylist() if name)
    shown = "; ".join(names[:SOURCES_SHOWN])
    return shown if len(names) <= SOURCES_SHOWN else f"{shown}; and {len(names) - SOURCES_SHOWN} more"


def _newest_report(table: pa.Table) -> date | None:
    newest = pc.max(table.column("reported_at")).as_py()
    return None if newest is None else newest.date()
