"""Extracts made for a test, and what a store holds of them, read as the engine reads it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

from data.extracts.contract import ControlTotal, ExtractRows, Finding, Kind
from data.intake.steps import silent
from data.intake.store import Store, StoreVersion
from data.intake.submission import ReadExtract
from data.intake.taking_in import IngestOutcome, TakingIn
from data.schema.incidents import INCIDENT_SCHEMA
from data.schema.observations import OBSERVATION_SCHEMA

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
START = datetime(2025, 1, 1, tzinfo=UTC)

INCIDENT: dict[str, object] = {
    "incident_id": "A-1",
    "occurred_at": START,
    "reported_at": START + timedelta(hours=2),
    "lon": -106.44,
    "lat": 31.80,
    "category": "Encounter between ports",
    "subcategory": "Apprehension",
    "component": "CBP-USBP",
    "mode": "foot",
    "quantity": None,
    "unit": None,
    "source": "test log",
}
OBSERVATION: dict[str, object] = {
    "dataset": "test-figures",
    "place_kind": "port",
    "place_id": "2504",
    "place_as_published": "San Ysidro",
    "period": date(2025, 1, 1),
    "period_kind": "month",
    "measure": "Trucks",
    "component": None,
    "breakdown": None,
    "value": 10.0,
    "unit": "trucks",
}


def incidents(*rows: Mapping[str, object], findings: tuple[Finding, ...] = ()) -> ExtractRows:
    """Incidents that are like :data:`INCIDENT` but for what each row says; the first is row 2."""
    table = pa.Table.from_pylist([{**INCIDENT, **row} for row in rows], schema=_loose(INCIDENT_SCHEMA))
    return ExtractRows(
        kind=Kind.INCIDENTS,
        table=table,
        rows=np.arange(2, len(table) + 2, dtype=np.int64),
        source="test log",
        as_of=date(2025, 1, 2),
        findings=findings,
    )


def observations(
    *rows: Mapping[str, object],
    as_of: date | None = date(2025, 2, 1),
    at: Iterable[int] | None = None,
    findings: tuple[Finding, ...] = (),
    controls: tuple[ControlTotal, ...] = (),
) -> ExtractRows:
    """Figures that are like :data:`OBSERVATION` but for what each row says; ``at`` are their rows."""
    table = pa.Table.from_pylist([{**OBSERVATION, **row} for row in rows], schema=_loose(OBSERVATION_SCHEMA))
    numbers = range(2, len(table) + 2) if at is None else at
    return ExtractRows(
        kind=Kind.OBSERVATIONS,
        table=table,
        rows=np.fromiter(numbers, dtype=np.int64),
        source="test figures",
        as_of=as_of,
        findings=findings,
        controls=controls,
    )


def unusable(row: int | None, column: str, value: str) -> Finding:
    """What a reader reports of a cell that it cannot use."""
    return Finding(
        file="test.csv", row=row, column=column, value=value, rule="is not a number", remedy="Mend it"
    )


def extract(rows: ExtractRows, name: str = "test", *, is_synthetic: bool = False) -> ReadExtract:
    """The rows as a reader of a file of that name hands them on."""
    digest = hashlib.sha256(name.encode()).hexdigest()
    return ReadExtract(file=f"{name}.csv", digest=digest, reader="test", rows=rows, is_synthetic=is_synthetic)


def take_in(
    store: Store,
    rows: ExtractRows,
    name: str = "test",
    *,
    quarantine: bool = False,
    is_synthetic: bool = False,
    now: datetime = NOW,
) -> IngestOutcome:
    """Take the rows into the store, as from a file of that name."""
    taking_in = TakingIn(store=store, now=now, quarantine=quarantine, progress=silent)
    return taking_in.take_in(extract(rows, name, is_synthetic=is_synthetic))


def held(version: StoreVersion, kind: Kind, columns: str) -> list[tuple[object, ...]]:
    """Rows that count in a version, in order, by the engine's own join of segments and superseded rows."""
    paths = version.incident_paths if kind is Kind.INCIDENTS else version.observation_paths
    if not paths:
        return []
    with duckdb.connect(":memory:") as connection:
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute("CREATE TABLE superseded (segment VARCHAR, row BIGINT)")
        if version.superseded_paths:
            connection.execute(
                "INSERT INTO superseded SELECT segment, row FROM read_parquet($files)",
                {"files": [str(path) for path in version.superseded_paths]},
            )
        return connection.execute(
            f"SELECT {columns} FROM read_parquet($files, filename = true, file_row_number = true) AS i "  # noqa: S608
            "ANTI JOIN superseded AS s "
            "ON s.segment = parse_filename(i.filename) AND s.row = i.file_row_number ORDER BY ALL",
            {"files": [str(path) for path in paths]},
        ).fetchall()


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its path from there; the lock, which holds a process id, is left out."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "writer.lock"
    }


def _loose(schema: pa.Schema) -> pa.Schema:
    return pa.schema([field.with_nullable(nullable=True) for field in schema])
