"""Fifty users by Locust, which runs headless as a process of its own: requests a second, and waits."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.torture.place import USERS, Place, name_of
from data.geography.county_names import county_names
from data.plans.keeping.store import PlanStore
from data.roles import Actor, Role
from tests.data.plans.plan_stores import small_plan
from tests.deploy.site import BADGE

KINDS = {
    "map": "map: values of a layer, one of twelve periods each time",
    "shape": "shape: exact total of a drawn square, another each time",
    "edit": "plan: an edit, saved and acknowledged",
    "briefing": "briefing: the display's question for news",
}
_FILE = Path(__file__).with_name("locustfile.py")
_COUNTIES_OF_A_PLAN = 400
_COMING_IN_S = 240


@dataclass(frozen=True, kw_only=True)
class Load:
    """Of one kind of request: how many a second, waits in milliseconds, requests and failures."""

    kind: str
    per_s: float
    p50_ms: float
    p95_ms: float
    requests: int
    failures: int


def loads(place: Place, *, seconds: int) -> tuple[list[Load], list[str]]:
    """Each kind of request by fifty users, one kind after the other; and why one could not be measured."""
    found: list[Load] = []
    remarks: list[str] = []
    person = place.planner()
    person.get("/api/briefs/national/display")
    plans = _plans(place)
    for kind, words in KINDS.items():
        try:
            headers = {"X-Test-Badge": BADGE}
            found.append(
                measured(
                    kind, place.site.address, place.folder, seconds=seconds, headers=headers, plans=plans
                )
            )
        except RuntimeError as error:
            sys.stderr.write(f"{error}\n")
            remarks.append(f"{words}: nobody was answered within {seconds} s.")
    return found, remarks


def _plans(place: Place) -> list[int]:
    """A plan for each user, made past the server: fifty at once would be what is measured."""
    store = PlanStore(place.url)
    made = [
        store.create(
            Actor(name=name_of(number), role=Role.PLANNER),
            name=f"Plan of {name_of(number)}",
            plan=small_plan(),
            origin="",
            at=datetime.now(UTC),
        ).plan_id
        for number in range(USERS)
    ]
    store.close()
    return made


def measured(
    kind: str,
    address: str,
    folder: Path,
    *,
    seconds: int,
    headers: dict[str, str] | None = None,
    plans: Sequence[int] = (),
) -> Load:
    """One kind of request by fifty users who do not pause."""
    prefix = folder / f"locust-{kind}"
    counties = sorted(county_names())[:_COUNTIES_OF_A_PLAN]
    environ = os.environ | {
        "TORTURE_KIND": kind,
        "TORTURE_SECONDS": str(seconds),
        "TORTURE_USERS": str(USERS),
        "TORTURE_HEADERS": json.dumps(headers or {}),
        "TORTURE_COUNTIES": " ".join(counties),
        "TORTURE_PLANS": " ".join(map(str, plans)),
    }
    command = [sys.executable, "-m", "locust", "-f", str(_FILE), "--headless", "--only-summary"]
    command += ["--host", address, "--users", str(USERS), "--spawn-rate", str(USERS)]
    command += ["--run-time", f"{seconds + _COMING_IN_S}s", "--stop-timeout", "60", "--csv", str(prefix)]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    stats = Path(f"{prefix}_stats.csv")
    if not stats.exists():
        raise RuntimeError(f"Locust did not run: {done.stderr[-2000:]}")
    with stats.open(encoding="utf-8", newline="") as lines:
        row = next((row for row in csv.DictReader(lines) if row["Name"] == kind), None)
    if row is None:
        raise RuntimeError(f"nothing of {kind} was answered: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    return Load(
        kind=kind,
        per_s=float(row["Requests/s"]),
        p50_ms=float(row["50%"]),
        p95_ms=float(row["95%"]),
        requests=int(row["Request Count"]),
        failures=int(row["Failure Count"]),
    )
