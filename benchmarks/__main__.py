"""``python -m benchmarks``: every benchmark in one run, printed and put into ``docs/performance.md``."""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks import (
    answers,
    documents,
    engine,
    filter_change,
    ingest,
    page_load,
    peer,
    plan_totals,
    planner_desk,
    pointer,
    proposals,
    report,
    shapes,
    tagging,
)
from benchmarks.figures import Figure
from data.answers.filters import Filter
from data.answers.gate import Gate
from data.answers.question import By, Question
from data.intake.store import Store
from data.roles import LOCAL_ACTOR
from data.settings import Settings
from tests.journeys.program import open_browser, served_store


def main() -> None:
    """Run the benchmarks over the store of ``make run``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", type=Path, default=Path("store"))
    parser.add_argument("--rows", type=int, default=300_000, help="rows of the ingest benchmark")
    parser.add_argument(
        "--peer", type=Path, default=Path(".venv/bench/bin/python"), help="Python of the peer"
    )
    arguments = parser.parse_args()
    load = report.load_average()
    figures, chromium = _in_browser(arguments.store, arguments.peer)
    about = report.circumstances(rows=_incidents(arguments.store), chromium=chromium, load=load)
    report.write_page(figures, about)
    figures += answers.run(arguments.store)
    figures += plan_totals.run(arguments.store)
    figures += ingest.run(arguments.rows)
    figures += tagging.run(tagging.ROWS, arguments.peer)
    figures += proposals.run(arguments.store)
    figures += documents.run(arguments.store)
    report.print_table(figures, about)
    report.write_page(figures, about)
    engine.measure(shapes.SHAPE_ROWS, arguments.peer)


def _in_browser(store: Path, peer_python: Path) -> tuple[list[Figure], str]:
    """What is measured in Chromium, and its version."""
    figures = page_load.second_start(store)
    with open_browser() as browser:
        with served_store(store) as address:
            for benchmark in (page_load, filter_change, pointer):
                figures += benchmark.run(browser, f"{address}/")
        figures += planner_desk.run(browser, store)
        figures += peer.run(browser, store, peer_python)
        return figures, browser.version


def _incidents(store: Path) -> int:
    """Number of incidents in the newest version."""
    question = Question(measure="incidents", filter=Filter(), by=By.TOTAL)
    gate = Gate(Store.open(store), Settings(store=store))
    return gate.ask(LOCAL_ACTOR, question).total or 0


if __name__ == "__main__":
    main()
