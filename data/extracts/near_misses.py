"""Content that no reader takes as it is, but one would in another form: what to do about it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from data.extracts.contract import Container, Probe, Reader

_RECORDS_TRIED = 20


@dataclass(frozen=True, kw_only=True)
class NearMiss:
    """What the content nearly is, as a clause, and how to make it so."""

    found: str
    remedy: str


def near_miss(probe: Probe, candidates: tuple[Reader, ...]) -> NearMiss | None:
    """The publication whose columns stand below titles, or in a workbook or Parquet file.

    ``None`` if no candidate reads the columns as CSV.
    """
    for place, remedy, columns in _headers(probe):
        as_text = replace(probe, container=Container.TEXT, columns=columns, head="")
        for reader in candidates:
            if reader.recognises(as_text):
                return NearMiss(found=f"{place} the columns of {reader.title}", remedy=remedy)
    return None


def _headers(probe: Probe) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Where columns might stand, what to do then, and those columns."""
    if probe.container is Container.PARQUET:
        yield "a Parquet file with", "Save the table as CSV and load that", probe.columns
    for sheet, outline in probe.sheets.items():
        remedy = f"Save the sheet {sheet} as CSV UTF-8, without rows above its header, and load that"
        for number, cells in enumerate(outline, start=1):
            yield f"row {number} of the sheet {sheet} has", remedy, _stripped(cells)
    if probe.container is Container.TEXT and probe.columns:
        lines = io.StringIO(probe.head, newline="")
        records = islice(csv.reader(lines, delimiter=probe.delimiter), 1, _RECORDS_TRIED)
        for number, record in enumerate(records, start=2):
            yield f"row {number} has", f"Remove the rows above row {number}", _stripped(record)


def _stripped(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in cells)
