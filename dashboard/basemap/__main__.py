"""``python -m dashboard.basemap``: make the map's tile archives with a progress bar."""

from __future__ import annotations

import sys
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from dashboard.basemap.build import build_basemap
from data.errors import BorderopsError

_DASHBOARD = Path(__file__).parents[1]


def main() -> int:
    """Exit code: 0 if the archives stand, 1 if they could not be made."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    try:
        with Progress(*columns, console=console, transient=True) as bars:
            task = bars.add_task("Base map", total=1.0)
            is_new = build_basemap(
                _DASHBOARD / "built",
                _DASHBOARD / "map" / "node_modules",
                progress=lambda stage, share: bars.update(task, description=stage, completed=share),
                force="--force" in sys.argv[1:],
            )
    except BorderopsError as error:
        console.print(str(error), style="red", highlight=False)
        return 1
    console.print("Base map made" if is_new else "Base map unchanged", highlight=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
