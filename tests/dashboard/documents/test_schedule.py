"""Schedules: the next time is that of a zone, and only what can be kept is taken."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from dashboard.documents.schedule import Cadence
from dashboard.documents.schedule_json import schedule_from_json, schedule_to_json
from data.errors import DeliveryError
from tests.dashboard.documents.briefed import MONDAY


@pytest.mark.parametrize(
    ("cadence", "day", "after", "expected"),
    [
        (Cadence.DAILY, 1, "2026-11-30T12:00+00:00", "2026-11-30T12:30+00:00"),
        (Cadence.DAILY, 1, "2026-11-30T12:30+00:00", "2026-12-01T12:30+00:00"),
        (Cadence.WEEKLY, 7, "2026-11-30T12:00+00:00", "2026-12-06T12:30+00:00"),
        (Cadence.MONTHLY, 31, "2027-02-01T12:00+00:00", "2027-02-28T12:30+00:00"),
        (Cadence.DAILY, 1, "2027-03-13T13:00+00:00", "2027-03-14T11:30+00:00"),  # clocks go forward
    ],
)
def test_the_next_time_is_that_of_the_zone(cadence: Cadence, day: int, after: str, expected: str) -> None:
    found = replace(MONDAY, cadence=cadence, day=day).next_after(datetime.fromisoformat(after))
    assert found == datetime.fromisoformat(expected)


def test_a_schedule_survives_json_and_a_wrong_one_is_refused() -> None:
    body = schedule_to_json(MONDAY)
    assert schedule_from_json(body) == MONDAY
    (first, second) = body["recipients"]  # type: ignore[misc]
    wrong_recipients = [
        {**first, "address": address} for address in ("/etc", "../up", "a/../../b", "", "a\\b", ".")
    ]
    wrong_recipients += [{**first, "way": "mail", "address": "no address"}, {**second, "role": "king"}]
    wrong = [{**body, "recipients": [one]} for one in wrong_recipients]
    wrong += [
        {**body, "cadence": "hourly"},
        {**body, "day": 8},
        {**body, "time": "25:00"},
        {**body, "zone": "Mars/Olympus"},
        {**body, "recipients": []},
        {**body, "more": 1},
    ]
    for one in wrong:
        with pytest.raises(DeliveryError):
            schedule_from_json(one)
