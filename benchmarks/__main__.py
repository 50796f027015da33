"""``python -m benchmarks``: every benchmark in one run, as a table of figures and ratios."""

from __future__ import annotations

import argparse
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks import browser, ingest


def main() -> None:
    """Run the benchmarks over the store of ``make run`` and print their figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", type=Path, default=Path("store"))
    parser.add_argument("--rows", type=int, default=300_000, help="rows of the ingest benchmark")
    arguments = parser.parse_args()
    table = Table(
        "measure", "figure", title="borderops benchmarks, one run, two noisy cores: read the ratios"
    )
    for label, figure in (*browser.run(arguments.store), *ingest.run(arguments.rows)):
        table.add_row(label, figure)
    Console().print(table)


if __name__ == "__main__":
    main()
