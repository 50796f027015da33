"""``python -m tests.journeys.shots``: screenshots of every page in both themes at three sizes."""

from __future__ import annotations

import argparse
from pathlib import Path

from dashboard.app import PAGES
from tests.journeys.program import open_browser, open_page, served_store

SIZES = ((1920, 1080), (1280, 800), (390, 844))
THEMES = ("dark", "light")


def main() -> None:
    """Write ``<page>-<theme>-<width>.png`` into the folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", type=Path, default=Path("store"))
    parser.add_argument("--folder", type=Path, default=Path("shots"))
    arguments = parser.parse_args()
    arguments.folder.mkdir(exist_ok=True)
    with served_store(arguments.store) as address, open_browser() as browser:
        for module in PAGES:
            for theme in THEMES:
                for width, height in SIZES:
                    page = open_page(
                        browser, f"{address}{module.PATH}?theme={theme}", width=width, height=height
                    )
                    page.wait_for_load_state("networkidle")
                    page.wait_for_timeout(4000)
                    name = f"{module.TITLE.lower()}-{theme}-{width}.png"
                    page.screenshot(path=arguments.folder / name, full_page=width < 500)
                    page.close()


if __name__ == "__main__":
    main()
