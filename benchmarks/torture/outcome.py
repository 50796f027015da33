"""What a fault came to: what was done, what was lost, and how long until the site answered again."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import requests

from benchmarks.torture.place import Place
from data.geography.county_names import county_names
from tests.deploy.load import Answers, asking
from tests.deploy.person import Person

VALUES = "/api/live/layers/counties/values"
_PAUSE_S = 0.02


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """One line of the report; ``back_s`` is ``None`` where nothing was ever away."""

    fault: str
    rows: str
    lost: str
    is_sound: bool
    back_s: float | None = None
    told: str = ""


@dataclass
class Planner:
    """Somebody who edits a plan without pause, who tries again when an edit was not acknowledged.

    ``acknowledged`` are the counties of edits that were; ``longest_s`` is the longest time between two.
    """

    person: Person
    head: dict[str, Any]
    acknowledged: list[str] = field(default_factory=list)
    refused: int = 0
    longest_s: float = 0.0
    _over: threading.Event = field(default_factory=threading.Event)

    def work(self) -> None:
        """Edit until told to end."""
        last = time.monotonic()
        for county in itertools.cycle(sorted(county_names())):
            while not self._over.wait(_PAUSE_S):
                if self._assign(county):
                    self.acknowledged.append(county)
                    self.longest_s = max(self.longest_s, time.monotonic() - last)
                    last = time.monotonic()
                    break
                self.refused += 1
            if self._over.is_set():
                return

    def end(self) -> None:
        """Edit no more."""
        self._over.set()

    def missing(self) -> set[str]:
        """Counties whose edit was acknowledged, and which are not in the plan now."""
        found = self.person.get(f"/api/plans/{self.head['id']}")
        found.raise_for_status()
        return set(self.acknowledged) - set(found.json()["assigned"])

    def _assign(self, county: str) -> bool:
        try:
            self.head = self.person.assign(self.head, county)
        except requests.HTTPError as error:
            if error.response is not None and error.response.status_code == 409:
                # The edit was made, and its answer was lost with the node: look, and go on from there.
                self.head = self.person.get(f"/api/plans/{self.head['id']}").json()
            return False
        except (requests.RequestException, KeyError, ValueError):
            return False
        return True


@dataclass
class Busy:
    """People at work during a fault: readers, and a planner."""

    readers: Answers
    planner: Planner

    def lost(self) -> str:
        """In words what was lost; the site has to answer again."""
        missing = self.planner.missing()
        count = len(self.planner.acknowledged)
        return f"{len(missing)} of {count:,} acknowledged edits" if missing else f"nothing of {count:,} edits"

    def told(self) -> str:
        """In words what the people saw."""
        failed = sum(self.readers.failed.values())
        return (
            f"readers: {failed:,} of {self.readers.statuses.total():,} requests failed, "
            f"longest wait {self.readers.longest_s:.1f} s; "
            f"planner: {self.planner.refused:,} tries not acknowledged, "
            f"longest pause {self.planner.longest_s:.1f} s"
        )


@contextmanager
def busy(place: Place, *, readers: int = 6) -> Iterator[Busy]:
    """Readers and a planner at work for as long as the context."""
    people = [place.planner(number + 1) for number in range(readers)]
    planner = Planner(place.planner(0), {})
    planner.head = planner.person.new_plan("Under faults")
    thread = threading.Thread(target=planner.work)
    asks = [lambda person=person: person.get(VALUES) for person in people]
    with asking(asks, pause_s=_PAUSE_S) as answers:
        thread.start()
        try:
            yield Busy(answers, planner)
        finally:
            planner.end()
            thread.join()


def answers_again(ask: Callable[[], requests.Response], *, within_s: float = 120) -> float:
    """Seconds until a request is answered as it should be.

    Raises
    ------
    TimeoutError
        If none is within that time.
    """
    begun = time.monotonic()
    while time.monotonic() - begun < within_s:
        try:
            if ask().status_code == 200:
                return time.monotonic() - begun
        except requests.RequestException:
            pass
        time.sleep(0.02)
    raise TimeoutError(f"no answer within {within_s} s")
