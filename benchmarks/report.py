"""The figures of a run: printed as a table, and put into ``docs/performance.md`` between its two marks."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import groupby
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.figures import Figure

PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
_END = "<!-- end of figures -->"
PAGE_LOAD, ENGINE, MAP_DATA = "make bench", "the engine", "the map's data"
"""The generated parts of pages, by what their first mark names."""
_PACKAGES = ("dash", "plotly", "dash-ag-grid", "duckdb", "geopandas")


def load_average() -> str:
    """Processes that wanted a core at the same time, over 1, 5 and 15 minutes."""
    return ", ".join(f"{value:.1f}" for value in os.getloadavg())


def circumstances(*, rows: int, chromium: str, load: str) -> str:
    """When, on what machine, how loaded before the run, with which versions and how many incidents."""
    versions = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    return (
        f"{datetime.now(UTC):%d %b %Y}; {rows:,} incidents; {os.cpu_count()} cores ({platform.machine()}), "
        f"load before the run {load} (1, 5, 15 minutes); WebGL in software (SwiftShader); "
        f"Chromium {chromium}, Python {platform.python_version()}, {versions}."
    )


def print_table(figures: Sequence[Figure], about: str) -> None:
    """Print the figures on the terminal."""
    table = Table("part", "measure", "figure", title=about, title_justify="left")
    for figure in figures:
        table.add_row(figure.part, figure.label, figure.words)
    Console().print(table)


def engine_circumstances(load: str) -> str:
    """When, on what machine, how loaded before the run, with which versions the engine was measured."""
    return (
        f"{datetime.now(UTC):%d %b %Y}; {os.cpu_count()} cores ({platform.machine()}), load before the run "
        f"{load} (1, 5, 15 minutes); Python {platform.python_version()}, numba {version('numba')}."
    )


def write_page(figures: Sequence[Figure], about: str, *, section: str = PAGE_LOAD, page: Path = PAGE) -> None:
    """Replace what stands between the section's marks on the page by these figures.

    Raises
    ------
    ValueError
        If the page has not both marks.
    """
    text = page.read_text(encoding="utf-8")
    mark = f"<!-- figures of {section} -->"
    head, start, rest = text.partition(mark)
    _, end, tail = rest.partition(_END)
    if not start or not end:
        raise ValueError(f"{page} has no marks {mark!r} and {_END!r}: put them back")
    page.write_text(f"{head}{mark}\n{markdown(figures, about)}\n{_END}{tail}", encoding="utf-8")


def markdown(figures: Sequence[Figure], about: str) -> str:
    """The figures as one table for each part."""
    lines = [about]
    for part, group in groupby(figures, key=lambda figure: figure.part):
        lines += ["", f"**{part}**", "", "| measure | figure |", "|---|---|"]
        lines += [f"| {figure.label} | {figure.words} |" for figure in group]
    return "\n".join(lines)
