"""An agency's own delimited file, read through a saved column mapping (``docs/own-csv.md``)."""

from __future__ import annotations

from pathlib import Path

from data.errors import UnknownFormatError, Where
from data.extracts.contract import Container, ExtractRows, Kind, Probe
from data.extracts.delimited import DelimitedTable, read_delimited
from data.extracts.mapped_cells import mapped_cells
from data.extracts.mapping import SCHEMA_COLUMNS, ColumnMapping, read_mapping
from data.extracts.own_incidents import own_incident_rows
from data.extracts.own_observations import own_observation_rows
from data.schema.person import refuse_person_level
from data.schema.person_values import refuse_person_values


def read_with_mapping(probe: Probe, mapping_path: Path) -> ExtractRows:
    """All rows of the file in the schema that the mapping names.

    Columns that the mapping does not name are left out, but they too must not be about persons.

    Raises
    ------
    MappingError
        If the mapping is malformed or names a column that the file does not have.
    PersonLevelColumnError
        If any column or cell of the file names or describes a person.
    UnknownFormatError
        If the file is not delimited text.
    UnreadableExtractError
        If the text is cut, damaged or not in the declared encoding.
    """
    file = probe.path.name
    if probe.container is not Container.TEXT:
        raise UnknownFormatError(
            f"a mapping is for delimited text, this is a {probe.container}",
            where=Where(file=file),
            remedy="Export the table as CSV",
        )
    mapping = read_mapping(mapping_path)
    refuse_person_level(probe.columns, file=file)
    _require_columns(mapping, probe)
    text = read_delimited(probe, fallback_encoding=mapping.encoding)
    _refuse_person_cells(text, mapping, file)
    cells = {name: mapped_cells(text, mapping, name) for name in _given(mapping)}
    if mapping.kind is Kind.OBSERVATIONS:
        return own_observation_rows(cells, text, mapping, file=file)
    return own_incident_rows(cells, text, mapping, file=file)


def _require_columns(mapping: ColumnMapping, probe: Probe) -> None:
    for column, node in mapping.used.items():
        if column not in probe.columns:
            raise node.fault(
                f"the file {probe.path.name} has no column {column!r}",
                remedy=f"Its columns are {', '.join(probe.columns)}",
            )


def _refuse_person_cells(text: DelimitedTable, mapping: ColumnMapping, file: str) -> None:
    keys = set(mapping.columns.get("incident_id", ()))
    for name in text.table.column_names:
        refuse_person_values(
            text.table.column(name), rows=text.rows, file=file, column=name, is_key=name in keys
        )


def _given(mapping: ColumnMapping) -> tuple[str, ...]:
    names = tuple(column.name for column in SCHEMA_COLUMNS[mapping.kind])
    return tuple(name for name in names if name in mapping.columns or name in mapping.constants)
