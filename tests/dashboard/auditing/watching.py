"""Watching the record while something is done."""

from __future__ import annotations

import json
from typing import Any

import pytest

from data.trust.audit_search import Search, all_found
from data.trust.deeds import Deed
from data.trust.entries import Entry
from tests.dashboard.access.served import Reader, Served


class Watch:
    """The records that are added from here on."""

    def __init__(self, house: Served) -> None:
        self._log = house.services.audit
        head = self._log.head()
        self._from = head.seq if head else 0

    def new(self, deed: Deed | None = None) -> list[Entry]:
        found = all_found(self._log.database, Search(deed=deed))
        return [entry for entry in found if entry.seq > self._from]

    def deeds(self) -> list[tuple[str, str, str]]:
        return [(entry.deed, entry.outcome, entry.subject) for entry in self.new()]


@pytest.fixture
def watch(house: Served) -> Watch:
    """What is recorded during the test."""
    return Watch(house)


def body(entry: Entry) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(entry.body)
    return found


def new_plan(planner: Reader) -> int:
    reply = planner.open("/api/plans", method="POST", json={"name": "Audited", "start": "empty"})
    assert reply.status_code == 200, reply.get_data(as_text=True)
    return int(reply.get_json()["id"])
