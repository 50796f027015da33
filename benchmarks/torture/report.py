"""The part of ``docs/reliability.md`` that a run writes: the machine, the loads, the faults."""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks.torture.load import KINDS, Load
from benchmarks.torture.outcome import Outcome

_BEGIN = "<!-- figures of make torture; do not edit by hand -->"
_END = "<!-- end of figures -->"
_PACKAGES = ("gunicorn", "dash", "flask", "duckdb", "sqlalchemy", "psycopg", "locust")
_PEER = "the same counts by county from SQLite by Datasette, for comparison: no rights, no disclosure control"


def write_page(
    page: Path, loads: Sequence[Load], outcomes: Sequence[Outcome], *, about: str, remarks: Sequence[str]
) -> None:
    """Replace the generated part of the page.

    Raises
    ------
    ValueError
        If the page does not have the two marks.
    """
    text = page.read_text(encoding="utf-8")
    before, found, rest = text.partition(_BEGIN)
    _, ended, after = rest.partition(_END)
    if not found or not ended:
        raise ValueError(f"{page} has no part to put figures into")
    made = "\n".join((about, "", *_load_lines(loads), "", *remarks, "", *_fault_lines(outcomes)))
    page.write_text(f"{before}{_BEGIN}\n{made}\n{_END}{after}", encoding="utf-8")


def circumstances(rows: int, load: str) -> str:
    """When, on what machine, how loaded before the run, of which commit, with which versions."""
    command = ["git", "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
    versions = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    return (
        f"{datetime.now(UTC):%d %b %Y %H:%M} UTC, commit {commit or 'unknown'}; {rows:,} incidents; "
        f"{os.cpu_count()} cores ({platform.machine()}), load before the run {load} (1, 5, 15 minutes); the "
        f"users, the database, nginx and both nodes share these cores. Python {platform.python_version()}, "
        f"{versions}."
    )


def _load_lines(loads: Sequence[Load]) -> list[str]:
    lines = [
        "| 50 users, 2 processes | requests/s | p50 ms | p95 ms | requests | failed |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    lines += [
        f"| {KINDS.get(load.kind, _PEER)} | {load.per_s:,.0f} | {load.p50_ms:,.0f} | {load.p95_ms:,.0f} | "
        f"{load.requests:,} | {load.failures:,} |"
        for load in loads
    ]
    return lines


def _fault_lines(outcomes: Sequence[Outcome]) -> list[str]:
    lines = [
        "| fault | catalogue | acknowledged and lost | answered again after | what people saw |",
        "|---|---|---|--:|---|",
    ]
    for one in outcomes:
        back = "never away" if one.back_s is None else f"{one.back_s:.1f} s"
        lines.append(f"| {one.fault} | {one.rows} | {one.lost} | {back} | {one.told} |")
    return lines
