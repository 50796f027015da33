"""``python -m benchmarks.first_document``: the time of the first PDF of ten pages that a process makes.

As the worker makes it: cold, or ``--warmed``, once it has done what it does while no job waits, which is
told apart. Loading the program is not counted: the worker has done that before it is asked.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.clock import Took, clocked, in_words
from dashboard.documents.making import made
from dashboard.documents.warming import warming
from dashboard.documents.wish import Wish
from dashboard.services import services_of
from data.briefs.defaults import NATIONAL, default_brief
from data.briefs.pages import paged
from data.roles import LOCAL_ACTOR
from data.settings import Settings

PAGES = 10


def first_document(store: Path, *, is_warmed: bool) -> tuple[Took, Took]:
    """What warming and the first document take, measured in a process of their own."""
    command = [sys.executable, "-m", "benchmarks.first_document", "--store", str(store), "--json"]
    found = subprocess.run(
        [*command, *(["--warmed"] if is_warmed else [])], check=True, capture_output=True, text=True
    )
    warmed, document = (Took(wall_ms=wall, cpu_ms=cpu) for wall, cpu in json.loads(found.stdout))
    return warmed, document


def measured(store: Path, *, is_warmed: bool, pages: int = PAGES) -> tuple[Took, Took]:
    """What warming (nothing without) and the first document of so many pages take in this process."""
    with TemporaryDirectory() as folder:
        services = services_of(Settings(store=store, database=f"sqlite:///{folder}/plans.sqlite"))
        brief = paged(default_brief(NATIONAL))
        first = replace(brief, scenes=brief.scenes[:pages])
        token = services.briefs.create(LOCAL_ACTOR, first, at=services.now()).token
        warmed, _ = clocked(lambda: list(warming(services)) if is_warmed else [])
        document, _ = clocked(lambda: made(services, LOCAL_ACTOR, Wish(brief=token)))
        services.plans.close()
    return warmed, document


def main() -> None:
    """Print the times of a store."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", type=Path, default=Path("store"))
    parser.add_argument("--warmed", action="store_true")
    parser.add_argument("--pages", type=int, default=PAGES)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    warmed, document = measured(asked.store, is_warmed=asked.warmed, pages=asked.pages)
    if asked.json:
        sys.stdout.write(json.dumps([(one.wall_ms, one.cpu_ms) for one in (warmed, document)]))
    else:
        for words, took in (("warming", warmed), (f"the first PDF of {asked.pages} pages", document)):
            sys.stdout.write(f"{words}: {in_words([took])}\n")


if __name__ == "__main__":
    main()
