"""Incidents from an agency's own file: local times to UTC, coordinates from two columns or one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import pyarrow as pa
import pyarrow.compute as pc

from data.extracts.contract import ExtractRows, Finding
from data.extracts.delimited import DelimitedTable
from data.extracts.incident_columns import incident_rows
from data.extracts.local_times import twice_shown, utc_time_reader
from data.extracts.mapped_cells import mapped_numbers, mapped_origin
from data.extracts.mapping import ColumnMapping, PointForm
from data.extracts.typed_cells import UTC_TIME, Origin, TypedCells, texts, translated, unusable

_DIGITS = r"[+-]?\d{1,3}(?:\.\d+)?"
_POINT: dict[PointForm, str] = {
    PointForm.WKT: rf"^(?i:point)\s*\(\s*(?P<lon>{_DIGITS})\s+(?P<lat>{_DIGITS})\s*\)$",
    PointForm.LON_LAT: rf"^\(?\s*(?P<lon>{_DIGITS})\s*[, ]\s*(?P<lat>{_DIGITS})\s*\)?$",
    PointForm.LAT_LON: rf"^\(?\s*(?P<lat>{_DIGITS})\s*[, ]\s*(?P<lon>{_DIGITS})\s*\)?$",
}


def own_incident_rows(
    cells: Mapping[str, pa.Array], text: DelimitedTable, mapping: ColumnMapping, *, file: str
) -> ExtractRows:
    """Rows in the incident schema.

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
    UnreadableExtractError
        If a column is broken throughout.
    """
    spelt = {name: " ".join(columns) for name, columns in mapping.columns.items()}
    typed: dict[str, TypedCells] = {}
    origin = partial(mapped_origin, text=text, mapping=mapping, file=file)
    for name in ("occurred_at", "reported_at"):
        typed[name] = _times(cells[name], origin(name), mapping, date_format=_format(mapping, name))
    if mapping.point:
        typed |= _points(text, mapping, file=file)
    for name in ("lon", "lat", "quantity"):
        if name in cells:
            typed[name] = mapped_numbers(cells[name], mapping, origin(name))
    if "unit" in mapping.constants and "quantity" in cells:
        # A unit belongs to a quantity; rows without one have none.
        has_quantity = pc.is_valid(cells["quantity"])
        unit = pc.if_else(has_quantity, cells["unit"], pa.scalar(None, pa.string()))
        typed["unit"] = TypedCells(cells=unit)
    if "source" not in cells:
        typed["source"] = TypedCells(cells=pa.repeat(mapping.source, len(text.table)))
    found = tuple(finding for column in typed.values() for finding in column.findings)
    return incident_rows(
        dict(cells) | {name: column.cells for name, column in typed.items()},
        file=file,
        rows=text.rows,
        spelt=spelt,
        findings=text.findings + found,
    )


def _format(mapping: ColumnMapping, name: str) -> str:
    """The declared format; constants are always ISO 8601, which is ""."""
    return "" if name in mapping.constants else mapping.date_formats.get(name, "")


def _times(cells: pa.Array, origin: Origin, mapping: ColumnMapping, *, date_format: str) -> TypedCells:
    written = date_format or "ISO 8601"
    zone = mapping.time_zone
    rule = f"is no time written as {written}, or one that the clocks of {zone} skipped"
    if zone is None:
        rule = f"is no time written as {written} with an offset from UTC"
    times = translated(
        cells,
        origin,
        type_=UTC_TIME,
        meaning=utc_time_reader(date_format, zone),
        rule=(rule, "Correct the cell, or date_format and time_zone in the mapping"),
    )
    twice = twice_shown(pc.unique(cells).drop_null().to_pylist(), date_format, zone)
    if not twice:
        return times
    hits = pc.is_in(cells, pa.array(twice)).to_numpy(zero_copy_only=False)
    remark = Finding(
        file=origin.file,
        row=int(origin.rows[hits][0]),
        column=origin.column,
        value=twice[0],
        rule=f"{int(hits.sum()):,} times were shown twice by the clocks of {zone}: taken as the earlier",
        remedy="Export times with an offset from UTC to be certain",
        is_error=False,
    )
    return TypedCells(cells=times.cells, findings=(*times.findings, remark))


def _points(text: DelimitedTable, mapping: ColumnMapping, *, file: str) -> dict[str, TypedCells]:
    if mapping.point is None:
        return {}
    column, form = mapping.point
    given = texts(text.table.column(column))
    found = pc.extract_regex(given, _POINT[form])
    origin = Origin(file=file, column=column, rows=text.rows)
    parts = {axis: pc.struct_field(found, axis).cast(pa.float64()) for axis in ("lon", "lat")}
    rule = (f"is no point written as {form}", "Write it in the form that the mapping declares")
    findings = unusable(given, parts["lon"], origin, rule=rule)
    return {
        "lon": TypedCells(cells=parts["lon"], findings=findings),
        "lat": TypedCells(cells=parts["lat"]),
    }
