"""DuckDB over one pinned data version, locked down.

Published figures are read once into a memory table, or, for a question or two about an old
version, scanned where they lie, as incidents always are: their counts come from the index. Then
the connection loses every right to other files, extensions and settings. Readers of one version
are never disturbed by a new one: each version has an engine of its own.

Connections are made after a fork and each thread has its own cursor: one DuckDB
connection shared between threads gives wrong answers.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from data.errors import TooCostlyError
from data.intake.store_version import StoreVersion
from data.reference.taxonomy import CATEGORIES
from data.schema.incidents import COMPONENTS, MODES

DEADLINE_S = 20.0
"""Longest that one statement may run: the slowest of the product's own takes a tenth of it."""

_INCIDENTS = """
SELECT i.cell, i.lon, i.lat,
       CAST(year(i.occurred_at) * 12 + month(i.occurred_at) - 1 AS USMALLINT) AS month,
       CAST(list_position(getvariable('categories')::VARCHAR[], i.category) - 1 AS UTINYINT) AS category,
       CAST(list_position(getvariable('components')::VARCHAR[], i.component) - 1 AS UTINYINT) AS component,
       CAST(list_position(getvariable('modes')::VARCHAR[], i.mode) - 1 AS UTINYINT) AS mode,
       CAST(coalesce(i.county_fips, '0') AS INTEGER) AS county
FROM read_parquet(getvariable('incident_files')::VARCHAR[], filename = true, file_row_number = true) AS i
ANTI JOIN superseded AS s
  ON s.segment = parse_filename(i.filename) AND s.row = i.file_row_number
"""

# Files from before figures had words have no such column: it is empty there.
_OBSERVATIONS = """
SELECT o.dataset, o.place_kind, o.place_id, o.place_as_published, o.measure, o.component, o.breakdown,
       o.value, o.unit, o.words, o.period,
       CAST(year(o.period) * 12 + month(o.period) - 1 AS USMALLINT) AS month
FROM (
    SELECT * FROM read_parquet(
        getvariable('observation_files')::VARCHAR[],
        filename = true, file_row_number = true, union_by_name = true
    )
    UNION ALL BY NAME SELECT NULL::VARCHAR AS words WHERE false
) AS o
ANTI JOIN superseded AS s
  ON s.segment = parse_filename(o.filename) AND s.row = o.file_row_number
"""

_EMPTY = {
    "incident": """CREATE TABLE incident (cell BIGINT, lon DOUBLE, lat DOUBLE, month USMALLINT,
        category UTINYINT, component UTINYINT, mode UTINYINT, county INTEGER)""",
    "observation": """CREATE TABLE observation (dataset VARCHAR, place_kind VARCHAR, place_id VARCHAR,
        place_as_published VARCHAR, measure VARCHAR, component VARCHAR, breakdown VARCHAR,
        value DOUBLE, unit VARCHAR, words VARCHAR, period DATE, month USMALLINT)""",
}


@dataclass(frozen=True, kw_only=True)
class Statement:
    """SQL text with ``$name`` places and the values that go there; no value is ever pasted in."""

    sql: str
    parameters: dict[str, object]


class Engine:
    """Runs statements over one data version: ``incident`` and ``observation``."""

    def __init__(
        self,
        version: StoreVersion,
        connection: duckdb.DuckDBPyConnection,
        *,
        deadline_s: float = DEADLINE_S,
    ) -> None:
        """Use :meth:`in_memory` or :meth:`over_files`; a statement ends after ``deadline_s`` seconds."""
        self.version = version
        self._connection = connection
        self._deadline_s = deadline_s
        self._local = threading.local()

    @classmethod
    def in_memory(
        cls, version: StoreVersion, *, memory_limit_mb: int, threads: int, deadline_s: float = DEADLINE_S
    ) -> Engine:
        """An engine for any number of questions and threads; loading takes seconds.

        Parameters
        ----------
        version
            The data version; its files must have passed their checksums.
        memory_limit_mb
            DuckDB's memory limit, MiB.
        threads
            DuckDB's thread limit for one statement.
        deadline_s
            Seconds after which a statement is ended.
        """
        connection = _connected(version, memory_limit_mb, threads)
        _relate(connection, version, "TABLE")
        _lock_down(connection, version)
        return cls(version, connection, deadline_s=deadline_s)

    @classmethod
    def over_files(cls, version: StoreVersion, *, memory_limit_mb: int, threads: int) -> Engine:
        """An engine for a few questions of this thread: each scans the files, nothing is kept.

        Parameters are as for :meth:`in_memory`.
        """
        connection = _connected(version, memory_limit_mb, threads)
        _relate(connection, version, "VIEW")
        _lock_down(connection, version)
        return cls(version, connection)

    def run(self, statement: Statement) -> pa.Table:
        """The statement's rows as an Arrow table.

        Raises
        ------
        TooCostlyError
            If it took longer than the deadline, or more memory than the limit.
        """
        cursor = getattr(self._local, "cursor", None)
        if cursor is None:
            cursor = self._connection.cursor()
            _name(cursor, self.version)
            self._local.cursor = cursor
        with _bounded(cursor, self._deadline_s):
            return cursor.sql(statement.sql, params=statement.parameters).to_arrow_table()

    def close(self) -> None:
        """Release the memory of this version."""
        self._connection.close()


@contextmanager
def _bounded(cursor: duckdb.DuckDBPyConnection, deadline_s: float) -> Iterator[None]:
    """End what runs on this cursor alone when its time is over.

    Raises
    ------
    TooCostlyError
        If time or memory was over.
    """
    timer = threading.Timer(deadline_s, cursor.interrupt)
    timer.daemon = True
    timer.start()
    try:
        yield
    except duckdb.InterruptException as error:
        raise TooCostlyError(
            f"the question took longer than {deadline_s:g} s",
            remedy="Narrow the filter, or try again when the server has less to do",
        ) from error
    except duckdb.OutOfMemoryException as error:
        raise TooCostlyError(
            "the question took more memory than one may",
            remedy="Narrow the filter, or set BORDEROPS_MEMORY_MB higher",
        ) from error
    finally:
        timer.cancel()


def _connected(version: StoreVersion, memory_limit_mb: int, threads: int) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(":memory:")
    connection.execute(f"SET memory_limit = '{int(memory_limit_mb)}MiB'")
    connection.execute(f"SET threads = {int(threads)}")
    connection.execute("SET GLOBAL TimeZone = 'UTC'")
    connection.execute("SET autoinstall_known_extensions = false")
    connection.execute("SET autoload_known_extensions = false")
    _name(connection, version)
    return connection


def _name(connection: duckdb.DuckDBPyConnection, version: StoreVersion) -> None:
    """Tell the connection the names that views read: variables belong to one cursor."""
    for name, values in _variables(version).items():
        connection.execute(f"SET VARIABLE {name} = $values", {"values": values})


def _variables(version: StoreVersion) -> dict[str, list[str]]:
    return {
        "categories": list(CATEGORIES),
        "components": list(COMPONENTS),
        "modes": list(MODES),
        "incident_files": [str(path) for path in version.incident_paths],
        "observation_files": [str(path) for path in version.observation_paths],
    }


def _relate(connection: duckdb.DuckDBPyConnection, version: StoreVersion, kind: str) -> None:
    """Make the relations that statements name: incidents as a view over files, figures as asked."""
    connection.execute("CREATE TABLE superseded (segment VARCHAR, row BIGINT)")
    if version.superseded_paths:
        connection.execute(
            "INSERT INTO superseded SELECT segment, row FROM read_parquet($files::VARCHAR[])",
            {"files": [str(path) for path in version.superseded_paths]},
        )
    for name, made, sql, paths in (
        ("incident", "VIEW", _INCIDENTS, version.incident_paths),
        ("observation", kind, _OBSERVATIONS, version.observation_paths),
    ):
        connection.execute(f"CREATE {made} {name} AS {sql}" if paths else _EMPTY[name])


def _lock_down(connection: duckdb.DuckDBPyConnection, version: StoreVersion) -> None:
    """Take away other files, network, extensions and the right to give them back."""
    paths = [str(path) for path in (*version.incident_paths, *version.observation_paths)]
    connection.execute("SET allowed_paths = $paths", {"paths": paths})
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
