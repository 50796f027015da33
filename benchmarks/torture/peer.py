"""Datasette over the same incidents in SQLite, asked for counts by county: a like query, without rights."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pyarrow.parquet as pq
import requests

from benchmarks.torture.load import Load, measured
from data.intake.store import Store
from tests.deploy.site import free_ports

_READY_S = 60
_QUERY = "select county_fips, count(*) as n from incident where month >= :start group by county_fips"


def peer_load(store: Path, folder: Path, program: Path, *, seconds: int) -> Load | str:
    """Datasette's answers to fifty users, or why there are none."""
    if not program.exists():
        return f"Datasette was not measured: {program} is not there (`make bench` installs the peers)"
    database = folder / "extract.db"
    _fill(store, database)
    with _datasette(program, database, folder) as address:
        return measured("peer", address, folder, seconds=seconds)


def _fill(store: Path, database: Path) -> None:
    version = Store.open(store).current()
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("create table incident (county_fips text, month text)")
        for path in version.incident_paths:
            table = pq.read_table(path, columns=["county_fips", "occurred_at"])
            months = [f"{at:%Y-%m}" for at in table["occurred_at"].to_pylist()]
            rows = zip(table["county_fips"].to_pylist(), months, strict=True)
            connection.executemany("insert into incident values (?, ?)", rows)
        connection.execute("create index by_month on incident (month, county_fips)")
        connection.commit()


@contextmanager
def _datasette(program: Path, database: Path, folder: Path) -> Iterator[str]:
    (port,) = free_ports(1)
    metadata = folder / "datasette.json"
    body = {"databases": {"extract": {"queries": {"counties": {"sql": _QUERY}}}}}
    metadata.write_text(json.dumps(body), encoding="utf-8")
    command = [str(program), "serve", "-i", str(database), "-m", str(metadata), "-p", str(port)]
    command += ["--setting", "sql_time_limit_ms", "20000", "--setting", "max_returned_rows", "5000"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            address = f"http://127.0.0.1:{port}"
            until = time.monotonic() + _READY_S
            while time.monotonic() < until:
                with contextlib.suppress(requests.RequestException):
                    requests.get(f"{address}/extract/counties.json?start=2024-01", timeout=20)
                    break
                time.sleep(0.2)
            yield address
        finally:
            process.terminate()
            process.wait(20)
