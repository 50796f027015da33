"""Incidents as delimited text, plain or gzip, in the columns of the incident schema."""

from __future__ import annotations

from collections.abc import Iterator

from data.extracts.contract import Container, ExtractRows, Kind, Probe, Reader
from data.extracts.delimited import read_delimited
from data.extracts.delimited_batches import delimited_batches
from data.extracts.incident_columns import incident_rows, looks_like_incidents, matched_columns

BATCH_ROWS = 500_000


def recognises(probe: Probe) -> bool:
    """Whether the text has at least five required columns of the incident schema."""
    return probe.container is Container.TEXT and looks_like_incidents(probe.columns)


def read(probe: Probe) -> ExtractRows:
    """All incidents of the file; times must carry an offset from UTC.

    Raises
    ------
    PersonLevelColumnError
        If a column or a cell names or describes a person.
    UnknownFormatError
        If columns are missing, unknown or doubled.
    UnreadableExtractError
        If the text is cut, damaged or mis-encoded.
    """
    file = probe.path.name
    spelt = matched_columns(probe.columns, file=file)
    read_text = read_delimited(probe)
    cells = {name: read_text.table.column(column) for name, column in spelt.items()}
    return incident_rows(cells, file=file, rows=read_text.rows, spelt=spelt, findings=read_text.findings)


def batches(probe: Probe) -> Iterator[ExtractRows]:
    """The incidents of a file without fault in parts, in order.

    Raises
    ------
    ExtractError
        If :func:`read` refuses the file or finds anything to remark in it.
    """
    file = probe.path.name
    spelt = matched_columns(probe.columns, file=file)
    for part in delimited_batches(probe, BATCH_ROWS):
        cells = {name: part.table.column(column) for name, column in spelt.items()}
        yield incident_rows(cells, file=file, rows=part.rows, spelt=spelt)


READER = Reader(
    key="incidents-csv",
    title="Incident extract, CSV",
    kind=Kind.INCIDENTS,
    publisher="your agency",
    landing="One row per event in the columns of docs/incident-schema.md, plain or gzip",
    recognises=recognises,
    read=read,
    batches=batches,
)
