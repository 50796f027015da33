"""``python -m dashboard.delivery``: make the compressed copies of what the page loads."""

from __future__ import annotations

import sys
from pathlib import Path

from rich.console import Console

from dashboard.delivery.copies import COPIES, Copies
from dashboard.delivery.page_files import page_files

_DASHBOARD = Path(__file__).parents[1]


def main() -> int:
    """Exit code 0, when every file has its copies."""
    console = Console(stderr=True)
    built = _DASHBOARD / "built"
    with console.status("Compressing what the page loads"):
        made = Copies(folder=built / COPIES).write(page_files(built, _DASHBOARD / "assets"))
    console.print(f"Compressed copies made: {made}", highlight=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
