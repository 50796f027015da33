"""``python -m benchmarks.engine``: shapes, density, memory, an appended day; printed, put into the page."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from benchmarks import appended_day, density, report, resident, shapes


def measure(rows: Sequence[int], peer: Path) -> None:
    """Run everything at each number of made-up incidents, print it, and write its part of the page."""
    about = report.engine_circumstances(report.load_average())
    figures = [
        *shapes.run(rows, peer),
        *density.run(rows, peer),
        *resident.run(rows),
        *appended_day.run(),
    ]
    report.print_table(figures, about)
    report.write_page(figures, about, section=report.ENGINE)


def main() -> None:
    """Run at 1 and 10 million incidents, and with ``--large`` at 100 million too."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--large", action="store_true", help="100 million incidents too")
    parser.add_argument("--peer", type=Path, default=shapes.PEER_PYTHON, help="Python of the peers")
    arguments = parser.parse_args()
    measure(shapes.LARGE_ROWS if arguments.large else shapes.SHAPE_ROWS, arguments.peer)


if __name__ == "__main__":
    main()
