"""DuckDB over one pinned data version, locked down.

The version's Parquet files are read once into memory tables; then the connection loses
every right to files, extensions and settings. Readers of one version are never
disturbed by a new one: each version has an engine of its own.

Connections are made after a fork and each thread has its own cursor: one DuckDB
connection shared between threads gives wrong answers.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from data.intake.store_version import StoreVersion
from data.reference.taxonomy import CATEGORIES
from data.schema.incidents import COMPONENTS, MODES

_INCIDENTS = """
CREATE TABLE incident AS
SELECT i.cell, i.lon, i.lat,
       CAST(year(i.occurred_at) * 12 + month(i.occurred_at) - 1 AS USMALLINT) AS month,
       CAST(list_position($categories::VARCHAR[], i.category) - 1 AS UTINYINT) AS category,
       CAST(list_position($components::VARCHAR[], i.component) - 1 AS UTINYINT) AS component,
       CAST(list_position($modes::VARCHAR[], i.mode) - 1 AS UTINYINT) AS mode,
       CAST(coalesce(i.county_fips, '0') AS INTEGER) AS county
FROM read_parquet($files::VARCHAR[], filename = true, file_row_number = true) AS i
ANTI JOIN superseded AS s
  ON s.segment = parse_filename(i.filename) AND s.row = i.file_row_number
"""

_OBSERVATIONS = """
CREATE TABLE observation AS
SELECT o.dataset, o.place_kind, o.place_id, o.measure, o.component, o.breakdown, o.value, o.unit,
       CAST(year(o.period) * 12 + month(o.period) - 1 AS USMALLINT) AS month
FROM read_parquet($files::VARCHAR[], filename = true, file_row_number = true) AS o
ANTI JOIN superseded AS s
  ON s.segment = parse_filename(o.filename) AND s.row = o.file_row_number
"""

_EMPTY = {
    "incident": """CREATE TABLE incident (cell BIGINT, lon DOUBLE, lat DOUBLE, month USMALLINT,
        category UTINYINT, component UTINYINT, mode UTINYINT, county INTEGER)""",
    "observation": """CREATE TABLE observation (dataset VARCHAR, place_kind VARCHAR, place_id VARCHAR,
        measure VARCHAR, component VARCHAR, breakdown VARCHAR,
        value DOUBLE, unit VARCHAR, month USMALLINT)""",
}


@dataclass(frozen=True, kw_only=True)
class Statement:
    """SQL text with ``$name`` places and the values that go there; no value is ever pasted in."""

    sql: str
    parameters: dict[str, object]


class Engine:
    """Runs statements over one data version, from any number of threads."""

    def __init__(self, version: StoreVersion, *, memory_limit_mb: int, threads: int) -> None:
        """Load the version into memory tables and lock the connection.

        Parameters
        ----------
        version
            The data version; its files must have passed their checksums.
        memory_limit_mb
            DuckDB's memory limit, MiB.
        threads
            DuckDB's thread limit for one statement.
        """
        self.version = version
        self._connection = duckdb.connect(":memory:")
        self._local = threading.local()
        _prepare(self._connection, memory_limit_mb, threads)
        _load(self._connection, version)
        _lock_down(self._connection)

    def run(self, statement: Statement) -> pa.Table:
        """The statement's rows as an Arrow table."""
        cursor = getattr(self._local, "cursor", None)
        if cursor is None:
            cursor = self._connection.cursor()
            self._local.cursor = cursor
        return cursor.sql(statement.sql, params=statement.parameters).to_arrow_table()

    def close(self) -> None:
        """Release the memory of this version."""
        self._connection.close()


def _prepare(connection: duckdb.DuckDBPyConnection, memory_limit_mb: int, threads: int) -> None:
    connection.execute(f"SET memory_limit = '{int(memory_limit_mb)}MiB'")
    connection.execute(f"SET threads = {int(threads)}")
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute("SET autoinstall_known_extensions = false")
    connection.execute("SET autoload_known_extensions = false")


def _load(connection: duckdb.DuckDBPyConnection, version: StoreVersion) -> None:
    connection.execute("CREATE TABLE superseded (segment VARCHAR, row BIGINT)")
    if version.superseded_paths:
        connection.execute(
            "INSERT INTO superseded SELECT segment, row FROM read_parquet($files::VARCHAR[])",
            {"files": [str(path) for path in version.superseded_paths]},
        )
    incident_codes: dict[str, object] = {
        "categories": list(CATEGORIES),
        "components": list(COMPONENTS),
        "modes": list(MODES),
    }
    _load_table(connection, "incident", _INCIDENTS, version.incident_paths, incident_codes)
    _load_table(connection, "observation", _OBSERVATIONS, version.observation_paths, {})


def _load_table(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    sql: str,
    paths: tuple[object, ...],
    parameters: dict[str, object],
) -> None:
    if paths:
        connection.execute(sql, {**parameters, "files": [str(path) for path in paths]})
    else:
        connection.execute(_EMPTY[name])


def _lock_down(connection: duckdb.DuckDBPyConnection) -> None:
    """Take away files, network, extensions and the right to give them back."""
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
